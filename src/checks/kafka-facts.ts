import { AccessEntry, entriesAt } from './access-facts';
import { viewArn } from './arn';
import { IndexedMapping, MappingIndex } from './mapping-index';
import { Resource } from './resource';
import { ABSENT, isEmpty, UNKNOWN, View } from './view';
import { DEFAULTS } from '../limits';
import { MSK } from '../limits/source-kind';

const CONFIGS = ['AmazonManagedKafkaEventSourceConfig', 'SelfManagedKafkaEventSourceConfig'];
const REGISTRY_LOGINS = ['BASIC_AUTH', 'CLIENT_CERTIFICATE_TLS_AUTH', 'OAUTHBEARER_AUTH'];
const NEW_ACCESS_TYPES = [
  'OAUTHBEARER_AUTH', 'OAUTHBEARER_SCOPE', 'OAUTHBEARER_AUDIENCE', 'OAUTHBEARER_LOGICAL_CLUSTER', 'OAUTHBEARER_IDENTITY_POOL',
  'IAM_AUTH', 'IAM_OAUTHBEARER_AUTH',
];
const LITERALS = ['OAUTHBEARER_SCOPE', 'OAUTHBEARER_AUDIENCE', 'OAUTHBEARER_LOGICAL_CLUSTER', 'OAUTHBEARER_IDENTITY_POOL'];
const IAM_LOGINS = ['IAM_AUTH', 'IAM_OAUTHBEARER_AUTH'];
const MODE = ['SelfManagedKafkaEventSourceConfig', 'ConsumptionMode'];
const BROKERS = ['SelfManagedEventSource', 'Endpoints', 'KafkaBootstrapServers'];
const DESTINATION = ['DestinationConfig', 'OnFailure', 'Destination'];
const SECRET = 'AWS::SecretsManager::Secret';

const DEFAULT_MAXIMUM = DEFAULTS.find(({ property, sources }) => property === 'ProvisionedPollerConfig.MaximumPollers' && sources.includes(MSK[0]))?.value as number;

type KafkaFact = (mapping: IndexedMapping, index: MappingIndex) => View;

/** Facts of Apache Kafka mappings, whichever of the two configs holds them, and of several such mappings together. */
export const KAFKA_FACTS: { readonly [path: string]: KafkaFact } = {
  'kafka.ConsumerGroupId': ({ resource }) => inConfig(resource, ['ConsumerGroupId']).view,
  'kafka.ConsumptionMode': ({ resource }) => resource.view(MODE),
  /** The topic, where failed records go to the one they come from. */
  'kafka.TopicOfItsOwn': ({ resource }) => {
    const topics = resource.view(['Topics']);
    const destination = resource.view(DESTINATION);
    if (destination === ABSENT || topics === ABSENT) { return ABSENT; }
    if (typeof destination !== 'string' || !Array.isArray(topics)) { return UNKNOWN; }
    const same = topics.find(topic => destination === `kafka://${String(topic)}`);
    return same ?? (topics.includes(UNKNOWN) && destination.startsWith('kafka://') ? UNKNOWN : ABSENT);
  },
  'kafka.NewAccessTypes': ({ resource }) => {
    const found = entriesOf(resource).map(({ type }) => type).filter(type => NEW_ACCESS_TYPES.includes(type as string));
    return found.length > 0 ? [...new Set(found)].join(', ') : ABSENT;
  },
  'kafka.IamLoginUri': ({ resource }) => firstText(entriesOf(resource)
    .filter(({ type, uri }) => IAM_LOGINS.includes(type as string) && uri !== ABSENT && uri !== '').map(({ uri }) => uri)),
  'kafka.OauthArn': ({ resource }) => firstText(entriesOf(resource)
    .filter(({ type, text }) => LITERALS.includes(type as string) && text?.startsWith('arn:')).map(({ uri }) => uri)),
  /** The name of the secret for SASL/SCRAM, as far as it is known. */
  'kafka.ScramSecretName': ({ resource }) => {
    const entry = entriesOf(resource).find(({ type }) => type === 'SASL_SCRAM_512_AUTH');
    if (!entry) { return ABSENT; }
    if (entry.target) {
      // Without a name CloudFormation makes one of the logical id.
      const name = entry.target.type === SECRET ? entry.target.view(['Name']) : UNKNOWN;
      return name === ABSENT ? entry.target.name : name;
    }
    const arn = viewArn(entry.text);
    return arn?.service === 'secretsmanager' && typeof arn.resource === 'string' ? arn.resource.replace(/^secret:/, '') : UNKNOWN;
  },

  'registry.SchemaRegistryConfig': ({ resource }) => {
    const { view } = inConfig(resource, ['SchemaRegistryConfig']);
    return view === ABSENT || view === UNKNOWN ? view : isEmpty(view) ? ABSENT : true;
  },
  ...Object.fromEntries(['SchemaRegistryURI', 'EventRecordFormat', 'AccessConfigs', 'SchemaValidationConfigs'].map(name =>
    [`registry.${name}`, ({ resource }: IndexedMapping) => inConfig(resource, ['SchemaRegistryConfig', name]).view])),
  'registry.IsGlue': ({ resource }) => {
    const path = ['SchemaRegistryConfig', 'SchemaRegistryURI'];
    const { config, view } = inConfig(resource, path);
    if (config === undefined) { return view; }
    if (resource.follow([config, ...path])?.type === 'AWS::Glue::Registry') { return true; }
    const text = resource.text([config, ...path]);
    return /^arn:[^:]+:glue:/.test(text ?? '') ? true : /^https?:/.test(text ?? '') ? false : UNKNOWN;
  },
  'registry.SchemaValidationAttributes': ({ resource }) => itemsOf(resource, ['SchemaRegistryConfig', 'SchemaValidationConfigs', '[]', 'Attribute']),
  'registry.AccessTypes': ({ resource }) => registryTypes(resource),
  'registry.Mechanisms': ({ resource }) => {
    const types = registryTypes(resource);
    if (!Array.isArray(types)) { return types; }
    const logins = types.filter(type => type === UNKNOWN || REGISTRY_LOGINS.includes(type));
    return logins.length > 0 ? logins : ABSENT;
  },
  'registry.Oauth': ({ resource }) => {
    const types = registryTypes(resource);
    return Array.isArray(types) && types.includes('OAUTHBEARER_AUTH') ? 'OAUTHBEARER_AUTH' : ABSENT;
  },

  'app.OverlappingBrokers': (mapping, index) => groupsOf(index).overlaps.get(mapping.resource.identity) ?? ABSENT,
  'app.SharedConsumerGroup': (mapping, index) => groupsOf(index).sharedGroups.get(mapping.resource.identity)?.resource.name ?? ABSENT,
  'app.PollersOfGroup': (mapping, index) => groupsOf(index).pollerGroups.get(mapping.resource.identity)?.pollers ?? ABSENT,
  'app.MappingsOfGroup': (mapping, index) => groupsOf(index).pollerGroups.get(mapping.resource.identity)?.mappings ?? ABSENT,
};

