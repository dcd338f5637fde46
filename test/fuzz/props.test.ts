import { App, CfnParameter, Duration, Fn, Lazy, Stack, Token } from 'aws-cdk-lib';
import * as amazonmq from 'aws-cdk-lib/aws-amazonmq';
import * as docdb from 'aws-cdk-lib/aws-docdb';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as kinesis from 'aws-cdk-lib/aws-kinesis';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as msk from 'aws-cdk-lib/aws-msk';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import * as fc from 'fast-check';
import * as ours from '../../src';
import { newFunction } from '../builders';

/*
 * Values of any kind in the place of each argument and prop: the app synthesises, or an error of ours says what is wrong.
 * The seed is fixed, so that a failure here is a failure everywhere. Its counterexample names the place and the value.
 */

process.env.CDK_VALIDATION = 'false';
jest.setTimeout(120_000);

const RUNS = 1500;
const SEED = 20261121;

/** What JavaScript says by itself of a value that is not what code takes it for. */
const INTERNAL = /Cannot read|is not a function|is not iterable|Maximum call stack|Cannot convert|Cannot destructure|undefined is not|circular structure|serialize a BigInt/;

/*
 * Not given: what the CDK itself answers in these words, in whatever prop it finds it. A stack, whose tree of constructs it tries to resolve.
 */

/** What is given, made for the stack of the run because constructs and some tokens belong to one. */
type Made = (stack: Stack) => unknown;

const named = (name: string, made: Made): Made => Object.assign(made, { [fc.toStringMethod]: () => name });

const circle: Record<string, unknown> = { a: ['x'] };
circle.self = circle;
const deep = Array.from({ length: 5000 }).reduce<unknown>(inner => ({ a: inner }), ['x']);
const throwing = { get body() { throw new Error('a getter of the user'); } };

const VALUES: { readonly [name: string]: unknown } = {
  'circle': circle,
  'a list with a circle': [circle],
  'a list with undefined': [undefined],
  'a list with a hole': [, { body: ['x'] }], // eslint-disable-line no-sparse-arrays
  'a list of objects': [{ body: ['x'] }],
  'a pattern 5,000 levels deep': [deep],
  'a pattern with a getter that throws': [throwing],
  'a getter that throws': throwing,
  'a proxy that throws': new Proxy({}, { get: (_, key) => { throw new Error(`a proxy of the user, ${String(key)}`); } }),
  'a symbol': Symbol('x'),
  'a function': () => 1,
  'a duration': Duration.seconds(5),
  'plain policies': { kind: ['a'] },
  'keys of every object': JSON.parse('{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}'),
  'a text token': Fn.importValue('text'),
  'a number token': Token.asNumber(Fn.importValue('number')),
  'a list token': Fn.split(',', Fn.importValue('list')),
  'a token object': Lazy.any({ produce: () => ({ a: 1 }) }),
  'a list with a text token': [Fn.importValue('text')],
  'a pattern with tokens': [{ body: [Fn.importValue('text'), { numeric: ['>', Token.asNumber(Fn.importValue('number'))] }] }],
  'a pattern with a list token': [{ body: { a: Fn.split(',', Fn.importValue('list')) } }],
  'a pattern that is a token': [{ pattern: Fn.importValue('text') }],
};

const CONSTRUCTS: readonly Made[] = [
  named('a queue', stack => new sqs.Queue(stack, 'Wild')),
  named('a CfnQueue', stack => new sqs.CfnQueue(stack, 'Wild')),
  named('a topic', stack => new sns.Topic(stack, 'Wild')),
  named('an imported stream', stack => kinesis.Stream.fromStreamArn(stack, 'Wild', 'arn:aws:kinesis:eu-west-1:111122223333:stream/wild')),
  named('a table that is imported without its stream', stack => dynamodb.Table.fromTableName(stack, 'Wild', 'wild')),
  named('an imported bucket', stack => s3.Bucket.fromBucketName(stack, 'Wild', 'wild')),
  named('a CfnSecret', stack => new secretsmanager.CfnSecret(stack, 'Wild')),
  named('a key', stack => kms.Key.fromKeyArn(stack, 'Wild', 'arn:aws:kms:eu-west-1:111122223333:key/1')),
  named('a function construct', stack => newFunction(stack, 'Wild')),
  named('a parameter', stack => new CfnParameter(stack, 'Wild')),
];

