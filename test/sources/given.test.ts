import { App, Duration, Fn, Lazy, Stack } from 'aws-cdk-lib';
import * as amazonmq from 'aws-cdk-lib/aws-amazonmq';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as kinesis from 'aws-cdk-lib/aws-kinesis';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import * as ours from '../../src';
import { mappingIn, newFunction, newQueue, newStack } from '../builders';
import { errorsOf } from '../model/shop';
import { CALM } from '../stream-builders';

/* What TypeScript refuses, and JavaScript or another package gives all the same. */

const given = (value: unknown): any => value;
const START = { startingPosition: lambda.StartingPosition.LATEST };
const SELF_MANAGED = { bootstrapServers: ['a.example:9092'] };
const secret = (stack: Stack) => secretsmanager.Secret.fromSecretNameV2(stack, 'Login', 'login');

const newBroker = (stack: Stack) => new amazonmq.CfnBroker(stack, 'B', {
  brokerName: 'orders', deploymentMode: 'SINGLE_INSTANCE', engineType: 'RABBITMQ', hostInstanceType: 'mq.m5.large', publiclyAccessible: false,
});

/** A cluster or broker as an L2 of another package: it knows its ARN, and makes no reference. */
class Foreign extends Construct {
  public readonly clusterArn = 'arn:aws:kafka:eu-west-1:111122223333:cluster/orders/1';
  public readonly brokerArn = 'arn:aws:mq:eu-west-1:111122223333:broker:orders:b-1';
}

const withProps = (props: object) => (stack: Stack) => new ours.SqsEventSource(newQueue(stack), given(props));
const withStreamProps = (props: object) => (stack: Stack) => new ours.KinesisEventSource(new kinesis.Stream(stack, 'S'), { ...CALM, ...props });
const withPolicy = (props: object) => (stack: Stack) => newFunction(stack).addEventSource(new ours.SnsEventSource(new sns.Topic(stack, 'T'), given(props)));

