import { NEW_ACCESS_TYPES, OAUTH_PARAMETERS, REGISTRY_MECHANISMS, ROLE_MECHANISMS } from '../../aws/access-types';
import { KAFKA_SCHEME } from '../../aws/services';
import { MSK } from '../../aws/source-kinds';
import { AccessEntry, entriesAt } from '../../model/access-entries';
import { inKafkaConfig, KafkaGroups } from '../../model/brokers/kafka';
import { Deployment } from '../../model/deployment';
import { ACCESS_CONFIGURATIONS, Mapping, ON_FAILURE } from '../../model/mapping';
import { Resource } from '../../model/resource';
import { DEFAULTS } from '../../rules';
import { parseArn } from '../../values/arn';
import { entryAt } from '../../values/json';
import { asText } from '../../values/text';
import { Trilean } from '../../values/trilean';
import { ABSENT, isEmpty, isOn, UNKNOWN, Value } from '../../values/value';
import { mechanismsOf } from '../access';
import { DerivedFacts } from '../derived-fact';

const MODE = ['SelfManagedKafkaEventSourceConfig', 'ConsumptionMode'];
const SECRET = 'AWS::SecretsManager::Secret';

/** The part of `ClientAuthentication` of an Amazon MSK cluster that enables the login of an access type. */
const MSK_LOGINS: { readonly [type: string]: string } = {
  SASL_SCRAM_512_AUTH: 'Sasl.Scram',
  CLIENT_CERTIFICATE_TLS_AUTH: 'Tls',
};
const IAM = 'Sasl.Iam';
const NOBODY = 'Unauthenticated';

/** The facts of Apache Kafka mappings, whichever of the two configs has them. */
export const KAFKA_FACTS: DerivedFacts = {
  'kafka.ConsumerGroupId': ({ resource }) => inKafkaConfig(resource, ['ConsumerGroupId']).value,
  'kafka.ConsumptionMode': ({ resource }) => resource.value(MODE),
  /** The topic, where failed records go back to the one that they come from. */
  'kafka.TopicOfItsOwn': ({ resource }) => {
    const topics = resource.value(['Topics']);
    const destination = resource.value(ON_FAILURE);
    if (destination === ABSENT || topics === ABSENT) { return ABSENT; }
    if (typeof destination !== 'string' || !Array.isArray(topics)) { return UNKNOWN; }
    const same = topics.find(topic => destination === `${KAFKA_SCHEME}${asText(topic)}`);
    return same ?? (topics.includes(UNKNOWN) && destination.startsWith(KAFKA_SCHEME) ? UNKNOWN : ABSENT);
  },
  'kafka.NewAccessTypes': ({ resource }) => {
    const found = entriesOf(resource).map(({ type }) => type).filter(type => isAmong(NEW_ACCESS_TYPES, type));
    return found.length > 0 ? [...new Set(found.map(asText))].join(', ') : ABSENT;
  },
  'kafka.IamLoginUri': ({ resource }) => firstText(entriesOf(resource)
    .filter(({ type, uri }) => isAmong(ROLE_MECHANISMS, type) && uri !== ABSENT && uri !== '').map(({ uri }) => uri)),
  'kafka.OauthArn': ({ resource }) => firstText(entriesOf(resource)
    .filter(({ type, text }) => isAmong(OAUTH_PARAMETERS, type) && text?.startsWith('arn:')).map(({ uri }) => uri)),
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
    const { value } = inKafkaConfig(resource, ['SchemaRegistryConfig']);
    return value === ABSENT || value === UNKNOWN ? value : isEmpty(value) ? ABSENT : true;
  },
  'registry.SchemaRegistryURI': mapping => inRegistryConfig(mapping, 'SchemaRegistryURI'),
  'registry.EventRecordFormat': mapping => inRegistryConfig(mapping, 'EventRecordFormat'),
  'registry.AccessConfigs': mapping => inRegistryConfig(mapping, 'AccessConfigs'),
  'registry.SchemaValidationConfigs': mapping => inRegistryConfig(mapping, 'SchemaValidationConfigs'),
  'registry.IsGlue': ({ resource }) => {
    const path = ['SchemaRegistryConfig', 'SchemaRegistryURI'];
    const { config, value } = inKafkaConfig(resource, path);
    if (config === undefined) { return value; }
    if (resource.target([config, ...path])?.type === 'AWS::Glue::Registry') { return true; }
    const text = resource.text([config, ...path]);
    return /^arn:[^:]+:glue:/.test(text ?? '') ? true : /^https?:/.test(text ?? '') ? false : UNKNOWN;
  },
  'registry.SchemaValidationAttributes': ({ resource }) => itemsOf(resource, ['SchemaRegistryConfig', 'SchemaValidationConfigs', '[]', 'Attribute']),
  'registry.AccessTypes': ({ resource }) => registryTypes(resource),
  'registry.Mechanisms': ({ resource }) => {
    const types = registryTypes(resource);
    if (!Array.isArray(types)) { return types; }
    const mechanisms = types.filter(type => type === UNKNOWN || isAmong(REGISTRY_MECHANISMS, type));
    return mechanisms.length > 0 ? mechanisms : ABSENT;
  },
  'registry.Oauth': ({ resource }) => {
    const types = registryTypes(resource);
    return Array.isArray(types) && types.includes('OAUTHBEARER_AUTH') ? 'OAUTHBEARER_AUTH' : ABSENT;
  },

  /** The logins that `ClientAuthentication` of the Amazon MSK cluster does not enable, though Lambda is to log in so. */
  'kafka.LoginSwitchedOff': mapping => {
    const { resource: cluster } = mapping.source;
    if (cluster?.type !== 'AWS::MSK::Cluster') { return UNKNOWN; }
    const logins = mskLoginsOf(mapping);
    if (logins === UNKNOWN) { return UNKNOWN; }
    const enabled = logins.map(name => isEnabled(cluster, name));
    if (enabled.includes(true)) { return ABSENT; }
    return enabled.includes(UNKNOWN) ? UNKNOWN : `${logins.map(name => `ClientAuthentication.${name}`).join(' or ')} of ${cluster.name} is not enabled`;
  },
};

