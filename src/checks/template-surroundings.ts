import { Resource } from './resource';
import { Surroundings } from './surroundings';
import { Json } from './template';

/** Resources that hand on what they are given to somebody who is not seen. */
const HANDING_ON = /^(AWS::CloudFormation::(Stack|CustomResource|Macro)$|Custom::(?!VpcRestrictDefaultSG$))/;

/**
 * What of a template is around its mappings. What it gives to other templates may be completed there: by outputs, by parameters
 * of nested stacks, by custom resources, and anything by resources that only a transform will tell.
 */
export function surroundingsIn(source: Json, resourcesOf: (type: string) => readonly Resource[]): Surroundings {
  let given: ReadonlySet<string> | undefined;
  const byType = new Map<string, readonly Resource[]>();
  const resources = source.Resources as Json;
  const isIncomplete = Object.keys(resources).some(id => id.startsWith('Fn::'));
  return {
    resourcesOf: type => {
      let found = byType.get(type);
      if (!found) {
        found = resourcesOf(type);
        byType.set(type, found);
      }
      return found;
    },
    isOpenToOthers: ({ identity }) => {
      given ??= namesIn([source.Outputs, Object.values(resources).filter(handsOn)]);
      return isIncomplete || given.has(identity);
    },
  };
}

function handsOn(resource: unknown): boolean {
  return HANDING_ON.test(String((resource as Json | null)?.Type));
}

/** The logical ids that any text in a value may name: `Ref`, `Fn::GetAtt` and `Fn::Sub` alike. */
function namesIn(value: unknown): ReadonlySet<string> {
  return new Set(JSON.stringify(value)?.match(/[A-Za-z0-9]+/g) ?? []);
}
