import { App, Stack } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { SqsEventSource as UpstreamSqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { rules, SqsEventSource } from '../../src';
import { warningIdsOf } from '../model/shop';

type Json = { [name: string]: any };

const ENVIRONMENT = { region: 'eu-west-1', account: '111122223333' };
const arnOf = (id: string) => ({ 'Fn::GetAtt': [id, 'Arn'] });
const functionOf = (properties: Json = {}) => ({ Type: 'AWS::Lambda::Function', Properties: properties });
const queueOf = (properties: Json = {}) => ({ Type: 'AWS::SQS::Queue', Properties: { VisibilityTimeout: 60, ...properties } });
const mappingOf = (fn: unknown, queue = 'Orders', properties: Json = {}) => ({
  Type: 'AWS::Lambda::EventSourceMapping', Properties: { FunctionName: fn, EventSourceArn: arnOf(queue), ...properties },
});
const REDRIVE = { RedrivePolicy: { deadLetterTargetArn: arnOf('Dead'), maxReceiveCount: 5 } };

function found(resources: Json): string[] {
  return rules.TemplateChecker.check({ Resources: resources }, ENVIRONMENT).findings.map(({ path, ruleId }) => `${path} ${ruleId}`);
}

describe('a queue for what failed elsewhere', () => {
  const redrive = { Dead: queueOf(), Fn: functionOf(), Mapping: mappingOf({ Ref: 'Fn' }, 'Dead') };

  test.each<[string, Json]>([
    ['of another queue', { Orders: queueOf(REDRIVE) }],
    ['of a function', { Other: functionOf({ DeadLetterConfig: { TargetArn: arnOf('Dead') } }) }],
    ['of a mapping', {
      Stream: { Type: 'AWS::Kinesis::Stream' },
      Reader: {
        Type: 'AWS::Lambda::EventSourceMapping',
        Properties: { FunctionName: 'reader', EventSourceArn: arnOf('Stream'), StartingPosition: 'LATEST', MaximumRetryAttempts: 1, DestinationConfig: { OnFailure: { Destination: arnOf('Dead') } } },
      },
    }],
    ['of a subscription', {
      Topic: { Type: 'AWS::SNS::Topic' },
      Subscription: {
        Type: 'AWS::SNS::Subscription',
        Properties: { TopicArn: { Ref: 'Topic' }, Protocol: 'email', Endpoint: 'shop@example.com', RedrivePolicy: { deadLetterTargetArn: arnOf('Dead') } },
      },
    }],
    ['of queues that it names', { Dead: queueOf({ RedriveAllowPolicy: { redrivePermission: 'byQueue', sourceQueueArns: ['arn:aws:sqs:eu-west-1:111122223333:orders'] } }) }],
  ])('%s needs no dead-letter queue of its own', (_, resources) => {
    expect(found({ ...redrive, ...resources })).toEqual([]);
  });

  test('is a queue like any other where it is for nothing', () => {
    expect(found(redrive)).toEqual(['Mapping sqs-redrive-policy-missing']);
    expect(found({ ...redrive, Dead: queueOf({ RedriveAllowPolicy: { redrivePermission: 'denyAll' } }) })).toEqual(['Mapping sqs-redrive-policy-missing']);
  });
});

describe('what is wrong with a queue', () => {
  const readers = (queue: Json, count: number, properties: Json = {}) => ({
    Dead: queueOf({ FifoQueue: true }),
    Orders: queueOf(queue),
    ...Object.fromEntries(Array.from({ length: count }, (_, i) => [`Fn${i}`, functionOf()])),
    ...Object.fromEntries(Array.from({ length: count }, (_, i) => [`Mapping${i}`, mappingOf({ Ref: `Fn${i}` }, 'Orders', properties)])),
  });

  test.each<[string, Json, string]>([
    ['no dead-letter queue', {}, 'sqs-redrive-policy-missing'],
    ['few receives', { RedrivePolicy: { deadLetterTargetArn: 'arn:aws:sqs:eu-west-1:111122223333:dead', maxReceiveCount: 1 } }, 'sqs-max-receive-count'],
    ['a FIFO queue as its dead-letter queue', REDRIVE, 'sqs-dead-letter-queue-kind'],
  ])('%s: is told of its first reader, and further readers once', (_, queue, rule) => {
    expect(found(readers(queue, 4))).toEqual([`Mapping0 ${rule}`, 'Mapping1 sqs-competing-functions']);
  });

  test('and so are readers that filter', () => {
    const filters = { FilterCriteria: { Filters: [{ Pattern: '{"body":{"a":["x"]}}' }] } };
    expect(found(readers({ RedriveAllowPolicy: { redrivePermission: 'byQueue' } }, 3, filters))).toEqual(['Mapping1 sqs-competing-filters']);
  });

  test('a reader of another library, which may not be validated, keeps it from nobody', () => {
    const stack = new Stack(new App(), 'Shop');
    const queue = new sqs.Queue(stack, 'Orders');
    for (const [id, source] of Object.entries({ First: new UpstreamSqsEventSource(queue), Second: new SqsEventSource(queue) })) {
      const fn = new lambda.Function(stack, id, { runtime: lambda.Runtime.NODEJS_22_X, handler: 'index.handler', code: lambda.Code.fromInline('x') });
      fn.addEventSource(source);
    }
    (stack.node.root as App).synth();
    expect(warningIdsOf(stack)).toEqual(['sqs-competing-functions', 'sqs-redrive-policy-missing']);
  });
});

test('readers of a stream are counted, and told of the last one', () => {
  const resources: Json = { Stream: { Type: 'AWS::Kinesis::Stream' } };
  for (let i = 0; i < 8; i++) {
    resources[`Mapping${i}`] = { Type: 'AWS::Lambda::EventSourceMapping', Properties: { FunctionName: `reader-${i}`, EventSourceArn: arnOf('Stream'), StartingPosition: 'LATEST' } };
  }
  const { findings } = rules.TemplateChecker.check({ Resources: resources }, ENVIRONMENT);
  expect(findings.map(({ path, statement }) => `${path}: ${statement}`)).toEqual([
    'Mapping7: The number of readers of the event source is 8 readers, but it should be a whole number from 1 to 5 readers.',
  ]);
});

describe('a function that is named', () => {
  const named = (name: unknown, fn: Json = {}) => found({
    Fn: functionOf({ FunctionName: 'orders', ...fn }),
    Dead: queueOf(),
    Orders: queueOf(REDRIVE),
    First: mappingOf({ Ref: 'Fn' }),
    Second: mappingOf(name),
  });

  test.each<[string, unknown]>([
    ['by its name', 'orders'],
    ['by its ARN', 'arn:aws:lambda:eu-west-1:111122223333:function:orders'],
    ['by the ARN of the deployment', { 'Fn::Sub': 'arn:${AWS::Partition}:lambda:${AWS::Region}:${AWS::AccountId}:function:orders' }],
  ])('%s is the function that has the name', (_, name) => {
    expect(named(name)).toEqual(['Second same-source-and-function']);
  });

  test.each<[string, unknown]>([
    ['of another name', 'returns'],
    ['of another account', 'arn:aws:lambda:eu-west-1:444455556666:function:orders'],
    ['with a qualifier', 'orders:live'],
  ])('%s is another one', (_, name) => {
    expect(named(name)).toEqual(['Second sqs-competing-functions']);
  });

  test('is judged with what is known of it', () => {
    expect(named('orders', { Timeout: 61 })).toEqual(['First sqs-visibility-timeout', 'Second sqs-visibility-timeout', 'Second same-source-and-function']);
  });
});

describe('low reserved concurrency', () => {
  const reserved = (queue: Json, mapping: Json) => found({
    Fn: functionOf({ ReservedConcurrentExecutions: 2 }),
    Orders: queueOf({ RedriveAllowPolicy: { redrivePermission: 'byQueue' }, ...queue }),
    Mapping: mappingOf({ Ref: 'Fn' }, 'Orders', mapping),
  });

  test('throttles the pollers of a standard queue', () => expect(reserved({}, {})).toEqual(['Mapping sqs-reserved-concurrency-low']));
  test('is all that a maximum concurrency of the same needs', () => expect(reserved({}, { ScalingConfig: { MaximumConcurrency: 2 } })).toEqual([]));
  test('is reported once where a maximum concurrency is beyond it', () => {
    expect(reserved({}, { ScalingConfig: { MaximumConcurrency: 3 } })).toEqual(['Mapping sqs-concurrency-over-reserved']);
  });
  test('is of no concern for a FIFO queue, which has a poller for each message group', () => expect(reserved({ FifoQueue: true }, {})).toEqual([]));
});