const REFUSED: readonly [string, (stack: Stack) => unknown, string][] = [
  ['no queue', () => new ours.SqsEventSource(given(undefined)),
    'SqsEventSource: queue is undefined, but it must be a queue. Pass a sqs.Queue, a CfnQueue, or sqs.Queue.fromQueueArn(scope, id, arn).'],
  ['the ARN of a queue', () => new ours.SqsEventSource(given('arn:aws:sqs:eu-west-1:111122223333:orders')),
    'SqsEventSource: queue is "arn:aws:sqs:eu-west-1:111122223333:orders", but it must be a queue. '
    + 'Pass a sqs.Queue, a CfnQueue, or sqs.Queue.fromQueueArn(scope, id, arn).'],
  ['a topic as a queue', stack => new ours.SqsEventSource(given(new sns.Topic(stack, 'T'))),
    'SqsEventSource: queue is an object of class Topic, but it must be a queue. Pass a sqs.Queue, a CfnQueue, or sqs.Queue.fromQueueArn(scope, id, arn).'],
  ['a broker of another package', stack => ours.MqBroker.activeMq(given(new Foreign(stack, 'B'))),
    'MqBroker.activeMq: broker is an object of class Foreign, but it must be a broker with brokerRef. '
    + 'Pass a CfnBroker, or use MqBroker.activeMqFromArn(broker.brokerArn) or MqBroker.rabbitMqFromArn(broker.brokerArn).'],
  ['a cluster of another package', stack => ours.KafkaCluster.msk(given(new Foreign(stack, 'C')), { authentication: ours.MskAuthentication.iam() }),
    'KafkaCluster.msk: cluster is an object of class Foreign, but it must be a cluster with clusterRef. '
    + 'Pass a CfnCluster, or use KafkaCluster.mskFromArn(cluster.clusterArn, options).'],
  ['a broker in the place of a MqBroker', stack => new ours.MqEventSource(given(newBroker(stack)), { queue: 'q', credentials: secret(stack) }),
    'MqEventSource: broker is an object of class CfnBroker, but it must be a MqBroker. '
    + 'Make one by MqBroker.activeMq(broker), rabbitMq(broker), activeMqFromArn(arn) or rabbitMqFromArn(arn).'],
  ['a CfnSecret', stack => ours.MskAuthentication.saslScram512(given(new secretsmanager.CfnSecret(stack, 'L'))),
    'MskAuthentication.saslScram512: secret is an object of class CfnSecret, but it must be a secret. '
    + 'Pass a secretsmanager.Secret, or secretsmanager.Secret.fromSecretCompleteArn(scope, id, arn).'],
  ['a CfnSecurityGroup by its id', () => ours.KafkaCluster.selfManaged('orders', { ...SELF_MANAGED, securityGroups: [given('sg-1')] }),
    'KafkaCluster.selfManaged: securityGroups[0] is "sg-1", but it must be a security group. '
    + 'Pass an ec2.SecurityGroup, or ec2.SecurityGroup.fromSecurityGroupId(scope, id, groupId).'],
  ['no props', stack => new ours.KinesisEventSource(new kinesis.Stream(stack, 'S'), given(undefined)),
    'KinesisEventSource: props is undefined, but it must be an object. Pass the props that it needs.'],
  ['the queue itself as onFailure', stack => withStreamProps({ onFailure: given(newQueue(stack)) })(stack),
    'KinesisEventSource: onFailure is an object of class Queue, but it must be a destination. '
    + 'Wrap it, as FailureDestination.queue(queue), topic(topic), bucket(bucket) or kafkaTopic(name).'],
  ['a function as onFailure, which has a bind of its own', withStreamProps({ onFailure: given(() => 1) }),
    'KinesisEventSource: onFailure is a function, but it must be a destination. '
    + 'Wrap it, as FailureDestination.queue(queue), topic(topic), bucket(bucket) or kafkaTopic(name).'],
  ['a number of seconds', withProps({ maxBatchingWindow: 5 }), 'SqsEventSource: maxBatchingWindow is 5, but it must be a Duration. Write Duration.seconds(n).'],
  ['one filter without a list', withProps({ filters: { body: ['x'] } }), 'SqsEventSource: filters is an object with body, but it must be a list. Pass an array.'],
  ['a list of filters that is a token', withProps({ filters: Lazy.any({ produce: () => [] }) }), 'SqsEventSource: filters is a token, but it must be a list. Pass an array.'],
  ['the ARN of a key', withProps({ filterEncryption: 'arn:aws:kms:eu-west-1:111122223333:key/1' }),
    'SqsEventSource: filterEncryption is "arn:aws:kms:eu-west-1:111122223333:key/1", but it must be a key. Pass a kms.Key, or kms.Key.fromKeyArn(scope, id, arn).'],
  ['an empty mappingId', withProps({ mappingId: '' }), 'SqsEventSource: mappingId is "", but it must be text that is not empty. Pass a string.'],
  ['a map of tags', withProps({ tags: new Map([['team', 'orders']]) }),
    "SqsEventSource: tags is an object of class Map, but it must be an object of texts. Pass { team: 'orders' }."],
  ['plain lists as a filter policy', withPolicy({ filterPolicy: { kind: ['a'] } }),
    "SnsEventSource: filterPolicy.kind is a list, but it must be a sns.SubscriptionFilter. Write sns.SubscriptionFilter.stringFilter({ allowlist: ['value'] })."],
  ['plain lists as a policy of the body', withPolicy({ filterPolicyWithMessageBody: { order: sns.FilterOrPolicy.policy({ kind: given(['a']) }) } }),
    'SnsEventSource: filterPolicyWithMessageBody.order.kind is a list, but it must be a sns.FilterOrPolicy. '
    + 'Write sns.FilterOrPolicy.filter(filter), or policy({ ... }) for keys inside.'],
  ['no events', stack => new ours.S3EventSource(new s3.Bucket(stack, 'B'), given({})), 'S3EventSource: events is undefined, but it must be a list. Pass an array.'],
  ['a function to bind to that is no function', stack => new ours.SqsEventSource(newQueue(stack)).bind(given(new lambda.CfnFunction(stack, 'F', { code: {}, role: 'r' }))),
    'PollingEventSource.bind: target is an object of class CfnFunction, but it must be a function that can be granted access. '
    + 'Pass a lambda.Function, a version, an alias, or lambda.Function.fromFunctionArn(scope, id, arn).'],
  ['a function by its name', stack => new ours.EventInvokeConfig(stack, 'C', { function: given('fulfil'), retryAttempts: 1 }),
    'EventInvokeConfig: function is "fulfil", but it must be a function. '
    + 'Pass a lambda.Function, a version, an alias, a CfnFunction, or lambda.Function.fromFunctionArn(scope, id, arn).'],
  ['text in the place of a match', () => ours.FilterMatch.anyOf(given('a')),
    'FilterMatch.anyOf: matches[0] is "a", but it must be a FilterMatch. Make it by a method of FilterMatch, such as equalTo(value).'],
  ['nothing to be equal to', () => ours.FilterMatch.equalTo(given(undefined)),
    'FilterMatch.equalTo: value is undefined, but it must be text. Use isNull() for null, and exists() for any value.'],
];

