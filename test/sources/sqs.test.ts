import { App, Aws, CfnParameter, Duration, Lazy, Stack } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { POLLED_PROPS } from './polled-props';
import { SqsEventSource, SqsEventSourceProps, testing } from '../../src';
import { mappingIn, newFunction, newQueue, newStack, Properties, queueArn } from '../builders';
import { oneLine } from '../one-line';

const ORDERS = { 'Fn::GetAtt': ['OrdersA9B65338', 'Arn'] };
const BARE = { EventSourceArn: ORDERS, FunctionName: { Ref: 'Fulfil41551CE2' } };

/** A function with one source, of a queue that no rule has anything to say about. */
function mapped(props?: SqsEventSourceProps, queueProps?: sqs.QueueProps): Stack {
  const stack = newStack();
  newFunction(stack).addEventSource(new SqsEventSource(newQueue(stack, 'Orders', queueProps), props));
  return stack;
}

describe('queues', () => {
  function mappingOf(queue: (stack: Stack) => sqs.IQueueRef): Properties {
    const stack = newStack();
    newFunction(stack).addEventSource(new SqsEventSource(queue(stack)));
    return mappingIn(stack);
  }

  test('a queue of the stack is polled by its ARN, and nothing else is said', () => {
    const stack = mapped();
    expect(mappingIn(stack)).toEqual(BARE);
    testing.Findings.of(stack).assertNone();
  });

  test('a FIFO queue is polled by its ARN', () => {
    const stack = mapped({ batchSize: 10 }, { fifo: true });
    expect(mappingIn(stack)).toEqual({ ...BARE, BatchSize: 10 });
    testing.Findings.of(stack).assertNone();
  });

  test('a queue imported by a literal ARN is polled by that ARN', () => {
    expect(mappingOf(stack => sqs.Queue.fromQueueArn(stack, 'Orders', queueArn())).EventSourceArn).toBe(queueArn());
  });

  test('a queue imported by a token ARN is polled by that token', () => {
    const mapping = mappingOf(stack => sqs.Queue.fromQueueArn(stack, 'Orders', new CfnParameter(stack, 'Arn').valueAsString));
    expect(mapping.EventSourceArn).toEqual({ Ref: 'Arn' });
  });

  test('a queue imported by attributes is polled by its ARN', () => {
    const mapping = mappingOf(stack => sqs.Queue.fromQueueAttributes(stack, 'Orders', { queueArn: queueArn(), queueUrl: 'https://orders' }));
    expect(mapping.EventSourceArn).toBe(queueArn());
  });

  test('an L1 queue is polled by its ARN', () => {
    expect(mappingOf(stack => new sqs.CfnQueue(stack, 'Orders')).EventSourceArn).toEqual({ 'Fn::GetAtt': ['Orders', 'Arn'] });
  });

  test('a queue is given back as the same object; an L1, which has not the members that its type promises, is refused by name', () => {
    const stack = newStack();
    const queue = sqs.Queue.fromQueueArn(stack, 'Imported', queueArn());
    expect(new SqsEventSource(queue).queue).toBe(queue);
    expect(() => new SqsEventSource(new sqs.CfnQueue(stack, 'Orders')).queue)
      .toThrow('The SqsEventSource of Shop/Orders was made with a reference or an L1, which is no IQueue. Use the object that it was made with.');
  });

  test('a queue of another account of the app is polled by the ARN that its name gives', () => {
    const app = new App();
    const stack = new Stack(app, 'Shop', { env: { account: '111122223333', region: 'eu-west-1' } });
    const other = new Stack(app, 'Other', { env: { account: '444455556666', region: 'eu-west-1' } });
    lambda.Function.fromFunctionName(stack, 'Fulfil', 'fulfil').addEventSource(new SqsEventSource(newQueue(other, 'Orders', { queueName: 'orders' })));
    expect(mappingIn(stack).EventSourceArn).toEqual({ 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':sqs:eu-west-1:444455556666:orders']] });
  });
});

