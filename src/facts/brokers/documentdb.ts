import { ABSENT, UNKNOWN } from '../../values/value';
import { DerivedFacts } from '../derived-fact';

const PARAMETER_GROUP = ['DBClusterParameterGroupName'];

/** The facts of the Amazon DocumentDB cluster that a mapping reads. */
export const DOCUMENTDB_FACTS: DerivedFacts = {
  /** The parameter `tls` of its parameter group, where that is known. */
  'cluster.Tls': ({ source }) => {
    if (source.related !== 'cluster' || !source.resource) { return ABSENT; }
    const group = source.resource.target(PARAMETER_GROUP);
    if (group?.type === 'AWS::DocDB::DBClusterParameterGroup') { return group.value(['Parameters', 'tls']); }
    return source.resource.value(PARAMETER_GROUP) === ABSENT ? ABSENT : UNKNOWN;
  },
};
