import { App, CfnParameter, Fn, NestedStack, Stack } from 'aws-cdk-lib';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as kinesis from 'aws-cdk-lib/aws-kinesis';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { functionIn, queueIn, stackOf } from './shop';
import { SqsEventSource } from '../../src';
import { ALL_SOURCES } from '../../src/aws/source-kinds';
import { deadLetterQueueIsFifo } from '../../src/model/source';
import { Synthesis } from '../../src/validation/app/synthesis';
import { UNKNOWN } from '../../src/values/value';

const IRELAND = { env: { region: 'eu-west-1', account: '111122223333' } };
const ARN = 'arn:aws:sqs:us-east-1:444455556666:orders';

function source(stack: Stack) {
  const { source: { resource, ...rest } } = new Synthesis(stack.node.root).deployment.mappings[0];
  return { ...rest, resource: resource?.name };
}

/** The source of a mapping that is an L1. */
function sourceOf(eventSourceArn: (stack: Stack) => string | undefined, more: Partial<lambda.CfnEventSourceMappingProps> = {}) {
  const stack = stackOf(new App(), 'Shop', IRELAND);
  new lambda.CfnEventSourceMapping(stack, 'Mapping', { functionName: 'fulfil', eventSourceArn: eventSourceArn(stack), ...more });
  return source(stack);
}

/** The source of a mapping of our own. */
function boundSource(queue: (stack: Stack) => sqs.IQueueRef) {
  const stack = stackOf(new App(), 'Shop', IRELAND);
  functionIn(stack).addEventSource(new SqsEventSource(queue(stack)));
  return source(stack);
}

describe('a queue of the app', () => {
  test.each([[undefined, 'sqs'], [true, 'sqs-fifo']] as const)('that has fifo %s is %s', (fifo, kind) => {
    expect(boundSource(stack => queueIn(stack, 'Orders', { fifo }))).toMatchObject({
      resource: 'Shop/Orders', related: 'queue', kinds: [kind], identity: 'Shop/Orders/Resource', service: 'sqs', region: 'eu-west-1',
    });
  });

  test.each([[true, 'sqs-fifo'], [false, 'sqs'], [undefined, 'sqs']] as const)('that is an L1 with fifoQueue %s is %s', (fifoQueue, kind) => {
    expect(boundSource(stack => new sqs.CfnQueue(stack, 'Orders', { fifoQueue }))).toMatchObject({ resource: 'Shop/Orders', kinds: [kind] });
  });

  test('that is FIFO or not as a parameter decides may be both', () => {
    const fifoQueue = Fn.conditionIf('C', true, false) as unknown as boolean;
    expect(boundSource(stack => new sqs.CfnQueue(stack, 'Orders', { fifoQueue })).kinds).toEqual(['sqs', 'sqs-fifo']);
  });

  test('that an override makes FIFO is FIFO', () => {
    const overridden = (value: unknown) => boundSource(stack => {
      const queue = new sqs.CfnQueue(stack, 'Orders');
      queue.addPropertyOverride('FifoQueue', value);
      return queue;
    });
    expect(overridden(true).kinds).toEqual(['sqs-fifo']);
    expect(overridden('true').kinds).toEqual(['sqs-fifo']);
    expect(overridden(false).kinds).toEqual(['sqs']);
  });

  test('of another stack, or of a nested one, is seen', () => {
    expect(boundSource(stack => queueIn(stackOf(stack.node.root as App, 'Queues', IRELAND)))).toMatchObject({ resource: 'Queues/Orders' });
    expect(boundSource(stack => queueIn(new NestedStack(stack, 'Inner')))).toMatchObject({ resource: 'Shop/Inner/Orders', region: 'eu-west-1' });
  });
});

describe('an imported queue', () => {
  test('has what its ARN tells', () => {
    expect(boundSource(stack => sqs.Queue.fromQueueArn(stack, 'Q', ARN))).toEqual({
      kinds: ['sqs'], identity: 'arn::sqs:us-east-1:444455556666:orders', service: 'sqs', region: 'us-east-1', account: '444455556666', resource: undefined,
    });
    expect(boundSource(stack => sqs.Queue.fromQueueArn(stack, 'Q', `${ARN}.fifo`)).kinds).toEqual(['sqs-fifo']);
  });

  test('is FIFO by the end of a name of which the rest is a token', () => {
    expect(boundSource(stack => sqs.Queue.fromQueueArn(stack, 'Q', `arn:aws:sqs:us-east-1:444455556666:${stack.stackName}.fifo`)).kinds).toEqual(['sqs-fifo']);
  });

  test('with a token for its name, or for all, may be both kinds', () => {
    const nameToken = boundSource(stack => sqs.Queue.fromQueueArn(stack, 'Q', `arn:aws:sqs:us-east-1:444455556666:${new CfnParameter(stack, 'N').valueAsString}`));
    expect(nameToken).toMatchObject({ kinds: ['sqs', 'sqs-fifo'], identity: undefined, region: 'us-east-1' });
    const arnToken = boundSource(stack => sqs.Queue.fromQueueArn(stack, 'Q', new CfnParameter(stack, 'N').valueAsString));
    expect(arnToken).toMatchObject({ kinds: ['sqs', 'sqs-fifo'], identity: undefined, service: UNKNOWN, region: UNKNOWN });
  });

  test('that its author calls FIFO is FIFO, whatever the token', () => {
    const imported = boundSource(stack => sqs.Queue.fromQueueAttributes(stack, 'Q', {
      queueArn: `arn:aws:sqs:us-east-1:444455556666:${new CfnParameter(stack, 'N').valueAsString}`, fifo: true,
    }));
    expect(imported.kinds).toEqual(['sqs-fifo']);
  });
});

