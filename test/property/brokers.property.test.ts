import { App, CfnParameter, Duration, Fn, Lazy, Stack } from 'aws-cdk-lib';
import * as docdb from 'aws-cdk-lib/aws-docdb';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import * as fc from 'fast-check';
import {
  DocumentDbEventSource, DocumentDbEventSourceProps, KafkaCluster, KafkaConsumptionMode, KafkaDlq, KafkaEventSource, KafkaEventSourceProps,
  ManagedKafkaEventSource, MqBroker, MqEventSource, MqEventSourceProps, MskAuthentication, SelfManagedKafkaAuthentication,
} from '../../src';
import { RULES } from '../../src/rules';
import { ACCOUNT, newFunction, REGION } from '../builders';
import { errorsOf } from '../model/shop';

/*
 * Drawn props of the classes for Apache Kafka, Amazon MQ and Amazon DocumentDB against a whole synthesis. On failure fast-check
 * prints the seed and the path.
 */

jest.setTimeout(120_000);

type Props = Partial<KafkaEventSourceProps & MqEventSourceProps & DocumentDbEventSourceProps>;
type Made<Value> = (stack: Stack) => Value;

const CLUSTER = `arn:aws:kafka:${REGION}:${ACCOUNT}:cluster/orders/0f6c2c9e-8f6b-4f6e-9d0a-3d3c5f3b2a10-4`;
const BROKER = `arn:aws:mq:${REGION}:${ACCOUNT}:broker:orders:b-1234`;
const BOOTSTRAP = { bootstrapServers: ['b-1.example.com:9092'] };
const START = { startingPosition: lambda.StartingPosition.LATEST };

function secretIn(stack: Stack): secretsmanager.ISecret {
  return secretsmanager.Secret.fromSecretCompleteArn(stack, 'Secret', `arn:aws:secretsmanager:${REGION}:${ACCOUNT}:secret:AmazonMSK_orders-a1b2c3`);
}

const KAFKA: { readonly [name: string]: (stack: Stack, props: Props) => lambda.IEventSource } = {
  'Amazon MSK': (_, props) => new KafkaEventSource(KafkaCluster.mskFromArn(CLUSTER, { authentication: MskAuthentication.iam() }), { topic: 'orders', ...props }),
  'MSK Serverless': (_, props) => new KafkaEventSource(KafkaCluster.mskServerlessFromArn(CLUSTER), { topic: 'orders', ...props }),
  'self-managed Kafka': (stack, props) => new KafkaEventSource(
    KafkaCluster.selfManaged('warehouse', { ...BOOTSTRAP, authentication: SelfManagedKafkaAuthentication.saslPlain(secretIn(stack)) }),
    { topic: 'orders', ...props },
  ),
};

const SOURCES: typeof KAFKA = {
  ...KAFKA,
  'ManagedKafkaEventSource': (_, props) => new ManagedKafkaEventSource({ clusterArn: CLUSTER, topic: 'orders', ...props }),
  'Amazon MQ': (stack, props) => new MqEventSource(MqBroker.rabbitMqFromArn(BROKER), { queue: 'orders', credentials: secretIn(stack), ...props }),
  'Amazon DocumentDB': (stack, props) => new DocumentDbEventSource(
    new docdb.CfnDBCluster(stack, 'Cluster'), { databaseName: 'shop', credentials: secretIn(stack), ...START, ...props },
  ),
};

const errorIds = new Set(RULES.filter(rule => rule.severity === 'error').map(rule => rule.id));

/** The errors of an app with one mapping; anything thrown that is no validation error of ours fails the test. */
function errorsWith(name: string, props: (stack: Stack) => Props): string[] {
  const stack = new Stack(new App({ analyticsReporting: false }), 'Shop');
  newFunction(stack).addEventSource(SOURCES[name](stack, props(stack)));
  return errorsOf(stack).map(error => {
    const id = /^\[Shop\/.*?\] \[([a-z0-9-]+)\] /s.exec(error)?.[1];
    if (id === undefined || !errorIds.has(id)) { throw new Error(`No error of ours: ${error}`); }
    return id;
  });
}

