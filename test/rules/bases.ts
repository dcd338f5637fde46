import { RuleKind } from './cases';

type Json = { readonly [name: string]: any };

const SECRET = 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:AmazonMSK_orders-a1b2c3';

/** What a source is, and what its mapping must say: nothing that any rule speaks of. */
export interface Base {
  readonly type?: string;
  /** What is judged, if it is no mapping. */
  readonly resource?: string;
  readonly source?: Json;
  readonly mapping: Json;
  /** The attribute of the source that is its ARN; without one its `Ref` is. */
  readonly attribute?: string;
}

const LOGIN = { SourceAccessConfigurations: [{ Type: 'BASIC_AUTH', URI: SECRET }] };
const LATEST = { StartingPosition: 'LATEST' };
const LIMITED = { ...LATEST, MaximumRetryAttempts: 3 };

/** By kind of source. A new kind gets a base here, and a class in via-class.ts. Notifications of buckets have none: many are in one resource, so their rules have apps. */
const BASES: { readonly [kind in Exclude<RuleKind, 's3'>]: Base } = {
  'sqs': {
    type: 'AWS::SQS::Queue',
    source: { VisibilityTimeout: 43200, RedrivePolicy: { deadLetterTargetArn: 'arn:aws:sqs:eu-west-1:111122223333:failed', maxReceiveCount: 5 } },
    attribute: 'Arn',
    mapping: {},
  },
  'sqs-fifo': {
    type: 'AWS::SQS::Queue',
    source: {
      FifoQueue: true,
      VisibilityTimeout: 43200,
      RedrivePolicy: { deadLetterTargetArn: 'arn:aws:sqs:eu-west-1:111122223333:failed.fifo', maxReceiveCount: 5 },
    },
    attribute: 'Arn',
    mapping: {},
  },
  'kinesis': { type: 'AWS::Kinesis::Stream', source: { ShardCount: 1, RetentionPeriodHours: 168 }, attribute: 'Arn', mapping: LIMITED },
  'kinesis-consumer': {
    type: 'AWS::Kinesis::StreamConsumer',
    source: { ConsumerName: 'fulfil', StreamARN: 'arn:aws:kinesis:eu-west-1:111122223333:stream/orders' },
    attribute: 'ConsumerARN',
    mapping: LIMITED,
  },
  'dynamodb': {
    type: 'AWS::DynamoDB::Table',
    source: { StreamSpecification: { StreamViewType: 'NEW_AND_OLD_IMAGES' } },
    attribute: 'StreamArn',
    mapping: LIMITED,
  },
  'msk': { type: 'AWS::MSK::Cluster', attribute: 'Arn', mapping: { ...LATEST, Topics: ['orders'] } },
  'msk-serverless': { type: 'AWS::MSK::ServerlessCluster', attribute: 'Arn', mapping: { ...LATEST, Topics: ['orders'] } },
  'self-managed-kafka': {
    mapping: { ...LATEST, ...LOGIN, Topics: ['orders'], SelfManagedEventSource: { Endpoints: { KafkaBootstrapServers: ['broker.example.com:9092'] } } },
  },
  'activemq': { type: 'AWS::AmazonMQ::Broker', source: { EngineType: 'ACTIVEMQ' }, attribute: 'Arn', mapping: { ...LOGIN, Queues: ['orders'] } },
  'rabbitmq': { type: 'AWS::AmazonMQ::Broker', source: { EngineType: 'RABBITMQ' }, attribute: 'Arn', mapping: { ...LOGIN, Queues: ['orders'] } },
  'documentdb': {
    type: 'AWS::DocDB::DBCluster',
    source: { EngineVersion: '5.0.0' },
    mapping: { ...LATEST, ...LOGIN, DocumentDBEventSourceConfig: { DatabaseName: 'shop' } },
  },
  'asynchronous': { resource: 'AWS::Lambda::EventInvokeConfig', mapping: { FunctionName: { Ref: 'Fn' }, Qualifier: '$LATEST', MaximumRetryAttempts: 1 } },
  'sns': {
    type: 'AWS::SNS::Topic',
    resource: 'AWS::SNS::Subscription',
    mapping: { Protocol: 'lambda', TopicArn: { Ref: 'Source' }, Endpoint: { 'Fn::GetAtt': ['Fn', 'Arn'] } },
  },
};

export function baseOf(kind: RuleKind): Base {
  if (kind === 's3') { throw new Error('Rows of s3 have an app for each case: write them in test/rules/own-cases'); }
  return BASES[kind];
}
