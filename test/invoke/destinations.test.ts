import { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as events from 'aws-cdk-lib/aws-events';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { EventInvokeConfig, InvokeDestination } from '../../src';
import { ACCOUNT, newFunction, newStack } from '../builders';
import { Policies } from '../policies';

type Make = (stack: Stack) => InvokeDestination;

function sentTo(make: Make): { stack: Stack; statements: unknown[]; config: any } {
  const stack = newStack();
  new EventInvokeConfig(stack, 'Config', { function: newFunction(stack), onFailure: make(stack) });
  const [config] = Object.values(Template.fromStack(stack).findResources('AWS::Lambda::EventInvokeConfig'));
  return { stack, statements: Policies.in(stack).statements(), config: config.Properties };
}

const allow = (Action: string | string[], Resource: unknown, Condition?: unknown) => ({ Effect: 'Allow', Action, Resource, ...Condition ? { Condition } : {} });
const arnOf = (id: string) => ({ 'Fn::GetAtt': [id, 'Arn'] });
const DEFAULT_BUS = { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':events:', { Ref: 'AWS::Region' }, ':', { Ref: 'AWS::AccountId' }, ':event-bus/default']] };
const OURS = { StringEquals: { 's3:ResourceAccount': { Ref: 'AWS::AccountId' } } };
const objects = (id: string) => ({ 'Fn::Join': ['', [arnOf(id), '/*']] });

const GOLDEN: [string, Make, unknown, unknown[]][] = [
  ['a queue', stack => InvokeDestination.queue(named(new sqs.Queue(stack, 'Q'))), arnOf('Dest'), [allow('sqs:SendMessage', arnOf('Dest'))]],
  ['an L1 queue', stack => InvokeDestination.queue(new sqs.CfnQueue(stack, 'Dest')), arnOf('Dest'), [allow('sqs:SendMessage', arnOf('Dest'))]],
  ['a queue with a key', stack => InvokeDestination.queue(named(new sqs.Queue(stack, 'Q', { encryptionMasterKey: key(stack) }))), arnOf('Dest'), [
    allow('sqs:SendMessage', arnOf('Dest')), allow(['kms:Decrypt', 'kms:GenerateDataKey'], arnOf('Key')),
  ]],
  ['a topic', stack => InvokeDestination.topic(named(new sns.Topic(stack, 'T'))), { Ref: 'Dest' }, [allow('sns:Publish', { Ref: 'Dest' })]],
  ['a topic with a key', stack => InvokeDestination.topic(named(new sns.Topic(stack, 'T', { masterKey: key(stack) }))), { Ref: 'Dest' }, [
    allow('sns:Publish', { Ref: 'Dest' }), allow(['kms:Decrypt', 'kms:GenerateDataKey'], arnOf('Key')),
  ]],
  ['a bucket', stack => InvokeDestination.bucket(named(new s3.Bucket(stack, 'B'))), arnOf('Dest'), [
    allow('s3:PutObject', objects('Dest'), OURS), allow('s3:ListBucket', arnOf('Dest'), OURS),
  ]],
  ['an imported bucket', stack => InvokeDestination.bucket(s3.Bucket.fromBucketArn(stack, 'B', 'arn:aws:s3:::failed')), 'arn:aws:s3:::failed', [
    allow('s3:PutObject', 'arn:aws:s3:::failed/*'), allow('s3:ListBucket', 'arn:aws:s3:::failed'),
  ]],
  ['a bucket with a key', stack => InvokeDestination.bucket(named(new s3.Bucket(stack, 'B', { encryptionKey: key(stack) }))), arnOf('Dest'), [
    allow('s3:PutObject', objects('Dest'), OURS), allow('s3:ListBucket', arnOf('Dest'), OURS), allow('kms:GenerateDataKey', arnOf('Key')),
  ]],
  ['a function', stack => InvokeDestination.function(named(newFunction(stack, 'Next'))), arnOf('Dest'), [allow('lambda:InvokeFunction', arnOf('Dest'))]],
  ['an alias', stack => InvokeDestination.function(named(newFunction(stack, 'Next').addAlias('live') as lambda.Alias)), { Ref: 'Dest' }, [
    allow('lambda:InvokeFunction', { Ref: 'Dest' }),
  ]],
  ['an event bus', stack => InvokeDestination.eventBus(named(new events.EventBus(stack, 'Bus'))), arnOf('Dest'), [allow('events:PutEvents', arnOf('Dest'))]],
  ['the default event bus', () => InvokeDestination.eventBus(), DEFAULT_BUS, [allow('events:PutEvents', DEFAULT_BUS)]],
];

test.each(GOLDEN)('%s is named, and the role gets what it takes and no more', (_, make, destination, expected) => {
  const { config, statements } = sentTo(make);
  expect(config.DestinationConfig).toEqual({ OnFailure: { Destination: destination } });
  expect(statements).toEqual(expected);
});

