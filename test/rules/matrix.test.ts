import { rules } from '../../src';
import { ALL_SOURCES } from '../../src/aws/source-kinds';

/*
 * What AWS lets each event source have, written down cell by cell from the pages of AWS, not from the rules of src/rules.
 *
 *   R  required     A  allowed     P  allowed in provisioned mode only     -  refused     ?  no page says so: a warning
 */

type Json = { [name: string]: any };

const KEY = 'arn:aws:kms:eu-west-1:111122223333:key/00000000-0000-0000-0000-000000000000';
const FAILED = 'arn:aws:sqs:eu-west-1:111122223333:failed';
const SECRET = 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:AmazonMSK_orders-a1b2c3';
const arnOf = (id: string, attribute = 'Arn') => ({ 'Fn::GetAtt': [id, attribute] });

const login = (type: string) => [{ Type: type, URI: SECRET }];
const registry = {
  SchemaRegistryURI: 'arn:aws:glue:eu-west-1:111122223333:registry/orders', EventRecordFormat: 'JSON', SchemaValidationConfigs: [{ Attribute: 'VALUE' }],
};

/** A source with all that it must have. */
const SOURCES: { readonly [kind: string]: Json } = {
  SQS: { EventSourceArn: arnOf('Queue') },
  FIFO: { EventSourceArn: arnOf('Fifo') },
  KIN: { EventSourceArn: arnOf('Stream'), StartingPosition: 'LATEST' },
  EFO: { EventSourceArn: arnOf('Consumer', 'ConsumerARN'), StartingPosition: 'LATEST' },
  DDB: { EventSourceArn: arnOf('Table', 'StreamArn'), StartingPosition: 'LATEST' },
  MSK: { EventSourceArn: arnOf('Msk'), StartingPosition: 'LATEST', Topics: ['orders'] },
  MSKs: { EventSourceArn: arnOf('Serverless'), StartingPosition: 'LATEST', Topics: ['orders'] },
  SMK: {
    SelfManagedEventSource: { Endpoints: { KafkaBootstrapServers: ['broker.example.com:9092'] } },
    Topics: ['orders'],
    SourceAccessConfigurations: login('BASIC_AUTH'),
  },
  AMQ: { EventSourceArn: arnOf('Active'), Queues: ['orders'], SourceAccessConfigurations: login('BASIC_AUTH') },
  RMQ: { EventSourceArn: arnOf('Rabbit'), Queues: ['orders'], SourceAccessConfigurations: login('BASIC_AUTH') },
  DOC: {
    EventSourceArn: { 'Fn::Sub': 'arn:${AWS::Partition}:rds:${AWS::Region}:${AWS::AccountId}:cluster:${Documents}' },
    StartingPosition: 'LATEST',
    DocumentDBEventSourceConfig: { DatabaseName: 'shop' },
    SourceAccessConfigurations: login('BASIC_AUTH'),
  },
};
const KINDS = Object.keys(SOURCES);

const RESOURCES = {
  Queue: { Type: 'AWS::SQS::Queue' },
  Fifo: { Type: 'AWS::SQS::Queue', Properties: { FifoQueue: true } },
  Stream: { Type: 'AWS::Kinesis::Stream' },
  Consumer: { Type: 'AWS::Kinesis::StreamConsumer' },
  Table: { Type: 'AWS::DynamoDB::Table', Properties: { StreamSpecification: { StreamViewType: 'NEW_IMAGE' } } },
  Msk: { Type: 'AWS::MSK::Cluster' },
  Serverless: { Type: 'AWS::MSK::ServerlessCluster' },
  Active: { Type: 'AWS::AmazonMQ::Broker', Properties: { EngineType: 'ACTIVEMQ' } },
  Rabbit: { Type: 'AWS::AmazonMQ::Broker', Properties: { EngineType: 'RABBITMQ' } },
  Documents: { Type: 'AWS::DocDB::DBCluster', Properties: { EngineVersion: '5.0.0' } },
};

