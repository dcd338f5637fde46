import { App, CfnOutput, CfnParameter, Duration, Stack, Tags, Token } from 'aws-cdk-lib';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as kinesis from 'aws-cdk-lib/aws-kinesis';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as upstream from 'aws-cdk-lib/aws-lambda-event-sources';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { Deviation, ParityTable, parityOf, PropsCase, Scenario } from './parity-suite';
import { arn, functionIn, importedFunction, importedRole, OTHER_ACCOUNT, roleIn, SHOP, stackIn } from './shop';
import * as ours from '../../src';

type Props = upstream.StreamEventSourceProps;
type KinesisProps = upstream.KinesisEventSourceProps;

interface Bound extends lambda.IEventSource {
  readonly eventSourceMappingId: string;
  readonly eventSourceMappingArn: string;
}

/** What a caller of upstream's classes may rely on. That ours are such is for the compiler to see. */
interface Classes {
  readonly KinesisEventSource: new (stream: kinesis.IStream, props: KinesisProps) => Bound & Pick<upstream.KinesisEventSource, 'stream'>;
  readonly KinesisConsumerEventSource: new (consumer: kinesis.IStreamConsumer, props: KinesisProps) =>
  Bound & Pick<upstream.KinesisConsumerEventSource, 'streamConsumer'>;
  readonly DynamoEventSource: new (table: dynamodb.ITable, props: Props) => Bound;
  readonly SqsDlq: new (queue: sqs.IQueue) => lambda.IEventSourceDlq;
  readonly SnsDlq: new (topic: sns.ITopic) => lambda.IEventSourceDlq;
  readonly S3OnFailureDestination: new (bucket: s3.IBucket) => lambda.IEventSourceDlq;
}

const GUIDE = 'https://docs.aws.amazon.com/lambda/latest/dg';
const POLICY = 'AWS::IAM::Policy.Properties.PolicyDocument';
const KEY_POLICY = 'AWS::KMS::Key.Properties.KeyPolicy';
const START = { startingPosition: lambda.StartingPosition.TRIM_HORIZON };

function gone(document: string, because: string, ...actions: string[]): Deviation[] {
  return actions.map(action => ({ text: `${document} no longer allows ${action}`, because }));
}

const KINESIS_ROLE = gone(POLICY, `only consumers are subscribed to, and none of this is needed: ${GUIDE}/services-kinesis-create.html`,
  'kinesis:DescribeStreamConsumer', 'kinesis:ListStreams', 'kinesis:SubscribeToShard');

const QUEUE_ROLE = gone(POLICY, `Lambda only sends: ${GUIDE}/kinesis-on-failure-destination.html`, 'sqs:GetQueueAttributes', 'sqs:GetQueueUrl');

const FILTER_KEY: Deviation = {
  text: `${KEY_POLICY} allows kms:Decrypt only with ArnLike aws:SourceArn, StringEquals aws:SourceAccount`,
  because: `Lambda decrypts filters on behalf of a mapping, and names it: ${GUIDE}/invocation-eventfiltering.html`,
};

const MAPPING_WAITS: Deviation = {
  text: 'AWS::Lambda::EventSourceMapping waits for AWS::IAM::Policy',
  because: 'CloudFormation might create the mapping before the permission',
  recorded: 'Cannot access stream ARN. Please ensure the role can perform the GetRecords, GetShardIterator, DescribeStream, ListShards, and ListStreams Actions',
};

const FILTERS = [lambda.FilterCriteria.filter({ awsRegion: lambda.FilterRule.isEqual('eu-west-1') })];
const KEY_ARN = arn('kms', 'key/1234abcd-12ab-34cd-56ef-1234567890ab');
const STREAM_ARN = arn('kinesis', 'stream/orders');
const TABLE_ARN = arn('dynamodb', 'table/orders');
const TABLE_STREAM_ARN = `${TABLE_ARN}/stream/2026-01-01T00:00:00.000`;
const numberParameter = (stack: Stack) => Token.asNumber(new CfnParameter(stack, 'Number', { type: 'Number' }).value);