describe('each prop becomes its CloudFormation property', () => {
  const CASES: { readonly [title: string]: [SqsEventSourceProps, Properties] } = {
    ...POLLED_PROPS,
    'batchSize': [{ batchSize: 5 }, { BatchSize: 5 }],
    'reportBatchItemFailures': [{ reportBatchItemFailures: true }, { FunctionResponseTypes: ['ReportBatchItemFailures'] }],
    'reportBatchItemFailures: false, as nothing': [{ reportBatchItemFailures: false }, {}],
    'maxConcurrency': [{ maxConcurrency: 2 }, { ScalingConfig: { MaximumConcurrency: 2 } }],
    'metricsConfig': [{ metricsConfig: { metrics: [lambda.MetricType.EVENT_COUNT] } }, { MetricsConfig: { Metrics: ['EventCount'] } }],
    'provisionedPollerConfig': [
      { provisionedPollerConfig: { minimumPollers: 2, maximumPollers: 3 } },
      { ProvisionedPollerConfig: { MinimumPollers: 2, MaximumPollers: 3 } },
    ],
    'half of provisionedPollerConfig': [{ provisionedPollerConfig: { maximumPollers: 3 } }, { ProvisionedPollerConfig: { MaximumPollers: 3 } }],
  };

  test.each(Object.keys(CASES))('%s', title => {
    const [props, properties] = CASES[title];
    const stack = mapped(props);
    expect(mappingIn(stack)).toEqual({ ...BARE, ...properties });
    testing.Findings.of(stack).assertNone();
  });

  test('all of them together', () => {
    const stack = mapped({
      batchSize: 11,
      maxBatchingWindow: Duration.seconds(1),
      reportBatchItemFailures: true,
      enabled: false,
      maxConcurrency: 1000,
      tags: { team: 'orders' },
      metricsConfig: { metrics: [lambda.MetricType.EVENT_COUNT] },
      filters: [{ body: { type: ['order'] } }],
    });
    expect(mappingIn(stack)).toEqual({
      ...BARE,
      BatchSize: 11,
      MaximumBatchingWindowInSeconds: 1,
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      Enabled: false,
      ScalingConfig: { MaximumConcurrency: 1000 },
      Tags: [{ Key: 'team', Value: 'orders' }],
      MetricsConfig: { Metrics: ['EventCount'] },
      FilterCriteria: { Filters: [{ Pattern: '{"body":{"type":["order"]}}' }] },
    });
    testing.Findings.of(stack).assertNone();
  });

  test('numbers that are tokens are emitted as such, and nobody judges them', () => {
    const stack = newStack();
    const number = new CfnParameter(stack, 'Number', { type: 'Number' }).valueAsNumber;
    newFunction(stack).addEventSource(new SqsEventSource(newQueue(stack), {
      batchSize: number,
      maxConcurrency: number,
      maxBatchingWindow: Duration.seconds(number),
    }));
    const token = { Ref: 'Number' };
    expect(mappingIn(stack)).toEqual({
      ...BARE, BatchSize: token, MaximumBatchingWindowInSeconds: token, ScalingConfig: { MaximumConcurrency: token },
    });
    testing.Findings.of(stack).assertNone();
  });
});

describe('what is falsy or odd is emitted and judged, never dropped', () => {
  const CASES: { readonly [title: string]: [SqsEventSourceProps, Properties, string] } = {
    'batchSize of 0': [{ batchSize: 0 }, { BatchSize: 0 }, 'sqs-batch-size'],
    'batchSize with a fraction': [{ batchSize: 1.5 }, { BatchSize: 1.5 }, 'sqs-batch-size'],
    'batchSize below zero': [{ batchSize: -1 }, { BatchSize: -1 }, 'sqs-batch-size'],
    'maxConcurrency of 0': [{ maxConcurrency: 0 }, { ScalingConfig: { MaximumConcurrency: 0 } }, 'sqs-maximum-concurrency'],
    'maxConcurrency with a fraction': [{ maxConcurrency: 2.5 }, { ScalingConfig: { MaximumConcurrency: 2.5 } }, 'sqs-maximum-concurrency'],
    'a window with a fraction': [{ maxBatchingWindow: Duration.millis(1500) }, { MaximumBatchingWindowInSeconds: 1.5 }, 'batching-window'],
    'minimumPollers of 0': [
      { provisionedPollerConfig: { minimumPollers: 0 } }, { ProvisionedPollerConfig: { MinimumPollers: 0 } }, 'sqs-minimum-pollers',
    ],
  };

  test.each(Object.keys(CASES))('%s', title => {
    const [props, properties, ruleId] = CASES[title];
    const stack = mapped(props);
    testing.Findings.of(stack).assertOnly(ruleId);
    expect(() => mappingIn(stack)).toThrow(`EventSources::${ruleId}\n`);
    const [mapping] = stack.node.findAll().filter(node => node instanceof lambda.CfnEventSourceMapping) as any[];
    expect(Object.values<any>(stack.resolve(mapping._toCloudFormation()).Resources)[0].Properties).toMatchObject(properties);
  });

  test.each([['batchSize', 'sqs-batch-size'], ['maxConcurrency', 'sqs-maximum-concurrency']])('%s of NaN is an error that says so', (prop, ruleId) => {
    const finding = testing.Findings.of(mapped({ [prop]: NaN })).assertHas(ruleId);
    expect(oneLine(finding.message)).toContain(`${prop} is NaN`);
  });

  test('an empty list of metrics is told of, though the template has none', () => {
    const stack = mapped({ metricsConfig: { metrics: [] } });
    testing.Findings.of(stack).assertOnly('metrics-empty');
  });

  test('an empty provisionedPollerConfig is told of, though the template has none', () => {
    testing.Findings.of(mapped({ provisionedPollerConfig: {} })).assertOnly('provisioned-pollers-empty');
  });

  test('an empty list of filters is an error', () => {
    testing.Findings.of(mapped({ filters: [] })).assertOnly('filters-count');
  });
});

