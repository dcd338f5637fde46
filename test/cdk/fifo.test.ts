import { Aws, Stack } from 'aws-cdk-lib';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { isKnownFifo, knownFifoOf } from '../../src/cdk/fifo';

const stack = new Stack();
const arnOf = (name: string) => `arn:${Aws.PARTITION}:sqs:${Aws.REGION}:${Aws.ACCOUNT_ID}:${name}`;
const fifoQueue = new sqs.Queue(stack, 'Fifo', { fifo: true });
const fifoL1 = new sqs.CfnQueue(stack, 'FifoL1', { fifoQueue: true });

test.each<[string, boolean, object]>([
  ['a FIFO queue', true, fifoQueue],
  ['a standard queue', false, new sqs.Queue(stack, 'Standard')],
  ['a FIFO topic', true, new sns.Topic(stack, 'FifoTopic', { fifo: true })],
  ['a standard topic', false, new sns.Topic(stack, 'Topic')],
  ['a CfnQueue that is FIFO', true, fifoL1],
  ['a CfnQueue', false, new sqs.CfnQueue(stack, 'L1')],
  ['a CfnTopic that is FIFO', true, new sns.CfnTopic(stack, 'FifoTopicL1', { fifoTopic: true })],
  ['an import that says so', true, sqs.Queue.fromQueueAttributes(stack, 'Import', { queueArn: Aws.STACK_ID, fifo: true })],
])('%s: %s', (_, expected, resource) => {
  expect(isKnownFifo(resource)).toBe(expected);
});

test.each([[true, 'orders.fifo'], [false, 'orders'], [false, 'orders.fifo.old']])('%s for an ARN that begins with tokens and ends in %s', (expected, name) => {
  expect(isKnownFifo({}, arnOf(name))).toBe(expected);
});

test('a destination tells its FIFO queue, and leaves L1s to the validation', () => {
  expect(knownFifoOf({ queue: fifoQueue })).toBe(fifoQueue);
  expect(knownFifoOf({ resource: fifoQueue })).toBe(fifoQueue);
  expect(knownFifoOf({ queue: fifoL1 })).toBeUndefined();
  expect(knownFifoOf({})).toBeUndefined();
});
