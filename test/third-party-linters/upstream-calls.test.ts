import { outcomeOf } from './upstream';
import { callsOf } from './upstream-calls';

const MAPPING = { Type: 'AWS::Lambda::EventSourceMapping' };
const queue = (properties: object) => ({
  Resources: { Mapping: { ...MAPPING, Properties: { FunctionName: 'fulfil', EventSourceArn: 'arn:aws:sqs:eu-west-1:111122223333:orders', ...properties } } },
});
const stream = (properties: object) => ({
  Resources: { Mapping: { ...MAPPING, Properties: { FunctionName: 'fulfil', EventSourceArn: 'arn:aws:kinesis:eu-west-1:111122223333:stream/orders', ...properties } } },
});
const outcome = (bad: object, repaired: object) => outcomeOf({ bad, repaired });

test('properties become the props that say the same', () => {
  const { calls, unsaid, withoutClass } = callsOf(queue({
    BatchSize: 100, MaximumBatchingWindowInSeconds: 5, FunctionResponseTypes: ['ReportBatchItemFailures'], ScalingConfig: { MaximumConcurrency: 20 },
  }));
  expect(calls).toEqual([expect.objectContaining({
    class: 'SqsEventSource', props: { batchSize: 100, maxBatchingWindow: 5, reportBatchItemFailures: true, maxConcurrency: 20 },
  })]);
  expect([unsaid, withoutClass]).toEqual([[], []]);
});

test('a queue, a table and a function of the template are made as they are there', () => {
  const { calls: [call] } = callsOf({
    Resources: {
      Orders: { Type: 'AWS::SQS::Queue', Properties: { VisibilityTimeout: 30 } },
      Fulfil: { Type: 'AWS::Lambda::Function', Properties: { Timeout: 60 } },
      Mapping: { ...MAPPING, Properties: { FunctionName: { Ref: 'Fulfil' }, EventSourceArn: { 'Fn::GetAtt': ['Orders', 'Arn'] } } },
    },
  });
  expect(call.source).toMatchObject({ id: 'Orders', properties: { VisibilityTimeout: 30 } });
  expect(call.invoked).toMatchObject({ id: 'Fulfil', timeout: 60 });
});

test('a property that no prop sets is listed', () => {
  expect(callsOf(queue({ StartingPosition: 'LATEST' })).unsaid).toEqual(['StartingPosition']);
  expect(callsOf(stream({})).unsaid).toEqual(['StartingPosition']);
  expect(callsOf(stream({ StartingPosition: 'EARLIEST' })).unsaid).toEqual(['StartingPosition']);
});

test('a broker has no class', () => {
  expect(callsOf({ Resources: { Mapping: { ...MAPPING, Properties: { FunctionName: 'f', EventSourceArn: 'arn:aws:mq:eu-west-1:111122223333:broker:o:b-1' } } } }))
    .toMatchObject({ calls: [], withoutClass: ['activemq or rabbitmq'] });
});

describe('with the classes of aws-cdk-lib a mistake', () => {
  test('is seen where a constructor throws', () => {
    expect(outcome(stream({ StartingPosition: 'LATEST', ParallelizationFactor: 11 }), stream({ StartingPosition: 'LATEST', ParallelizationFactor: 10 }))).toBe('seen');
  });

  test('is missed where nothing happens', () => {
    expect(outcome(queue({ FilterCriteria: { Filters: [{ Pattern: '{' }] } }), queue({ FilterCriteria: { Filters: [{ Pattern: '{}' }] } }))).toBe('missed');
  });

  test('is missed where its value is known at deployment', () => {
    expect(outcome(queue({ BatchSize: { 'Fn::If': ['Busy', 11, 10] } }), queue({ BatchSize: 10 }))).toBe('missed');
  });

  test('cannot be written where no prop says it', () => {
    expect(outcome(queue({ StartingPosition: 'LATEST' }), queue({}))).toBe('cannot be written');
  });

  test('has no class where the source has none', () => {
    const broker = (arn: string) => ({ Resources: { Mapping: { ...MAPPING, Properties: { FunctionName: 'f', EventSourceArn: arn } } } });
    expect(outcome(broker('arn:aws:mq:eu-west-1:444455556666:broker:o:b-1'), broker('arn:aws:mq:eu-west-1:111122223333:broker:o:b-1'))).toBe('no class');
  });
});
