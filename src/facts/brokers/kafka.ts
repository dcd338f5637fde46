import { kafkaGroupsOf } from '../../model/brokers/kafka';
import { inKafkaConfig } from '../../model/brokers/kafka-config';
import { IndexedMapping, MappingIndex } from '../../model/mapping-groups';
import { Resource } from '../../model/resource';
import { parseArn } from '../../values/arn';
import { ABSENT, isEmpty, UNKNOWN, Value } from '../../values/value';
import { AccessEntry, entriesAt } from '../access';

const REGISTRY_LOGINS = ['BASIC_AUTH', 'CLIENT_CERTIFICATE_TLS_AUTH', 'OAUTHBEARER_AUTH'];
const NEW_ACCESS_TYPES = [
  'OAUTHBEARER_AUTH', 'OAUTHBEARER_SCOPE', 'OAUTHBEARER_AUDIENCE', 'OAUTHBEARER_LOGICAL_CLUSTER', 'OAUTHBEARER_IDENTITY_POOL',
  'IAM_AUTH', 'IAM_OAUTHBEARER_AUTH',
];
const LITERALS = ['OAUTHBEARER_SCOPE', 'OAUTHBEARER_AUDIENCE', 'OAUTHBEARER_LOGICAL_CLUSTER', 'OAUTHBEARER_IDENTITY_POOL'];
const IAM_LOGINS = ['IAM_AUTH', 'IAM_OAUTHBEARER_AUTH'];
const MODE = ['SelfManagedKafkaEventSourceConfig', 'ConsumptionMode'];
const DESTINATION = ['DestinationConfig', 'OnFailure', 'Destination'];
const SECRET = 'AWS::SecretsManager::Secret';

type KafkaFact = (mapping: IndexedMapping, index: MappingIndex) => Value;

/** Facts of Apache Kafka mappings, whichever of the two configs holds them, and of several such mappings together. */
export const KAFKA_FACTS: { readonly [path: string]: KafkaFact } = {
  'kafka.ConsumerGroupId': ({ resource }) => inKafkaConfig(resource, ['ConsumerGroupId']).value,
  'kafka.ConsumptionMode': ({ resource }) => resource.value(MODE),
  /** The topic, where failed records go to the one they come from. */
  'kafka.TopicOfItsOwn': ({ resource }) => {
    const topics = resource.value(['Topics']);
    const destination = resource.value(DESTINATION);
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
      const name = entry.target.type === SECRET ? entry.target.value(['Name']) : UNKNOWN;
      return name === ABSENT ? entry.target.name : name;
    }
    const arn = parseArn(entry.text);
    return arn?.service === 'secretsmanager' && typeof arn.resource === 'string' ? arn.resource.replace(/^secret:/, '') : UNKNOWN;
  },

  'registry.SchemaRegistryConfig': ({ resource }) => {
    const { value: view } = inKafkaConfig(resource, ['SchemaRegistryConfig']);
    return view === ABSENT || view === UNKNOWN ? view : isEmpty(view) ? ABSENT : true;
  },
  ...Object.fromEntries(['SchemaRegistryURI', 'EventRecordFormat', 'AccessConfigs', 'SchemaValidationConfigs'].map(name =>
    [`registry.${name}`, ({ resource }: IndexedMapping) => inKafkaConfig(resource, ['SchemaRegistryConfig', name]).value])),
  'registry.IsGlue': ({ resource }) => {
    const path = ['SchemaRegistryConfig', 'SchemaRegistryURI'];
    const { config, value: view } = inKafkaConfig(resource, path);
    if (config === undefined) { return view; }
    if (resource.target([config, ...path])?.type === 'AWS::Glue::Registry') { return true; }
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

  'deployment.OverlappingBrokers': (mapping, index) => kafkaGroupsOf(index).overlaps.get(mapping.resource.id) ?? ABSENT,
  'deployment.SharedConsumerGroup': (mapping, index) => kafkaGroupsOf(index).sharedGroups.get(mapping.resource.id)?.resource.name ?? ABSENT,
  'deployment.PollersOfGroup': (mapping, index) => kafkaGroupsOf(index).pollerGroups.get(mapping.resource.id)?.pollers ?? ABSENT,
  'deployment.MappingsOfGroup': (mapping, index) => kafkaGroupsOf(index).pollerGroups.get(mapping.resource.id)?.mappings ?? ABSENT,
};

function entriesOf(resource: Resource): AccessEntry[] {
  return entriesAt(resource, ['SourceAccessConfigurations']);
}

function firstText(uris: readonly Value[]): Value {
  return uris.length > 0 ? uris[0] : ABSENT;
}

/** A list of what stands at a path with `[]`; absent where the list itself is. */
function itemsOf(resource: Resource, path: readonly string[]): Value {
  const { config, value: view } = inKafkaConfig(resource, path.slice(0, path.indexOf('[]')));
  if (config === undefined || !Array.isArray(view)) { return view; }
  return resource.values([config, ...path]).filter(item => item !== ABSENT);
}

function registryTypes(resource: Resource): Value {
  return itemsOf(resource, ['SchemaRegistryConfig', 'AccessConfigs', '[]', 'Type']);
}
