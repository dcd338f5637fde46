import { IndexedMapping } from '../../model/mapping-groups';
import { ABSENT, Value } from '../../values/value';

/** Properties of an Amazon MQ broker whose values AWS takes in either case. */
const IN_CAPITALS = ['EngineType', 'AuthenticationStrategy', 'DeploymentMode'];

/** What is known of the broker that a mapping reads. */
export const BROKER_FACTS: { readonly [path: string]: (mapping: IndexedMapping) => Value } = Object.fromEntries(
  IN_CAPITALS.map(property => [`broker.${property}`, ({ source }: IndexedMapping) => {
    const view = source.owner === 'broker' && source.resource ? source.resource.value([property]) : ABSENT;
    return typeof view === 'string' ? view.toUpperCase() : view;
  }]),
);
