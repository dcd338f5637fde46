import { App, CfnParameter, Duration, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kinesis from 'aws-cdk-lib/aws-kinesis';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { FailureDestination, KinesisConsumerEventSource, KinesisEventSource, KinesisEventSourceProps, RecordAge, testing } from '../../../src';
import { oneLine } from '../../one-line';
import {
  ACCOUNT, CALM, CALM_PROPERTIES, CONSUMER_ARN, mapped, mappingIn, newConsumer, newFunction, newStack, OTHER_ACCOUNT, QUEUE_ARN, REGION, SOURCES,
  statementsIn, STREAM_ARN,
} from '../../stream-builders';

const POLL = ['kinesis:DescribeStream', 'kinesis:DescribeStreamSummary', 'kinesis:GetRecords', 'kinesis:GetShardIterator', 'kinesis:ListShards'];
const SUBSCRIBE = ['kinesis:DescribeStreamConsumer', 'kinesis:SubscribeToShard'];
const STREAM = { 'Fn::GetAtt': ['OrdersA9B65338', 'Arn'] };
const CONSUMER = { 'Fn::GetAtt': [Match.stringLikeRegexp('^Consumer'), 'ConsumerARN'] };
const CLASSES = Object.keys(SOURCES);

describe('streams', () => {
  test.each<[string, (stack: Stack) => kinesis.IStreamRef, unknown]>([
    ['of the stack', stack => new kinesis.Stream(stack, 'Orders'), STREAM],
    ['imported by ARN', stack => kinesis.Stream.fromStreamArn(stack, 'Orders', STREAM_ARN), STREAM_ARN],
    ['imported by a token', stack => kinesis.Stream.fromStreamArn(stack, 'Orders', new CfnParameter(stack, 'Arn').valueAsString), { Ref: 'Arn' }],
    ['of an L1', stack => new kinesis.CfnStream(stack, 'Orders'), { 'Fn::GetAtt': ['Orders', 'Arn'] }],
  ])('%s are polled and read by their ARN', (_, stream, arn) => {
    const stack = newStack();
    newFunction(stack).addEventSource(new KinesisEventSource(stream(stack), CALM));
    expect(mappingIn(stack)).toEqual({ ...CALM_PROPERTIES, EventSourceArn: arn, FunctionName: { Ref: 'Fulfil41551CE2' } });
    expect(statementsIn(stack)).toEqual([{ Effect: 'Allow', Action: POLL, Resource: arn }]);
    testing.Findings.of(stack).assertNone();
  });

  test('of another stack are polled by the export of that stack', () => {
    const app = new App();
    const stream = new kinesis.Stream(new Stack(app, 'Streams'), 'Orders');
    const stack = new Stack(app, 'Shop');
    newFunction(stack).addEventSource(new KinesisEventSource(stream, CALM));
    expect(mappingIn(stack).EventSourceArn).toEqual({ 'Fn::ImportValue': expect.stringContaining('Orders') });
    testing.Findings.of(stack).assertNone();
  });

  test('of two kinds are told apart by the engine: an alias reads through the same role', () => {
    const stack = newStack();
    const fn = newFunction(stack);
    const stream = new kinesis.Stream(stack, 'Orders');
    fn.addEventSource(new KinesisEventSource(stream, CALM));
    fn.addAlias('live').addEventSource(new KinesisEventSource(stream, CALM));
    expect(statementsIn(stack)).toHaveLength(1);
    testing.Findings.of(stack).assertNone();
  });
});

describe('consumers', () => {
  test('of the stack: their stream is polled, they are subscribed to', () => {
    const stack = mapped('KinesisConsumerEventSource');
    Template.fromStack(stack).hasResourceProperties('AWS::Lambda::EventSourceMapping', { EventSourceArn: CONSUMER });
    expect(statementsIn(stack)).toEqual([
      { Effect: 'Allow', Action: POLL, Resource: STREAM },
      { Effect: 'Allow', Action: SUBSCRIBE, Resource: { 'Fn::GetAtt': [expect.stringMatching(/^Consumer/), 'ConsumerARN'] } },
    ]);
  });

  test('imported by ARN: the ARN of the stream is the beginning of theirs', () => {
    const stack = newStack();
    newFunction(stack).addEventSource(new KinesisConsumerEventSource(kinesis.StreamConsumer.fromStreamConsumerArn(stack, 'Consumer', CONSUMER_ARN), CALM));
    expect(mappingIn(stack).EventSourceArn).toBe(CONSUMER_ARN);
    expect(statementsIn(stack)).toEqual([
      { Effect: 'Allow', Action: POLL, Resource: STREAM_ARN },
      { Effect: 'Allow', Action: SUBSCRIBE, Resource: CONSUMER_ARN },
    ]);
  });

  test('of an L1: its stream is the one it names, and the key of that is found', () => {
    const stack = newStack();
    const key = new kms.CfnKey(stack, 'Key');
    const stream = new kinesis.CfnStream(stack, 'Orders', { streamEncryption: { encryptionType: 'KMS', keyId: key.attrArn } });
    const consumer = new kinesis.CfnStreamConsumer(stack, 'Consumer', { consumerName: 'fulfil', streamArn: stream.attrArn });
    newFunction(stack).addEventSource(new KinesisConsumerEventSource(consumer, CALM));
    expect(statementsIn(stack)).toEqual([
      { Effect: 'Allow', Action: POLL, Resource: { 'Fn::GetAtt': ['Orders', 'Arn'] } },
      { Effect: 'Allow', Action: SUBSCRIBE, Resource: { Ref: 'Consumer' } },
      { Effect: 'Allow', Action: 'kms:Decrypt', Resource: { 'Fn::GetAtt': ['Key', 'Arn'] } },
    ]);
    testing.Findings.of(stack).assertNone();
  });

  test('known by a reference only: the stream is taken from their ARN, literal or not', () => {
    const stack = newStack();
    const consumer = new kinesis.CfnStreamConsumer(stack, 'Consumer', { consumerName: 'fulfil', streamArn: STREAM_ARN });
    const reference = { node: consumer.node, env: consumer.env, streamConsumerRef: consumer.streamConsumerRef } as kinesis.IStreamConsumerRef;
    const [poll] = new KinesisConsumerEventSource(reference, CALM).requiredPermissions();
    expect(stack.resolve(poll.toStatementJson()).Resource)
      .toEqual({ 'Fn::Select': [0, { 'Fn::Split': ['/consumer/', { Ref: 'Consumer' }] }] });
  });
});

describe('what a source was made with', () => {
  test('is given back as the same object, an import as well', () => {
    const stack = newStack();
    const stream = kinesis.Stream.fromStreamArn(stack, 'Stream', STREAM_ARN);
    const consumer = newConsumer(stack);
    expect(new KinesisEventSource(stream, CALM).stream).toBe(stream);
    expect(new KinesisConsumerEventSource(consumer, CALM).streamConsumer).toBe(consumer);
  });

  test('is refused by name where it is an L1, which has not the members that its type promises', () => {
    const stack = newStack();
    const stream = new kinesis.CfnStream(stack, 'Stream');
    const consumer = new kinesis.CfnStreamConsumer(stack, 'Consumer', { consumerName: 'fulfil', streamArn: stream.attrArn });
    expect(() => new KinesisEventSource(stream, CALM).stream)
      .toThrow('The KinesisEventSource of Shop/Stream was made with a reference or an L1, which is no IStream.');
    expect(() => new KinesisConsumerEventSource(consumer, CALM).streamConsumer).toThrow('which is no IStreamConsumer.');
  });
});

describe.each(CLASSES)('each prop of %s becomes its CloudFormation property', className => {
  const CASES: { readonly [title: string]: [Partial<KinesisEventSourceProps>, object] } = {
    'batchSize': [{ batchSize: 5 }, { BatchSize: 5 }],
    'maxBatchingWindow of zero': [{ maxBatchingWindow: Duration.seconds(0) }, { MaximumBatchingWindowInSeconds: 0 }],
    'bisectBatchOnError': [{ bisectBatchOnError: true }, { BisectBatchOnFunctionError: true }],
    'bisectBatchOnError: false': [{ bisectBatchOnError: false }, { BisectBatchOnFunctionError: false }],
    'maxRecordAge': [{ maxRecordAge: Duration.hours(1) }, { MaximumRecordAgeInSeconds: 3600 }],
    'maxRecordAge without a limit': [{ maxRecordAge: RecordAge.unlimited() }, { MaximumRecordAgeInSeconds: -1 }],
    'retryAttempts of 0': [{ retryAttempts: 0 }, { MaximumRetryAttempts: 0 }],
    'parallelizationFactor': [{ parallelizationFactor: 2 }, { ParallelizationFactor: 2 }],
    'reportBatchItemFailures': [{ reportBatchItemFailures: true }, { FunctionResponseTypes: ['ReportBatchItemFailures'] }],
    'reportBatchItemFailures: false, as nothing': [{ reportBatchItemFailures: false }, {}],
    'tumblingWindow of zero': [{ tumblingWindow: Duration.seconds(0) }, { TumblingWindowInSeconds: 0 }],
    'onFailure': [{ onFailure: { bind: () => ({ destination: QUEUE_ARN }) } }, { DestinationConfig: { OnFailure: { Destination: QUEUE_ARN } } }],
    'metricsConfig': [{ metricsConfig: { metrics: [lambda.MetricType.EVENT_COUNT] } }, { MetricsConfig: { Metrics: ['EventCount'] } }],
    'enabled: false': [{ enabled: false }, { Enabled: false }],
    'tags': [{ tags: { team: 'orders' } }, { Tags: [{ Key: 'team', Value: 'orders' }] }],
    'filters': [{ filters: [{ awsRegion: ['eu-west-1'] }] }, { FilterCriteria: { Filters: [{ Pattern: '{"awsRegion":["eu-west-1"]}' }] } }],
    'startingPosition': [{ startingPosition: lambda.StartingPosition.TRIM_HORIZON }, { StartingPosition: 'TRIM_HORIZON' }],
    'mappingId, as nothing but the logical id': [{ mappingId: 'Kept' }, {}],
  };

  test.each(Object.keys(CASES))('%s', title => {
    const [props, properties] = CASES[title];
    const { EventSourceArn: _arn, FunctionName: _function, ...rest } = mappingIn(mapped(className, props));
    expect(rest).toEqual({ ...CALM_PROPERTIES, ...properties });
  });
});

test.each(['KinesisEventSource', 'KinesisConsumerEventSource'])('%s takes the time to start at, zero included', className => {
  const props = { startingPosition: lambda.StartingPosition.AT_TIMESTAMP, startingPositionTimestamp: 0 };
  expect(mappingIn(mapped(className, props))).toMatchObject({ StartingPosition: 'AT_TIMESTAMP', StartingPositionTimestamp: 0 });
});

test('provisioned pollers are refused, not dropped', () => {
  const stack = mapped('KinesisEventSource', { provisionedPollerConfig: { minimumPollers: 1 } });
  expect(() => Template.fromStack(stack)).toThrow(/EventSources::provisioned-pollers-unsupported\n[^]* provisionedPollerConfig is set/);
});

describe('permissions', () => {
  test('a customer key of the stream may be used to decrypt, and its own policy stays as it is', () => {
    const stack = newStack();
    const key = new kms.Key(stack, 'Key');
    newFunction(stack).addEventSource(new KinesisEventSource(new kinesis.Stream(stack, 'Orders', { encryptionKey: key }), CALM));
    expect(statementsIn(stack)).toEqual([
      { Effect: 'Allow', Action: POLL, Resource: STREAM },
      { Effect: 'Allow', Action: 'kms:Decrypt', Resource: stack.resolve(key.keyArn) },
    ]);
  });

  test.each(['alias/orders', '1234abcd-12ab-34cd-56ef-1234567890ab'])('a key of an L1 that is known as %s only is nothing to grant', keyId => {
    const stack = newStack();
    const stream = new kinesis.CfnStream(stack, 'Orders', { streamEncryption: { encryptionType: 'KMS', keyId } });
    newFunction(stack).addEventSource(new KinesisEventSource(stream, CALM));
    expect(statementsIn(stack)).toHaveLength(1);
  });

  test('one statement grows with the streams', () => {
    const stack = newStack();
    const fn = newFunction(stack);
    ['Orders', 'Returns', 'Parcels'].forEach(id => fn.addEventSource(new KinesisEventSource(new kinesis.Stream(stack, id), CALM)));
    const statements = statementsIn(stack);
    expect(statements).toHaveLength(1);
    expect(statements[0].Resource).toHaveLength(3);
  });

  test.each(CLASSES)('%s without grantPermissions grants nothing, not even for the destination', className => {
    const stack = newStack();
    const onFailure = FailureDestination.queue(queueOf(stack));
    mapped(className, { grantPermissions: false, onFailure }, stack);
    expect(statementsIn(stack)).toEqual([]);
    expect(mappingIn(stack).DestinationConfig.OnFailure.Destination).toBe(QUEUE_ARN);
    testing.Findings.of(stack).assertNone();
  });

  test.each(CLASSES)('requiredPermissions() of %s are what it grants, with those of the destination', className => {
    const stack = newStack();
    const source = SOURCES[className](stack, { onFailure: FailureDestination.queue(queueOf(stack)) });
    const required = source.requiredPermissions().map(statement => stack.resolve(statement.toStatementJson()));
    newFunction(stack).addEventSource(source);
    expect(statementsIn(stack)).toEqual(required);
    expect(required).toContainEqual({ Effect: 'Allow', Action: 'sqs:SendMessage', Resource: QUEUE_ARN });
  });

  test.each(CLASSES)('a function without a role that is known gets one warning with the statements: %s', className => {
    const stack = newStack();
    lambda.Function.fromFunctionName(stack, 'Fulfil', 'fulfil').addEventSource(SOURCES[className](stack));
    const findings = testing.Findings.of(stack);
    findings.assertOnly('permissions-missing');
    expect(oneLine(findings.warnings()[0].message)).toMatch(/kinesis:GetRecords|dynamodb:GetRecords/);
  });

  test.each(CLASSES)('a role that must not change gets the same warning: %s', className => {
    const stack = newStack();
    const role = iam.Role.fromRoleArn(stack, 'Role', `arn:aws:iam::${ACCOUNT}:role/fulfil`, { mutable: false });
    newFunction(stack, 'Fulfil', { role }).addEventSource(SOURCES[className](stack));
    testing.Findings.of(stack).assertOnly('permissions-missing');
  });

  function queueOf(stack: Stack): sqs.IQueue {
    return sqs.Queue.fromQueueArn(stack, 'Failed', QUEUE_ARN);
  }
});

describe('streams of another account', () => {
  const HERE = { env: { account: ACCOUNT, region: REGION } };
  const THERE = { env: { account: OTHER_ACCOUNT, region: REGION } };

  function functionHere(app: App): lambda.Function {
    const stack = new Stack(app, 'Shop', HERE);
    const role = new iam.Role(stack, 'Role', { roleName: 'fulfil', assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
    return newFunction(stack, 'Fulfil', { role });
  }

  test('let the role in by a policy of their own', () => {
    const app = new App();
    const there = new Stack(app, 'Streams', THERE);
    const stream = new kinesis.Stream(there, 'Orders', { streamName: 'orders' });
    functionHere(app).addEventSource(new KinesisEventSource(stream, CALM));
    Template.fromStack(there).hasResourceProperties('AWS::Kinesis::ResourcePolicy', {
      ResourcePolicy: { Statement: [Match.objectLike({ Action: POLL, Effect: 'Allow' })] },
    });
    testing.Findings.of(app).assertNone();
  });

  test('imported: a warning shows the statement that their policy lacks', () => {
    const app = new App();
    const fn = functionHere(app);
    const arn = STREAM_ARN.replace(ACCOUNT, OTHER_ACCOUNT);
    fn.addEventSource(new KinesisEventSource(kinesis.Stream.fromStreamArn(fn.stack, 'Orders', arn), CALM));
    const findings = testing.Findings.of(app);
    findings.assertOnly('source-policy');
    expect(oneLine(findings.warnings()[0].message)).toContain(`"Resource":"${arn}"`);
  });

  test('through a consumer: both policies are told', () => {
    const app = new App();
    const fn = functionHere(app);
    const arn = CONSUMER_ARN.replace(ACCOUNT, OTHER_ACCOUNT);
    fn.addEventSource(new KinesisConsumerEventSource(kinesis.StreamConsumer.fromStreamConsumerArn(fn.stack, 'Consumer', arn), CALM));
    const findings = testing.Findings.of(app);
    findings.assertOnly('source-policy');
    expect(oneLine(findings.warnings()[0].message)).toContain('kinesis:GetRecords');
    expect(oneLine(findings.warnings()[0].message)).toContain('kinesis:SubscribeToShard');
  });
});

describe('metrics', () => {
  test.each(CLASSES)('%s has those of its failures, once they are turned on', className => {
    const stack = newStack();
    const source = SOURCES[className](stack, { metricsConfig: { metrics: [lambda.MetricType.EVENT_COUNT] } });
    newFunction(stack).addEventSource(source);
    expect(source.metricDroppedEventCount().metricName).toBe('DroppedEventCount');
    expect(source.metricOnFailureDestinationDeliveredEventCount({ period: Duration.minutes(1) }).metricName).toBe('OnFailureDestinationDeliveredEventCount');
    testing.Findings.of(stack).assertNone();
  });

  test('used without metricsConfig they warn', () => {
    const stack = newStack();
    const source = SOURCES.KinesisEventSource(stack);
    newFunction(stack).addEventSource(source);
    source.metricDroppedEventCount();
    testing.Findings.of(stack).assertOnly('metrics-not-enabled');
  });
});

test('messages name a source by its class and path', () => {
  const stack = newStack();
  const consumer = newConsumer(stack);
  expect(() => new KinesisEventSource(consumer.stream, CALM).eventSourceMapping).toThrow('The KinesisEventSource of Shop/Orders has no event source mapping yet');
  expect(() => new KinesisConsumerEventSource(consumer, CALM).eventSourceMapping).toThrow('The KinesisConsumerEventSource of Shop/Consumer has no');
});
