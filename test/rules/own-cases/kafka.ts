import { OwnCases } from '../cases';
import { ABSENT, UNKNOWN } from '../situation';

const FAILED = 'DestinationConfig.OnFailure.Destination';
const PROVISIONED = { 'ProvisionedPollerConfig.MinimumPollers': 1 };
const GLUE = {
  ...PROVISIONED,
  'registry.SchemaRegistryURI': 'arn:aws:glue:eu-west-1:111122223333:registry/orders',
  'registry.EventRecordFormat': 'JSON',
  'registry.SchemaValidationConfigs': [{ Attribute: 'VALUE' }],
};
const SECRET = 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:AmazonMSK_orders-a1b2c3';
const entry = (Type: string) => ({ Type, URI: SECRET });
const CONFLUENT = {
  ...GLUE, 'registry.SchemaRegistryURI': 'https://registry.example.com', 'registry.AccessConfigs': [entry('BASIC_AUTH')],
};
const MODE = 'SelfManagedKafkaEventSourceConfig.ConsumptionMode';
const POLLERS = 'ProvisionedPollerConfig.MaximumPollers';
const GROUP = 'ProvisionedPollerConfig.PollerGroupName';
const SELF_MANAGED = { kind: 'self-managed-kafka' } as const;
const ACCESS_CONFIGS = 'registry.AccessConfigs';