function values<V>(make: (value: V) => Partial<KinesisProps>, ...given: V[]): PropsCase<KinesisProps>[] {
  return given.map(value => ({ title: `${value}`, props: () => ({ ...START, ...make(value) }) }));
}

/** The props that all three classes have. `role` is what differs whatever the props are. */
function propsCases(role: readonly Deviation[]): ParityTable<Classes, KinesisProps>['props'] {
  const unknown = (make: (value: number) => Partial<KinesisProps>): PropsCase<KinesisProps> =>
    ({ title: 'of a parameter', props: stack => ({ ...START, ...make(numberParameter(stack)) }) });
  const pollers = (config: lambda.ProvisionedPollerConfig, text: string): PropsCase<KinesisProps>[] => [{
    title: 'that upstream drops without a word',
    props: () => ({ ...START, provisionedPollerConfig: config }),
    acknowledge: ['provisioned-pollers-unsupported'],
    deviations: [...role, {
      text: `AWS::Lambda::EventSourceMapping.Properties.ProvisionedPollerConfig is ${text} instead of absent`,
      because: 'what is written and cannot be is refused, not dropped',
      recorded: 'Unsupported ProvisionedPollerConfig parameter for given event source mapping type.',
    }],
  }];
  return {
    'startingPosition': values(startingPosition => ({ startingPosition }), lambda.StartingPosition.TRIM_HORIZON, lambda.StartingPosition.LATEST),
    'batchSize': [...values(batchSize => ({ batchSize }), 1, 100, 10_000), unknown(batchSize => ({ batchSize }))],
    'maxBatchingWindow': [
      ...values(seconds => ({ maxBatchingWindow: Duration.seconds(seconds) }), 0, 300),
      unknown(seconds => ({ maxBatchingWindow: Duration.seconds(seconds) })),
    ],
    'enabled': values(enabled => ({ enabled }), true, false),
    'bisectBatchOnError': values(bisectBatchOnError => ({ bisectBatchOnError }), true, false),
    'maxRecordAge': values(seconds => ({ maxRecordAge: Duration.seconds(seconds) }), 60, 604_800),
    'retryAttempts': [...values(retryAttempts => ({ retryAttempts }), -1, 0, 10_000), unknown(retryAttempts => ({ retryAttempts }))],
    'parallelizationFactor': [
      ...values(parallelizationFactor => ({ parallelizationFactor }), 1, 10), unknown(parallelizationFactor => ({ parallelizationFactor })),
    ],
    'reportBatchItemFailures': values(reportBatchItemFailures => ({ reportBatchItemFailures }), true, false),
    'tumblingWindow': values(seconds => ({ tumblingWindow: Duration.seconds(seconds) }), 0, 900),
    'onFailure': [
      {
        title: 'of upstream itself',
        props: stack => ({ ...START, onFailure: new upstream.SqsDlq(new sqs.Queue(stack, 'Failed')) }),
      },
    ],
    'filters': [
      { title: 'made by FilterCriteria', props: () => ({ ...START, filters: FILTERS }) },
      { title: 'written as text', props: () => ({ ...START, filters: [{ pattern: '{ "awsRegion": ["eu-west-1"] }' }] }) },
    ],
    'filterEncryption': [
      {
        title: 'with a key of the stack',
        props: stack => ({ ...START, filters: FILTERS, filterEncryption: new kms.Key(stack, 'Key') }),
        deviations: [...role, FILTER_KEY],
      },
      {
        title: 'with an imported key',
        props: stack => ({ ...START, filters: FILTERS, filterEncryption: kms.Key.fromKeyArn(stack, 'Key', KEY_ARN) }),
      },
    ],
    'metricsConfig.metrics': [
      { title: 'of event counts', props: () => ({ ...START, metricsConfig: { metrics: [lambda.MetricType.EVENT_COUNT] } }) },
    ],
    'provisionedPollerConfig.minimumPollers': pollers({ minimumPollers: 1 }, '{"MinimumPollers":1}'),
    'provisionedPollerConfig.maximumPollers': pollers({ maximumPollers: 2 }, '{"MaximumPollers":2}'),
    'provisionedPollerConfig.pollerGroupName': pollers({ pollerGroupName: 'orders' }, '{"PollerGroupName":"orders"}'),
  };
}

