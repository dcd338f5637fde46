import { kafkaGroupsOf } from './brokers/kafka';
import { DerivedFacts } from './derived-fact';
import { Deployment } from '../model/deployment';
import { MappingGroups } from '../model/mapping-groups';
import { placeOf } from '../model/resource';
import { ABSENT } from '../values/value';

/** The facts of several mappings of a deployment together. */
export const DEPLOYMENT_FACTS: DerivedFacts = {
  'deployment.SamePair': (mapping, deployment) => placeOf(groupsOf(deployment).duplicateOf(mapping)?.resource) ?? mapping.facts?.fact('BoundTwice') ?? ABSENT,
  'deployment.OtherMappingOnQueue': (mapping, deployment) => {
    const groups = groupsOf(deployment);
    return groups.otherFilter(mapping) ? ABSENT : groups.otherReader(mapping)?.resource.name ?? ABSENT;
  },
  'deployment.OtherFilterOnQueue': (mapping, deployment) => groupsOf(deployment).otherFilter(mapping)?.resource.name ?? ABSENT,
  'deployment.EarlierReader': (mapping, deployment) => groupsOf(deployment).earlierReader(mapping)?.resource.name ?? ABSENT,
  'deployment.ReaderOfSource': (mapping, deployment) => groupsOf(deployment).readersUpTo(mapping),
  'deployment.MappingsOnSource': (mapping, deployment) => groupsOf(deployment).readersOf(mapping),
  'deployment.SumOfMaximumConcurrency': (mapping, deployment) => groupsOf(deployment).concurrencyOf(mapping).sum,
  'deployment.MappingsWithMaximumConcurrency': (mapping, deployment) => groupsOf(deployment).concurrencyOf(mapping).count,

  'deployment.OverlappingBrokers': ({ resource }, deployment) => kafkaGroupsOf(deployment).overlaps.get(resource.id) ?? ABSENT,
  'deployment.SharedConsumerGroup': ({ resource }, deployment) => kafkaGroupsOf(deployment).sharedGroups.get(resource.id)?.resource.name ?? ABSENT,
  'deployment.PollersOfGroup': ({ resource }, deployment) => kafkaGroupsOf(deployment).pollerGroups.get(resource.id)?.pollers ?? ABSENT,
  'deployment.MappingsOfGroup': ({ resource }, deployment) => kafkaGroupsOf(deployment).pollerGroups.get(resource.id)?.mappings ?? ABSENT,
};

function groupsOf(deployment: Deployment): MappingGroups {
  return deployment.memo(deployment, MappingGroups.of);
}
