import { App, CfnParameter, Stack } from 'aws-cdk-lib';
import * as kinesis from 'aws-cdk-lib/aws-kinesis';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { DynamoEventSource, KinesisConsumerEventSource, KinesisEventSource, testing } from '../../../src';
import { ACCOUNT, CALM, CONSUMER_ARN, newConsumer, newFunction, newStack, newTable, OTHER_ACCOUNT, REGION, STREAM_ARN } from '../../stream-builders';

function read(stack: Stack, times: number, source: () => lambda.IEventSource): testing.Findings {
  for (let i = 0; i < times; i++) { newFunction(stack, `Reader${i}`).addEventSource(source()); }
  return testing.Findings.of(stack);
}

describe('readers that share a stream', () => {
  test('five hold', () => {
    const stack = newStack();
    const stream = new kinesis.Stream(stack, 'Orders');
    read(stack, 5, () => new KinesisEventSource(stream, CALM)).assertNone();
  });

  test('the sixth is told, and of enhanced fan-out', () => {
    const stack = newStack();
    const stream = new kinesis.Stream(stack, 'Orders');
    const found = read(stack, 6, () => new KinesisEventSource(stream, CALM));
    found.assertOnly('kinesis-readers');
    const { message, path } = found.assertHas('kinesis-readers');
    expect(path).toContain('Reader5');
    expect(message).toContain('The number of readers of the event source is 6 readers');
    expect(message).toContain('KinesisConsumerEventSource');
  });

  test('six of an imported stream are counted by its ARN', () => {
    const stack = newStack();
    const stream = kinesis.Stream.fromStreamArn(stack, 'Orders', STREAM_ARN);
    read(stack, 6, () => new KinesisEventSource(stream, CALM)).assertOnly('kinesis-readers');
  });

  test('a reader that is switched off does not count', () => {
    const stack = newStack();
    const stream = new kinesis.Stream(stack, 'Orders');
    newFunction(stack, 'Off').addEventSource(new KinesisEventSource(stream, { ...CALM, enabled: false }));
    read(stack, 5, () => new KinesisEventSource(stream, CALM)).assertNone();
  });

  test('a reader of which only the deployment knows whether it is switched on is not told, and does not count for others', () => {
    const stack = newStack();
    const stream = new kinesis.Stream(stack, 'Orders');
    const enabled = new CfnParameter(stack, 'Enabled');
    const sixth = () => {
      const source = new KinesisEventSource(stream, CALM);
      newFunction(stack, `Perhaps${stack.node.children.length}`).addEventSource(source);
      (source.eventSourceMapping.node.defaultChild as lambda.CfnEventSourceMapping).addPropertyOverride('Enabled', { Ref: enabled.logicalId });
    };
    sixth();
    read(stack, 5, () => new KinesisEventSource(stream, CALM)).assertNone();
    sixth();
    testing.Findings.of(stack).assertNone();
  });

  test('each with a consumer of its own hold, however many', () => {
    const stack = newStack();
    const stream = new kinesis.Stream(stack, 'Orders');
    let i = 0;
    read(stack, 6, () => new KinesisConsumerEventSource(newConsumer(stack, `Consumer${i++}`, stream), CALM)).assertNone();
  });

  test('two of one consumer warn', () => {
    const stack = newStack();
    const consumer = newConsumer(stack);
    read(stack, 2, () => new KinesisConsumerEventSource(consumer, CALM)).assertOnly('kinesis-consumer-readers');
  });
});

describe('the reserved concurrency of the function', () => {
  function found(reserved: number, props: kinesis.StreamProps, parallelizationFactor?: number): testing.Findings {
    const stack = newStack();
    const stream = new kinesis.Stream(stack, 'Orders', props);
    const fn = newFunction(stack, 'Fulfil', { reservedConcurrentExecutions: reserved });
    fn.addEventSource(new KinesisEventSource(stream, { ...CALM, parallelizationFactor }));
    return testing.Findings.of(stack);
  }

  test('holds as many batches as the shards have, one less warns', () => {
    found(4, { shardCount: 4 }).assertNone();
    found(3, { shardCount: 4 }).assertOnly('kinesis-concurrency-over-reserved');
    found(8, { shardCount: 4 }, 2).assertNone();
    found(7, { shardCount: 4 }, 2).assertOnly('kinesis-concurrency-over-reserved');
  });

  test('is counted for a consumer too', () => {
    const stack = newStack();
    const consumer = newConsumer(stack, 'Consumer', new kinesis.Stream(stack, 'Orders', { shardCount: 2 }));
    newFunction(stack, 'Fulfil', { reservedConcurrentExecutions: 1 }).addEventSource(new KinesisConsumerEventSource(consumer, CALM));
    testing.Findings.of(stack).assertOnly('kinesis-concurrency-over-reserved');
  });

  test('is not judged for a stream on demand or a number of shards that is known at deployment', () => {
    found(1, { streamMode: kinesis.StreamMode.ON_DEMAND }).assertNone();
    const stack = newStack();
    const shardCount = new CfnParameter(stack, 'Shards', { type: 'Number' }).valueAsNumber;
    const fn = newFunction(stack, 'Fulfil', { reservedConcurrentExecutions: 1 });
    fn.addEventSource(new KinesisEventSource(new kinesis.CfnStream(stack, 'Orders', { shardCount }), CALM));
    testing.Findings.of(stack).assertNone();
  });
});