const TIMESTAMP: ParityTable<Classes, KinesisProps>['props'] = {
  startingPositionTimestamp: values(startingPositionTimestamp => ({
    startingPosition: lambda.StartingPosition.AT_TIMESTAMP, startingPositionTimestamp,
  }), 1_700_000_000),
};

type Make = (stack: Stack, classes: Classes, props: KinesisProps) => Bound;

/** What can differ beside the source: functions, destinations, and what a stack does with them. */
function commonScenarios(make: Make, role: readonly Deviation[], imported = role): { readonly [title: string]: Scenario<Classes> } {
  const invoking = (target: (stack: Stack) => lambda.IFunction, deviations: readonly Deviation[] = role): Scenario<Classes> => ({
    deviations,
    build: (stack, classes) => target(stack).addEventSource(make(stack, classes, START)),
  });
  const failing = (
    onFailure: (stack: Stack, classes: Classes) => lambda.IEventSourceDlq,
    deviations: readonly Deviation[],
  ): Scenario<Classes> => ({
    deviations: [...role, ...deviations],
    build: (stack, classes) => functionIn(stack)
      .addEventSource(make(stack, classes, { ...START, onFailure: onFailure(stack, classes), retryAttempts: 1 })),
  });
  return {
    'an alias': invoking(stack => functionIn(stack).addAlias('live')),
    'a version': invoking(stack => functionIn(stack).currentVersion),
    'an imported function with a role': invoking(stack => importedFunction(stack, importedRole(stack)), [...imported, MAPPING_WAITS]),
    'an imported function with a role that must not change': invoking(
      stack => importedFunction(stack, importedRole(stack, { mutable: false })), imported.filter(({ text }) => !text.startsWith(POLICY)),
    ),
    'one source of two functions': {
      deviations: role,
      build: (stack, classes) => {
        const source = make(stack, classes, START);
        ['Fulfil', 'Report'].forEach(id => functionIn(stack, id).addEventSource(source));
      },
    },
    'id and ARN of the mapping as outputs': {
      deviations: role,
      build: (stack, classes) => {
        const source = make(stack, classes, START);
        functionIn(stack).addEventSource(source);
        new CfnOutput(stack, 'Id', { value: source.eventSourceMappingId });
        new CfnOutput(stack, 'Arn', { value: source.eventSourceMappingArn });
      },
    },
    'tags of the whole app': {
      deviations: role,
      build: (stack, classes) => {
        functionIn(stack).addEventSource(make(stack, classes, START));
        Tags.of(App.of(stack) as App).add('team', 'shop');
      },
    },
    'an SqsDlq': failing((stack, { SqsDlq }) => new SqsDlq(new sqs.Queue(stack, 'Failed')), QUEUE_ROLE),
    'an SqsDlq of an imported queue': failing((stack, { SqsDlq }) => new SqsDlq(sqs.Queue.fromQueueArn(stack, 'Failed', arn('sqs', 'failed'))), QUEUE_ROLE),
    'an SqsDlq with a key': failing(
      (stack, { SqsDlq }) => new SqsDlq(new sqs.Queue(stack, 'Failed', { encryptionMasterKey: new kms.Key(stack, 'FailedKey') })),
      [
        ...QUEUE_ROLE,
        ...gone(POLICY, 'Lambda only sends', 'kms:Encrypt', 'kms:ReEncrypt*'),
        { text: `${POLICY} allows kms:GenerateDataKey instead of kms:GenerateDataKey*`, because: 'one action is enough' },
      ],
    ),
    'an SqsDlq of another stack': failing((stack, { SqsDlq }) => new SqsDlq(new sqs.Queue(stackIn(stack, 'Failures'), 'Failed')), QUEUE_ROLE),
    'an SnsDlq': failing((stack, { SnsDlq }) => new SnsDlq(new sns.Topic(stack, 'Failed')), []),
    'an SnsDlq with a key': failing(
      (stack, { SnsDlq }) => new SnsDlq(new sns.Topic(stack, 'Failed', { masterKey: new kms.Key(stack, 'FailedKey') })),
      [{ text: `${POLICY} allows kms:GenerateDataKey instead of kms:GenerateDataKey*`, because: 'one action is enough' }],
    ),
    'an S3OnFailureDestination': failing(
      (stack, { S3OnFailureDestination }) => new S3OnFailureDestination(new s3.Bucket(stack, 'Failed')),
      BUCKET_ROLE,
    ),
    'an S3OnFailureDestination with a key': failing(
      (stack, { S3OnFailureDestination }) => new S3OnFailureDestination(new s3.Bucket(stack, 'Failed', { encryptionKey: new kms.Key(stack, 'FailedKey') })),
      [
        ...BUCKET_ROLE,
        ...gone(POLICY, 'Lambda only writes', 'kms:Decrypt', 'kms:DescribeKey', 'kms:Encrypt', 'kms:ReEncrypt*'),
        { text: `${POLICY} allows kms:GenerateDataKey instead of kms:GenerateDataKey*`, because: 'one action is enough' },
      ],
    ),
    // Nobody knows whose bucket it is, so that no condition may say it.
    'an S3OnFailureDestination of an imported bucket': failing(
      (stack, { S3OnFailureDestination }) => new S3OnFailureDestination(s3.Bucket.fromBucketName(stack, 'Failed', 'failed')),
      [
        ...BUCKET_ROLE.filter(({ text }) => !text.includes('only with')),
        { text: `${POLICY} allows s3:ListBucket instead of s3:List*`, because: LESS },
      ],
    ),
  };
}

