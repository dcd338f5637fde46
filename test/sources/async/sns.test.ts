import { App, CfnParameter, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { SnsEventSource, SnsEventSourceProps, testing } from '../../../src';
import { ACCOUNT, newFunction, newQueue, newStack, REGION } from '../../builders';

const TYPE = 'AWS::SNS::Subscription';
const TOPIC_ARN = `arn:aws:sns:${REGION}:${ACCOUNT}:orders`;
const { filter, policy } = sns.FilterOrPolicy;

function subscribed(props?: SnsEventSourceProps, topicOf: (stack: Stack) => sns.ITopicRef = stack => new sns.Topic(stack, 'Orders')): Stack {
  const stack = newStack({ env: { account: ACCOUNT, region: REGION } });
  newFunction(stack).addEventSource(new SnsEventSource(topicOf(stack), props));
  return stack;
}

function subscriptionsIn(stack: Stack): any[] {
  return Object.values(Template.fromStack(stack).findResources(TYPE)).map(({ Properties }) => Properties);
}

const values = (n: number) => sns.SubscriptionFilter.stringFilter({ allowlist: Array.from({ length: n }, (_, i) => `v${i}`) });
const attributes = (...counts: number[]): SnsEventSourceProps => ({ filterPolicy: Object.fromEntries(counts.map((n, i) => [`a${i}`, values(n)])) });
const body = (keys: { [key: string]: sns.FilterOrPolicy }): SnsEventSourceProps => ({ filterPolicyWithMessageBody: keys });
const leaves = (n: number) => Object.fromEntries(Array.from({ length: n }, (_, i) => [`k${i}`, filter(values(1))]));

describe('subscription', () => {
  test('topic, protocol and function, and nothing else', () => {
    expect(subscriptionsIn(subscribed())).toEqual([{
      Protocol: 'lambda', TopicArn: { Ref: expect.stringMatching(/^Orders/) }, Endpoint: { 'Fn::GetAtt': [expect.stringMatching(/^Fulfil/), 'Arn'] },
    }]);
  });

  test('the function admits the topic, and nobody else', () => {
    const [permission, ...others] = Object.values(Template.fromStack(subscribed()).findResources('AWS::Lambda::Permission'));
    expect(others).toEqual([]);
    expect(permission.Properties).toEqual({
      Action: 'lambda:InvokeFunction',
      Principal: 'sns.amazonaws.com',
      SourceArn: { Ref: expect.stringMatching(/^Orders/) },
      FunctionName: { 'Fn::GetAtt': [expect.stringMatching(/^Fulfil/), 'Arn'] },
    });
  });

  test('a topic is given back as the same object; an L1, which has not the members that its type promises, is refused by name', () => {
    const stack = newStack();
    const topic = sns.Topic.fromTopicArn(stack, 'Imported', TOPIC_ARN);
    expect(new SnsEventSource(topic).topic).toBe(topic);
    expect(() => new SnsEventSource(new sns.CfnTopic(stack, 'Orders')).topic)
      .toThrow('The SnsEventSource of Shop/Orders was made with a reference or an L1, which is no ITopic. Use the object that it was made with.');
  });

  test('an L1 topic is subscribed to as well', () => {
    expect(subscriptionsIn(subscribed({}, stack => new sns.CfnTopic(stack, 'Orders')))[0].TopicArn).toEqual({ Ref: 'Orders' });
  });

  test('an imported topic has its Region', () => {
    expect(subscriptionsIn(subscribed({}, stack => sns.Topic.fromTopicArn(stack, 'T', TOPIC_ARN)))[0]).toMatchObject({ TopicArn: TOPIC_ARN, Region: REGION });
  });

  test('two topics with one id in two scopes are two subscriptions', () => {
    const stack = newStack();
    const fn = newFunction(stack);
    for (const id of ['A', 'B']) { fn.addEventSource(new SnsEventSource(new sns.Topic(new Stack(stack, id), 'Orders'))); }
    expect(subscriptionsIn(stack)).toHaveLength(2);
    testing.Findings.of(stack).assertNone();
  });

  test('a topic with the id of a part of the function is subscribed to', () => {
    const stack = newStack();
    newFunction(stack).addEventSource(new SnsEventSource(new sns.Topic(stack, 'ServiceRole')));
    expect(subscriptionsIn(stack)).toHaveLength(1);
  });

  test('the same source added twice is one subscription', () => {
    const stack = newStack();
    const source = new SnsEventSource(new sns.Topic(stack, 'Orders'), attributes(1));
    const fn = newFunction(stack);
    fn.addEventSource(source);
    fn.addEventSource(source);
    expect(subscriptionsIn(stack)).toHaveLength(1);
    testing.Findings.of(stack).assertNone();
  });

  test('two sources of one topic with other filters are an error', () => {
    const stack = newStack();
    const topic = new sns.Topic(stack, 'Orders');
    const fn = newFunction(stack);
    fn.addEventSource(new SnsEventSource(topic, attributes(1)));
    fn.addEventSource(new SnsEventSource(topic, attributes(2)));
    testing.Findings.of(stack).assertOnly('sns-bound-twice');
  });

  test('so are two subscriptions of which another made the first', () => {
    const stack = newStack();
    const topic = new sns.Topic(stack, 'Orders');
    const fn = newFunction(stack);
    new sns.Subscription(stack, 'First', { topic, protocol: sns.SubscriptionProtocol.LAMBDA, endpoint: fn.functionArn });
    fn.addEventSource(new SnsEventSource(topic, attributes(1)));
    testing.Findings.of(stack).assertOnly('sns-same-topic-and-function');
  });
});

describe('topic', () => {
  test.each<[string, (stack: Stack) => sns.ITopicRef, string[]]>([
    ['standard', stack => new sns.Topic(stack, 'T'), []],
    ['FIFO', stack => new sns.Topic(stack, 'T', { fifo: true }), ['sns-fifo-topic']],
    ['FIFO L1', stack => new sns.CfnTopic(stack, 'T', { fifoTopic: true }), ['sns-fifo-topic']],
    ['FIFO import', stack => sns.Topic.fromTopicArn(stack, 'T', `${TOPIC_ARN}.fifo`), ['sns-fifo-topic']],
    ['token', stack => sns.Topic.fromTopicArn(stack, 'T', new CfnParameter(stack, 'Arn').valueAsString), []],
  ])('%s', (_, topicOf, findings) => {
    testing.Findings.of(subscribed({}, topicOf)).assertOnly(...findings);
  });
});

describe('filter policy', () => {
  test.each<[string, SnsEventSourceProps, string[]]>([
    ['no attribute', { filterPolicy: {} }, []],
    ['5 attributes', attributes(1, 1, 1, 1, 1), []],
    ['6 attributes', attributes(1, 1, 1, 1, 1, 1), ['sns-filter-policy-keys']],
    ['150 combinations', attributes(10, 15), []],
    ['151 combinations', attributes(151), ['sns-filter-policy-combinations']],
    ['5 keys of the body', body(leaves(5)), []],
    ['6 keys of the body', body(leaves(6)), ['sns-filter-policy-keys']],
    ['1 key with 6 inside', body({ order: policy(leaves(6)) }), ['sns-filter-policy-leaf-keys']],
    ['75 conditions one level down', body({ order: policy({ id: filter(values(75)) }) }), []],
    ['76 conditions one level down', body({ order: policy({ id: filter(values(76)) }) }), ['sns-filter-policy-nested-combinations']],
    ['151 conditions of the body', body({ id: filter(values(151)) }), ['sns-filter-policy-combinations']],
    ['the number 1,000,000,000', { filterPolicy: { a: sns.SubscriptionFilter.numericFilter({ between: { start: 0, stop: 1e9 } }) } }, []],
    ['the number 1,000,000,001', { filterPolicy: { a: sns.SubscriptionFilter.numericFilter({ greaterThan: 1e9 + 1 }) } }, ['sns-filter-policy-number']],
    ['the number -1,000,000,001', { filterPolicy: { a: sns.SubscriptionFilter.numericFilter({ lessThan: -1e9 - 1 }) } }, ['sns-filter-policy-number']],
    ['262,144 bytes', { filterPolicy: { a: sns.SubscriptionFilter.stringFilter({ allowlist: ['x'.repeat(262_144 - '{"a":[""]}'.length)] }) } }, []],
    ['262,145 bytes', { filterPolicy: { a: sns.SubscriptionFilter.stringFilter({ allowlist: ['x'.repeat(262_145 - '{"a":[""]}'.length)] }) } }, ['sns-filter-policy-size']],
    ['attributes and body', { ...attributes(1), ...body(leaves(1)) }, ['sns-filter-policies-both']],
  ])('%s', (_, props, findings) => {
    testing.Findings.of(subscribed(props)).assertOnly(...findings);
  });

  test('of the body says so', () => {
    const [subscription] = subscriptionsIn(subscribed(body({ order: policy({ type: filter(sns.SubscriptionFilter.stringFilter({ allowlist: ['a'] })) }) })));
    expect(subscription).toMatchObject({ FilterPolicy: { order: { type: ['a'] } }, FilterPolicyScope: 'MessageBody' });
  });

  test('of attributes does not', () => {
    const [subscription] = subscriptionsIn(subscribed(attributes(1)));
    expect(subscription.FilterPolicy).toEqual({ a0: ['v0'] });
    expect(subscription).not.toHaveProperty('FilterPolicyScope');
  });
});

describe('dead-letter queue', () => {
  const importQueue = (arn: string) => (stack: Stack) => sqs.Queue.fromQueueArn(stack, 'Q', arn);

  const openKey = (stack: Stack) => {
    const key = new kms.Key(stack, 'K');
    key.grant(new iam.ServicePrincipal('sns.amazonaws.com'), 'kms:Decrypt', 'kms:GenerateDataKey');
    return key;
  };

  test('is named, and admits the topic', () => {
    const stack = newStack();
    newFunction(stack).addEventSource(new SnsEventSource(new sns.Topic(stack, 'Orders'), { deadLetterQueue: new sqs.Queue(stack, 'Dead') }));
    expect(subscriptionsIn(stack)[0].RedrivePolicy).toEqual({ deadLetterTargetArn: { 'Fn::GetAtt': [expect.stringMatching(/^Dead/), 'Arn'] } });
    const [queuePolicy] = Object.values(Template.fromStack(stack).findResources('AWS::SQS::QueuePolicy'));
    expect(queuePolicy.Properties.PolicyDocument.Statement).toEqual([{
      Effect: 'Allow',
      Action: 'sqs:SendMessage',
      Principal: { Service: 'sns.amazonaws.com' },
      Resource: { 'Fn::GetAtt': [expect.stringMatching(/^Dead/), 'Arn'] },
      Condition: { ArnEquals: { 'aws:SourceArn': { Ref: expect.stringMatching(/^Orders/) } } },
    }]);
    testing.Findings.of(stack).assertNone();
  });

  test.each<[string, (stack: Stack) => sqs.IQueueRef, string[]]>([
    ['standard', stack => newQueue(stack, 'Q'), []],
    ['FIFO', stack => new sqs.Queue(stack, 'Q', { fifo: true }), ['sns-dead-letter-fifo']],
    ['an L1, whose policy is its own', stack => new sqs.CfnQueue(stack, 'Q'), ['sns-dead-letter-policy']],
    ['encrypted by itself', stack => new sqs.Queue(stack, 'Q', { encryption: sqs.QueueEncryption.SQS_MANAGED }), []],
    ['encrypted with a key of AWS', stack => new sqs.Queue(stack, 'Q', { encryption: sqs.QueueEncryption.KMS_MANAGED }), ['sns-dead-letter-key']],
    ['encrypted with a key that is closed', stack => new sqs.Queue(stack, 'Q', { encryptionMasterKey: new kms.Key(stack, 'K') }), ['sns-dead-letter-key']],
    ['encrypted with a key that is open', stack => new sqs.Queue(stack, 'Q', { encryptionMasterKey: openKey(stack) }), []],
    ['encrypted with an imported key', stack => new sqs.Queue(stack, 'Q', {
      encryptionMasterKey: kms.Key.fromKeyArn(stack, 'K', `arn:aws:kms:${REGION}:${ACCOUNT}:key/1234abcd`),
    }), []],
    ['of another Region', importQueue(`arn:aws:sqs:us-east-1:${ACCOUNT}:dead`), ['sns-dead-letter-region', 'sns-dead-letter-policy']],
    ['of another account', importQueue(`arn:aws:sqs:${REGION}:444455556666:dead`), ['sns-dead-letter-account', 'sns-dead-letter-policy']],
    ['a topic by mistake', importQueue(TOPIC_ARN), ['sns-dead-letter-service', 'sns-dead-letter-policy']],
  ])('%s', (_, queueOf, findings) => {
    const stack = newStack({ env: { account: ACCOUNT, region: REGION } });
    newFunction(stack).addEventSource(new SnsEventSource(new sns.Topic(stack, 'Orders'), { deadLetterQueue: queueOf(stack) }));
    testing.Findings.of(stack).assertOnly(...findings);
  });
});

test('asyncInvoke makes the configuration of the function', () => {
  Template.fromStack(subscribed({ asyncInvoke: { retryAttempts: 0 } })).hasResourceProperties('AWS::Lambda::EventInvokeConfig', { MaximumRetryAttempts: 0 });
});

test('a topic of another stack is waited for', () => {
  const app = new App();
  const topic = new sns.Topic(new Stack(app, 'Topics'), 'Orders');
  const stack = new Stack(app, 'Functions');
  newFunction(stack).addEventSource(new SnsEventSource(topic));
  expect(stack.dependencies).toEqual([topic.stack]);
  testing.Findings.of(app).assertNone();
});