interface Row {
  readonly property: string;
  /** A cell for each of `KINDS`, in their order. */
  readonly cells: string;
  /** A value that is fine wherever the property is allowed. */
  readonly value: unknown;
  /** What another source needs instead. */
  readonly valueOf?: Json;
}

/** Columns:                                             SQS FIFO KIN EFO DDB MSK MSKs SMK AMQ RMQ DOC */
const MATRIX: readonly Row[] = [
  { property: 'EventSourceArn', cells: '                    R   R   R   R   R   R   R   -   R   R   R', value: arnOf('Msk') },
  { property: 'SelfManagedEventSource', cells: '            -   -   -   -   -   -   -   R   -   -   -', value: SOURCES.SMK.SelfManagedEventSource },
  { property: 'Enabled', cells: '                           A   A   A   A   A   A   A   A   A   A   A', value: false },
  { property: 'Tags', cells: '                              A   A   A   A   A   A   A   A   A   A   A', value: [{ Key: 'team', Value: 'orders' }] },
  { property: 'BatchSize', cells: '                         A   A   A   A   A   A   A   A   A   A   A', value: 10 },
  { property: 'MaximumBatchingWindowInSeconds', cells: '    A   A   A   A   A   A   A   A   A   A   A', value: 300, valueOf: { FIFO: 0 } },
  {
    property: 'FilterCriteria',
    cells: '                    A   A   A   A   A   A   A   A   A   A   -',
    value: { Filters: [{ Pattern: '{"data":{"a":["b"]}}' }] },
    valueOf: {
      SQS: { Filters: [{ Pattern: '{"body":{"a":["b"]}}' }] },
      FIFO: { Filters: [{ Pattern: '{"body":{"a":["b"]}}' }] },
      DDB: { Filters: [{ Pattern: '{"eventName":["INSERT"]}' }] },
      MSK: { Filters: [{ Pattern: '{"value":{"a":["b"]}}' }] },
      MSKs: { Filters: [{ Pattern: '{"value":{"a":["b"]}}' }] },
      SMK: { Filters: [{ Pattern: '{"value":{"a":["b"]}}' }] },
    },
  },
  { property: 'KmsKeyArn', cells: '                         A   A   A   A   A   A   A   A   A   A   -', value: KEY },
  { property: 'StartingPosition', cells: '                  -   -   R   R   R   R   R   A   -   -   A', value: 'TRIM_HORIZON' },
  { property: 'StartingPositionTimestamp', cells: '         -   -   A   A   -   A   A   A   -   -   A', value: 1700000000 },
  { property: 'ParallelizationFactor', cells: '             -   -   A   A   A   -   -   -   -   -   -', value: 10 },
  { property: 'TumblingWindowInSeconds', cells: '           -   -   A   A   A   -   -   -   -   -   -', value: 900 },
  { property: 'BisectBatchOnFunctionError', cells: '        -   -   A   A   A   P   P   P   -   -   -', value: true },
  { property: 'MaximumRecordAgeInSeconds', cells: '         -   -   A   A   A   P   P   P   -   -   -', value: 3600 },
  { property: 'MaximumRetryAttempts', cells: '              -   -   A   A   A   P   P   P   -   -   -', value: 3 },
  { property: 'FunctionResponseTypes', cells: '             A   A   A   A   A   P   P   P   -   -   -', value: ['ReportBatchItemFailures'] },
  { property: 'DestinationConfig.OnFailure', cells: '       -   -   A   A   A   A   A   A   -   -   -', value: { Destination: FAILED } },
  { property: 'DestinationConfig.OnSuccess', cells: '       -   -   -   -   -   -   -   -   -   -   -', value: { Destination: FAILED } },
  { property: 'Topics', cells: '                            -   -   -   -   -   R   R   R   -   -   -', value: ['orders'] },
  { property: 'Queues', cells: '                            -   -   -   -   -   -   -   -   R   R   -', value: ['orders'] },
  {
    property: 'SourceAccessConfigurations',
    cells: '        -   -   -   -   -   A   -   R   R   R   R',
    value: login('BASIC_AUTH'),
    valueOf: { MSK: login('SASL_SCRAM_512_AUTH') },
  },
  { property: 'ScalingConfig', cells: '                     A   A   -   -   -   -   -   -   -   -   -', value: { MaximumConcurrency: 2 } },
  { property: 'ProvisionedPollerConfig', cells: '           A   A   -   -   -   A   A   A   -   -   -', value: { MinimumPollers: 2, MaximumPollers: 2 } },
  { property: 'ProvisionedPollerConfig.PollerGroupName', cells: ' -  -  -  -  -   A   A   A   -   -   -', value: 'orders' },
  { property: 'AmazonManagedKafkaEventSourceConfig', cells: '   -  -  -  -  -   A   A   -   -   -   -', value: { ConsumerGroupId: 'orders' } },
  { property: 'SelfManagedKafkaEventSourceConfig', cells: '     -  -  -  -  -   -   -   A   -   -   -', value: { ConsumerGroupId: 'orders' } },
  { property: 'SelfManagedKafkaEventSourceConfig.ConsumptionMode', cells: '- - - - - - - A - - -', value: 'Stream' },
  { property: 'AmazonManagedKafkaEventSourceConfig.SchemaRegistryConfig', cells: '- - - - - P P - - - -', value: registry },
  { property: 'SelfManagedKafkaEventSourceConfig.SchemaRegistryConfig', cells: '- - - - - - - P - - -', value: registry },
  { property: 'DocumentDBEventSourceConfig', cells: '       -   -   -   -   -   -   -   -   -   -   R', value: { DatabaseName: 'shop' } },
  {
    property: 'MetricsConfig.Metrics',
    cells: '             A   A   A   A   A   P   P   P   ?   ?   ?',
    value: ['EventCount'],
    valueOf: { MSK: ['ErrorCount'], MSKs: ['KafkaMetrics'], SMK: ['ErrorCount', 'KafkaMetrics'] },
  },
  { property: 'LoggingConfig', cells: '                     -   -   -   -   -   P   P   P   -   -   -', value: { SystemLogLevel: 'INFO' } },
];

