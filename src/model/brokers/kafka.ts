import { ABSENT, UNKNOWN, Value } from '../../values/value';
import { BOOTSTRAP_SERVERS, Mapping } from '../mapping';
import { Resource } from '../resource';

const CONFIGS = ['AmazonManagedKafkaEventSourceConfig', 'SelfManagedKafkaEventSourceConfig'];

/** A value in the config of Amazon MSK or of self-managed Apache Kafka, whichever a mapping has. */
export function inKafkaConfig(mapping: Resource, path: readonly string[]): { readonly config?: string; readonly value: Value } {
  const config = CONFIGS.find(name => mapping.value([name]) !== ABSENT);
  return config === undefined ? { value: ABSENT } : { config, value: mapping.value([config, ...path]) };
}

/** The mappings of a poller group, up to one of them. */
export interface PollerGroup {
  readonly pollers: number;
  readonly mappings: number;
}

/** The Apache Kafka mappings of a deployment together, by the ids of their resources. */
export class KafkaGroups {
  /** For a mapping, in words, the brokers that an earlier mapping of the same topic and function reads from as well. */
  public readonly overlaps: ReadonlyMap<string, string>;
  /** For a mapping, the first mapping of the same consumer group. */
  public readonly sharedGroups: ReadonlyMap<string, Mapping>;
  public readonly pollerGroups: ReadonlyMap<string, PollerGroup>;

  /** @param defaultPollers the maximum of pollers that a mapping has by default */
  public constructor(mappings: readonly Mapping[], defaultPollers: number) {
    // A condition may omit either of two mappings from the deployment, so that they never meet.
    const unconditional = mappings.filter(({ resource }) => !resource.isConditional);
    this.overlaps = overlapsOf(unconditional);
    this.sharedGroups = sharedGroupsOf(unconditional);
    this.pollerGroups = pollerGroupsOf(unconditional, defaultPollers);
  }
}

function overlapsOf(mappings: readonly Mapping[]): Map<string, string> {
  const overlaps = new Map<string, string>();
  const firstReaders = new Map<string, Mapping>();
  for (const mapping of mappings) {
    const { resource, target } = mapping;
    const brokers = resource.value(BOOTSTRAP_SERVERS);
    const topics = resource.value(['Topics']);
    if (!Array.isArray(brokers) || target.identity === undefined || !Array.isArray(topics) || topics.includes(UNKNOWN)) { continue; }
    for (const broker of brokers.filter(name => typeof name === 'string')) {
      const key = JSON.stringify([broker, target.identity, topics]);
      const first = firstReaders.get(key);
      if (!first) {
        firstReaders.set(key, mapping);
      } else if (first !== mapping && !overlaps.has(resource.id)) {
        overlaps.set(resource.id, `${first.resource.name} reads from ${broker} as well`);
      }
    }
  }
  return overlaps;
}

function sharedGroupsOf(mappings: readonly Mapping[]): Map<string, Mapping> {
  const shared = new Map<string, Mapping>();
  const firstMembers = new Map<string, Mapping>();
  for (const mapping of mappings) {
    const { value: group } = inKafkaConfig(mapping.resource, ['ConsumerGroupId']);
    if (typeof group !== 'string') { continue; }
    const key = withinEnvironment(mapping, group);
    const first = firstMembers.get(key);
    if (first) { shared.set(mapping.resource.id, first); } else { firstMembers.set(key, mapping); }
  }
  return shared;
}

/** Each mapping gets the running total of its group. The mapping that exceeds the quota, and each after it, reports it. */
function pollerGroupsOf(mappings: readonly Mapping[], defaultPollers: number): Map<string, PollerGroup> {
  const totals = new Map<string, PollerGroup>();
  const byMapping = new Map<string, PollerGroup>();
  for (const mapping of mappings) {
    const name = mapping.resource.value(['ProvisionedPollerConfig', 'PollerGroupName']);
    if (typeof name !== 'string' || name === '') { continue; }
    const maximum = mapping.resource.value(['ProvisionedPollerConfig', 'MaximumPollers']);
    const key = withinEnvironment(mapping, name);
    const before = totals.get(key) ?? { pollers: 0, mappings: 0 };
    // A number known only at deployment is 1 at the least.
    const pollers = maximum === ABSENT ? defaultPollers : typeof maximum === 'number' ? maximum : 1;
    const total = { pollers: before.pollers + pollers, mappings: before.mappings + 1 };
    totals.set(key, total);
    byMapping.set(mapping.resource.id, total);
  }
  return byMapping;
}

/** Names count within an account and Region. */
function withinEnvironment({ resource }: Mapping, name: string): string {
  return `${resource.environment.key} ${name}`;
}
