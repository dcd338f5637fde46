import { Json } from './template';
import { Resource } from '../../model/resource';
import { passesOn, mayAddAnything, ResourceSource } from '../../model/resource-source';

/**
 * What of a template is around its mappings. What it gives to other templates may be completed there: by outputs, by parameters
 * of nested stacks, by custom resources and others that hand on, and anything by resources that only a transform will tell.
 */
export function resourcesOfTemplate(source: Json, resourcesOf: (type: string) => readonly Resource[]): ResourceSource {
  let given: ReadonlySet<string> | undefined;
  const byType = new Map<string, readonly Resource[]>();
  const resources = source.Resources as Json;
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
    escapes: ({ id: identity }) => {
      given ??= namesIn([source.Outputs, Object.values(resources).filter(passesOnResources)]);
      return isIncomplete || given.has(identity);
    },
  };
}

function isTransformed({ Transform: transforms }: Json): boolean {
  return [transforms ?? []].flat()
    .map(transform => typeof transform === 'string' ? transform : String((transform as Json | null)?.Name))
    .some(mayAddAnything);
}

function passesOnResources(resource: unknown): boolean {
  return passesOn(String((resource as Json | null)?.Type));
}

/** The logical ids that any text in a value may name: `Ref`, `Fn::GetAtt` and `Fn::Sub` alike. */
function namesIn(value: unknown): ReadonlySet<string> {
  return new Set(JSON.stringify(value)?.match(/[A-Za-z0-9]+/g) ?? []);
}