/** What stands in the config of Amazon MSK or of self-managed Apache Kafka. */
function inConfig(resource: Resource, path: readonly string[]): { readonly config?: string; readonly view: View } {
  const config = CONFIGS.find(name => resource.view([name]) !== ABSENT);
  return config === undefined ? { view: ABSENT } : { config, view: resource.view([config, ...path]) };
}

function entriesOf(resource: Resource): AccessEntry[] {
  return entriesAt(resource, ['SourceAccessConfigurations']);
}

function firstText(uris: readonly View[]): View {
  return uris.length > 0 ? uris[0] : ABSENT;
}

/** A list of what stands at a path with `[]`; absent where the list itself is. */
function itemsOf(resource: Resource, path: readonly string[]): View {
  const { config, view } = inConfig(resource, path.slice(0, path.indexOf('[]')));
  if (config === undefined || !Array.isArray(view)) { return view; }
  return resource.views([config, ...path]).filter(item => item !== ABSENT);
}

function registryTypes(resource: Resource): View {
  return itemsOf(resource, ['SchemaRegistryConfig', 'AccessConfigs', '[]', 'Type']);
}

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

function groupsOf(index: MappingIndex): KafkaGroups {
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
  const { resource, behind } = mapping;
  const brokers = resource.view(BROKERS);
  const topic = resource.view(['Topics']);
  if (!Array.isArray(brokers) || behind.identity === undefined || !Array.isArray(topic) || topic.includes(UNKNOWN)) { return; }
  for (const broker of brokers.filter(name => typeof name === 'string')) {
    const key = JSON.stringify([broker, behind.identity, topic]);
    const first = readers.get(key);
    if (!first) {
      readers.set(key, mapping);
    } else if (first !== mapping && !overlaps.has(resource.identity)) {
      overlaps.set(resource.identity, `${first.resource.name} reads from ${broker} as well`);
    }
  }
}

function addConsumerGroup(mapping: IndexedMapping, consumers: Map<string, IndexedMapping>, shared: KafkaGroups['sharedGroups']): void {
  const { view: group } = inConfig(mapping.resource, ['ConsumerGroupId']);
  if (typeof group !== 'string') { return; }
  const key = placed(mapping, group);
  const first = consumers.get(key);
  if (first) { shared.set(mapping.resource.identity, first); } else { consumers.set(key, mapping); }
}

/** Each mapping is told what it and those before it come to: the one that goes too far, and those after it. */
function addPollers(mapping: IndexedMapping, pollers: Map<string, PollerGroup>, byMapping: KafkaGroups['pollerGroups']): void {
  const name = mapping.resource.view(['ProvisionedPollerConfig', 'PollerGroupName']);
  if (typeof name !== 'string' || name === '') { return; }
  const maximum = mapping.resource.view(['ProvisionedPollerConfig', 'MaximumPollers']);
  const key = placed(mapping, name);
  const before = pollers.get(key) ?? { pollers: 0, mappings: 0 };
  // A number known only at deployment is 1 at the least.
  const group = {
    pollers: before.pollers + (maximum === ABSENT ? DEFAULT_MAXIMUM : typeof maximum === 'number' ? maximum : 1),
    mappings: before.mappings + 1,
  };
  pollers.set(key, group);
  byMapping.set(mapping.resource.identity, group);
}

/** Names count within an account and Region. */
function placed({ resource }: IndexedMapping, name: string): string {
  return `${resource.place} ${name}`;
}
