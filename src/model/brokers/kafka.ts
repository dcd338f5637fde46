import { inKafkaConfig } from './kafka-config';
import { MSK } from '../../aws/source-kinds';
import { DEFAULTS } from '../../rules';
import { ABSENT, UNKNOWN } from '../../values/value';
import { IndexedMapping, MappingIndex } from '../mapping-groups';

const BROKERS = ['SelfManagedEventSource', 'Endpoints', 'KafkaBootstrapServers'];

const DEFAULT_MAXIMUM = DEFAULTS.find(({ fact, sources }) => fact === 'ProvisionedPollerConfig.MaximumPollers' && sources.includes(MSK[0]))?.value as number;

/** What of several Apache Kafka mappings matters to each of them, by identity: a mapping may be read again, with more known of its conditions. */
interface KafkaGroups {
  readonly overlaps: Map<string, string>;
  readonly sharedGroups: Map<string, IndexedMapping>;
  readonly pollerGroups: Map<string, PollerGroup>;
}

interface PollerGroup {
  pollers: number;
  mappings: number;
}

const groups = new WeakMap<MappingIndex, KafkaGroups>();

export function kafkaGroupsOf(index: MappingIndex): KafkaGroups {
  let found = groups.get(index);
  if (!found) {
    found = readGroups(index.mappings);
    groups.set(index, found);
  }
  return found;
}

function readGroups(mappings: readonly IndexedMapping[]): KafkaGroups {
  const result: KafkaGroups = { overlaps: new Map(), sharedGroups: new Map(), pollerGroups: new Map() };
  const readers = new Map<string, IndexedMapping>();
  const consumers = new Map<string, IndexedMapping>();
  const pollers = new Map<string, PollerGroup>();
  // A condition may leave either of two mappings out of the deployment, so that they never meet.
  for (const mapping of mappings.filter(({ resource }) => !resource.isConditional)) {
    addBrokers(mapping, readers, result.overlaps);
    addConsumerGroup(mapping, consumers, result.sharedGroups);
    addPollers(mapping, pollers, result.pollerGroups);
  }
  return result;
}

/** By broker, function and topic: the first mapping that reads so, and for each later one what it has in common with that. */
function addBrokers(mapping: IndexedMapping, readers: Map<string, IndexedMapping>, overlaps: KafkaGroups['overlaps']): void {
  const { resource, target: behind } = mapping;
  const brokers = resource.value(BROKERS);
  const topic = resource.value(['Topics']);
  if (!Array.isArray(brokers) || behind.identity === undefined || !Array.isArray(topic) || topic.includes(UNKNOWN)) { return; }
  for (const broker of brokers.filter(name => typeof name === 'string')) {
    const key = JSON.stringify([broker, behind.identity, topic]);
    const first = readers.get(key);
    if (!first) {
      readers.set(key, mapping);
    } else if (first !== mapping && !overlaps.has(resource.id)) {
      overlaps.set(resource.id, `${first.resource.name} reads from ${broker} as well`);
    }
  }
}

function addConsumerGroup(mapping: IndexedMapping, consumers: Map<string, IndexedMapping>, shared: KafkaGroups['sharedGroups']): void {
  const { value: group } = inKafkaConfig(mapping.resource, ['ConsumerGroupId']);
  if (typeof group !== 'string') { return; }
  const key = placed(mapping, group);
  const first = consumers.get(key);
  if (first) { shared.set(mapping.resource.id, first); } else { consumers.set(key, mapping); }
}

/** Each mapping is told what it and those before it come to: the one that goes too far, and those after it. */
function addPollers(mapping: IndexedMapping, pollers: Map<string, PollerGroup>, byMapping: KafkaGroups['pollerGroups']): void {
  const name = mapping.resource.value(['ProvisionedPollerConfig', 'PollerGroupName']);
  if (typeof name !== 'string' || name === '') { return; }
  const maximum = mapping.resource.value(['ProvisionedPollerConfig', 'MaximumPollers']);
  const key = placed(mapping, name);
  const before = pollers.get(key) ?? { pollers: 0, mappings: 0 };
  // A number known only at deployment is 1 at the least.
  const group = {
    pollers: before.pollers + (maximum === ABSENT ? DEFAULT_MAXIMUM : typeof maximum === 'number' ? maximum : 1),
    mappings: before.mappings + 1,
  };
  pollers.set(key, group);
  byMapping.set(mapping.resource.id, group);
}

/** Names count within an account and Region. */
function placed({ resource }: IndexedMapping, name: string): string {
  return `${resource.place} ${name}`;
}
