import { CfnParameter, Stack, Token } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { SnsEventSource, SnsEventSourceProps } from '../../../src';
import { newFunction } from '../../builders';
import { AppCase, OwnCases } from '../cases';
import { ABSENT, UNKNOWN } from '../situation';

const TOPIC = 'arn:aws:sns:eu-west-1:111122223333:orders';
const QUEUE = 'arn:aws:sqs:eu-west-1:111122223333:dead';
const { filter, policy } = sns.FilterOrPolicy;
const { numericFilter, stringFilter } = sns.SubscriptionFilter;

const unknown = (stack: Stack) => new CfnParameter(stack, 'Unknown').valueAsString;
const unknownNumber = (stack: Stack) => new CfnParameter(stack, 'Unknown', { type: 'Number' }).valueAsNumber;

const subscribed = (props?: SnsEventSourceProps, topicOf: (stack: Stack) => sns.ITopicRef = stack => new sns.Topic(stack, 'Orders')): AppCase => stack => {
  newFunction(stack).addEventSource(new SnsEventSource(topicOf(stack), props));
};
const NOTHING = subscribed();

const values = (n: number) => stringFilter({ allowlist: Array.from({ length: n }, (_, i) => `v${i}`) });
const attributes = (...counts: number[]): AppCase => subscribed({ filterPolicy: Object.fromEntries(counts.map((n, i) => [`a${i}`, values(n)])) });
const body = (keys: { [key: string]: sns.FilterOrPolicy }): AppCase => subscribed({ filterPolicyWithMessageBody: keys });
const leaves = (n: number) => Object.fromEntries(Array.from({ length: n }, (_, i) => [`k${i}`, filter(values(1))]));
const compared = (value: number): AppCase => subscribed({ filterPolicy: { a: numericFilter({ greaterThan: value }) } });
/** `{"a":["vv"]}` has 10 bytes besides the value. */
const bytes = (n: number): AppCase => subscribed({ filterPolicy: { a: stringFilter({ allowlist: ['v'.repeat(n - 10)] }) } });

/** A filter policy that is a parameter. */
const UNKNOWN_POLICY: AppCase = stack => {
  const fn = newFunction(stack);
  fn.addEventSource(new SnsEventSource(new sns.Topic(stack, 'Orders'), { filterPolicyWithMessageBody: leaves(6) }));
  (fn.node.findChild('Orders').node.defaultChild as sns.CfnSubscription).filterPolicy = Token.asAny({ Ref: new CfnParameter(stack, 'Unknown').logicalId });
};

const dead = (arnOf: (stack: Stack) => string): AppCase => stack => subscribed({ deadLetterQueue: sqs.Queue.fromQueueArn(stack, 'Dead', arnOf(stack)) })(stack);
const deadOfApp = (fifo?: boolean): AppCase => stack => subscribed({ deadLetterQueue: new sqs.Queue(stack, 'Dead', { fifo }) })(stack);
const deadRow = (wrong: string): OwnCases => ({ app: { at: dead(() => QUEUE), beyond: dead(() => wrong), unknown: dead(unknown), absent: NOTHING } });

const deadUnder = (keyOf: (stack: Stack) => kms.IKey): AppCase =>
  stack => subscribed({ deadLetterQueue: new sqs.Queue(stack, 'Dead', { encryptionMasterKey: keyOf(stack) }) })(stack);

/** A key that lets Amazon SNS in. */
const open = (stack: Stack): kms.IKey => {
  const key = new kms.Key(stack, 'Key');
  key.grantEncryptDecrypt(new iam.ServicePrincipal('sns.amazonaws.com'));
  return key;
};

/** A function whose topic somebody subscribed it to already. */
const again = (second: (stack: Stack, fn: lambda.Function, topic: sns.Topic) => void): AppCase => stack => {
  const topic = new sns.Topic(stack, 'Orders');
  const fn = newFunction(stack);
  new sns.Subscription(stack, 'First', { topic, protocol: sns.SubscriptionProtocol.LAMBDA, endpoint: fn.functionArn, filterPolicy: { a: values(1) } });
  second(stack, fn, topic);
};
const asking = (count: number): SnsEventSourceProps => ({ filterPolicy: { a: values(count) } });

const twice = (first: SnsEventSourceProps, second?: SnsEventSourceProps): AppCase => stack => {
  const topic = new sns.Topic(stack, 'Orders');
  const fn = newFunction(stack);
  fn.addEventSource(new SnsEventSource(topic, first));
  if (second) { fn.addEventSource(new SnsEventSource(topic, second)); }
};

