import { Assumptions } from './assumptions';
import { Template } from './template';
import { Environment, ResolvedProperties, TemplateResource } from './template-resource';
import { Resource } from '../../model/resource';
import { passesOn, mayAddAnything, ResourceSource } from '../../model/resource-source';
import { JsonObject, objectAt } from '../../values/json';

/** Deeper than any template is written, and far from what recursion can take. */
const DEEPEST = 500;

/** A template and its environment: reads resources under assumptions. */
export class TemplateReader {
  public readonly template: Template;

  /** Resolved properties, by assumptions. */
  private readonly resolved = new Map<string, ResolvedProperties>();

  /** @throws if `source` is no CloudFormation template */
  public constructor(source: JsonObject, private readonly environment: Environment) {
    const resources = objectAt(source, 'Resources');
    if (!resources || Array.isArray(resources)) {
      throw new Error('The template has no Resources, so it is no CloudFormation template. Give the parsed template itself.');
    }
    refuseDepth(source);
    this.template = new Template(source);
  }

  /** The logical ids of the resources of some types. */
  public idsOf(...types: string[]): string[] {
    const { resources } = this.template;
    return Object.keys(resources).filter(id => types.includes(String(resources[id]?.Type)));
  }

  public resource(id: string, assumptions: Assumptions = new Assumptions(new Map(), false)): TemplateResource {
    const key = `${assumptions.withDefaults} ${[...assumptions.assignment].join()}`;
    let resolved = this.resolved.get(key);
    if (!resolved) {
      resolved = new Map();
      this.resolved.set(key, resolved);
    }
    return new TemplateResource(this.template, id, assumptions, this.environment, resolved);
  }
}

/** The resources of a template by type. A resource escapes if outputs, nested stacks, custom resources or macros may modify it. */
export function resourcesOfTemplate(source: JsonObject, resourcesOf: (type: string) => readonly Resource[]): ResourceSource {
  let passedOn: ReadonlySet<string> | undefined;
  const byType = new Map<string, readonly Resource[]>();
  const resources = source.Resources as JsonObject;
  const isIncomplete = isTransformed(source) || Object.keys(resources).some(id => id.startsWith('Fn::'));
  return {
    resources: type => {
      let found = byType.get(type);
      if (!found) {
        found = resourcesOf(type);
        byType.set(type, found);
      }
      return found;
    },
    escapes: ({ id }) => {
      passedOn ??= namesIn([source.Outputs, Object.values(resources).filter(passesOnResources)]);
      return isIncomplete || passedOn.has(id);
    },
  };
}

function isTransformed({ Transform: transforms }: JsonObject): boolean {
  return [transforms ?? []].flat()
    .map(transform => typeof transform === 'string' ? transform : String((transform as JsonObject | null)?.Name))
    .some(mayAddAnything);
}

function passesOnResources(resource: unknown): boolean {
  return passesOn(String((resource as JsonObject | null)?.Type));
}

/** The logical ids that any text in a value may name: `Ref`, `Fn::GetAtt` and `Fn::Sub` alike. */
function namesIn(value: unknown): ReadonlySet<string> {
  return new Set(JSON.stringify(value)?.match(/[A-Za-z0-9]+/g) ?? []);
}

/** Reading recurses. No template needs as many levels; an object that contains itself has no end of them. */
function refuseDepth(value: unknown, depth = 0): void {
  if (typeof value !== 'object' || value === null) { return; }
  if (depth === DEEPEST) { throw new Error(`The template is nested more than ${DEEPEST} levels deep, which no template needs. Does it contain itself?`); }
  for (const item of Array.isArray(value) ? value : Object.values(value)) { refuseDepth(item, depth + 1); }
}