const LESS = `Lambda needs two actions: ${GUIDE}/kinesis-on-failure-destination.html`;
const BUCKET_ROLE: readonly Deviation[] = [
  ...gone(POLICY, LESS, 's3:Abort*', 's3:DeleteObject*', 's3:GetBucket*', 's3:GetObject*', 's3:List*', 's3:PutObject', 's3:PutObjectLegalHold', 's3:PutObjectRetention',
    's3:PutObjectTagging', 's3:PutObjectVersionTagging'),
  { text: `${POLICY} allows s3:ListBucket instead of s3:List* and only with StringEquals s3:ResourceAccount`, because: LESS },
  { text: `${POLICY} allows s3:PutObject only with StringEquals s3:ResourceAccount`, because: LESS },
];

const surroundings = {
  fn: (stack: Stack) => functionIn(stack),
  myFunction: (stack: Stack) => functionIn(stack),
  table: (stack: Stack) => tableIn(stack),
  lambda: () => lambda,
  sqs: () => sqs,
};

const streamIn = (stack: Stack, props?: kinesis.StreamProps) => new kinesis.Stream(stack, 'Orders', props);
const consumerIn = (stack: Stack, stream: kinesis.IStream = streamIn(stack)) =>
  new kinesis.StreamConsumer(stack, 'Consumer', { stream, streamConsumerName: 'fulfil' });
const partitionKey = { name: 'id', type: dynamodb.AttributeType.STRING };
const tableIn = (stack: Stack, props?: Partial<dynamodb.TableProps>) =>
  new dynamodb.Table(stack, 'Orders', { partitionKey, stream: dynamodb.StreamViewType.NEW_AND_OLD_IMAGES, ...props });
const tableV2In = (stack: Stack, props?: Partial<dynamodb.TablePropsV2>) =>
  new dynamodb.TableV2(stack, 'Orders', { partitionKey, dynamoStream: dynamodb.StreamViewType.NEW_AND_OLD_IMAGES, ...props });

function readingStream(streamOf: (stack: Stack) => kinesis.IStream, deviations: readonly Deviation[] = KINESIS_ROLE): Scenario<Classes> {
  return { deviations, build: (stack, { KinesisEventSource }) => functionIn(stack).addEventSource(new KinesisEventSource(streamOf(stack), START)) };
}