interface Bounds {
  readonly property: string;
  readonly kinds: readonly string[];
  readonly min: number;
  readonly max: number;
  /** What the property needs beside it. */
  readonly beside?: Json;
}

const STREAMS = ['KIN', 'EFO', 'DDB'];
const KAFKA = ['MSK', 'MSKs', 'SMK'];
const MANAGED_GROUP = 'AmazonManagedKafkaEventSourceConfig.ConsumerGroupId';
const PROVISIONED = { ProvisionedPollerConfig: { MinimumPollers: 1 } };

const NUMBERS: readonly Bounds[] = [
  { property: 'BatchSize', kinds: ['SQS'], min: 1, max: 10000, beside: { MaximumBatchingWindowInSeconds: 1 } },
  { property: 'BatchSize', kinds: ['FIFO'], min: 1, max: 10 },
  { property: 'BatchSize', kinds: KINDS.slice(2), min: 1, max: 10000 },
  { property: 'MaximumBatchingWindowInSeconds', kinds: KINDS.filter(kind => kind !== 'FIFO'), min: 0, max: 300 },
  { property: 'MaximumBatchingWindowInSeconds', kinds: ['FIFO'], min: 0, max: 0 },
  { property: 'ParallelizationFactor', kinds: STREAMS, min: 1, max: 10 },
  { property: 'TumblingWindowInSeconds', kinds: STREAMS, min: 0, max: 900 },
  { property: 'MaximumRecordAgeInSeconds', kinds: STREAMS, min: 60, max: 604800 },
  { property: 'MaximumRecordAgeInSeconds', kinds: STREAMS, min: -1, max: -1 },
  { property: 'MaximumRecordAgeInSeconds', kinds: KAFKA, min: 60, max: 604800, beside: PROVISIONED },
  { property: 'MaximumRecordAgeInSeconds', kinds: KAFKA, min: -1, max: -1, beside: PROVISIONED },
  { property: 'MaximumRetryAttempts', kinds: STREAMS, min: -1, max: 10000 },
  { property: 'MaximumRetryAttempts', kinds: KAFKA, min: -1, max: 10000, beside: PROVISIONED },
  { property: 'ScalingConfig.MaximumConcurrency', kinds: ['SQS', 'FIFO'], min: 2, max: 1000 },
  { property: 'ProvisionedPollerConfig.MinimumPollers', kinds: ['SQS', 'FIFO'], min: 2, max: 200 },
  { property: 'ProvisionedPollerConfig.MaximumPollers', kinds: ['SQS', 'FIFO'], min: 2, max: 10000 },
  { property: 'ProvisionedPollerConfig.MinimumPollers', kinds: KAFKA, min: 1, max: 200 },
  { property: 'ProvisionedPollerConfig.MaximumPollers', kinds: KAFKA, min: 1, max: 2000 },
];

