import { App, CfnParameter, NestedStack, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as events from 'aws-cdk-lib/aws-events';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as destinations from 'aws-cdk-lib/aws-lambda-destinations';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { EventInvokeConfig, InvokeDestination, testing } from '../../src';
import { ACCOUNT, newFunction, REGION } from '../builders';

const OTHER_ACCOUNT = '444455556666';
const HERE = { account: ACCOUNT, region: REGION };
const QUEUE_ARN = `arn:aws:sqs:${REGION}:${ACCOUNT}:failed`;

const token = (stack: Stack) => new CfnParameter(stack, 'Arn').valueAsString;
const literal = (destination: string) => () => ({ bind: () => ({ destination }) });
const { queue, topic, bucket, eventBus } = InvokeDestination;
const to = InvokeDestination.function;

type Make = (stack: Stack, fn: lambda.Function) => lambda.IDestination;

const elsewhere = (stack: Stack, env = { account: ACCOUNT, region: 'us-east-1' }) => new Stack(stack.node.root, 'Elsewhere', { env });

describe.each([['onSuccess', 'invoke-on-success'], ['onFailure', 'invoke-on-failure']])('%s', (side, rule) => {
  function found(make: Make): testing.Findings {
    const stack = new Stack(new App(), 'Shop', { env: HERE });
    const fn = newFunction(stack);
    new EventInvokeConfig(stack, 'Config', { function: fn, [side]: make(stack, fn) });
    return testing.Findings.of(stack.node.root);
  }

  test.each<[string, Make]>([
    ['a queue', stack => queue(new sqs.Queue(stack, 'Q'))],
    ['a queue of another stack', stack => queue(new sqs.Queue(new Stack(stack.node.root, 'Other', { env: HERE }), 'Q'))],
    ['a queue of a nested stack', stack => queue(new sqs.Queue(new NestedStack(stack, 'Nested'), 'Q'))],
    ['a queue known at deployment', stack => queue(sqs.Queue.fromQueueArn(stack, 'Q', token(stack)))],
    ['an L1 queue', stack => queue(new sqs.CfnQueue(stack, 'Q'))],
    ['an L1 topic', stack => topic(new sns.CfnTopic(stack, 'T'))],
    ['an L1 event bus', stack => eventBus(new events.CfnEventBus(stack, 'Bus', { name: 'shop' }))],
    ['an imported topic', stack => topic(sns.Topic.fromTopicArn(stack, 'T', `arn:aws:sns:${REGION}:${ACCOUNT}:done`))],
    ['an imported alias', stack => to(lambda.Function.fromFunctionArn(stack, 'F', `arn:aws:lambda:${REGION}:${ACCOUNT}:function:next:live`))],
    ['another function', stack => to(newFunction(stack, 'Next'))],
    ['the default event bus', () => eventBus()],
    ['an ARN of 350 characters', literal(QUEUE_ARN.padEnd(350, 'd'))],
    ['any destination of aws-cdk-lib', stack => new destinations.EventBridgeDestination(new events.EventBus(stack, 'Bus'))],
  ])('%s is accepted', (_, make) => found(make).assertNone());

  test.each<[string, Make, string]>([
    ['a FIFO queue', stack => queue(new sqs.Queue(stack, 'Q', { fifo: true })), 'fifo'],
    ['a FIFO queue of another stack', stack => queue(new sqs.Queue(new Stack(stack.node.root, 'Other', { env: HERE }), 'Q', { fifo: true })), 'fifo'],
    ['a FIFO queue of a nested stack', stack => queue(new sqs.Queue(new NestedStack(stack, 'Nested'), 'Q', { fifo: true })), 'fifo'],
    ['an imported FIFO queue', stack => queue(sqs.Queue.fromQueueArn(stack, 'Q', `${QUEUE_ARN}.fifo`)), 'fifo'],
    ['a FIFO queue imported by a token', stack => queue(sqs.Queue.fromQueueAttributes(stack, 'Q', { queueArn: token(stack), fifo: true })), 'fifo'],
    ['the same in a destination of aws-cdk-lib',
      stack => new destinations.SqsDestination(sqs.Queue.fromQueueAttributes(stack, 'Q', { queueArn: token(stack), fifo: true })), 'fifo'],
    ['an L1 FIFO queue', stack => queue(new sqs.CfnQueue(stack, 'Q', { fifoQueue: true })), 'fifo'],
    ['an L1 FIFO topic', stack => topic(new sns.CfnTopic(stack, 'T', { fifoTopic: true })), 'fifo'],
    ['a stream', literal(`arn:aws:kinesis:${REGION}:${ACCOUNT}:stream/failed`), 'service'],
    ['a topic of Apache Kafka', literal('kafka://failed'), 'service'],
    ['a queue of another Region', stack => queue(new sqs.Queue(elsewhere(stack), 'Q', { queueName: 'failed' })), 'region'],
    ['a function of another Region', stack => to(newFunction(elsewhere(stack), 'Next', { functionName: 'next' })), 'region'],
    ['an imported queue of another Region', stack => queue(sqs.Queue.fromQueueArn(stack, 'Q', QUEUE_ARN.replace(REGION, 'us-east-1'))), 'region'],
    ['an ARN of 351 characters', literal(QUEUE_ARN.padEnd(351, 'd')), 'length'],
    ['a name', literal('failed'), 'arn'],
    ['the function itself', (_, fn) => to(fn), 'itself'],
    ['an alias of the function', (_, fn) => to(fn.addAlias('live')), 'other-version'],
  ])('%s is found', (_, make, finding) => found(make).assertOnly(`${rule}-${finding}`));

  test('a queue of another account lets the role in', () => {
    const app = new App();
    const there = new Stack(app, 'There', { env: { account: OTHER_ACCOUNT, region: REGION } });
    const stack = new Stack(app, 'Shop', { env: HERE });
    const role = new iam.Role(stack, 'Role', { roleName: 'fulfil', assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
    const failed = new sqs.Queue(there, 'Failed', { queueName: 'failed' });
    new EventInvokeConfig(stack, 'Config', { function: newFunction(stack, 'Fulfil', { role }), [side]: queue(failed) });
    Template.fromStack(there).hasResourceProperties('AWS::SQS::QueuePolicy', { PolicyDocument: { Statement: [{ Action: 'sqs:SendMessage', Effect: 'Allow' }] } });
    testing.Findings.of(app).assertNone();
  });

  test('an imported queue of another account: a warning shows the statement that its policy lacks', () => {
    const findings = found(stack => queue(sqs.Queue.fromQueueArn(stack, 'Q', QUEUE_ARN.replace(ACCOUNT, OTHER_ACCOUNT))));
    findings.assertOnly('invoke-destination-policy');
    expect(findings.warnings()[0].message).toContain('sqs:SendMessage');
  });
});

describe('a bucket', () => {
  const configured = (props: (stack: Stack) => object) => {
    const stack = new Stack(new App(), 'Shop', { env: HERE });
    new EventInvokeConfig(stack, 'Config', { function: newFunction(stack), ...props(stack) });
    return testing.Findings.of(stack);
  };

  test.each<[string, (stack: Stack) => s3.IBucketRef]>([
    ['of the stack', stack => new s3.Bucket(stack, 'B')],
    ['that is imported', stack => s3.Bucket.fromBucketName(stack, 'B', 'failed')],
    ['as an L1', stack => new s3.CfnBucket(stack, 'B')],
    ['of another Region', stack => new s3.Bucket(elsewhere(stack), 'B', { bucketName: 'failed' })],
  ])('%s takes failures, and no successes', (_, bucketOf) => {
    configured(stack => ({ onFailure: bucket(bucketOf(stack)) })).assertNone();
    configured(stack => ({ onSuccess: bucket(bucketOf(stack)) })).assertOnly('invoke-on-success-service');
  });
});

test.each([[REGION, ['invoke-same-function-and-qualifier']], ['us-east-1', []]])('two configurations of a function of one name, in eu-west-1 and %s', (region, findings) => {
  const app = new App();
  for (const [id, env] of [['A', HERE], ['B', { account: ACCOUNT, region }]] as const) {
    const stack = new Stack(app, id, { env });
    const fn = lambda.Function.fromFunctionArn(stack, 'F', `arn:aws:lambda:${env.region}:${ACCOUNT}:function:fulfil`);
    new EventInvokeConfig(stack, 'Config', { function: fn, retryAttempts: 1 });
  }
  testing.Findings.of(app).assertOnly(...findings);
});