parityOf<Classes, KinesisProps>({
  className: 'KinesisEventSource',
  upstream,
  ours,
  instance: stack => new ours.KinesisEventSource(streamIn(stack), START),
  withProps: props => ({
    deviations: KINESIS_ROLE,
    build: (stack, { KinesisEventSource }) => functionIn(stack).addEventSource(new KinesisEventSource(streamIn(stack), props(stack))),
  }),
  props: { ...propsCases(KINESIS_ROLE), ...TIMESTAMP },
  scenarios: {
    ...commonScenarios((stack, { KinesisEventSource }, props) => new KinesisEventSource(streamIn(stack), props), KINESIS_ROLE),
    'a stream with a key': readingStream(stack => streamIn(stack, { encryptionKey: new kms.Key(stack, 'Key') })),
    'a stream without encryption': readingStream(stack => streamIn(stack, { encryption: kinesis.StreamEncryption.UNENCRYPTED })),
    'an imported stream': readingStream(stack => kinesis.Stream.fromStreamArn(stack, 'Orders', STREAM_ARN)),
    'an imported stream with a key': readingStream(stack => kinesis.Stream.fromStreamAttributes(stack, 'Orders', {
      streamArn: STREAM_ARN, encryptionKey: kms.Key.fromKeyArn(stack, 'Key', KEY_ARN),
    })),
    'a stream whose ARN is a parameter': readingStream(stack => kinesis.Stream.fromStreamArn(stack, 'Orders', new CfnParameter(stack, 'Arn').valueAsString)),
    'a stream of another stack': readingStream(stack => new kinesis.Stream(stackIn(stack, 'Streams'), 'Orders')),
    'the ARN of the stream as an output': {
      deviations: KINESIS_ROLE,
      build: (stack, { KinesisEventSource }) => {
        const source = new KinesisEventSource(streamIn(stack), START);
        functionIn(stack).addEventSource(source);
        new CfnOutput(stack, 'Stream', { value: source.stream.streamArn });
      },
    },
    'a stream of another account': {
      deviations: KINESIS_ROLE,
      build: (stack, { KinesisEventSource }) => {
        const stream = new kinesis.Stream(stackIn(stack, 'Streams', { ...SHOP, account: OTHER_ACCOUNT }), 'Orders', { streamName: 'orders' });
        const functions = stackIn(stack, 'Functions', SHOP);
        functionIn(functions, 'Fulfil', { role: roleIn(functions, 'fulfil') }).addEventSource(new KinesisEventSource(stream, START));
      },
    },
  },
  surroundings,
  exampleDeviations: KINESIS_ROLE,
});

parityOf<Classes, KinesisProps>({
  className: 'KinesisConsumerEventSource',
  propsName: 'KinesisEventSourceProps',
  upstream,
  ours,
  instance: stack => new ours.KinesisConsumerEventSource(consumerIn(stack), START),
  withProps: props => ({
    deviations: KINESIS_ROLE,
    build: (stack, { KinesisConsumerEventSource }) => functionIn(stack)
      .addEventSource(new KinesisConsumerEventSource(consumerIn(stack), props(stack))),
  }),
  props: { ...propsCases(KINESIS_ROLE), ...TIMESTAMP },
  scenarios: {
    ...commonScenarios((stack, { KinesisConsumerEventSource }, props) => new KinesisConsumerEventSource(consumerIn(stack), props), KINESIS_ROLE),
    'a consumer of a stream with a key': {
      deviations: KINESIS_ROLE,
      build: (stack, { KinesisConsumerEventSource }) => functionIn(stack)
        .addEventSource(new KinesisConsumerEventSource(consumerIn(stack, streamIn(stack, { encryptionKey: new kms.Key(stack, 'Key') })), START)),
    },
    'an imported consumer': {
      deviations: KINESIS_ROLE,
      build: (stack, { KinesisConsumerEventSource }) => functionIn(stack).addEventSource(new KinesisConsumerEventSource(
        kinesis.StreamConsumer.fromStreamConsumerArn(stack, 'Consumer', `${STREAM_ARN}/consumer/fulfil:1700000000`), START)),
    },
    'the name of the consumer as an output': {
      deviations: KINESIS_ROLE,
      build: (stack, { KinesisConsumerEventSource }) => {
        const source = new KinesisConsumerEventSource(consumerIn(stack), START);
        functionIn(stack).addEventSource(source);
        new CfnOutput(stack, 'Name', { value: source.streamConsumer.streamConsumerName });
      },
    },
    'a consumer of another stack': {
      deviations: KINESIS_ROLE,
      build: (stack, { KinesisConsumerEventSource }) => functionIn(stack)
        .addEventSource(new KinesisConsumerEventSource(consumerIn(stackIn(stack, 'Streams')), START)),
    },
  },
  surroundings,
  exampleDeviations: KINESIS_ROLE,
});