test.each(GOLDEN)('%s tells what it takes', (_, make, __, expected) => {
  const stack = newStack();
  expect(stack.resolve(make(stack).requiredPermissions(stack).map(statement => statement.toStatementJson()))).toEqual(expected);
});

test('an L1 queue that gets its key after it was made a destination is sent to with that key', () => {
  const { statements } = sentTo(stack => {
    const queue = new sqs.CfnQueue(stack, 'Dest');
    const destination = InvokeDestination.queue(queue);
    queue.kmsMasterKeyId = key(stack).keyArn;
    return destination;
  });
  expect(statements).toEqual([allow('sqs:SendMessage', arnOf('Dest')), allow(['kms:Decrypt', 'kms:GenerateDataKey'], arnOf('Key'))]);
});

test('fn.configureAsyncInvoke takes it as well', () => {
  const stack = newStack();
  newFunction(stack).configureAsyncInvoke({ onSuccess: InvokeDestination.queue(sqs.Queue.fromQueueArn(stack, 'Q', `arn:aws:sqs:eu-west-1:${ACCOUNT}:done`)) });
  expect(Policies.in(stack).statements()).toEqual([allow('sqs:SendMessage', `arn:aws:sqs:eu-west-1:${ACCOUNT}:done`)]);
});

describe('responseOnly', () => {
  type Configure = (stack: Stack, fn: lambda.IFunction, to: InvokeDestination) => void;

  function ruleOf(functionOf: (fn: lambda.Function) => lambda.IFunction, configure: Configure) {
    const stack = newStack();
    const fn = functionOf(newFunction(stack));
    configure(stack, fn, InvokeDestination.function(newFunction(stack, 'Next'), { responseOnly: true }));
    const [rule] = Object.values(Template.fromStack(stack).findResources('AWS::Events::Rule'));
    return { rule: rule.Properties, stack };
  }
  const byClass: Configure = (stack, fn, onSuccess) => { new EventInvokeConfig(stack, 'Config', { function: fn, onSuccess }); };
  const byMethod: Configure = (_, fn, onSuccess) => fn.configureAsyncInvoke({ onSuccess });

  test.each([['EventInvokeConfig', byClass], ['configureAsyncInvoke', byMethod]])('a rule takes what a function answered, by %s', (_, configure) => {
    const { rule, stack } = ruleOf(fn => fn, configure);
    expect(rule.EventPattern).toEqual({
      'detail-type': ['Lambda Function Invocation Result - Success'],
      'resources': [{ 'Fn::Join': ['', [{ 'Fn::GetAtt': [expect.stringMatching(/^Fulfil/), 'Arn'] }, ':$LATEST']] }],
      'source': ['lambda'],
    });
    expect(rule.Targets).toEqual([{ Id: 'Target0', Arn: { 'Fn::GetAtt': [expect.stringMatching(/^Next/), 'Arn'] }, InputPath: '$.detail.responsePayload' }]);
    expect(Policies.in(stack).statements()).toEqual([allow('events:PutEvents', DEFAULT_BUS)]);
  });

  test('EventInvokeConfig of an alias looks for the alias', () => {
    const { rule } = ruleOf(fn => fn.addAlias('live'), byClass);
    const name = { 'Fn::Select': [7, { 'Fn::Split': [':', { Ref: expect.stringMatching(/^FulfilAliaslive/) }] }] };
    expect(rule.EventPattern.resources).toEqual([{ 'Fn::Join': ['', [{ 'Fn::GetAtt': [expect.stringMatching(/^Fulfil/), 'Arn'] }, ':', name]] }]);
  });

  test('configureAsyncInvoke of an alias looks for the alias', () => {
    const { rule } = ruleOf(fn => fn.addAlias('live'), byMethod);
    expect(rule.EventPattern.resources).toEqual([{ Ref: expect.stringMatching(/^FulfilAliaslive/) }]);
  });

  test('bound without saying for what, it throws', () => {
    const stack = newStack();
    expect(() => InvokeDestination.function(newFunction(stack), { responseOnly: true }).bind(stack, newFunction(stack, 'F')))
      .toThrow('Shop binds a destination with responseOnly, but does not say whether it is for success or failure');
  });
});

function named<T extends sqs.Queue | sns.Topic | s3.Bucket | lambda.Function | lambda.Alias | events.EventBus>(construct: T): T {
  (construct.node.defaultChild as sqs.CfnQueue).overrideLogicalId('Dest');
  return construct;
}

function key(stack: Stack): kms.Key {
  const made = new kms.Key(stack, 'K');
  (made.node.defaultChild as kms.CfnKey).overrideLogicalId('Key');
  return made;
}
