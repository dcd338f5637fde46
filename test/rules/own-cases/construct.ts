import { CfnParameter, Duration, Lazy, Stack } from 'aws-cdk-lib';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import {
  DynamoEventSource, FailureDestination, KafkaCluster, KafkaEventSource, KinesisEventSource, MskAuthentication, SqsEventSource, SqsEventSourceProps,
} from '../../../src';
import { newFunction, newQueue, queueArn } from '../../builders';
import { CALM, newTable, STREAM_ARN, TABLE_ARN, TABLE_STREAM_ARN } from '../../stream-builders';
import { AppCase, OwnCases } from '../cases';

const ELSEWHERE = '444455556666';
const MSK = 'arn:aws:kafka:eu-west-1:111122223333:cluster/orders/0f6c2c9e-8f6b-4f6e-9d0a-3d3c5f3b2a10-4';

type Apps = Exclude<OwnCases['app'], string | undefined>;

const unknownText = (stack: Stack) => new CfnParameter(stack, 'Unknown').valueAsString;
const unknownNumber = (stack: Stack) => new CfnParameter(stack, 'Unknown', { type: 'Number' }).valueAsNumber;

/** What only constructs see: no template shows it, and the app does. */
const seen = (app: Apps): OwnCases => ({ template: 'only constructs show it', app });

const withQueue = (props?: SqsEventSourceProps, queueOf: (stack: Stack) => sqs.IQueue = newQueue): AppCase => stack => {
  newFunction(stack).addEventSource(new SqsEventSource(queueOf(stack), props));
};
const reads = (queueOf: (stack: Stack) => sqs.IQueue) => withQueue(undefined, queueOf);

const withTable = (tableOf: (stack: Stack) => dynamodb.ITable): AppCase => stack => {
  newFunction(stack).addEventSource(new DynamoEventSource(tableOf(stack), CALM));
};
const withStreamArn = (arnOf: (stack: Stack) => string, mappingId?: string): AppCase => stack => {
  newFunction(stack).addEventSource(DynamoEventSource.fromStreamArn(arnOf(stack), { ...CALM, mappingId }));
};

const withTopic = (topicOf: (stack: Stack) => string, mappingId?: string): AppCase => stack => {
  const cluster = KafkaCluster.mskFromArn(MSK, { authentication: MskAuthentication.iam() });
  const props = { topic: topicOf(stack), startingPosition: lambda.StartingPosition.LATEST, mappingId };
  newFunction(stack).addEventSource(new KafkaEventSource(cluster, props));
};

const withFilters = (keyOf: (stack: Stack) => kms.IKey | undefined): AppCase => stack => {
  withQueue({ filters: [{ body: { a: ['b'] } }], filterEncryption: keyOf(stack) })(stack);
};

const failingTo = (bucketOf?: (stack: Stack) => s3.IBucket): AppCase => stack => {
  const stream = { node: stack.node, env: stack.env, streamRef: { streamArn: STREAM_ARN, streamName: 'orders' } };
  const onFailure = bucketOf && FailureDestination.bucket(bucketOf(stack));
  newFunction(stack).addEventSource(new KinesisEventSource(stream as any, { ...CALM, onFailure }));
};

const withRole = (roleOf: (stack: Stack) => iam.IRole | undefined): AppCase => stack => {
  newFunction(stack, 'Fulfil', { role: roleOf(stack) }).addEventSource(new SqsEventSource(newQueue(stack)));
};
const roleNamed = (stack: Stack, arn: string, mutable: boolean) => iam.Role.fromRoleArn(stack, 'Role', arn, { mutable });

const counted = (metricsConfig: lambda.MetricsConfig | undefined, used = true): AppCase => stack => {
  const source = new SqsEventSource(newQueue(stack), { metricsConfig });
  newFunction(stack).addEventSource(source);
  if (used) { source.metricPolledEventCount(); }
};