describe('the batching window of a FIFO queue', () => {
  const ZERO = { maxBatchingWindow: Duration.seconds(0) };
  const FIFO: { readonly [title: string]: (stack: Stack) => sqs.IQueueRef } = {
    'owned': stack => newQueue(stack, 'Orders', { fifo: true }),
    'imported by ARN': stack => sqs.Queue.fromQueueArn(stack, 'Orders', queueArn('orders.fifo')),
    'imported by attributes': stack => sqs.Queue.fromQueueAttributes(stack, 'Orders', {
      queueArn: `arn:aws:sqs:${Aws.REGION}:${Aws.ACCOUNT_ID}:orders.fifo`,
    }),
    'imported by a token with fifo said': stack => sqs.Queue.fromQueueAttributes(stack, 'Orders', {
      queueArn: new CfnParameter(stack, 'Arn').valueAsString, fifo: true,
    }),
    'an L1': stack => new sqs.CfnQueue(stack, 'Orders', { fifoQueue: true }),
  };

  test.each(Object.keys(FIFO))('of zero is left out of the template: queue %s', title => {
    const stack = newStack();
    newFunction(stack).addEventSource(new SqsEventSource(FIFO[title](stack), ZERO));
    expect(mappingIn(stack)).not.toHaveProperty('MaximumBatchingWindowInSeconds');
  });

  test.each(Object.keys(FIFO))('of one second is an error: queue %s', title => {
    const stack = newStack();
    newFunction(stack).addEventSource(new SqsEventSource(FIFO[title](stack), { maxBatchingWindow: Duration.seconds(1) }));
    testing.Findings.of(stack).assertHas('sqs-fifo-batching-window');
  });

  test('of zero stays in the template when the queue may be a standard one', () => {
    const stack = newStack();
    const queue = sqs.Queue.fromQueueArn(stack, 'Orders', new CfnParameter(stack, 'Arn').valueAsString);
    newFunction(stack).addEventSource(new SqsEventSource(queue, ZERO));
    expect(mappingIn(stack).MaximumBatchingWindowInSeconds).toBe(0);
    testing.Findings.of(stack).assertNone();
  });
});

describe('a batching window that is known only at deployment', () => {
  test('is emitted when it is in seconds', () => {
    const stack = newStack();
    const seconds = new CfnParameter(stack, 'Seconds', { type: 'Number' }).valueAsNumber;
    newFunction(stack).addEventSource(new SqsEventSource(newQueue(stack), { maxBatchingWindow: Duration.seconds(seconds) }));
    expect(mappingIn(stack).MaximumBatchingWindowInSeconds).toEqual({ Ref: 'Seconds' });
    testing.Findings.of(stack).assertNone();
  });

  test('is judged when it is a token that synthesis resolves', () => {
    const stack = mapped({ maxBatchingWindow: Duration.seconds(Lazy.number({ produce: () => 301 })) });
    testing.Findings.of(stack).assertOnly('batching-window');
  });

  test.each([
    ['minutes', Duration.minutes],
    ['milliseconds', Duration.millis],
  ])('is an error when it is in %s, which nobody can convert', (_, make) => {
    const stack = newStack();
    const token = new CfnParameter(stack, 'Token', { type: 'Number' }).valueAsNumber;
    newFunction(stack).addEventSource(new SqsEventSource(newQueue(stack), { maxBatchingWindow: make(token) }));
    const findings = testing.Findings.of(stack);
    findings.assertOnly('duration-token');
    expect(oneLine(findings.assertHas('duration-token').message)).toContain('maxBatchingWindow takes seconds. Fix: Make it with Duration.seconds(...).');
  });
});
