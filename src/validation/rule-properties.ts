import type { Facts } from '../facts/facts';
import type { FactPath, Rule } from '../rules';

/** Facts that are derived from a property of another name. */
export const DERIVED_FROM: { readonly [fact: FactPath]: string } = {
  'queue.DeadLetterQueueIsFifo': 'RedrivePolicy',
  'cluster.Tls': 'DBClusterParameterGroupName',
};

/** The CloudFormation properties that a rule points at: several where sources call it differently. */
export function propertiesOf({ fact, property }: Rule): readonly string[] {
  return typeof property === 'object' ? property : [property ?? fact];
}

/** The first of them that the validated resource has. */
export function propertyOf(rule: Rule, facts: Facts): string {
  const properties = propertiesOf(rule);
  return properties.find(property => facts.isDefined(property)) ?? properties[0];
}