let made = 0;
const plain = <Value>(value: fc.Arbitrary<Value>): fc.Arbitrary<Made<Value>> => value.map(each => () => each);

const anyNumber: fc.Arbitrary<Made<number>> = fc.oneof(
  { weight: 3, arbitrary: plain(fc.integer({ min: -5, max: 12_000 })) },
  plain(fc.constantFrom(0, -0, -1, -2, 1.5, NaN, Infinity, -Infinity, 1e21, 1_700_000_000_000)),
  plain(fc.integer().map(value => Lazy.number({ produce: () => value }))),
  fc.constant((stack: Stack) => new CfnParameter(stack, `N${made++}`, { type: 'Number' }).valueAsNumber),
);

/** A construct id has no `/`, which the CDK exchanges, and the tests of ids are elsewhere. */
const anyText: fc.Arbitrary<Made<string>> = fc.oneof(
  { weight: 3, arbitrary: plain(fc.string({ unit: 'grapheme-ascii', maxLength: 300 })) },
  plain(fc.constantFrom('', '.', '/', '$', ' ', 'orders', 'o'.repeat(1001))),
  fc.constant((stack: Stack) => new CfnParameter(stack, `T${made++}`).valueAsString),
  plain(fc.constant('prefix-').map(text => Fn.join('', [text, Fn.importValue('rest')]))),
);

const anyDuration: fc.Arbitrary<Made<Duration>> = fc.oneof(
  plain(fc.integer({ min: 0, max: 700_000 }).map(Duration.seconds)),
  plain(fc.integer({ min: 0, max: 900_000 }).map(Duration.millis)),
  fc.constantFrom(Duration.seconds, Duration.minutes).map(unit => (stack: Stack) => unit(new CfnParameter(stack, `D${made++}`, { type: 'Number' }).valueAsNumber)),
);

const anyProps: fc.Arbitrary<Made<Props>> = fc.record({
  topic: anyText,
  queue: anyText,
  virtualHost: anyText,
  databaseName: anyText,
  collectionName: anyText,
  consumerGroupId: anyText,
  startingPosition: plain(fc.constantFrom(...Object.values(lambda.StartingPosition))),
  startingPositionTimestamp: anyNumber,
  batchSize: anyNumber,
  maxBatchingWindow: anyDuration,
  bisectBatchOnError: plain(fc.boolean()),
  maxRecordAge: anyDuration,
  retryAttempts: anyNumber,
  reportBatchItemFailures: plain(fc.boolean()),
  consumptionMode: plain(fc.constantFrom(...Object.values(KafkaConsumptionMode))),
  onFailure: anyText.map(make => (stack: Stack) => new KafkaDlq(make(stack))),
  provisionedPollerConfig: fc.record({ minimumPollers: anyNumber, maximumPollers: anyNumber, pollerGroupName: anyText }, { requiredKeys: [] })
    .map(drawn => (stack: Stack) => Object.fromEntries(Object.entries(drawn).map(([key, make]) => [key, make?.(stack)]))),
  enabled: plain(fc.boolean()),
  grantPermissions: plain(fc.boolean()),
}, { requiredKeys: [] }).map(drawn => (stack: Stack) =>
  Object.fromEntries(Object.entries(drawn).map(([key, make]) => [key, (make as Made<unknown>)(stack)])) as Props);

const seconds = (min: number, max: number) => fc.integer({ min, max }).map(Duration.seconds);
const POLLED = { batchSize: fc.integer({ min: 1, max: 10_000 }), maxBatchingWindow: seconds(0, 300), enabled: fc.boolean() };
const PROVISIONED = { provisionedPollerConfig: { minimumPollers: 1 } };