const anything = fc.anything({
  withBigInt: true, withDate: true, withMap: true, withSet: true, withNullPrototype: true, withSparseArray: true, withTypedArray: true,
});

const anyWild: fc.Arbitrary<Made> = fc.oneof(
  fc.constantFrom(...Object.entries(VALUES).map(([name, value]) => named(name, () => value))),
  fc.constantFrom(...CONSTRUCTS),
  anything.map(value => named(fc.stringify(value), () => value)),
);

/** What one wild value is put into. An event source is returned to be added to the function. */
type Use = (stack: Stack, wild: any) => lambda.IEventSource | undefined | void;

const START = { startingPosition: lambda.StartingPosition.LATEST };
const queue = (stack: Stack) => new sqs.Queue(stack, 'Source');
const topic = (stack: Stack) => new sns.Topic(stack, 'Source');
const stream = (stack: Stack) => new kinesis.Stream(stack, 'Source');
const bucket = (stack: Stack) => new s3.Bucket(stack, 'Source');
const secret = (stack: Stack) => secretsmanager.Secret.fromSecretNameV2(stack, 'Secret', 'login');
const consumer = (stack: Stack) => new kinesis.StreamConsumer(stack, 'Source', { streamConsumerName: 'c', stream: new kinesis.Stream(stack, 'Stream') });
const table = (stack: Stack) => new dynamodb.CfnTable(stack, 'Source', { keySchema: [], attributeDefinitions: [], streamSpecification: { streamViewType: 'KEYS_ONLY' } });
const docdbCluster = (stack: Stack) => new docdb.CfnDBCluster(stack, 'Source');
const mqBroker = (stack: Stack) => ours.MqBroker.rabbitMq(new amazonmq.CfnBroker(stack, 'Source', {} as amazonmq.CfnBrokerProps));
const mskCluster = (stack: Stack) => ours.KafkaCluster.msk(new msk.CfnCluster(stack, 'Source', {} as msk.CfnClusterProps), { authentication: ours.MskAuthentication.iam() });
const selfManaged = (options: object = {}) => ours.KafkaCluster.selfManaged('orders', { bootstrapServers: ['a.example:9092'], ...options });
const kafka = (cluster: ours.KafkaCluster, props: object = {}) => new ours.KafkaEventSource(cluster, { topic: 'orders', ...START, ...props });

const POLLED = ['enabled', 'filters', 'filterEncryption', 'tags', 'mappingId', 'grantPermissions', 'batchSize', 'maxBatchingWindow', 'metricsConfig'];
const READ_IN_ORDER = [...POLLED, 'startingPosition', 'startingPositionTimestamp'];
const RETRIED = [
  ...READ_IN_ORDER, 'bisectBatchOnError', 'maxRecordAge', 'retryAttempts', 'reportBatchItemFailures', 'onFailure', 'provisionedPollerConfig',
];
const STREAM = [...RETRIED, 'parallelizationFactor', 'tumblingWindow'];
const KAFKA = [...RETRIED, 'topic', 'consumerGroupId', 'schemaRegistryConfig', 'logLevel', 'consumptionMode'];
const ASYNC = ['maxEventAge', 'retryAttempts', 'onSuccess', 'onFailure'];

const MATCHES = [
  'equalTo', 'equalToAny', 'equalToNumber', 'prefix', 'anythingBut', 'anythingButNumber', 'greaterThan', 'anyOf',
] as const;

/** One use for each prop. */
function each(owner: string, props: readonly string[], use: Use): [string, Use][] {
  return props.map(prop => [`${owner} with ${prop}`, (stack, wild) => use(stack, { [prop]: wild })]);
}