/** How many characters, or items where `items` makes them. */
const LENGTHS: readonly (Bounds & { readonly of: (length: number) => unknown })[] = [
  { property: 'Topics', kinds: KAFKA, min: 2, max: 249, of: length => ['t'.repeat(length)] },
  { property: 'Topics', kinds: KAFKA, min: 1, max: 1, of: length => Array.from({ length }, (_, i) => `topic${i}`) },
  { property: 'Queues', kinds: ['AMQ', 'RMQ'], min: 1, max: 1000, of: length => ['q'.repeat(length)] },
  { property: 'Queues', kinds: ['AMQ', 'RMQ'], min: 1, max: 1, of: length => Array.from({ length }, (_, i) => `queue${i}`) },
  { property: 'Tags', kinds: KINDS, min: 0, max: 50, of: length => Array.from({ length }, (_, i) => ({ Key: `k${i}`, Value: 'v' })) },
  { property: 'Tags', kinds: KINDS, min: 1, max: 128, of: length => [{ Key: 'k'.repeat(length), Value: 'v' }] },
  { property: 'Tags', kinds: KINDS, min: 0, max: 256, of: length => [{ Key: 'k', Value: 'v'.repeat(length) }] },
  { property: MANAGED_GROUP, kinds: ['MSK', 'MSKs'], min: 1, max: 200, of: length => 'g'.repeat(length) },
  { property: 'SelfManagedKafkaEventSourceConfig.ConsumerGroupId', kinds: ['SMK'], min: 1, max: 200, of: length => 'g'.repeat(length) },
  { property: 'ProvisionedPollerConfig.PollerGroupName', kinds: KAFKA, min: 0, max: 128, of: length => 'g'.repeat(length), beside: PROVISIONED },
  { property: 'DocumentDBEventSourceConfig.DatabaseName', kinds: ['DOC'], min: 1, max: 63, of: length => 'd'.repeat(length) },
  { property: 'DocumentDBEventSourceConfig.CollectionName', kinds: ['DOC'], min: 1, max: 57, of: length => 'c'.repeat(length) },
  {
    property: 'SelfManagedEventSource.Endpoints.KafkaBootstrapServers',
    kinds: ['SMK'],
    min: 1,
    max: 10,
    of: length => Array.from({ length }, (_, i) => `broker${i}.example.com:9092`),
  },
  {
    property: 'DestinationConfig.OnFailure.Destination',
    kinds: [...STREAMS, ...KAFKA],
    min: 40,
    max: 350,
    of: length => length < 40 ? 'failed' : `arn:aws:sqs:eu-west-1:111122223333:${'f'.repeat(length - 35)}`,
  },
  ...[KINDS.slice(0, 2), KINDS.slice(2, 4)].map((kinds, i) => ({
    property: 'FilterCriteria.Filters',
    kinds,
    min: 1,
    max: 10,
    of: (length: number) => Array.from({ length }, (_, n) => ({ Pattern: `{"${['body', 'data'][i]}":{"n":["${n}"]}}` })),
  })),
];

interface Values {
  readonly property: string;
  readonly kinds: readonly string[];
  readonly good: readonly unknown[];
  readonly bad: readonly unknown[];
  readonly beside?: Json;
}

