import { IndexedMapping } from '../../model/mapping-groups';
import { ABSENT, UNKNOWN, Value } from '../../values/value';

const PARAMETER_GROUP = ['DBClusterParameterGroupName'];

/** What is known of the Amazon DocumentDB cluster that a mapping reads. */
export const DOCUMENTDB_FACTS: { readonly [path: string]: (mapping: IndexedMapping) => Value } = {
  /** The parameter `tls` of its parameter group, where that is among the resources at hand. */
  'cluster.Tls': ({ source }) => {
    if (source.owner !== 'cluster' || !source.resource) { return ABSENT; }
    const group = source.resource.target(PARAMETER_GROUP);
    if (group?.type === 'AWS::DocDB::DBClusterParameterGroup') { return group.value(['Parameters', 'tls']); }
    return source.resource.value(PARAMETER_GROUP) === ABSENT ? ABSENT : UNKNOWN;
  },
};