describe('ARNs', () => {
  const IN_REGION = { env: { account: ACCOUNT, region: REGION } };

  test.each([
    ['a stream', STREAM_ARN],
    ['a consumer', CONSUMER_ARN],
  ])('that of %s holds', (_, arn) => {
    const stack = newStack(IN_REGION);
    newFunction(stack).addEventSource(new KinesisEventSource(kinesis.Stream.fromStreamArn(stack, 'Orders', arn), CALM));
    testing.Findings.of(stack).assertNone();
  });

  test('another of the service is an error', () => {
    const stack = newStack(IN_REGION);
    const source = new KinesisEventSource(kinesis.Stream.fromStreamArn(stack, 'Orders', STREAM_ARN), CALM);
    newFunction(stack).addEventSource(source);
    (source.eventSourceMapping.node.defaultChild as lambda.CfnEventSourceMapping).eventSourceArn = STREAM_ARN.replace('stream/', '');
    testing.Findings.of(stack).assertOnly('kinesis-arn');
  });

  test.each<[string, (scope: Stack) => lambda.IEventSource]>([
    ['stream', scope => new KinesisEventSource(new kinesis.Stream(scope, 'Orders', { streamName: 'orders' }), CALM)],
    ['consumer', scope => new KinesisConsumerEventSource(newConsumer(scope), CALM)],
    ['table', scope => new DynamoEventSource(newTable(scope), CALM)],
  ])('a %s of a stack in another Region is an error', (_, source) => {
    const app = new App();
    const there = new Stack(app, 'There', { env: { account: ACCOUNT, region: 'us-east-1' }, crossRegionReferences: true });
    const here = new Stack(app, 'Here', { ...IN_REGION, crossRegionReferences: true });
    newFunction(here).addEventSource(source(there));
    testing.Findings.of(here).assertOnly('source-region');
  });

  test('one of another Region is an error, one of a Region that is not known is not', () => {
    const stack = newStack({ env: { account: ACCOUNT, region: 'us-east-1' } });
    newFunction(stack).addEventSource(new KinesisEventSource(kinesis.Stream.fromStreamArn(stack, 'Orders', STREAM_ARN), CALM));
    testing.Findings.of(stack).assertOnly('source-region');

    const anywhere = newStack();
    newFunction(anywhere).addEventSource(new KinesisEventSource(kinesis.Stream.fromStreamArn(anywhere, 'Orders', STREAM_ARN), CALM));
    testing.Findings.of(anywhere).assertNone();
  });
});

test('a stream and a consumer of another stack are seen through the reference', () => {
  const app = new App();
  const streams = new Stack(app, 'Streams');
  const consumer = newConsumer(streams);
  const stack = new Stack(app, 'Shop');
  read(stack, 2, () => new KinesisConsumerEventSource(consumer, CALM)).assertOnly('kinesis-consumer-readers');
});

test('functions of one name that are known by their ARN read a stream each in an account of its own, but not twice in one', () => {
  const readIn = (app: App, id: string, account: string) => {
    const stack = new Stack(app, id, { env: { account, region: REGION } });
    const fn = lambda.Function.fromFunctionArn(stack, 'Fulfil', `arn:aws:lambda:${REGION}:${account}:function:fulfil`);
    fn.addEventSource(new KinesisEventSource(kinesis.Stream.fromStreamArn(stack, 'Orders', STREAM_ARN), { ...CALM, grantPermissions: false }));
  };
  const app = new App();
  readIn(app, 'Here', ACCOUNT);
  readIn(app, 'There', OTHER_ACCOUNT);
  testing.Findings.of(app).assertNone();
  readIn(app, 'HereAgain', ACCOUNT);
  testing.Findings.of(app).assertOnly('same-source-and-function');
});