/** Rules of Apache Kafka and its schema registries. */
export const KAFKA: { readonly [rule: string]: OwnCases } = {
  'kafka-consumption-mode-new': {
    at: [{}], beyond: [{ [MODE]: 'Stream' }], unknown: { [MODE]: UNKNOWN }, absent: { [MODE]: ABSENT },
  },
  'kafka-queue-mode-starting-position': { at: [{ [MODE]: 'Queue', StartingPosition: ABSENT }] },
  'self-managed-kafka-overlap': {
    at: [{ others: 1 }],
    beyond: [{ 'others': 1, 'other.function': 'same', 'other.SelfManagedEventSource': { Endpoints: { KafkaBootstrapServers: ['other.example.com:9092', 'broker.example.com:9092'] } } }],
    unknown: { 'others': 1, 'other.function': 'same', 'other.SelfManagedEventSource': { Endpoints: { KafkaBootstrapServers: ['other.example.com:9092', UNKNOWN] } } },
    absent: { 'others': 1, 'other.function': 'same', 'Topics': ABSENT, 'other.SelfManagedEventSource': { Endpoints: { KafkaBootstrapServers: ['other.example.com:9092', 'broker.example.com:9092'] } } },
  },
  'kafka-consumer-group-shared': {
    at: [{ 'others': 1, 'kafka.ConsumerGroupId': 'orders', 'other.AmazonManagedKafkaEventSourceConfig': { ConsumerGroupId: 'returns' } }],
    beyond: [{ 'others': 1, 'kafka.ConsumerGroupId': 'orders' }],
    unknown: { 'others': 1, 'kafka.ConsumerGroupId': UNKNOWN },
    absent: { others: 1 },
  },
  'kafka-poller-group-pollers': {
    at: [{ others: 1, [GROUP]: 'orders', [POLLERS]: 1000 }],
    beyond: [{ others: 1, [GROUP]: 'orders', [POLLERS]: 1001 }],
    unknown: { others: 1, [GROUP]: UNKNOWN, [POLLERS]: 1001 },
    absent: { others: 1, [POLLERS]: 1001 },
  },
  'kafka-poller-group-mappings': {
    at: [{ others: 99, [GROUP]: 'orders', [POLLERS]: 1 }],
    beyond: [{ others: 100, [GROUP]: 'orders', [POLLERS]: 1 }],
    unknown: { others: 100, [GROUP]: UNKNOWN, [POLLERS]: 1 },
    absent: { others: 100, [POLLERS]: 1 },
  },
  'kafka-destination-topic-on-demand': {
    at: [{ ...PROVISIONED, [FAILED]: 'kafka://failed' }],
    beyond: [{ [FAILED]: 'kafka://failed' }],
    unknown: { [FAILED]: UNKNOWN },
    absent: { DestinationConfig: ABSENT },
  },
  'kafka-destination-topic-same': {
    at: [{ ...PROVISIONED, [FAILED]: 'kafka://failed' }],
    beyond: [{ ...PROVISIONED, [FAILED]: 'kafka://orders' }],
    unknown: { ...PROVISIONED, [FAILED]: UNKNOWN },
    absent: { ...PROVISIONED, DestinationConfig: ABSENT },
  },
  'kafka-metrics-on-demand': {
    unknown: { 'MetricsConfig.Metrics': [UNKNOWN] },
    absent: { MetricsConfig: ABSENT },
  },
  'kafka-event-count-on-demand': {
    unknown: { 'MetricsConfig.Metrics': [UNKNOWN] },
    absent: { MetricsConfig: ABSENT },
  },

  'schema-registry-on-demand': {
    at: [GLUE],
    beyond: [{ ...GLUE, 'ProvisionedPollerConfig.MinimumPollers': ABSENT, 'ProvisionedPollerConfig': ABSENT }],
    unknown: { ...PROVISIONED, AmazonManagedKafkaEventSourceConfig: UNKNOWN },
    absent: { AmazonManagedKafkaEventSourceConfig: ABSENT },
  },
  'schema-registry-glue-access': { unknown: { ...GLUE, [ACCESS_CONFIGS]: UNKNOWN } },
  'schema-registry-validation': {
    at: [{ ...GLUE, 'registry.SchemaValidationConfigs': [{ Attribute: 'KEY' }, { Attribute: 'VALUE' }] }],
    beyond: [{ ...GLUE, 'registry.SchemaValidationConfigs': [{ Attribute: 'HEADERS' }] }],
    unknown: { ...GLUE, 'registry.SchemaValidationConfigs': [{ Attribute: UNKNOWN }] },
    absent: { ...GLUE, 'registry.SchemaValidationConfigs': ABSENT },
  },
  'schema-registry-access-type': {
    at: ['BASIC_AUTH', 'CLIENT_CERTIFICATE_TLS_AUTH'].map(type => ({ ...CONFLUENT, [ACCESS_CONFIGS]: [entry(type)] })),
    beyond: [{ ...CONFLUENT, [ACCESS_CONFIGS]: [entry('SASL_SCRAM_512_AUTH')] }],
    unknown: { ...CONFLUENT, [ACCESS_CONFIGS]: [entry(UNKNOWN as unknown as string)] },
    absent: { ...CONFLUENT, [ACCESS_CONFIGS]: ABSENT },
  },
  'schema-registry-access-uri': {
    at: [CONFLUENT],
    beyond: [{ ...CONFLUENT, [ACCESS_CONFIGS]: [{ Type: 'BASIC_AUTH', URI: 'orders' }] }],
    unknown: { ...CONFLUENT, [ACCESS_CONFIGS]: [{ Type: 'BASIC_AUTH', URI: UNKNOWN }] },
    absent: { ...CONFLUENT, [ACCESS_CONFIGS]: ABSENT },
  },
  'schema-registry-one-login': {
    at: [CONFLUENT, { ...CONFLUENT, [ACCESS_CONFIGS]: [entry('BASIC_AUTH'), entry('SERVER_ROOT_CA_CERTIFICATE')] }],
    beyond: [{ ...CONFLUENT, [ACCESS_CONFIGS]: [entry('BASIC_AUTH'), entry('CLIENT_CERTIFICATE_TLS_AUTH')] }],
    unknown: { ...CONFLUENT, [ACCESS_CONFIGS]: [entry('BASIC_AUTH'), entry(UNKNOWN as unknown as string)] },
    absent: { ...CONFLUENT, [ACCESS_CONFIGS]: ABSENT },
  },
  'schema-registry-oauthbearer': {
    at: [CONFLUENT],
    beyond: [{ ...CONFLUENT, [ACCESS_CONFIGS]: [entry('OAUTHBEARER_AUTH')] }],
    unknown: { ...CONFLUENT, [ACCESS_CONFIGS]: [entry(UNKNOWN as unknown as string)] },
    absent: { ...CONFLUENT, [ACCESS_CONFIGS]: ABSENT },
  },
  'self-managed-kafka-access-type-new': {
    ...SELF_MANAGED,
    at: [{}],
    beyond: [{ SourceAccessConfigurations: [{ Type: 'IAM_AUTH' }] }],
    unknown: { SourceAccessConfigurations: [{ Type: UNKNOWN }] },
    absent: { SourceAccessConfigurations: ABSENT },
  },
};