/** Rules of subscriptions. */
export const SUBSCRIPTIONS: { readonly [rule: string]: OwnCases } = {
  'sns-fifo-topic': {
    app: {
      at: NOTHING,
      beyond: [
        subscribed({}, stack => new sns.Topic(stack, 'Orders', { fifo: true })),
        subscribed({}, stack => sns.Topic.fromTopicArn(stack, 'Orders', `${TOPIC}.fifo`)),
      ],
      unknown: subscribed({}, stack => sns.Topic.fromTopicArn(stack, 'Orders', unknown(stack))),
      absent: subscribed({}, stack => sns.Topic.fromTopicArn(stack, 'Orders', TOPIC)),
    },
  },
  'sns-filter-policy-keys': {
    app: {
      at: [attributes(1), attributes(1, 1, 1, 1, 1)],
      beyond: [attributes(1, 1, 1, 1, 1, 1), body(leaves(6))],
      unknown: UNKNOWN_POLICY,
      absent: NOTHING,
    },
  },
  'sns-filter-policy-leaf-keys': {
    app: {
      at: [body({ order: policy(leaves(5)) }), body(leaves(6))], beyond: body({ order: policy(leaves(6)) }), unknown: UNKNOWN_POLICY, absent: NOTHING,
    },
  },
  'sns-filter-policy-combinations': {
    app: {
      at: [attributes(150), attributes(10, 15)],
      beyond: [attributes(151), body({ a: filter(values(151)) })],
      unknown: UNKNOWN_POLICY,
      absent: NOTHING,
    },
  },
  'sns-filter-policy-nested-combinations': {
    app: {
      at: [body({ order: policy({ id: filter(values(75)) }) }), attributes(76)],
      beyond: body({ order: policy({ id: filter(values(76)) }) }),
      unknown: UNKNOWN_POLICY,
      absent: NOTHING,
    },
  },
  // No prop nests attributes, so that it is the escape hatch that is judged.
  'sns-filter-policy-nested': {
    at: [{ FilterPolicy: { order: ['a'] } }, { FilterPolicy: { order: { id: ['a'] } }, FilterPolicyScope: 'MessageBody' }],
    beyond: [{ FilterPolicy: { order: { id: ['a'] } } }, { FilterPolicy: { order: { id: ['a'] } }, FilterPolicyScope: 'MessageAttributes' }],
    unknown: { FilterPolicy: { order: { id: ['a'] } }, FilterPolicyScope: UNKNOWN },
    absent: { FilterPolicy: ABSENT },
  },
  'sns-filter-policy-size': { app: { at: [bytes(11), bytes(262_144)], beyond: bytes(262_145), unknown: UNKNOWN_POLICY, absent: NOTHING } },
  'sns-filter-policy-number': {
    app: {
      at: [compared(1e9), compared(-1e9)],
      beyond: [compared(1e9 + 1), compared(-1e9 - 1)],
      unknown: stack => compared(unknownNumber(stack))(stack),
      absent: attributes(1),
    },
  },
  'sns-filter-policies-both': {
    template: 'only constructs show it',
    app: {
      at: [attributes(1), body(leaves(1))],
      beyond: subscribed({ ...asking(1), filterPolicyWithMessageBody: leaves(1) }),
      unknown: 'there is no value',
      absent: NOTHING,
    },
  },
  'sns-dead-letter-service': deadRow(TOPIC),
  'sns-dead-letter-fifo': {
    app: { at: deadOfApp(), beyond: [deadOfApp(true), dead(() => `${QUEUE}.fifo`)], unknown: dead(unknown), absent: NOTHING },
  },
  'sns-dead-letter-key': {
    app: {
      at: deadUnder(open),
      beyond: [deadUnder(stack => new kms.Key(stack, 'Key')), stack => subscribed({ deadLetterQueue: new sqs.Queue(stack, 'Dead', { encryption: sqs.QueueEncryption.KMS_MANAGED }) })(stack)],
      unknown: deadUnder(stack => kms.Key.fromKeyArn(stack, 'Key', unknown(stack))),
      absent: deadOfApp(),
    },
  },
  'sns-dead-letter-region': deadRow(QUEUE.replace('eu-west-1', 'us-east-1')),
  'sns-dead-letter-account': deadRow(QUEUE.replace('111122223333', '444455556666')),
  'sns-dead-letter-policy': {
    template: 'only constructs show it',
    app: { at: deadOfApp(), beyond: dead(() => QUEUE), unknown: 'there is no value', absent: NOTHING },
  },
  'sns-same-topic-and-function': {
    app: {
      at: [
        again((_, fn, topic) => fn.addEventSource(new SnsEventSource(topic, asking(1)))),
        again((stack, fn) => fn.addEventSource(new SnsEventSource(new sns.Topic(stack, 'Returns'), asking(2)))),
      ],
      beyond: again((_, fn, topic) => fn.addEventSource(new SnsEventSource(topic, asking(2)))),
      unknown: again((stack, fn, topic) => fn.addEventSource(new SnsEventSource(topic, {
        filterPolicy: { a: stringFilter({ allowlist: [unknown(stack)] }) },
      }))),
      absent: twice(asking(1)),
    },
  },
  'sns-bound-twice': {
    template: 'only constructs show it',
    app: { at: twice(asking(1), asking(1)), beyond: twice(asking(1), asking(2)), unknown: 'there is no value', absent: twice(asking(1)) },
  },
};