const ENUMS: readonly Values[] = [
  { property: 'StartingPosition', kinds: KINDS.slice(2, 8).concat('DOC'), good: ['TRIM_HORIZON', 'LATEST'], bad: ['latest', 'EARLIEST', ''] },
  { property: 'StartingPosition', kinds: ['DDB'], good: [], bad: ['AT_TIMESTAMP'] },
  { property: 'FunctionResponseTypes', kinds: ['SQS', 'FIFO', ...STREAMS], good: [['ReportBatchItemFailures'], []], bad: [['ReportItemFailures'], ['ReportBatchItemFailures', 'ReportBatchItemFailures']] },
  { property: 'MetricsConfig.Metrics', kinds: ['SQS', 'FIFO', ...STREAMS], good: [['EventCount'], []], bad: [['ErrorCount'], ['KafkaMetrics'], ['EventCount', 'EventCount']] },
  { property: 'MetricsConfig.Metrics', kinds: KAFKA, good: [['EventCount', 'ErrorCount', 'KafkaMetrics']], bad: [['Errors'], ['ErrorCount', 'ErrorCount']], beside: PROVISIONED },
  { property: 'LoggingConfig.SystemLogLevel', kinds: KAFKA, good: ['DEBUG', 'INFO', 'WARN'], bad: ['ERROR', 'info'], beside: PROVISIONED },
  { property: 'DocumentDBEventSourceConfig.FullDocument', kinds: ['DOC'], good: ['UpdateLookup', 'Default'], bad: ['updateLookup', 'WhenAvailable'] },
  { property: 'SelfManagedKafkaEventSourceConfig.ConsumptionMode', kinds: ['SMK'], good: ['Stream', 'Queue'], bad: ['stream', 'Topic'] },
];

function put(properties: Json, path: string, value: unknown): Json {
  const [first, ...rest] = path.split('.');
  return { ...properties, [first]: rest.length === 0 ? value : put(properties[first] ?? {}, rest.join('.'), value) };
}

function check(properties: Json): rules.Finding[] {
  return rules.TemplateChecker.check({
    Resources: { ...RESOURCES, Mapping: { Type: 'AWS::Lambda::EventSourceMapping', Properties: { FunctionName: 'fulfil', ...properties } } },
  }).findings;
}

function errorsOf(properties: Json): string[] {
  return check(properties).filter(({ severity }) => severity === rules.FindingSeverity.ERROR).map(({ message }) => message);
}

/** The messages of errors about a property, or about what it is part of, or what is derived from it. */
function errorsAbout(property: string, properties: Json): string[] {
  const words = new Set([property, property.split('.')[0], property.split('.').pop()!]);
  return errorsOf(properties).filter(message => [...words].some(word => message.includes(word)));
}

/** The value in place, with what makes it meaningful: a timestamp goes with AT_TIMESTAMP, a key with filters. */
function having(kind: string, row: Row, provisioned = false): Json {
  const source = provisioned ? { ...SOURCES[kind], ...PROVISIONED } : SOURCES[kind];
  const withValue = put(source, row.property, row.valueOf?.[kind] ?? row.value);
  return row.property === 'StartingPositionTimestamp' && cellOf(row, kind) === 'A' ? { ...withValue, StartingPosition: 'AT_TIMESTAMP' } : withValue;
}

function cellOf(row: Row, kind: string): string {
  return row.cells.trim().split(/\s+/)[KINDS.indexOf(kind)];
}

test('each kind of source that is polled has a column', () => {
  expect(KINDS).toHaveLength(ALL_SOURCES.length);
});

test.each(KINDS)('%s: the least that a mapping needs is accepted', (kind) => {
  expect(errorsOf(SOURCES[kind])).toEqual([]);
});

test.each(MATRIX.map(row => [row.property, row] as const))('%s has a cell for each source', (_, row) => {
  expect(row.cells.trim().split(/\s+/)).toHaveLength(KINDS.length);
  expect(row.cells).toMatch(/^[RAP?\s-]+$/);
});