export const CONSTRUCT: { readonly [rule: string]: OwnCases } = {
  'metrics-not-enabled': seen({
    at: counted({ metrics: [lambda.MetricType.EVENT_COUNT] }),
    beyond: counted(undefined),
    unknown: stack => counted({ metrics: Lazy.list({ produce: () => stack.resolve([unknownText(stack)]) }) as lambda.MetricType[] })(stack),
    absent: counted(undefined, false),
  }),
  'dynamodb-stream-arn-missing': seen({
    at: withTable(stack => dynamodb.Table.fromTableAttributes(stack, 'Table', { tableArn: TABLE_ARN, tableStreamArn: TABLE_STREAM_ARN })),
    beyond: withTable(stack => dynamodb.Table.fromTableArn(stack, 'Table', TABLE_ARN)),
    unknown: withTable(stack => dynamodb.Table.fromTableAttributes(stack, 'Table', { tableArn: TABLE_ARN, tableStreamArn: unknownText(stack) })),
    absent: 'absence is the mistake',
  }),
  'dynamodb-mapping-id': seen({
    at: withStreamArn(stack => `${unknownText(stack)}x`, 'Orders'),
    beyond: withStreamArn(stack => `${unknownText(stack)}x`),
    unknown: withStreamArn(unknownText),
    absent: withTable(newTable),
  }),
  'destination-policy': seen({
    at: failingTo(stack => new s3.Bucket(stack, 'Failed')),
    beyond: failingTo(stack => s3.Bucket.fromBucketAttributes(stack, 'Failed', { bucketName: 'failed', account: ELSEWHERE })),
    unknown: failingTo(stack => s3.Bucket.fromBucketAttributes(stack, 'Failed', { bucketName: 'failed', account: unknownText(stack) })),
    absent: failingTo(),
  }),
  'permissions-missing': seen({
    at: withRole(stack => roleNamed(stack, 'arn:aws:iam::111122223333:role/fulfil', true)),
    beyond: withRole(stack => roleNamed(stack, 'arn:aws:iam::111122223333:role/fulfil', false)),
    unknown: withRole(stack => roleNamed(stack, unknownText(stack), true)),
    absent: withRole(() => undefined),
  }),
  'source-policy': seen({
    at: reads(stack => sqs.Queue.fromQueueArn(stack, 'Queue', queueArn())),
    beyond: reads(stack => sqs.Queue.fromQueueArn(stack, 'Queue', queueArn('orders', ELSEWHERE))),
    unknown: reads(stack => sqs.Queue.fromQueueArn(stack, 'Queue', queueArn('orders', unknownText(stack)))),
    absent: reads(newQueue),
  }),
  'filter-key-policy': seen({
    at: withFilters(stack => new kms.Key(stack, 'Key')),
    beyond: withFilters(stack => kms.Key.fromKeyArn(stack, 'Key', 'arn:aws:kms:eu-west-1:111122223333:key/1')),
    unknown: 'there is no value',
    absent: withFilters(() => undefined),
  }),
  'mapping-id-missing': seen({
    at: withTopic(() => 'orders'),
    beyond: withTopic(unknownText),
    unknown: withTopic(unknownText, 'Orders'),
    absent: 'absence is the mistake',
  }),
  'filter-not-renderable': seen({
    at: withQueue({ filters: [{ body: [1] }] }),
    beyond: withQueue({ filters: [{ body: [NaN] }] }),
    unknown: stack => withQueue({ filters: [{ body: [unknownText(stack)] }] })(stack),
    absent: withQueue(),
  }),
  'duration-token': seen({
    at: withQueue({ maxBatchingWindow: Duration.minutes(5) }),
    beyond: stack => withQueue({ maxBatchingWindow: Duration.minutes(unknownNumber(stack)) })(stack),
    unknown: stack => withQueue({ maxBatchingWindow: Duration.seconds(unknownNumber(stack)) })(stack),
    absent: withQueue(),
  }),
};
