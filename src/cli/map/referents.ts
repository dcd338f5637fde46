import { nounOfService, nounOfType } from '../../aws/services';
import { Assumptions } from '../../readers/template/assumptions';
import { Template } from '../../readers/template/template';
import { PLACEHOLDER } from '../../values/text';
import { ABSENT } from '../../values/value';
import { ReadTemplate } from '../input/template-file';

type Json = { readonly [key: string]: any };

/** What a reference points to, as far as all templates together tell. */
export interface Label {
  /** Equal for all references to one thing. */
  readonly key: string;
  readonly name: string;
  readonly what: string;
}

/** With the defaults of parameters, and both branches of conditions unknown. */
const READING = () => new Assumptions(new Map(), true);

/** The templates of an app, to follow references from one into another. */
export class Labels {
  private readonly exports = new Map<string, { readonly value: unknown; readonly at: ReadTemplate }>();
  private readonly parsed = new Map<ReadTemplate, Template>();

  public constructor(private readonly templates: readonly ReadTemplate[]) {
    for (const at of templates) {
      this.parsed.set(at, new Template(at.template));
      for (const output of Object.values(at.template.Outputs ?? {}) as Json[]) {
        if (typeof output?.Export?.Name === 'string') { this.exports.set(output.Export.Name, { value: output.Value, at }); }
      }
    }
  }

  /** The value with what is known of it, parameters by their defaults, and `…` for what only the deployment knows. */
  public view(value: unknown, at: ReadTemplate): any {
    return shown(this.parsed.get(at)!.valueOfExpression(value, READING()));
  }

  /** The resource that a value refers to, in whichever template it stands. */
  public resource(value: unknown, at: ReadTemplate): { readonly properties: Json; readonly at: ReadTemplate } | undefined {
    const elsewhere = this.inOtherStack(value);
    if (elsewhere) { return this.resource(elsewhere.value, elsewhere.at); }
    const id = this.parsed.get(at)!.referenced(value, READING())?.id;
    return id === undefined ? undefined : { properties: (at.template.Resources[id] as Json | undefined)?.Properties ?? {}, at };
  }

  /** @param otherwise what the thing is where neither resource nor ARN tells */
  public of(value: unknown, at: ReadTemplate, otherwise: string): Label {
    const elsewhere = this.inOtherStack(value);
    if (elsewhere) { return this.of(elsewhere.value, elsewhere.at, otherwise); }
    const template = this.parsed.get(at)!;
    const id = template.referenced(value, READING())?.id ?? only(template.referencedWithin(value, READING()).map(({ id: name }) => name));
    if (id !== undefined) { return this.ofResource(id, at, otherwise); }
    const text = template.text(value, READING());
    if (text === undefined || text.replaceAll(PLACEHOLDER, '') === '') {
      const name = nameOfUnknown(value);
      return { key: `${at.file} ${JSON.stringify(value)}`, name, what: otherwise };
    }
    return { key: text.includes(PLACEHOLDER) ? `${at.file} ${JSON.stringify(value)}` : text, ...ofArn(text, otherwise) };
  }

  public ofResource(id: string, at: ReadTemplate, otherwise: string): Label {
    const { Type: type, Properties: properties, Metadata: metadata } = at.template.Resources[id] as Json;
    if (type === 'AWS::Lambda::Alias' || type === 'AWS::Lambda::Version') {
      const fn = this.of(properties?.FunctionName, at, otherwise);
      const qualifier = type === 'AWS::Lambda::Alias' ? this.view(properties?.Name, at) ?? id : 'version';
      return { key: `${at.file} ${id}`, name: `${fn.name}:${qualifier}`, what: fn.what };
    }
    const constructPath = metadata?.['aws:cdk:path'];
    return {
      key: `${at.file} ${id}`,
      name: typeof constructPath === 'string' ? constructPath.replace(/\/(Resource|Default)$/, '') : id,
      what: nounOfType(String(type)) ?? otherwise,
    };
  }

  private inOtherStack(value: unknown): { readonly value: unknown; readonly at: ReadTemplate } | undefined {
    if (typeof value !== 'object' || value === null) { return undefined; }
    const { 'Fn::ImportValue': imported, 'Fn::GetStackOutput': output } = value as Json;
    if (typeof imported === 'string') { return this.exports.get(imported); }
    if (output === undefined) { return undefined; }
    const at = this.templates.find(({ stack }) => stack !== undefined && stack === output.StackName);
    const found = (at?.template.Outputs as Json | undefined)?.[output.OutputName];
    return at && found ? { value: found.Value, at } : undefined;
  }
}

function shown(view: unknown): unknown {
  if (view === ABSENT) { return undefined; }
  if (typeof view === 'symbol') { return '…'; }
  if (typeof view !== 'object' || view === null) { return view; }
  return Array.isArray(view) ? view.map(shown) : Object.fromEntries(Object.entries(view).map(([key, item]) => [key, shown(item)]));
}

function ofArn(text: string, otherwise: string): { readonly name: string; readonly what: string } {
  const written = text.replaceAll(PLACEHOLDER, '…');
  if (!written.startsWith('arn:')) { return { name: written, what: otherwise }; }
  const [, , service, , , ...resource] = written.split(':');
  const name = resource.join(':').replace(/^(table|stream|function|cluster|broker|event-bus)[/:]/, '').replace(/\/stream\/.*$/, '');
  return { name: name || written, what: nounOfService(service) ?? otherwise };
}

function nameOfUnknown(value: unknown): string {
  const { Ref: parameter, 'Fn::ImportValue': imported } = (typeof value === 'object' && value !== null ? value : {}) as Json;
  if (typeof parameter === 'string') { return `\${${parameter}}`; }
  return typeof imported === 'string' ? imported : 'known at deployment';
}

function only(ids: readonly string[]): string | undefined {
  return new Set(ids).size === 1 ? ids[0] : undefined;
}