const USES: readonly [string, Use][] = [
  ['SqsEventSource of', (_, wild) => new ours.SqsEventSource(wild)],
  ['SqsEventSource with props', (stack, wild) => new ours.SqsEventSource(queue(stack), wild)],
  ...each('SqsEventSource', [...POLLED, 'reportBatchItemFailures', 'maxConcurrency', 'provisionedPollerConfig'],
    (stack, props) => new ours.SqsEventSource(queue(stack), props)),
  ['KinesisEventSource of', (_, wild) => new ours.KinesisEventSource(wild, START)],
  ['KinesisEventSource with props', (stack, wild) => new ours.KinesisEventSource(stream(stack), wild)],
  ...each('KinesisEventSource', STREAM, (stack, props) => new ours.KinesisEventSource(stream(stack), { ...START, ...props })),
  ['KinesisConsumerEventSource of', (_, wild) => new ours.KinesisConsumerEventSource(wild, START)],
  ...each('KinesisConsumerEventSource', STREAM, (stack, props) => new ours.KinesisConsumerEventSource(consumer(stack), { ...START, ...props })),
  ['DynamoEventSource of', (_, wild) => new ours.DynamoEventSource(wild, START)],
  ['DynamoEventSource.fromStreamArn', (_, wild) => ours.DynamoEventSource.fromStreamArn(wild, START)],
  ...each('DynamoEventSource', STREAM, (stack, props) => new ours.DynamoEventSource(table(stack), { ...START, ...props })),
  ['S3EventSource of', (_, wild) => new ours.S3EventSource(wild, { events: [s3.EventType.OBJECT_CREATED] })],
  ['S3EventSource with props', (stack, wild) => new ours.S3EventSource(bucket(stack), wild)],
  ['S3EventSourceV2 of', (_, wild) => new ours.S3EventSourceV2(wild, { events: [s3.EventType.OBJECT_CREATED] })],
  ...each('S3EventSource', ['events', 'filters', 'asyncInvoke'],
    (stack, props) => new ours.S3EventSource(bucket(stack), { events: [s3.EventType.OBJECT_CREATED], ...props })),
  ['SnsEventSource of', (_, wild) => new ours.SnsEventSource(wild)],
  ['SnsEventSource with props', (stack, wild) => new ours.SnsEventSource(topic(stack), wild)],
  ...each('SnsEventSource', ['filterPolicy', 'filterPolicyWithMessageBody', 'deadLetterQueue', 'asyncInvoke'],
    (stack, props) => new ours.SnsEventSource(topic(stack), props)),
  ['KafkaEventSource of', (_, wild) => kafka(wild)],
  ['KafkaEventSource with props', (_, wild) => new ours.KafkaEventSource(selfManaged(), wild)],
  ...each('KafkaEventSource of MSK', KAFKA, (stack, props) => kafka(mskCluster(stack), props)),
  ...each('KafkaEventSource, self-managed,', KAFKA, (_, props) => kafka(selfManaged(), props)),
  ['KafkaCluster.msk of', (_, wild) => kafka(ours.KafkaCluster.msk(wild, { authentication: ours.MskAuthentication.iam() }))],
  ['KafkaCluster.msk with options', (stack, wild) => kafka(ours.KafkaCluster.msk(new msk.CfnCluster(stack, 'Source', {} as msk.CfnClusterProps), wild))],
  ['KafkaCluster.msk with authentication', (_, authentication) => kafka(ours.KafkaCluster.mskFromArn('arn', { authentication }))],
  ['KafkaCluster.mskFromArn', (_, wild) => kafka(ours.KafkaCluster.mskFromArn(wild, { authentication: ours.MskAuthentication.iam() }))],
  ['KafkaCluster.mskServerless of', (_, wild) => kafka(ours.KafkaCluster.mskServerless(wild))],
  ['KafkaCluster.mskServerlessFromArn', (_, wild) => kafka(ours.KafkaCluster.mskServerlessFromArn(wild))],
  ['KafkaCluster.selfManaged with name', (_, wild) => kafka(ours.KafkaCluster.selfManaged(wild, { bootstrapServers: ['a.example:9092'] }))],
  ['KafkaCluster.selfManaged with options', (_, wild) => kafka(ours.KafkaCluster.selfManaged('orders', wild))],
  ...each('KafkaCluster.selfManaged', ['bootstrapServers', 'authentication', 'rootCaCertificate', 'vpc', 'securityGroups'],
    (_, options) => kafka(selfManaged(options))),
  ['MskAuthentication.saslScram512', (_, wild) => kafka(ours.KafkaCluster.mskFromArn('arn', { authentication: ours.MskAuthentication.saslScram512(wild) }))],
  ['SelfManagedKafkaAuthentication.saslPlain', (_, wild) => kafka(selfManaged({ authentication: ours.SelfManagedKafkaAuthentication.saslPlain(wild) }))],
  ['SelfManagedKafkaAuthentication.iam', (_, wild) => kafka(selfManaged({ authentication: ours.SelfManagedKafkaAuthentication.iam(wild) }))],
  ...each('ManagedKafkaEventSource', [...KAFKA, 'clusterArn', 'secret'],
    (_, props) => new ours.ManagedKafkaEventSource({ clusterArn: 'arn:aws:kafka:eu-west-1:111122223333:cluster/a/1', topic: 'orders', ...START, ...props })),
  ...each('SelfManagedKafkaEventSource', [...KAFKA, 'bootstrapServers', 'secret', 'rootCACertificate', 'vpc', 'securityGroup'],
    (_, props) => new ours.SelfManagedKafkaEventSource({ bootstrapServers: ['a.example:9092'], topic: 'orders', ...START, ...props })),
  ...each('GlueSchemaRegistry', ['schemaRegistry', 'schemaRegistryArn', 'eventRecordFormat', 'schemaValidationConfigs'],
    (_, props) => kafka(selfManaged(), {
      schemaRegistryConfig: new ours.GlueSchemaRegistry({
        schemaRegistryArn: 'arn:aws:glue:eu-west-1:111122223333:registry/r', eventRecordFormat: lambda.EventRecordFormat.JSON, schemaValidationConfigs: [], ...props,
      }),
    })),
  ...each('ConfluentSchemaRegistry', ['schemaRegistryUri', 'authenticationType', 'secret', 'rootCaCertificate', 'eventRecordFormat', 'schemaValidationConfigs'],
    (stack, props) => kafka(selfManaged(), {
      schemaRegistryConfig: new ours.ConfluentSchemaRegistry({
        schemaRegistryUri: 'https://r.example',
        authenticationType: lambda.KafkaSchemaRegistryAccessConfigType.BASIC_AUTH,
        secret: secret(stack),
        eventRecordFormat: lambda.EventRecordFormat.JSON,
        schemaValidationConfigs: [],
        ...props,
      }),
    })),
  ['MqEventSource of', (stack, wild) => new ours.MqEventSource(wild, { queue: 'orders', credentials: secret(stack) })],
  ['MqBroker.activeMq of', (stack, wild) => new ours.MqEventSource(ours.MqBroker.activeMq(wild), { queue: 'orders', credentials: secret(stack) })],
  ['MqBroker.rabbitMqFromArn', (stack, wild) => new ours.MqEventSource(ours.MqBroker.rabbitMqFromArn(wild), { queue: 'orders', credentials: secret(stack) })],
  ...each('MqEventSource', [...POLLED, 'queue', 'credentials', 'virtualHost'],
    (stack, props) => new ours.MqEventSource(mqBroker(stack), { queue: 'orders', credentials: secret(stack), ...props })),
  ['DocumentDbEventSource of', (_, wild) => new ours.DocumentDbEventSource(wild, { databaseName: 'shop', ...START })],
  ...each('DocumentDbEventSource', [...READ_IN_ORDER, 'databaseName', 'collectionName', 'fullDocument', 'credentials'],
    (stack, props) => new ours.DocumentDbEventSource(docdbCluster(stack), { databaseName: 'shop', credentials: secret(stack), ...START, ...props })),
  ['ApiEventSource with path', (_, wild) => new ours.ApiEventSource('GET', wild)],
  ...each('EventInvokeConfig', [...ASYNC, 'function', 'qualifier'],
    (stack, props) => { new ours.EventInvokeConfig(stack, 'Config', { function: newFunction(stack, 'Invoked'), retryAttempts: 1, ...props }); }),
  ...each('SnsEventSource with asyncInvoke', ASYNC, (stack, asyncInvoke) => new ours.SnsEventSource(topic(stack), { asyncInvoke })),
  ...(['queue', 'topic', 'bucket', 'kafkaTopic'] as const).map((kind): [string, Use] => [`FailureDestination.${kind}`,
    (stack, wild) => new ours.KinesisEventSource(stream(stack), { ...START, onFailure: ours.FailureDestination[kind](wild) })]),
  ...(['queue', 'topic', 'bucket', 'function', 'eventBus'] as const).map((kind): [string, Use] => [`InvokeDestination.${kind}`,
    (stack, wild) => new ours.SnsEventSource(topic(stack), { asyncInvoke: { onFailure: ours.InvokeDestination[kind](wild) } })]),
  ...MATCHES.map((kind): [string, Use] => [
    `FilterMatch.${kind}`,
    (stack, wild) => new ours.SqsEventSource(queue(stack), { filters: [{ body: { a: (ours.FilterMatch[kind] as (given: any) => object)(wild) } }] }),
  ]),
  ['FilterMatch.between', (stack, wild) => new ours.SqsEventSource(queue(stack), { filters: [{ body: { a: ours.FilterMatch.between(wild, 5) } }] })],
  ['PollerNetwork.of', (_, wild) => { ours.PollerNetwork.of(wild); }],
  ['PollerNetwork.connect', (stack, wild) => { ours.PollerNetwork.of(new ec2.Vpc(stack, 'Vpc')).connect(wild, wild); }],
  ...(['sqs', 'kinesis', 'dynamo', 'kafka', 'activeMq', 'rabbitMq'] as const).flatMap((kind): [string, Use][] => [
    [`FilterTester.${kind}`, (_, wild) => { ours.testing.FilterTester[kind](wild); }],
    [`FilterTester.${kind}.test`, (_, wild) => { ours.testing.FilterTester[kind]([]).test(wild); }],
    [`SampleRecords.${kind}`, (_, wild) => { ours.testing.SampleRecords[kind](wild); }],
  ]),
  ['SampleRecords.sqsText', (_, wild) => { ours.testing.SampleRecords.sqsText(wild); }],
];