export function kafkaGroupsOf(deployment: Deployment): KafkaGroups {
  return deployment.memo(deployment, buildGroups);
}

function buildGroups({ mappings }: Deployment): KafkaGroups {
  const maximum = DEFAULTS.find(({ fact, sources }) => fact === 'ProvisionedPollerConfig.MaximumPollers' && sources.includes(MSK[0]))!;
  return new KafkaGroups(mappings, maximum.value as number);
}

function entriesOf(resource: Resource): AccessEntry[] {
  return entriesAt(resource, ACCESS_CONFIGURATIONS);
}

function firstText(uris: readonly Value[]): Value {
  return uris.length > 0 ? uris[0] : ABSENT;
}

function isAmong(types: readonly string[], type: Value): boolean {
  return types.some(each => each === type);
}

function inRegistryConfig({ resource }: Mapping, name: string): Value {
  return inKafkaConfig(resource, ['SchemaRegistryConfig', name]).value;
}

/** The values at a path with `[]`; absent where the list itself is. */
function itemsOf(resource: Resource, path: readonly string[]): Value {
  const { config, value } = inKafkaConfig(resource, path.slice(0, path.indexOf('[]')));
  if (config === undefined || !Array.isArray(value)) { return value; }
  return resource.values([config, ...path]).filter(item => item !== ABSENT);
}

function registryTypes(resource: Resource): Value {
  return itemsOf(resource, ['SchemaRegistryConfig', 'AccessConfigs', '[]', 'Type']);
}

/** Any of these lets Lambda in. Without an entry Lambda uses IAM or no login, and the author knows which. */
function mskLoginsOf(mapping: Mapping): readonly string[] | typeof UNKNOWN {
  const mechanisms = mechanismsOf(mapping);
  if (mechanisms !== ABSENT) {
    const [type, another] = Array.isArray(mechanisms) ? mechanisms : [];
    const login = entryAt(MSK_LOGINS, asText(type));
    // Several mechanisms, or an unknown one, are a mistake of their own.
    return login !== undefined && another === undefined ? [login] : UNKNOWN;
  }
  if (mapping.facts?.fact('MskUnauthenticated') !== undefined) { return [NOBODY]; }
  return mapping.facts?.fact('MskIam') !== undefined ? [IAM] : [IAM, NOBODY];
}

function isEnabled(cluster: Resource, name: string): Trilean {
  const login = ['ClientAuthentication', ...name.split('.')];
  const enabled = cluster.value([...login, 'Enabled']);
  if (isOn(enabled)) { return true; }
  // AWS does not document which logins stay enabled beside another, nor whether certificate authorities alone enable TLS.
  if (enabled === ABSENT && (name === NOBODY || cluster.value(login) !== ABSENT)) { return UNKNOWN; }
  return enabled === UNKNOWN ? UNKNOWN : false;
}