test.each(REFUSED)('%s is refused with its repair', (_, use, message) => {
  expect(() => use(newStack())).toThrow(new Error(message));
});

test('a policy of the body that is inside of itself is refused', () => {
  const policy: { [key: string]: sns.FilterOrPolicy } = {};
  policy.again = sns.FilterOrPolicy.policy(policy);
  expect(() => withPolicy({ filterPolicyWithMessageBody: policy })(newStack()))
    .toThrow('SnsEventSource: filterPolicyWithMessageBody.again is inside of itself, so that it has no end. Give each policy an object of its own.');
});

test('a destination that answers with no destination is refused', () => {
  const stack = newStack();
  const source = withStreamProps({ onFailure: { bind: () => given({}) } })(stack);
  expect(() => newFunction(stack).addEventSource(source)).toThrow(
    /^Shop\/Fulfil\/KinesisEventSource:\w+: what onFailure\.bind\(\) returns is an object without keys, but it must be an object with destination\. Return \{ destination: <ARN> } from it\.$/,
  );
});

test('a destination of a configuration that answers with nothing is refused', () => {
  const stack = newStack();
  const onSuccess = { bind: () => given(undefined) };
  expect(() => new ours.EventInvokeConfig(stack, 'Config', { function: newFunction(stack), onSuccess })).toThrow(
    'Shop/Config: what onSuccess.bind() returns is undefined, but it must be an object with destination. Return { destination: <ARN> } from it.',
  );
});

describe('what deploys is not refused', () => {
  test.each([undefined, null, false])('a prop that is left out by %s', left => {
    const stack = newStack();
    const none = given({ filters: left, filterEncryption: left, tags: left, maxBatchingWindow: left });
    newFunction(stack).addEventSource(new ours.SqsEventSource(newQueue(stack), none));
    expect(Object.keys(mappingIn(stack))).toEqual(['EventSourceArn', 'FunctionName']);
  });

  test('a reference that is no construct of the CDK, as other languages make them', () => {
    const stack = newStack();
    const stream = given({ node: stack.node, env: stack.env, streamRef: { streamArn: 'arn:aws:kinesis:eu-west-1:111122223333:stream/orders' } });
    newFunction(stack).addEventSource(new ours.KinesisEventSource(stream, CALM));
    expect(mappingIn(stack).EventSourceArn).toBe('arn:aws:kinesis:eu-west-1:111122223333:stream/orders');
  });

  test('a proxy that answers what it does not list', () => {
    const stack = newStack();
    const queue = newQueue(stack);
    const proxy = given(new Proxy({}, { get: (_, member) => given(queue)[member] }));
    newFunction(stack).addEventSource(new ours.SqsEventSource(proxy));
    expect(mappingIn(stack).EventSourceArn).toEqual(stack.resolve(queue.queueArn));
  });

  test('members that throw when they are read are not read', () => {
    const stack = newStack();
    const throwing = { get keyArn(): string { throw new Error('not known'); }, addToResourcePolicy: () => given(undefined) };
    expect(() => new ours.SqsEventSource(newQueue(stack), { filterEncryption: given(throwing) })).not.toThrow();
  });

  test('a table of an older aws-cdk-lib, which has a stream and no reference', () => {
    const stack = newStack();
    const { node, env, tableStreamArn } = dynamodb.Table.fromTableAttributes(stack, 'T', {
      tableArn: 'arn:aws:dynamodb:eu-west-1:111122223333:table/orders', tableStreamArn: 'arn:aws:dynamodb:eu-west-1:111122223333:table/orders/stream/1',
    });
    newFunction(stack).addEventSource(new ours.DynamoEventSource(given({ node, env, tableStreamArn }), CALM));
    expect(mappingIn(stack).EventSourceArn).toBe(tableStreamArn);
  });

  test('a topic of Apache Kafka that is a token object', () => {
    const stack = newStack();
    const topic = given(Lazy.any({ produce: () => 'orders' }));
    const cluster = ours.KafkaCluster.selfManaged('orders', {
      ...SELF_MANAGED, vpc: new ec2.Vpc(stack, 'V'), securityGroups: [ec2.SecurityGroup.fromSecurityGroupId(stack, 'G', 'sg-1')],
    });
    newFunction(stack).addEventSource(new ours.KafkaEventSource(cluster, { topic, ...START, mappingId: 'Orders' }));
    expect(mappingIn(stack).Topics).toEqual(['orders']);
  });

  test('a range of numbers of which one is a token', () => {
    const number = Lazy.number({ produce: () => 7 });
    expect(() => [ours.FilterMatch.between(5, number), ours.FilterMatch.between(number, 5)]).not.toThrow();
  });
});