/** Props inside of what AWS allows, each on its own. */
const ALLOWED: { readonly [name: string]: { readonly [prop: string]: fc.Arbitrary<unknown> } } = {
  'Amazon MQ': {
    ...POLLED,
    queue: fc.string({ minLength: 1, maxLength: 1000 }),
    virtualHost: fc.stringMatching(/^[a-zA-Z0-9/*:_+=.@-]{1,200}$/),
  },
  'Amazon DocumentDB': {
    ...POLLED,
    databaseName: fc.stringMatching(/^[a-z0-9_-]{1,63}$/),
    collectionName: fc.stringMatching(/^[a-z0-9_][a-z0-9_ /.-]{0,56}$/).filter(name => !name.startsWith('system.')),
  },
};
const ALLOWED_OF_KAFKA = {
  ...POLLED,
  topic: fc.stringMatching(/^[a-zA-Z0-9_-][a-zA-Z0-9._-]{1,248}$/),
  consumerGroupId: fc.stringMatching(/^[a-zA-Z0-9/*:_+=.@-]{1,200}$/),
  retryAttempts: fc.integer({ min: -1, max: 10_000 }),
  maxRecordAge: seconds(60, 604_800),
  bisectBatchOnError: fc.boolean(),
  reportBatchItemFailures: fc.boolean(),
  onFailure: fc.stringMatching(/^failed[a-z0-9._-]{0,200}$/).map(topic => new KafkaDlq(topic)),
  provisionedPollerConfig: fc.tuple(fc.integer({ min: 1, max: 200 }), fc.integer({ min: 200, max: 2000 }), fc.stringMatching(/^[a-zA-Z0-9_-]{1,128}$/))
    .map(([minimumPollers, maximumPollers, pollerGroupName]) => ({ minimumPollers, maximumPollers, pollerGroupName })),
  metricsConfig: fc.subarray([lambda.MetricType.EVENT_COUNT, lambda.MetricType.ERROR_COUNT, lambda.MetricType.KAFKA_METRICS], { minLength: 1 })
    .map(metrics => ({ metrics })),
  logLevel: fc.constantFrom(lambda.EventSourceMappingLogLevel.INFO, lambda.EventSourceMappingLogLevel.DEBUG, lambda.EventSourceMappingLogLevel.WARN),
};

const outside = (min: number, max: number) => fc.oneof(
  fc.integer({ min: -10_000, max: min - 1 }),
  fc.integer({ min: max + 1, max: 1_000_000 }),
  fc.integer({ min, max: max - 1 }).map(value => value + 0.5),
);

/** One prop outside of it, and the rule that it breaks. */
const WRONG_OF_ALL: { readonly [ruleId: string]: fc.Arbitrary<Props> } = {
  'batch-size': outside(1, 10_000).map(batchSize => ({ batchSize })),
  'batching-window': seconds(301, 100_000).map(maxBatchingWindow => ({ maxBatchingWindow })),
};
const pollers = (name: string) => (value: number) => ({ provisionedPollerConfig: { [name]: value } });
const WRONG_OF_KAFKA: typeof WRONG_OF_ALL = {
  ...WRONG_OF_ALL,
  'kafka-topic-name': fc.stringMatching(/^[a-z]{1,100}[/ :$][a-z]{0,100}$/).map(topic => ({ topic })),
  'kafka-topic-length': fc.stringMatching(/^[a-z]{250,300}$/).map(topic => ({ topic })),
  'kafka-consumer-group-id': fc.stringMatching(/^[a-z]{0,90}[ ,$#][a-z]{0,90}$/).map(consumerGroupId => ({ consumerGroupId })),
  'kafka-consumer-group-id-length': fc.stringMatching(/^[a-z]{201,300}$/).map(consumerGroupId => ({ consumerGroupId })),
  'kafka-minimum-pollers': outside(1, 200).filter(value => value < 1 || value % 1 !== 0).map(pollers('minimumPollers')),
  'kafka-maximum-pollers': fc.integer({ min: 2001, max: 1_000_000 }).map(pollers('maximumPollers')),
  'kafka-maximum-retry-attempts': outside(-1, 10_000).map(retryAttempts => ({ ...PROVISIONED, retryAttempts })),
  'kafka-maximum-record-age': fc.oneof(seconds(0, 59), seconds(604_801, 10_000_000)).map(maxRecordAge => ({ ...PROVISIONED, maxRecordAge })),
  'kafka-destination-topic-on-demand': fc.stringMatching(/^failed[a-z]{1,20}$/).map(topic => ({ onFailure: new KafkaDlq(topic) })),
  'kafka-destination-topic-same': fc.stringMatching(/^[a-z]{2,20}$/).map(topic => ({ ...PROVISIONED, topic, onFailure: new KafkaDlq(topic) })),
  'kafka-bisect-batch-on-demand': fc.constant({ bisectBatchOnError: true }),
  'kafka-maximum-retry-attempts-on-demand': fc.integer({ min: -1, max: 10_000 }).map(retryAttempts => ({ retryAttempts })),
  'kafka-maximum-record-age-on-demand': seconds(60, 604_800).map(maxRecordAge => ({ maxRecordAge })),
  'kafka-function-response-types-on-demand': fc.constant({ reportBatchItemFailures: true }),
  'kafka-logging-on-demand': fc.constant({ logLevel: lambda.EventSourceMappingLogLevel.INFO }),
  'kafka-metrics-on-demand': fc.constantFrom(lambda.MetricType.ERROR_COUNT, lambda.MetricType.KAFKA_METRICS).map(metric => ({ metricsConfig: { metrics: [metric] } })),
};
const WRONG: { readonly [name: string]: typeof WRONG_OF_ALL } = {
  'Amazon MQ': {
    ...WRONG_OF_ALL,
    'mq-queue-length': fc.oneof(fc.constant(''), fc.string({ minLength: 1001, maxLength: 1200 })).map(queue => ({ queue })),
    'rabbitmq-virtual-host-length': fc.oneof(fc.constant(''), fc.stringMatching(/^[a-z]{201,300}$/)).map(virtualHost => ({ virtualHost })),
    'rabbitmq-virtual-host-name': fc.stringMatching(/^[a-z]{0,90}[ ,$#][a-z]{0,90}$/).map(virtualHost => ({ virtualHost })),
  },
  'Amazon DocumentDB': {
    ...WRONG_OF_ALL,
    'documentdb-database-length': fc.oneof(fc.constant(''), fc.stringMatching(/^[a-z]{64,100}$/)).map(databaseName => ({ databaseName })),
    'documentdb-database-name': fc.stringMatching(/^[a-z]{0,30}[ /.$"][a-z]{0,30}$/).map(databaseName => ({ databaseName })),
    'documentdb-collection-length': fc.oneof(fc.constant(''), fc.stringMatching(/^[a-z]{58,100}$/)).map(collectionName => ({ collectionName })),
    'documentdb-collection-name': fc.oneof(fc.stringMatching(/^system\.[a-z]{0,30}$/), fc.stringMatching(/^[a-z]{0,30}\$[a-z]{0,20}$/))
      .map(collectionName => ({ collectionName })),
    'filters-unsupported': fc.constant({ filters: [{ event: { operationType: ['insert'] } }] }),
  },
};

describe.each(Object.keys(SOURCES))('for %s', name => {
  const isKafka = !(name in ALLOWED);
  const started = (props: object): Props => isKafka ? { ...START, ...props } : props;

  test('arbitrary values and tokens never end in anything but errors of ours', () => {
    fc.assert(fc.property(anyProps, props => { errorsWith(name, props); }), { numRuns: 60 });
  });

  test('props inside of what AWS allows give no error', () => {
    const requiredKeys = isKafka ? ['provisionedPollerConfig'] : [];
    const allowed: { readonly [prop: string]: fc.Arbitrary<unknown> } = isKafka ? ALLOWED_OF_KAFKA : ALLOWED[name];
    fc.assert(fc.property(fc.record(allowed, { requiredKeys }), props => {
      expect(errorsWith(name, () => started(props))).toEqual([]);
    }), { numRuns: 40 });
  });

  test('one prop outside of it gives exactly its rule', () => {
    // aws-cdk-lib takes a batch of zero for none given, and its class stays with that.
    const isTaken = ([props]: readonly [Props, string]) => name === 'ManagedKafkaEventSource' && props.batchSize === 0;
    const one = fc.oneof(...Object.entries(isKafka ? WRONG_OF_KAFKA : WRONG[name]).map(([id, props]) => props.map(each => [each, id] as const)));
    fc.assert(fc.property(one.filter(drawn => !isTaken(drawn)), ([props, id]) => {
      expect(errorsWith(name, () => started(props))).toEqual([id]);
    }), { numRuns: 100 });
  });
});