const anyUse = fc.constantFrom(...USES.map(([name, use]) => Object.assign(use, { [fc.toStringMethod]: () => name })));

/** What an app with the use says, undefined if it synthesises. */
function complaint(use: Use, wild: Made): unknown {
  const app = new App({ analyticsReporting: false });
  const stack = new Stack(app, 'Shop');
  const fn = newFunction(stack);
  try {
    const source = use(stack, wild(stack));
    if (source) { fn.addEventSource(source); }
    app.synth();
    return undefined;
  } catch (error) {
    return error;
  }
}

const millisecondsOfCpu = () => process.cpuUsage().user / 1000;

beforeAll(() => { complaint(() => undefined, () => undefined); });

test('a value of any kind synthesises, or ends in an error that is no internal one', () => {
  fc.assert(fc.property(anyUse, anyWild, (use, wild) => {
    const keys = Reflect.ownKeys(Object.prototype);
    const begin = millisecondsOfCpu();
    const error = complaint(use, wild);
    expect(millisecondsOfCpu() - begin).toBeLessThan(1000);
    expect(Reflect.ownKeys(Object.prototype)).toEqual(keys);
    if (error === undefined) { return; }
    expect(error).toBeInstanceOf(Error);
    expect((error as Error).message).not.toMatch(INTERNAL);
  }), { numRuns: RUNS, seed: SEED });
});
