import { ALL_SOURCES, KAFKA, SourceKind } from '../../../src/aws/source-kinds';
import { Rule, RULES } from '../../../src/rules';
import { KAFKA_RULES } from '../../../src/rules/brokers/kafka';
import { KAFKA_ACCESS_RULES } from '../../../src/rules/brokers/kafka-access';
import { KAFKA_FAILURE_RULES } from '../../../src/rules/brokers/kafka-failure';
import { SCHEMA_REGISTRY_RULES } from '../../../src/rules/brokers/schema-registry';
import { evaluate } from '../../../src/validation/evaluate';
import { describe as inWords } from '../../../src/validation/message';
import { ABSENT, UNKNOWN, Value } from '../../../src/values/value';
import { ExampleFacts, FlatFacts } from '../example-facts';

const SECRET = 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:orders-AbCdEf';
const CLUSTER = 'arn:aws:kafka:eu-west-1:111122223333:cluster/orders/0f6c2c9e-8f6b-4f6e-9d0a-3d3c5f3b2a10-4';

/** A mapping of each kind that no rule has anything to say about. */
const SOUND: Partial<Record<SourceKind, FlatFacts>> = {
  'msk': { FunctionName: 'fulfil', EventSourceArn: CLUSTER, Topics: ['orders'], StartingPosition: 'LATEST' },
  'msk-serverless': { FunctionName: 'fulfil', EventSourceArn: CLUSTER, Topics: ['orders'], StartingPosition: 'LATEST' },
  'self-managed-kafka': {
    'FunctionName': 'fulfil',
    'SelfManagedEventSource.Endpoints.KafkaBootstrapServers': ['broker:9092'],
    'Topics': ['orders'],
    'StartingPosition': 'LATEST',
    'SourceAccessConfigurations': [{ Type: 'BASIC_AUTH', URI: SECRET }],
    'access.Mechanisms': ['BASIC_AUTH'],
  },
};
const PROVISIONED = { 'ProvisionedPollerConfig.MinimumPollers': 1 };

/** What is left of a sound mapping beside the facts of a case: they win, with all below and above them. */
function around(kind: SourceKind, facts: FlatFacts): FlatFacts {
  const isQueue = facts['SelfManagedKafkaEventSourceConfig.ConsumptionMode'] === 'Queue';
  const given = [...Object.keys(facts), ...isQueue ? ['StartingPosition'] : []];
  const rest = Object.entries(SOUND[kind] ?? {}).filter(([path]) => !given.some(other =>
    other.replace('[]', '') === path || other.startsWith(`${path}.`) || other.startsWith(`${path}[`) || path.startsWith(`${other}.`)));
  return Object.fromEntries([...rest, ...Object.entries(facts).filter(([, value]) => value !== ABSENT)]);
}

function broken(kind: SourceKind, facts: FlatFacts): string[] {
  return evaluate(new ExampleFacts(kind, around(kind, facts)), RULES).violations.map(({ rule }) => rule.id).sort();
}

test.each(KAFKA)('a sound mapping of %s breaks no rule', kind => {
  expect(broken(kind, {})).toEqual([]);
});

const OURS: readonly Rule[] = [...KAFKA_RULES, ...KAFKA_FAILURE_RULES, ...KAFKA_ACCESS_RULES, ...SCHEMA_REGISTRY_RULES];
const eachOfOurs = OURS.flatMap(rule => rule.sources.filter(kind => KAFKA.includes(kind)).map(kind => [rule.id, kind, rule] as const));