describe('a mapping that is an L1 and reads', () => {
  test.each<[string, (stack: Stack) => string, string[], string, string]>([
    ['a stream', stack => new kinesis.Stream(stack, 'S').streamArn, ['kinesis'], 'stream', 'kinesis'],
    ['a consumer', stack => new kinesis.CfnStreamConsumer(stack, 'S', { consumerName: 'c', streamArn: 's' }).ref, ['kinesis-consumer'], 'consumer', 'kinesis'],
    ['a table', stack => new dynamodb.CfnTable(stack, 'S', { keySchema: [] }).attrStreamArn, ['dynamodb'], 'table', 'dynamodb'],
  ])('%s of the app knows what it is', (_, arn, kinds, related, service) => {
    expect(sourceOf(arn)).toMatchObject({ resource: 'Shop/S', kinds, related, service });
  });

  test.each([
    ['arn:aws:kinesis:eu-west-1:111122223333:stream/s', ['kinesis']],
    ['arn:aws:kinesis:eu-west-1:111122223333:stream/s/consumer/c:1', ['kinesis-consumer']],
    ['arn:aws:dynamodb:eu-west-1:111122223333:table/t/stream/l', ['dynamodb']],
    ['arn:aws:kafka:eu-west-1:111122223333:cluster/c/u', ['msk', 'msk-serverless']],
    ['arn:aws:mq:eu-west-1:111122223333:broker:b:b-1', ['activemq', 'rabbitmq']],
    ['arn:aws:rds:eu-west-1:111122223333:cluster:c', ['documentdb']],
  ])('%s may be %j', (arn, kinds) => expect(sourceOf(() => arn).kinds).toEqual(kinds));

  test('another service, or what only the deployment knows, may be anything', () => {
    expect(sourceOf(() => 'arn:aws:s3:::photos')).toMatchObject({ kinds: ALL_SOURCES, service: 's3' });
    expect(sourceOf(() => Fn.importValue('Arn'))).toMatchObject({ kinds: ALL_SOURCES, service: UNKNOWN, identity: undefined });
    expect(sourceOf(() => undefined)).toMatchObject({ kinds: ALL_SOURCES, service: UNKNOWN });
  });

  test('what only the deployment knows is told by properties that few kinds have', () => {
    expect(sourceOf(() => Fn.importValue('Arn'), { scalingConfig: { maximumConcurrency: 5 } }).kinds).toEqual(['sqs', 'sqs-fifo']);
    expect(sourceOf(() => Fn.importValue('Arn'), { queues: ['q'] }).kinds).toEqual(['activemq', 'rabbitmq']);
  });

  test('a queue stays a queue beside a property that it may not have', () => {
    expect(sourceOf(() => ARN, { topics: ['t'] }).kinds).toEqual(['sqs']);
  });
});

describe('the dead-letter queue', () => {
  const isFifo = (deadLetterTargetArn: (stack: Stack) => unknown) => {
    const stack = stackOf();
    new lambda.CfnEventSourceMapping(stack, 'Mapping', {
      functionName: 'f',
      eventSourceArn: new sqs.CfnQueue(stack, 'Q', { redrivePolicy: { deadLetterTargetArn: deadLetterTargetArn(stack), maxReceiveCount: 5 } }).attrArn,
    });
    return deadLetterQueueIsFifo(new Synthesis(stack.node.root).deployment.mappings[0].source.resource!);
  };

  test.each<[string, (stack: Stack) => unknown, unknown]>([
    ['a standard queue of the app', stack => new sqs.Queue(stack, 'D').queueArn, false],
    ['a FIFO queue of the app', stack => new sqs.Queue(stack, 'D', { fifo: true }).queueArn, true],
    ['a FIFO queue of another stack', stack => new sqs.Queue(stackOf(stack.node.root as App, 'Other'), 'D', { fifo: true }).queueArn, true],
    ['the ARN of a standard queue', () => ARN, false],
    ['the ARN of a FIFO queue', () => `${ARN}.fifo`, true],
    ['the ARN of a queue with a token in its name', stack => `arn:aws:sqs:us-east-1:444455556666:${stack.stackName}.fifo`, true],
    ['an import value', () => Fn.importValue('Arn'), UNKNOWN],
    ['nothing', () => undefined, UNKNOWN],
  ])('that is %s is FIFO: %p', (_, arn, expected) => expect(isFifo(arn)).toBe(expected));
});
