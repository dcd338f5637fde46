import { App, Aws, CfnParameter, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as upstream from 'aws-cdk-lib/aws-lambda-event-sources';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { FailureDestination, KinesisEventSource, S3OnFailureDestination, SnsDlq, SqsDlq, testing } from '../../src';
import { oneLine } from '../one-line';
import { ACCOUNT, CALM, l1Of, mapped, mappingIn, newFunction, newStack, OTHER_ACCOUNT, QUEUE_ARN, REGION, SOURCES, statementsIn } from '../stream-builders';

const TOPIC_ARN = `arn:aws:sns:${REGION}:${ACCOUNT}:failed`;
const CLASSES = Object.keys(SOURCES);

/** What a function may do beside reading its stream. */
function granted(stack: Stack): any[] {
  return statementsIn(stack).filter(({ Action }) => ![Action].flat().some(action => /^kinesis:/.test(action)));
}

function sendingTo(destination: (stack: Stack) => lambda.IEventSourceDlq, stack = newStack()): Stack {
  return mapped('KinesisEventSource', { onFailure: destination(stack) }, stack);
}

function destinationIn(stack: Stack): unknown {
  return mappingIn(stack).DestinationConfig.OnFailure.Destination;
}

describe('what is granted', () => {
  const ARN = (id: string) => ({ 'Fn::GetAtt': [id, 'Arn'] });

  test.each<[string, (stack: Stack) => sqs.IQueueRef, unknown]>([
    ['of the stack', stack => new sqs.Queue(stack, 'Failed'), { 'Fn::GetAtt': [expect.stringMatching(/^Failed/), 'Arn'] }],
    ['imported', stack => sqs.Queue.fromQueueArn(stack, 'Failed', QUEUE_ARN), QUEUE_ARN],
    ['of an L1', stack => new sqs.CfnQueue(stack, 'Failed'), ARN('Failed')],
  ])('a queue %s: to send messages', (_, queue, arn) => {
    const stack = sendingTo(scope => FailureDestination.queue(queue(scope)));
    expect(destinationIn(stack)).toEqual(arn);
    expect(granted(stack)).toEqual([{ Effect: 'Allow', Action: 'sqs:SendMessage', Resource: arn }]);
    testing.Findings.of(stack).assertNone();
  });

  test.each<[string, (stack: Stack) => sns.ITopicRef, unknown]>([
    ['of the stack', stack => new sns.Topic(stack, 'Failed'), { Ref: expect.stringMatching(/^Failed/) }],
    ['imported', stack => sns.Topic.fromTopicArn(stack, 'Failed', TOPIC_ARN), TOPIC_ARN],
    ['of an L1', stack => new sns.CfnTopic(stack, 'Failed'), { Ref: 'Failed' }],
  ])('a topic %s: to publish', (_, topic, arn) => {
    const stack = sendingTo(scope => FailureDestination.topic(topic(scope)));
    expect(destinationIn(stack)).toEqual(arn);
    expect(granted(stack)).toEqual([{ Effect: 'Allow', Action: 'sns:Publish', Resource: arn }]);
    testing.Findings.of(stack).assertNone();
  });

  test.each<[string, (stack: Stack) => s3.IBucketRef]>([
    ['of the stack', stack => new s3.Bucket(stack, 'Failed')],
    ['of an L1', stack => new s3.CfnBucket(stack, 'Failed')],
  ])('a bucket %s: to put objects and to see the bucket, as long as it is one of the account', (_, bucket) => {
    const stack = sendingTo(scope => FailureDestination.bucket(bucket(scope)));
    const arn = destinationIn(stack);
    const Condition = { StringEquals: { 's3:ResourceAccount': { Ref: 'AWS::AccountId' } } };
    expect(granted(stack)).toEqual([
      { Effect: 'Allow', Action: 's3:PutObject', Resource: { 'Fn::Join': ['', [arn, '/*']] }, Condition },
      { Effect: 'Allow', Action: 's3:ListBucket', Resource: arn, Condition },
    ]);
    testing.Findings.of(stack).assertNone();
  });

  test('an imported bucket may be of any account, so nothing depends on it', () => {
    const stack = sendingTo(scope => FailureDestination.bucket(s3.Bucket.fromBucketName(scope, 'Failed', 'failed')));
    expect(granted(stack).map(({ Action, Condition }) => [Action, Condition])).toEqual([['s3:PutObject', undefined], ['s3:ListBucket', undefined]]);
  });

  test('an imported bucket that says its account may be of that one only', () => {
    const stack = newStack({ env: { account: ACCOUNT, region: REGION } });
    sendingTo(scope => FailureDestination.bucket(s3.Bucket.fromBucketAttributes(scope, 'Failed', { bucketName: 'failed', account: OTHER_ACCOUNT })), stack);
    expect(granted(stack)[0].Condition).toEqual({ StringEquals: { 's3:ResourceAccount': OTHER_ACCOUNT } });
    testing.Findings.of(stack).assertOnly('destination-policy');
  });

  test.each<[string, (stack: Stack, key: kms.Key) => FailureDestination, string | string[]]>([
    ['a queue', (stack, key) => FailureDestination.queue(new sqs.Queue(stack, 'Failed', { encryptionMasterKey: key })), ['kms:Decrypt', 'kms:GenerateDataKey']],
    ['a topic', (stack, key) => FailureDestination.topic(new sns.Topic(stack, 'Failed', { masterKey: key })), ['kms:Decrypt', 'kms:GenerateDataKey']],
    ['a bucket', (stack, key) => FailureDestination.bucket(new s3.Bucket(stack, 'Failed', { encryptionKey: key })), 'kms:GenerateDataKey'],
    ['an L1 queue', (stack, key) => FailureDestination.queue(new sqs.CfnQueue(stack, 'Failed', { kmsMasterKeyId: key.keyArn })), ['kms:Decrypt', 'kms:GenerateDataKey']],
    ['an L1 bucket', (stack, key) => FailureDestination.bucket(new s3.CfnBucket(stack, 'Failed', {
      bucketEncryption: { serverSideEncryptionConfiguration: [{ serverSideEncryptionByDefault: { sseAlgorithm: 'aws:kms', kmsMasterKeyId: key.keyArn } }] },
    })), 'kms:GenerateDataKey'],
  ])('the customer key of %s may be used to write', (_, destination, actions) => {
    const stack = newStack();
    const key = new kms.Key(stack, 'Key');
    sendingTo(scope => destination(scope, key), stack);
    expect(granted(stack)).toContainEqual({ Effect: 'Allow', Action: actions, Resource: stack.resolve(key.keyArn) });
  });

  test('the key of another account may also be described', () => {
    const stack = newStack({ env: { account: ACCOUNT, region: REGION } });
    const encryptionMasterKey = kms.Key.fromKeyArn(stack, 'Key', `arn:aws:kms:${REGION}:${OTHER_ACCOUNT}:key/1`);
    sendingTo(scope => FailureDestination.queue(new sqs.Queue(scope, 'Failed', { encryptionMasterKey })), stack);
    expect(granted(stack).map(({ Action }) => Action)).toContainEqual(['kms:Decrypt', 'kms:GenerateDataKey', 'kms:DescribeKey', 'kms:ReEncrypt*']);
  });

  test('two functions with one destination have a statement each, one function with two sources has one', () => {
    const stack = newStack();
    const onFailure = FailureDestination.queue(sqs.Queue.fromQueueArn(stack, 'Failed', QUEUE_ARN));
    const source = SOURCES.KinesisEventSource(stack, { onFailure });
    newFunction(stack).addEventSource(source);
    newFunction(stack, 'Report').addEventSource(source);
    expect(granted(stack)).toHaveLength(2);

    const other = newStack();
    const both = FailureDestination.queue(sqs.Queue.fromQueueArn(other, 'Failed', QUEUE_ARN));
    const fn = newFunction(other);
    fn.addEventSource(SOURCES.KinesisEventSource(other, { onFailure: both }));
    fn.addEventSource(SOURCES.DynamoEventSource(new Stack(other.node.root as App, 'Tables'), { onFailure: both }));
    expect(granted(other).filter(({ Action }) => Action === 'sqs:SendMessage')).toHaveLength(1);
  });

  test('a function without a role that is known gets a warning that shows it', () => {
    const stack = newStack();
    const onFailure = FailureDestination.queue(sqs.Queue.fromQueueArn(stack, 'Failed', QUEUE_ARN));
    lambda.Function.fromFunctionName(stack, 'Fulfil', 'fulfil').addEventSource(SOURCES.KinesisEventSource(stack, { onFailure }));
    const findings = testing.Findings.of(stack);
    findings.assertOnly('permissions-missing');
    expect(oneLine(findings.warnings()[0].message)).toContain('sqs:SendMessage');
  });
});

test('the mapping of an imported function waits for the permission to send, as for that to read', () => {
  const stack = newStack();
  const role = new iam.Role(stack, 'Role', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
  const functionArn = `arn:aws:lambda:${REGION}:${ACCOUNT}:function:fulfil`;
  const onFailure = FailureDestination.queue(sqs.Queue.fromQueueArn(stack, 'Failed', QUEUE_ARN));
  lambda.Function.fromFunctionAttributes(stack, 'Fulfil', { functionArn, role })
    .addEventSource(SOURCES.KinesisEventSource(stack, { onFailure }));
  const [policy] = Object.keys(Template.fromStack(stack).findResources('AWS::IAM::Policy'));
  Template.fromStack(stack).hasResource('AWS::Lambda::EventSourceMapping', { DependsOn: [policy] });
  expect(granted(stack)).toContainEqual({ Effect: 'Allow', Action: 'sqs:SendMessage', Resource: QUEUE_ARN });
});

describe('destinations of another account', () => {
  function sentFromHere(app: App, destination: (scope: Stack) => FailureDestination): void {
    const stack = new Stack(app, 'Shop', { env: { account: ACCOUNT, region: REGION } });
    const role = new iam.Role(stack, 'Role', { roleName: 'fulfil', assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
    newFunction(stack, 'Fulfil', { role }).addEventSource(SOURCES.KinesisEventSource(stack, { onFailure: destination(stack) }));
  }

  test('let the role in by a policy of their own', () => {
    const app = new App();
    const there = new Stack(app, 'There', { env: { account: OTHER_ACCOUNT, region: REGION } });
    sentFromHere(app, () => FailureDestination.queue(new sqs.Queue(there, 'Failed', { queueName: 'failed' })));
    Template.fromStack(there).hasResourceProperties('AWS::SQS::QueuePolicy', { PolicyDocument: { Statement: [{ Action: 'sqs:SendMessage', Effect: 'Allow' }] } });
    testing.Findings.of(app).assertNone();
  });

  test.each<[string, (scope: Stack) => FailureDestination, string]>([
    ['queue', scope => FailureDestination.queue(sqs.Queue.fromQueueArn(scope, 'Failed', QUEUE_ARN.replace(ACCOUNT, OTHER_ACCOUNT))), 'sqs:SendMessage'],
    ['topic', scope => FailureDestination.topic(sns.Topic.fromTopicArn(scope, 'Failed', TOPIC_ARN.replace(ACCOUNT, OTHER_ACCOUNT))), 'sns:Publish'],
  ])('imported: a warning shows the statement that the policy of the %s lacks', (_, destination, action) => {
    const app = new App();
    sentFromHere(app, destination);
    const findings = testing.Findings.of(app);
    findings.assertOnly('destination-policy');
    expect(oneLine(findings.warnings()[0].message)).toContain(action);
  });
});

describe.each(CLASSES)('what %s refuses', className => {
  function found(destination: (stack: Stack) => lambda.IEventSourceDlq): testing.Findings {
    const stack = newStack();
    return testing.Findings.of(mapped(className, { onFailure: destination(stack) }, stack));
  }
  const token = (stack: Stack) => new CfnParameter(stack, 'Arn').valueAsString;

  test.each<[string, (stack: Stack) => lambda.IEventSourceDlq]>([
    ['queue', stack => FailureDestination.queue(new sqs.Queue(stack, 'Failed', { fifo: true }))],
    ['imported queue', stack => FailureDestination.queue(sqs.Queue.fromQueueArn(stack, 'Failed', `${QUEUE_ARN}.fifo`))],
    ['queue whose ARN begins with tokens', stack => FailureDestination.queue(sqs.Queue.fromQueueArn(stack, 'Failed', `arn:aws:sqs:${Aws.REGION}:${ACCOUNT}:failed.fifo`))],
    ['queue imported by a token', stack => FailureDestination.queue(sqs.Queue.fromQueueAttributes(stack, 'Failed', { queueArn: token(stack), fifo: true }))],
    ['L1 queue', stack => FailureDestination.queue(new sqs.CfnQueue(stack, 'Failed', { fifoQueue: true }))],
    ['topic', stack => FailureDestination.topic(new sns.Topic(stack, 'Failed', { fifo: true }))],
    ['imported topic', stack => FailureDestination.topic(sns.Topic.fromTopicArn(stack, 'Failed', `${TOPIC_ARN}.fifo`))],
    ['queue in an SqsDlq of aws-cdk-lib', stack => new upstream.SqsDlq(new sqs.Queue(stack, 'Failed', { fifo: true }))],
    ['queue by a token in an SqsDlq of aws-cdk-lib', stack => new upstream.SqsDlq(sqs.Queue.fromQueueAttributes(stack, 'Failed', { queueArn: token(stack), fifo: true }))],
    ['topic in an SnsDlq of aws-cdk-lib', stack => new upstream.SnsDlq(new sns.Topic(stack, 'Failed', { fifo: true }))],
  ])('a FIFO %s', (_, destination) => found(destination).assertOnly('destination-fifo'));

  test('a topic of Apache Kafka', () => {
    const findings = found(() => new upstream.KafkaDlq('failed'));
    findings.assertOnly('destination-topic-of-stream');
    expect(oneLine(findings.errors()[0].message)).toContain('The Kafka topic for failed records is set');
  });

  test.each(['lambda', 'events', 'kinesis'])('an ARN of %s', service => {
    found(() => ({ bind: () => ({ destination: `arn:aws:${service}:${REGION}:${ACCOUNT}:failed` }) })).assertOnly('destination-service');
  });

  test('what is no ARN', () => found(() => ({ bind: () => ({ destination: 'failed' }) })).assertOnly('destination-arn'));

  test('an ARN of 351 characters, but not one of 350', () => {
    const ofLength = (length: number) => () => ({ bind: () => ({ destination: QUEUE_ARN.padEnd(length, 'd') }) });
    found(ofLength(350)).assertNone();
    found(ofLength(351)).assertOnly('destination-length');
  });

  test('nothing that is known at deployment', () => {
    found(stack => FailureDestination.queue(sqs.Queue.fromQueueArn(stack, 'Failed', token(stack)))).assertNone();
  });
});

describe('classes of aws-cdk-lib', () => {
  test.each<[string, (stack: Stack) => lambda.IEventSourceDlq]>([
    ['SqsDlq', stack => new upstream.SqsDlq(new sqs.Queue(stack, 'Failed'))],
    ['SnsDlq', stack => new upstream.SnsDlq(new sns.Topic(stack, 'Failed'))],
    ['S3OnFailureDestination', stack => new upstream.S3OnFailureDestination(new s3.Bucket(stack, 'Failed'))],
  ])('%s is bound to the mapping, and grants by itself', (_, destination) => {
    const stack = sendingTo(destination);
    expect(destinationIn(stack)).toBeDefined();
    expect(granted(stack).length).toBeGreaterThan(0);
    testing.Findings.of(stack).assertNone();
  });

  test('and ours under their names are the factories\'', () => {
    const stack = newStack();
    const queue = new sqs.Queue(stack, 'Queue');
    expect(FailureDestination.queue(queue)).toBeInstanceOf(SqsDlq);
    expect(FailureDestination.topic(new sns.Topic(stack, 'Topic'))).toBeInstanceOf(SnsDlq);
    expect(FailureDestination.bucket(new s3.Bucket(stack, 'Bucket'))).toBeInstanceOf(S3OnFailureDestination);
    expect(new SqsDlq(queue).destination).toBe(queue.queueArn);
  });

  test('ours works with a source of aws-cdk-lib', () => {
    const stack = newStack();
    const { stream } = SOURCES.KinesisEventSource(stack) as KinesisEventSource;
    newFunction(stack).addEventSource(new upstream.KinesisEventSource(stream as any, { ...CALM, onFailure: new SqsDlq(new sqs.Queue(stack, 'Failed')) }));
    expect(granted(stack)).toContainEqual(expect.objectContaining({ Action: 'sqs:SendMessage' }));
  });

  test('a destination of a user gets the mapping and the function', () => {
    const stack = newStack();
    const bind = jest.fn(() => ({ destination: QUEUE_ARN }));
    const source = SOURCES.KinesisEventSource(stack, { onFailure: { bind } });
    const fn = newFunction(stack);
    fn.addEventSource(source);
    expect(bind).toHaveBeenCalledTimes(1);
    expect(bind).toHaveBeenCalledWith(source.eventSourceMapping, fn);
    expect(l1Of(source).destinationConfig).toEqual({ onFailure: { destination: QUEUE_ARN } });
  });

  test.each([[true, 1], [false, 0]])('one of a user that hands over to ours, with grantPermissions %s, grants %d permissions', (grantPermissions, count) => {
    const stack = newStack();
    const ours = FailureDestination.queue(new sqs.Queue(stack, 'Failed'));
    const onFailure: lambda.IEventSourceDlq = { bind: (mapping, fn) => ours.bind(mapping, fn) };
    const source = SOURCES.KinesisEventSource(stack, { onFailure, grantPermissions });
    newFunction(stack).addEventSource(source);
    expect(l1Of(source).destinationConfig).toEqual({ onFailure: { destination: ours.destination } });
    expect(granted(stack)).toHaveLength(count);
  });
});