describe('the examples of the rules', () => {
  /** The required ones are invalid by what they lack. */
  const lacking = ({ check, fact }: Rule): FlatFacts => check.kind === 'required' ? { [fact]: ABSENT } : {};

  test.each(eachOfOurs)('%s of %s: the valid one breaks nothing', (_, kind, rule) => {
    const errors = RULES.filter(({ severity }) => severity === 'error').map(({ id }) => id);
    expect(broken(kind, rule.example.valid).filter(id => id === rule.id || errors.includes(id))).toEqual([]);
  });

  test.each(eachOfOurs)('%s of %s: the invalid one breaks it', (id, kind, rule) => {
    expect(broken(kind, { ...rule.example.invalid, ...lacking(rule) })).toContain(id);
  });

  test.each(OURS.map(rule => [rule.id, rule] as const))('%s: other sources never break it', (id, rule) => {
    for (const kind of ALL_SOURCES.filter(each => !rule.sources.includes(each))) {
      expect(broken(kind, rule.example.invalid)).not.toContain(id);
    }
  });

  test.each(OURS.map(rule => [rule.id, rule] as const))('%s: its message is whole in both spellings', (_, rule) => {
    const [kind] = rule.sources;
    const facts = new ExampleFacts(kind, around(kind, { ...rule.example.invalid, ...lacking(rule) }));
    const [violation] = evaluate(facts, [rule]).violations;
    for (const spelling of ['prop', 'template'] as const) {
      const { statement, why, fix } = inWords(violation, facts, spelling);
      expect(statement).toMatch(/^\S.*\.$/s);
      expect(why).toMatch(/^\S.*\.$/s);
      expect(`${statement} ${why}`).not.toMatch(/undefined|NaN|Symbol|\[object|\{(limit|detail|value)\}/);
      expect(fix).toMatch(/^[A-Z].*\.$/);
    }
  });
});

/** [id, kind, the last value that holds, the first beyond] */
const BOUNDS: [string, SourceKind, FlatFacts, FlatFacts][] = [
  ['kafka-topic-count', 'msk', { Topics: ['orders'] }, { Topics: ['orders', 'returns'] }],
  ['kafka-topic-count', 'msk', { Topics: ['orders'] }, { Topics: [] }],
  ['kafka-topic-name', 'msk', { Topics: ['or'] }, { Topics: ['o'] }],
  ['kafka-topic-name', 'self-managed-kafka', { Topics: ['o.'] }, { Topics: ['.o'] }],
  ['kafka-topic-length', 'msk', { Topics: ['o'.repeat(249)] }, { Topics: ['o'.repeat(250)] }],
  ['batch-size', 'msk', { BatchSize: 10000 }, { BatchSize: 10001 }],
  ['batch-size', 'self-managed-kafka', { BatchSize: 1 }, { BatchSize: 0 }],
  ['batching-window', 'msk', { MaximumBatchingWindowInSeconds: 300 }, { MaximumBatchingWindowInSeconds: 301 }],
  ['batching-window', 'msk', { MaximumBatchingWindowInSeconds: 0 }, { MaximumBatchingWindowInSeconds: -1 }],
  ['kafka-minimum-pollers', 'msk', { 'ProvisionedPollerConfig.MinimumPollers': 1 }, { 'ProvisionedPollerConfig.MinimumPollers': 0 }],
  ['kafka-minimum-pollers', 'msk', { 'ProvisionedPollerConfig.MinimumPollers': 200 }, { 'ProvisionedPollerConfig.MinimumPollers': 201 }],
  ['kafka-maximum-pollers', 'msk', { 'ProvisionedPollerConfig.MaximumPollers': 1 }, { 'ProvisionedPollerConfig.MaximumPollers': 0 }],
  ['kafka-maximum-pollers', 'self-managed-kafka', { 'ProvisionedPollerConfig.MaximumPollers': 2000 }, { 'ProvisionedPollerConfig.MaximumPollers': 2001 }],
  [
    'pollers-order', 'msk',
    { 'ProvisionedPollerConfig.MinimumPollers': 100, 'ProvisionedPollerConfig.MaximumPollers': 100 },
    { 'ProvisionedPollerConfig.MinimumPollers': 100, 'ProvisionedPollerConfig.MaximumPollers': 99 },
  ],
  ['kafka-poller-group-name-length', 'msk', { 'ProvisionedPollerConfig.PollerGroupName': 'g'.repeat(128) }, { 'ProvisionedPollerConfig.PollerGroupName': 'g'.repeat(129) }],
  ['kafka-poller-group-pollers', 'msk', { 'deployment.PollersOfGroup': 2000 }, { 'deployment.PollersOfGroup': 2001 }],
  ['kafka-poller-group-mappings', 'msk', { 'deployment.MappingsOfGroup': 100 }, { 'deployment.MappingsOfGroup': 101 }],
  ['kafka-consumer-group-id-length', 'msk', { 'kafka.ConsumerGroupId': 'g' }, { 'kafka.ConsumerGroupId': '' }],
  ['kafka-consumer-group-id-length', 'msk', { 'kafka.ConsumerGroupId': 'g'.repeat(200) }, { 'kafka.ConsumerGroupId': 'g'.repeat(201) }],
  ['kafka-maximum-retry-attempts', 'msk', { ...PROVISIONED, MaximumRetryAttempts: -1 }, { ...PROVISIONED, MaximumRetryAttempts: -2 }],
  ['kafka-maximum-retry-attempts', 'msk', { ...PROVISIONED, MaximumRetryAttempts: 10000 }, { ...PROVISIONED, MaximumRetryAttempts: 10001 }],
  ['kafka-maximum-record-age', 'msk', { ...PROVISIONED, MaximumRecordAgeInSeconds: 60 }, { ...PROVISIONED, MaximumRecordAgeInSeconds: 59 }],
  ['kafka-maximum-record-age', 'msk', { ...PROVISIONED, MaximumRecordAgeInSeconds: -1 }, { ...PROVISIONED, MaximumRecordAgeInSeconds: 0 }],
  ['kafka-maximum-record-age', 'msk', { ...PROVISIONED, MaximumRecordAgeInSeconds: 604800 }, { ...PROVISIONED, MaximumRecordAgeInSeconds: 604801 }],
  ['kafka-maximum-record-age-negative', 'msk', { ...PROVISIONED, MaximumRecordAgeInSeconds: -1 }, { ...PROVISIONED, MaximumRecordAgeInSeconds: -2 }],
  ['poller-function-timeout', 'msk', { 'function.Timeout': 840 }, { 'function.Timeout': 841 }],
  ['poller-function-timeout', 'documentdb', { 'function.Timeout': 840 }, { 'function.Timeout': 841 }],
  ['poller-function-timeout', 'rabbitmq', { 'function.Timeout': 840 }, { 'function.Timeout': 900 }],
  ['kafka-access-count', 'msk', { SourceAccessConfigurations: [{ Type: 'CLIENT_CERTIFICATE_TLS_AUTH', URI: SECRET }] }, { SourceAccessConfigurations: [] }],
  ['kafka-access-count', 'self-managed-kafka', { SourceAccessConfigurations: subnets(22) }, { SourceAccessConfigurations: subnets(23) }],
  ['kafka-access-uri-length', 'msk', scram('s'.repeat(200)), scram('s'.repeat(201))],
  ['kafka-one-login', 'msk', { 'access.Mechanisms': ['SASL_SCRAM_512_AUTH'] }, { 'access.Mechanisms': ['SASL_SCRAM_512_AUTH', 'CLIENT_CERTIFICATE_TLS_AUTH'] }],
  [
    'self-managed-kafka-brokers-count', 'self-managed-kafka',
    { 'SelfManagedEventSource.Endpoints.KafkaBootstrapServers': brokers(10) }, { 'SelfManagedEventSource.Endpoints.KafkaBootstrapServers': brokers(11) },
  ],
  [
    'self-managed-kafka-broker', 'self-managed-kafka',
    { 'SelfManagedEventSource.Endpoints.KafkaBootstrapServers': ['b:65535'] }, { 'SelfManagedEventSource.Endpoints.KafkaBootstrapServers': ['b:655350'] },
  ],
  [
    'self-managed-kafka-broker', 'self-managed-kafka',
    { 'SelfManagedEventSource.Endpoints.KafkaBootstrapServers': ['b:9092'] }, { 'SelfManagedEventSource.Endpoints.KafkaBootstrapServers': ['ssl://b:9092'] },
  ],
  [
    'destination-arn', 'msk',
    { 'DestinationConfig.OnFailure.Destination': `kafka://${'f'.repeat(249)}` }, { 'DestinationConfig.OnFailure.Destination': `kafka://${'f'.repeat(250)}` },
  ],
  ['destination-arn', 'msk', { 'DestinationConfig.OnFailure.Destination': 'kafka://f' }, { 'DestinationConfig.OnFailure.Destination': 'kafka://.f' }],
];

function brokers(count: number): string[] {
  return Array.from({ length: count }, (_, i) => `b-${i}:9092`);
}

function subnets(count: number): Value {
  return Array.from({ length: count }, (_, i) => ({ Type: 'VPC_SUBNET', URI: `subnet:subnet-${i}` }));
}

function scram(uri: string): FlatFacts {
  return { SourceAccessConfigurations: [{ Type: 'SASL_SCRAM_512_AUTH', URI: uri }] };
}

test.each(BOUNDS)('%s of %s: holds at the bound and breaks beyond it', (id, kind, within, beyond) => {
  expect(broken(kind, within)).not.toContain(id);
  expect(broken(kind, beyond)).toContain(id);
});

test.each(BOUNDS)('%s of %s: stays silent about what only the deployment knows', (id, kind, _, beyond) => {
  const rule = RULES.find(each => each.id === id)!;
  const key = Object.keys(beyond).find(path => path.replace('[]', '') === rule.fact.replace('[]', ''))
    ?? Object.keys(beyond).find(path => rule.fact.startsWith(path))!;
  expect(broken(kind, { ...beyond, [key]: UNKNOWN })).not.toContain(id);
});

describe('what needs provisioned mode', () => {
  const NEEDS: [string, FlatFacts][] = [
    ['kafka-bisect-batch-on-demand', { BisectBatchOnFunctionError: true }],
    ['kafka-maximum-record-age-on-demand', { MaximumRecordAgeInSeconds: 3600 }],
    ['kafka-maximum-retry-attempts-on-demand', { MaximumRetryAttempts: 0 }],
    ['kafka-function-response-types-on-demand', { FunctionResponseTypes: ['ReportBatchItemFailures'] }],
    ['kafka-logging-on-demand', { 'LoggingConfig.SystemLogLevel': 'INFO' }],
    ['kafka-metrics-on-demand', { 'MetricsConfig.Metrics': ['ErrorCount'] }],
    ['kafka-metrics-on-demand', { 'MetricsConfig.Metrics': ['EventCount', 'KafkaMetrics'] }],
    ['kafka-event-count-on-demand', { 'MetricsConfig.Metrics': ['EventCount'] }],
    ['kafka-destination-topic-on-demand', { 'destination.Topic': 'failed' }],
    ['schema-registry-on-demand', {
      'registry.SchemaRegistryConfig': true,
      'registry.SchemaRegistryURI': 'arn:aws:glue:eu-west-1:111122223333:registry/r',
      'registry.EventRecordFormat': 'JSON',
      'registry.SchemaValidationConfigs': [{ Attribute: 'KEY' }],
    }],
  ];

  test.each(NEEDS)('%s breaks without pollers, for every kind of cluster, and names both repairs', (id, facts) => {
    for (const kind of KAFKA) {
      expect(broken(kind, facts)).toEqual([id]);
      const { fix } = RULES.find(rule => rule.id === id)!;
      expect(fix).toMatch(/^Set provisionedPollerConfig, or (omit|send)/);
    }
  });

  test.each(NEEDS)('%s holds with pollers, and where nobody knows whether there are any', (_, facts) => {
    for (const kind of KAFKA) {
      expect(broken(kind, { ...facts, ...PROVISIONED })).toEqual([]);
      expect(broken(kind, { ...facts, ProvisionedPollerConfig: { MinimumPollers: UNKNOWN } })).toEqual([]);
    }
  });

  test.each([['a queue', 'sqs'], ['a topic of Amazon SNS', 'sns'], ['a bucket', 's3']])('failed records to %s need none', (_, service) => {
    expect(broken('msk', { 'destination.Service': service })).toEqual([]);
  });

  test.each(['lambda', 'events', 'kinesis'])('failed records never go to %s', service => {
    expect(broken('msk', { 'destination.Service': service, ...PROVISIONED })).toEqual(['destination-service']);
  });
});

test.each([
  ['the ARN of a secret', 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:orders-AbCdEf', []],
  ['the ARN of a secret of another partition', 'arn:aws-us-gov:secretsmanager:us-gov-west-1:111122223333:secret:orders', []],
  ['what the deployment knows', UNKNOWN, []],
  ['an ARN of an account of 11 digits', 'arn:aws:secretsmanager:eu-west-1:11112222333:secret:orders', ['schema-registry-access-uri']],
  ['the name of a secret', 'orders', ['schema-registry-access-uri']],
  ['an empty text', '', ['schema-registry-access-uri']],
])('the credentials of a schema registry as %s, %p, give %j', (_, URI, expected) => {
  expect(broken('msk', { 'registry.AccessConfigs': [{ Type: 'BASIC_AUTH', URI }] })).toEqual(expected);
});

describe('every authentication of every kind of cluster', () => {
  const SECRETS = ['BASIC_AUTH', 'SASL_SCRAM_256_AUTH', 'SASL_SCRAM_512_AUTH', 'CLIENT_CERTIFICATE_TLS_AUTH', 'SERVER_ROOT_CA_CERTIFICATE', 'VIRTUAL_HOST'];
  const REFUSED: Partial<Record<SourceKind, Record<string, string[]>>> = {
    'msk': {
      BASIC_AUTH: ['msk-access-type'],
      SASL_SCRAM_256_AUTH: ['msk-access-type'],
      SERVER_ROOT_CA_CERTIFICATE: ['msk-access-type'],
      VIRTUAL_HOST: ['msk-access-type'],
    },
    'msk-serverless': Object.fromEntries(SECRETS.map(type => [type, ['source-access-configurations-unsupported']])),
    'self-managed-kafka': { VIRTUAL_HOST: ['self-managed-kafka-access-type'] },
  };

  test.each(KAFKA.flatMap(kind => SECRETS.map(type => [kind, type] as const)))('%s and %s', (kind, type) => {
    const facts = { 'SourceAccessConfigurations': [{ Type: type, URI: SECRET }], 'access.Mechanisms': ['BASIC_AUTH'] };
    expect(broken(kind, facts)).toEqual(REFUSED[kind]?.[type] ?? []);
  });

  test.each<[string, FlatFacts, string[]]>([
    ['a subnet without a security group', { 'access.VPC_SUBNET': ['a'] }, ['self-managed-kafka-security-group']],
    ['a security group without a subnet', { 'access.VPC_SECURITY_GROUP': ['a'] }, ['self-managed-kafka-subnet']],
    ['both', { 'access.VPC_SUBNET': ['a'], 'access.VPC_SECURITY_GROUP': ['b'] }, []],
    ['both and no login', { 'access.VPC_SUBNET': ['a'], 'access.VPC_SECURITY_GROUP': ['b'], 'access.Mechanisms': ABSENT }, []],
    ['neither and no login', { 'access.Mechanisms': ABSENT }, ['self-managed-kafka-login-missing']],
    ['a scope without OAUTHBEARER_AUTH', { 'access.OAUTHBEARER_SCOPE': ['a'] }, ['oauthbearer-scope']],
    ['a scope with it', { 'access.OAUTHBEARER_SCOPE': ['a'], 'access.OAUTHBEARER_AUTH': [SECRET] }, []],
    ['a logical cluster without it', { 'access.OAUTHBEARER_LOGICAL_CLUSTER': ['a'] }, ['oauthbearer-logical-cluster']],
    ['an identity pool without it', { 'access.OAUTHBEARER_IDENTITY_POOL': ['a'] }, ['oauthbearer-identity-pool']],
    ['an audience without either login', { 'access.OAUTHBEARER_AUDIENCE': ['a'] }, ['oauthbearer-audience']],
    ['an audience with tokens of AWS STS', { 'access.OAUTHBEARER_AUDIENCE': ['a'], 'access.IAM_OAUTHBEARER_AUTH': [''] }, []],
    ['tokens of AWS STS without an audience', { 'access.IAM_OAUTHBEARER_AUTH': [''] }, ['iam-oauthbearer-audience']],
  ])('self-managed with %s', (_, facts, expected) => {
    expect(broken('self-managed-kafka', facts)).toEqual(expected);
  });
});

describe('queue mode of self-managed brokers', () => {
  const QUEUE = { 'SelfManagedKafkaEventSourceConfig.ConsumptionMode': 'Queue' };

  test('needs no starting position', () => {
    expect(broken('self-managed-kafka', QUEUE)).toEqual([]);
  });

  test.each<[string, FlatFacts]>([
    ['kafka-queue-mode-starting-position', { StartingPosition: 'LATEST' }],
    ['kafka-queue-mode-batching-window', { MaximumBatchingWindowInSeconds: 1 }],
    ['kafka-queue-mode-batching-window', { MaximumBatchingWindowInSeconds: 0 }],
  ])('%s: refuses what only a stream has', (id, facts) => {
    expect(broken('self-managed-kafka', { ...QUEUE, ...facts })).toEqual([id]);
    expect(broken('self-managed-kafka', { ...facts, 'SelfManagedKafkaEventSourceConfig.ConsumptionMode': 'Stream' })).toEqual([]);
  });
});

test('two subnets that only the deployment knows are not the same', () => {
  const unknown = { Type: 'VPC_SUBNET', URI: UNKNOWN };
  expect(broken('self-managed-kafka', { SourceAccessConfigurations: [unknown, unknown] })).toEqual([]);
});
