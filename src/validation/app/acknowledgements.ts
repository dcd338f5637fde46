import { Validations } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { withoutNamespace } from '../rule-id';

/**
 * The rules that are acknowledged on a construct or any of its ancestors.
 *
 * The CDK itself ignores acknowledgements on the App and, in older versions, on the construct that a warning is added to.
 */
export function acknowledgedRules(construct: IConstruct): Set<string> {
  const rules = new Set<string>();
  for (const scope of construct.node.scopes) {
    for (const entry of scope.node.metadata) {
      if (entry.type !== Validations.ACKNOWLEDGED_RULES_METADATA_KEY) { continue; }
      for (const id of Object.keys(entry.data)) {
        rules.add(withoutNamespace(id));
      }
    }
  }
  return rules;
}