describe.each(MATRIX.map(row => [row.property, row] as const))('%s', (property, row) => {
  test.each(KINDS)('of %s', (kind) => {
    switch (cellOf(row, kind)) {
      case 'R':
        expect(errorsOf(property === 'EventSourceArn' ? SOURCES[kind] : having(kind, row))).toEqual([]);
        expect(errorsOf(put(SOURCES[kind], property, undefined)).length).toBeGreaterThan(0);
        break;
      case 'A':
        expect(errorsOf(having(kind, row))).toEqual([]);
        break;
      case 'P':
        expect(errorsAbout(property, having(kind, row)).length).toBeGreaterThan(0);
        expect(errorsOf(having(kind, row, true))).toEqual([]);
        break;
      case '-':
        expect(errorsAbout(property, having(kind, row)).length).toBeGreaterThan(0);
        break;
      default:
        expect(errorsOf(having(kind, row))).toEqual([]);
        expect(check(having(kind, row)).map(({ property: about }) => about)).toContain(property);
    }
  });
});

describe.each(NUMBERS.flatMap(bounds => bounds.kinds.map(kind => [`${bounds.property} of ${kind} from ${bounds.min} to ${bounds.max}`, kind, bounds] as const)))('%s', (_, kind, bounds) => {
  const at = (value: unknown) => put({ ...SOURCES[kind], ...bounds.beside }, bounds.property, value);
  const others = bounds.property === 'ProvisionedPollerConfig.MinimumPollers' ? { MaximumPollers: 2000 } : { MinimumPollers: undefined };
  const errorsAt = (value: unknown) => {
    const properties = at(value);
    return errorsAbout(bounds.property, properties.ProvisionedPollerConfig && !bounds.beside
      ? { ...properties, ProvisionedPollerConfig: { ...others, ...properties.ProvisionedPollerConfig } }
      : properties);
  };

  test('both bounds are accepted', () => {
    // A maximum of one poller is below SQS's default of two for the minimum.
    expect(errorsAt(bounds.min)).toEqual([]);
    expect(errorsAt(bounds.max)).toEqual([]);
  });

  test('one beyond either is refused', () => {
    expect(errorsAt(bounds.min - 1).length).toBeGreaterThan(0);
    expect(errorsAt(bounds.max + 1).length).toBeGreaterThan(0);
  });

  test('a fraction is refused, a number known at deployment is not', () => {
    if (bounds.min !== bounds.max) { expect(errorsAt(bounds.min + 0.5).length).toBeGreaterThan(0); }
    expect(errorsAt({ Ref: 'Number' })).toEqual([]);
  });
});

describe.each(LENGTHS.flatMap(bounds => bounds.kinds.map(kind => [`${bounds.property} of ${kind} from ${bounds.min} to ${bounds.max}`, kind, bounds] as const)))('%s', (_, kind, bounds) => {
  const errorsAt = (length: number) => errorsOf(put({ ...SOURCES[kind], ...bounds.beside }, bounds.property, bounds.of(length)));

  test('both bounds are accepted', () => {
    expect(errorsAt(bounds.min)).toEqual([]);
    expect(errorsAt(bounds.max)).toEqual([]);
  });

  test('one beyond either is refused', () => {
    if (bounds.min > 0) { expect(errorsAt(bounds.min - 1).length).toBeGreaterThan(0); }
    expect(errorsAt(bounds.max + 1).length).toBeGreaterThan(0);
  });
});

describe.each(ENUMS.flatMap(values => values.kinds.map(kind => [`${values.property} of ${kind}`, kind, values] as const)))('%s', (_, kind, { property, good, bad, beside }) => {
  const errorsWith = (value: unknown) => errorsOf(put({ ...SOURCES[kind], ...beside }, property, value));

  test('takes its values and no others', () => {
    good.forEach(value => expect([value, errorsWith(value)]).toEqual([value, []]));
    bad.forEach(value => expect([value, errorsWith(value).length > 0]).toEqual([value, true]));
  });
});

test('a mapping names its function', () => {
  expect(rules.TemplateChecker.check({ Resources: { ...RESOURCES, Mapping: { Type: 'AWS::Lambda::EventSourceMapping', Properties: SOURCES.SQS } } })
    .findings.filter(({ severity }) => severity === 'error').map(({ property }) => property)).toEqual(['FunctionName']);
});
