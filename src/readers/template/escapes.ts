import { Assumptions } from './assumptions';
import { Expression, Template } from './template';
import { mayAddAnything, passesOn } from '../../model/resource-source';
import { JsonObject, memberAt, objectAt } from '../../values/json';
import { asText } from '../../values/text';
import { isObject, UNKNOWN } from '../../values/value';

/** How the CDK names the outputs that it makes for other stacks of the app. */
const MADE_BY_THE_CDK = /^ExportsOutput/;

/**
 * Which resources something that cannot be read may modify: custom resources, macros, nested stacks whose template cannot be read, and readers of outputs.
 *
 * Values are followed over parameters, imports and outputs, because one of another template may be passed on there.
 */
export class Escapes {
  private readonly escaping = new Map<Template, Set<string>>();
  private readonly incomplete = new Set<Template>();
  private readonly passedOn = new Set<unknown>();
  private hasUnknownImport = false;

  public constructor(templates: readonly Template[]) {
    templates.forEach(template => this.escaping.set(template, new Set()));
    const imported = new Set<unknown>(templates.flatMap(template =>
      importsIn(template.source).map(call => exportOf(template, call)?.value)));
    for (const template of templates) {
      if (mayBeCompleted(template)) {
        this.incomplete.add(template);
        this.passOn({ template, value: template.source });
      }
      for (const [id, resource] of Object.entries(template.resources)) {
        if (passesOn(asText(resource.Type)) && !template.nested(id)) { this.passOn({ template, value: resource }); }
      }
      for (const [id, output] of Object.entries(template.outputs)) {
        const value = isObject(output) ? output.Value : output;
        const isForTheApp = MADE_BY_THE_CDK.test(id) && imported.has(value);
        const isForOuterStack = template.isNested && !objectAt(output, 'Export');
        if (!isForTheApp && !isForOuterStack) { this.passOn({ template, value }); }
      }
    }
    if (this.hasUnknownImport) { templates.forEach(template => this.passOn({ template, value: template.outputs })); }
  }

  public has(template: Template, logicalId: string): boolean {
    return this.incomplete.has(template) || this.escaping.get(template)!.has(logicalId);
  }

  /** Passes on all that a value names, in whichever template that is. */
  private passOn({ template, value }: Expression): void {
    if (this.passedOn.has(value) && typeof value === 'object') { return; }
    this.passedOn.add(value);
    const names = this.escaping.get(template)!;
    for (const name of namesIn(value)) {
      if (names.has(name)) { continue; }
      names.add(name);
      const argument = template.argument(name);
      if (argument !== undefined && argument !== UNKNOWN) { this.passOn(argument); }
      const nested = template.nested(name);
      if (nested) { this.passOn({ template: nested, value: nested.outputs }); }
    }
    for (const call of importsIn(value)) {
      const exported = exportOf(template, call);
      if (exported) { this.passOn(exported); } else { this.hasUnknownImport ||= !isLiteral(call); }
    }
  }
}

/** Whether a macro, or a loop that is not unrolled, may add resources that name any others. */
function mayBeCompleted({ source: { Transform: transforms }, resources }: Template): boolean {
  const isTransformed = [transforms ?? []].flat()
    .map(transform => typeof transform === 'string' ? transform : asText(memberAt(transform, 'Name')))
    .some(mayAddAnything);
  return isTransformed || Object.keys(resources).some(id => id.startsWith('Fn::'));
}

/** The logical ids that any text in a value may name: `Ref`, `Fn::GetAtt` and `Fn::Sub` alike. */
function namesIn(value: unknown): ReadonlySet<string> {
  return new Set(JSON.stringify(value)?.match(/[A-Za-z0-9]+/g) ?? []);
}

/** The imports of outputs of other stacks, however deep. */
function importsIn(value: unknown): JsonObject[] {
  if (typeof value !== 'object' || value === null) { return []; }
  if (Array.isArray(value)) { return value.flatMap(importsIn); }
  return 'Fn::ImportValue' in value || 'Fn::GetStackOutput' in value ? [value as JsonObject] : Object.values(value).flatMap(importsIn);
}

function exportOf(template: Template, call: JsonObject): Expression | undefined {
  return template.followOnce(call, new Assumptions(new Map(), true));
}

/** Whether an import that leads to no template of the deployment surely leads out of it. */
function isLiteral(call: JsonObject): boolean {
  const [operand] = Object.values(call);
  return typeof operand === 'string' || (isObject(operand) && typeof operand.StackName === 'string' && typeof operand.OutputName === 'string');
}