function readingTable(tableOf: (stack: Stack) => dynamodb.ITable, deviations: readonly Deviation[] = []): Scenario<Classes> {
  return { deviations, build: (stack, { DynamoEventSource }) => functionIn(stack).addEventSource(new DynamoEventSource(tableOf(stack), START)) };
}

parityOf<Classes, KinesisProps>({
  className: 'DynamoEventSource',
  upstream,
  ours,
  instance: stack => new ours.DynamoEventSource(tableIn(stack), START),
  withProps: props => ({
    deviations: [],
    build: (stack, { DynamoEventSource }) => functionIn(stack).addEventSource(new DynamoEventSource(tableIn(stack), props(stack))),
  }),
  props: propsCases([]),
  scenarios: {
    ...commonScenarios((stack, { DynamoEventSource }, props) => new DynamoEventSource(tableIn(stack), props), []),
    'a table with a key': readingTable(stack => tableIn(stack, { encryptionKey: new kms.Key(stack, 'Key') }),
      gone(POLICY, `${GUIDE}/with-ddb.html names no such action`, 'kms:DescribeKey')),
    'a TableV2': readingTable(stack => tableV2In(stack)),
    'a TableV2 with a key': {
      deviations: gone(POLICY, `${GUIDE}/with-ddb.html names no such action`, 'kms:DescribeKey'),
      build: (app, { DynamoEventSource }) => {
        const stack = stackIn(app, 'Tables', SHOP);
        const table = tableV2In(stack, { encryption: dynamodb.TableEncryptionV2.customerManagedKey(new kms.Key(stack, 'Key')) });
        functionIn(stack).addEventSource(new DynamoEventSource(table, START));
      },
    },
    'a global table, and its replica in the Region of the function': {
      deviations: [],
      build: (app, { DynamoEventSource }) => {
        const stack = stackIn(app, 'Tables', SHOP);
        const table = tableV2In(stack, { replicas: [{ region: 'us-east-1' }] });
        functionIn(stack).addEventSource(new DynamoEventSource(table.replica(SHOP.region), START));
      },
    },
    'a function imported without a role': {
      deviations: [],
      build: (stack, { DynamoEventSource }) => importedFunction(stack).addEventSource(new DynamoEventSource(tableIn(stack), START)),
    },
    'an imported table': readingTable(stack => dynamodb.Table.fromTableAttributes(stack, 'Orders', { tableArn: TABLE_ARN, tableStreamArn: TABLE_STREAM_ARN })),
    'an imported TableV2': readingTable(stack => dynamodb.TableV2.fromTableAttributes(stack, 'Orders', {
      tableArn: TABLE_ARN, tableStreamArn: TABLE_STREAM_ARN,
    })),
    'a table of another stack': readingTable(stack => new dynamodb.Table(stackIn(stack, 'Tables'), 'Orders', {
      partitionKey, stream: dynamodb.StreamViewType.KEYS_ONLY,
    })),
    'a TableV2 of another stack': readingTable(stack => tableV2In(stackIn(stack, 'Tables'))),
  },
  surroundings,
  exampleDeviations: code => code.includes('SqsDlq') ? QUEUE_ROLE : [],
});
