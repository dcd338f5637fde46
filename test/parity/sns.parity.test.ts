import { CfnParameter, Duration, Stack } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as upstream from 'aws-cdk-lib/aws-lambda-event-sources';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { parityOf, Scenario } from './parity-suite';
import { arn, functionIn, importedFunction, SHOP, stackIn } from './shop';
import * as ours from '../../src';

type Props = upstream.SnsEventSourceProps;

interface Classes {
  readonly SnsEventSource: new (topic: sns.ITopic, props?: Props) => Pick<upstream.SnsEventSource, keyof upstream.SnsEventSource>;
}

const orders = (stack: Stack) => new sns.Topic(stack, 'Orders');
const { filter, policy } = sns.FilterOrPolicy;
const { stringFilter, numericFilter, existsFilter } = sns.SubscriptionFilter;

function subscribing(
  topicOf: (stack: Stack) => sns.ITopic,
  { target = stack => functionIn(stack), props }: {
    readonly target?: (stack: Stack) => lambda.IFunction;
    readonly props?: (stack: Stack) => Props;
  } = {},
): Scenario<Classes> {
  return {
    deviations: [],
    build: (stack, { SnsEventSource }) => target(stack).addEventSource(new SnsEventSource(topicOf(stack), props?.(stack))),
  };
}

const invoking = (target: (stack: Stack) => lambda.IFunction) => subscribing(orders, { target });

parityOf<Classes, Props>({
  className: 'SnsEventSource',
  upstream,
  ours,
  instance: stack => new ours.SnsEventSource(orders(stack)),
  withProps: props => subscribing(orders, { props }),
  props: {
    filterPolicy: [
      { title: 'empty', props: () => ({ filterPolicy: {} }) },
      {
        title: 'of all kinds',
        props: () => ({
          filterPolicy: {
            type: stringFilter({ allowlist: ['a'], denylist: ['b'], matchPrefixes: ['c'], matchSuffixes: ['d'] }),
            amount: numericFilter({ between: { start: 1, stop: 2 }, allowlist: [7] }),
            note: existsFilter(),
          },
        }),
      },
      { title: 'of a parameter', props: stack => ({ filterPolicy: { type: stringFilter({ allowlist: [new CfnParameter(stack, 'P').valueAsString] }) } }) },
    ],
    filterPolicyWithMessageBody: [
      { title: 'empty', props: () => ({ filterPolicyWithMessageBody: {} }) },
      {
        title: 'of keys inside keys',
        props: () => ({
          filterPolicyWithMessageBody: {
            order: policy({ type: filter(stringFilter({ allowlist: ['a', 'b'] })), to: policy({ city: filter(existsFilter()) }) }),
            amount: filter(numericFilter({ greaterThan: 5 })),
          },
        }),
      },
    ],
    deadLetterQueue: [
      { title: 'of the stack', props: stack => ({ deadLetterQueue: new sqs.Queue(stack, 'Dead') }) },
      { title: 'that is imported', props: stack => ({ deadLetterQueue: sqs.Queue.fromQueueArn(stack, 'Dead', arn('sqs', 'dead')) }) },
    ],
  },
  scenarios: {
    'a topic without props': subscribing(orders),
    'a topic imported by ARN': subscribing(stack => sns.Topic.fromTopicArn(stack, 'Orders', arn('sns', 'orders'))),
    'a topic imported by the ARN of another': subscribing(stack => sns.Topic.fromTopicArn(stack, 'Import', orders(stack).topicArn)),
    'a topic whose ARN is a parameter': subscribing(stack => sns.Topic.fromTopicArn(stack, 'Orders', new CfnParameter(stack, 'Arn').valueAsString)),
    'a topic of another stack': subscribing(stack => orders(stackIn(stack, 'Topics'))),
    'a topic of another Region': {
      deviations: [],
      build: (stack, { SnsEventSource }) => {
        const topic = new sns.Topic(stackIn(stack, 'Topics', { ...SHOP, region: 'us-east-1' }), 'Orders', { topicName: 'orders' });
        functionIn(stackIn(stack, 'Functions', SHOP)).addEventSource(new SnsEventSource(topic));
      },
    },
    'two functions of one topic': {
      deviations: [],
      build: (stack, { SnsEventSource }) => {
        const topic = orders(stack);
        ['A', 'B'].forEach(id => functionIn(stack, id).addEventSource(new SnsEventSource(topic)));
      },
    },
    'an alias': invoking(stack => functionIn(stack).addAlias('live')),
    'the current version': invoking(stack => functionIn(stack).currentVersion),
    'an imported function': invoking(stack => importedFunction(stack)),
    'a function that others subscribe to': invoking(stack => functionIn(stack, 'Fulfil', { timeout: Duration.seconds(10) })),
  },
  surroundings: {
    // Newer READMEs use it without an import.
    sqs: () => sqs,
    topic: stack => orders(stack),
    fn: stack => functionIn(stack),
  },
  exampleDeviations: [],
});
