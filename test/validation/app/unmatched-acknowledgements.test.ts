import { App, Stack, Validations } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { SqsEventSource } from '../../../src';
import { functionIn, queueIn } from '../../model/shop';

/** What is said of acknowledgements, with the path that it is said at. */
function saidOf(acknowledge: (constructs: { stack: Stack; queue: IConstruct; mapping: IConstruct }) => void): string[] {
  const stack = new Stack(new App(), 'Shop');
  const queue = queueIn(stack, 'Orders', { deadLetterQueue: undefined });
  const source = new SqsEventSource(queue);
  functionIn(stack).addEventSource(source);
  acknowledge({ stack, queue, mapping: source.eventSourceMapping });
  (stack.node.root as App).synth();
  return stack.node.findAll().flatMap(({ node }) => node.metadata
    .filter(({ type, data }) => type === 'aws:cdk:warning' && `${data}`.includes('acknowledged-nothing')).map(({ data }) => `${node.path}: ${data}`));
}

const acknowledge = (construct: IConstruct, id = 'EventSources::sqs-redrive-policy-missing') => Validations.of(construct).acknowledge({ id, reason: 'tried' });

test.each(['mapping', 'stack'] as const)('an acknowledgement on the %s is as it should be', where => {
  expect(saidOf(constructs => acknowledge(constructs[where]))).toEqual([]);
});

test('one on the queue is told, with the mapping', () => {
  expect(saidOf(({ queue }) => acknowledge(queue))).toEqual([
    expect.stringMatching(/^Shop\/Orders: EventSources::sqs-redrive-policy-missing is acknowledged on Shop\/Orders, which has no finding\. Acknowledge it on Shop\/Fulfil\/SqsEventSource:\S+, or on a construct around it\. /),
  ]);
});

test('one of an id that is mistyped is told, with the nearest', () => {
  expect(saidOf(({ mapping }) => acknowledge(mapping, 'EventSources::sqs-redrive-policy'))).toEqual([
    expect.stringContaining('EventSources::sqs-redrive-policy is acknowledged, but there is no such rule. Did you mean EventSources::sqs-redrive-policy-missing?'),
  ]);
});

test('one that may match tomorrow, and one for other tools, is not our business', () => {
  expect(saidOf(({ queue, mapping }) => {
    acknowledge(queue, 'EventSources::kafka-topic-name');
    acknowledge(mapping, 'EventSources::sqs-batch-size');
    acknowledge(mapping, 'AwsSolutions::SQS3');
  })).toEqual([]);
});