describe('a filter that cannot be rendered', () => {
  const circle: any = { body: {} };
  circle.body.again = circle;
  const deep = Array.from({ length: 5000 }).reduce<object>(inner => ({ a: inner }), ['x']);
  const shared = Array.from({ length: 40 }).reduce<object>(inner => ({ a: inner, b: inner }), ['x']);
  const LEVELS = 'levels, but a pattern may not be. Flatten it, and look for a cycle';
  const HELD = 'but a pattern holds strings, finite numbers, true, false, null, arrays and objects. Use one of these';

  const findings = (...filters: unknown[]) => {
    const stack = new Stack(new App(), 'Shop');
    newFunction(stack).addEventSource(new ours.SqsEventSource(newQueue(stack), { filters: given(filters) }));
    return errorsOf(stack).map(error => /\[([a-z-]+)\] .*is sent to Lambda as JSON: (.*)\. Fix: Give texts/.exec(error.replace(/^\[[^\]]*\] /, ''))?.slice(1) ?? error);
  };

  test.each<[string, unknown, string]>([
    ['nothing', undefined, `filters[0] is undefined, ${HELD}`],
    ['a symbol', Symbol('x'), `filters[0] is Symbol(x), ${HELD}`],
    ['a value that JSON does not hold', { body: [NaN] }, `filters[0].body[0] is NaN, ${HELD}`],
    ['a circle', circle, `filters[0].body.again.body.again.body.again.body.again.body.... is nested deeper than 1000 ${LEVELS}`],
    ['5,000 levels', deep, `filters[0].a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a... is nested deeper than 1000 ${LEVELS}`],
    ['a getter that throws', { get body() { throw new Error('no body'); } }, 'filters[0] cannot be read: no body'],
    ['a list that only the deployment knows', { body: { a: Fn.split(',', Fn.importValue('x')) } },
      'filters[0].body.a is a list that is known only at deployment, but a pattern is JSON text. Name its values one by one, such as Fn.select(0, list)'],
  ])('%s draws one finding, and no second one for what stands in its place', (_, filter, detail) => {
    expect(findings(filter)).toEqual([['filter-not-renderable', detail]]);
  });

  test('values that are shared level by level end', () => {
    expect(findings(shared)).toEqual([['filter-not-renderable', expect.stringContaining('has more than 100000 values before it')]]);
  });

  test('two of them are named both', () => {
    expect(findings(undefined, { body: ['x'] }, Symbol('x'))).toEqual([['filter-not-renderable', expect.stringMatching(/^filters\[0\] is undefined, .*; filters\[2\] /)]]);
  });
});

test('a duration of seconds is what the repair says', () => {
  expect(withProps({ maxBatchingWindow: Duration.seconds(5) })(newStack())).toBeInstanceOf(ours.SqsEventSource);
});

test('a destination that users wrap as the repair says is bound', () => {
  const stack = newStack();
  const onFailure = ours.FailureDestination.queue(sqs.Queue.fromQueueArn(stack, 'Failed', 'arn:aws:sqs:eu-west-1:111122223333:failed'));
  newFunction(stack).addEventSource(withStreamProps({ onFailure })(stack));
  expect(mappingIn(stack).DestinationConfig).toEqual({ OnFailure: { Destination: 'arn:aws:sqs:eu-west-1:111122223333:failed' } });
});
