import { CfnParameter, Duration, Lazy } from 'aws-cdk-lib';
import * as kinesis from 'aws-cdk-lib/aws-kinesis';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import {
  DynamoEventSource, KinesisConsumerEventSource, KinesisEventSource, KinesisEventSourceProps, RecordAge, testing,
} from '../../../src';
import {
  CALM, CONSUMER_ARN, l1Of, mapped, newConsumer, newFunction, newStack, newTable, QUEUE_ARN, SOURCES, STREAM_ARN, TABLE_STREAM_ARN,
} from '../../stream-builders';

const CLASSES = Object.keys(SOURCES);
const NO_LIMIT = { retryAttempts: undefined };

/** What is found of each class with the same props. */
function expectFound(props: Partial<KinesisEventSourceProps>, ...ruleIds: string[]): void {
  CLASSES.forEach(className => testing.Findings.of(mapped(className, props)).assertOnly(...ruleIds));
}

describe('numbers on both sides of their bounds', () => {
  const HOLD: { readonly [title: string]: Partial<KinesisEventSourceProps> } = {
    'a parallelizationFactor of 1': { parallelizationFactor: 1 },
    'a parallelizationFactor of 10': { parallelizationFactor: 10 },
    'a tumblingWindow of 0': { tumblingWindow: Duration.seconds(0) },
    'a tumblingWindow of 900 seconds': { tumblingWindow: Duration.seconds(900) },
    'a maxRecordAge of 60 seconds': { maxRecordAge: Duration.seconds(60) },
    'an unlimited maxRecordAge': { maxRecordAge: RecordAge.unlimited() },
    'retryAttempts of 0': { retryAttempts: 0 },
    'retryAttempts of 10000': { retryAttempts: 10000 },
    'a batchSize of 1': { batchSize: 1 },
    'a batchSize of 10000': { batchSize: 10000 },
    'a batchSize over 10 without a window': { batchSize: 11 },
    'a window of 300 seconds': { maxBatchingWindow: Duration.seconds(300) },
    'bisect with tumbling windows, parallel batches and partial answers': {
      bisectBatchOnError: true, tumblingWindow: Duration.seconds(30), parallelizationFactor: 2, reportBatchItemFailures: true,
    },
  };
  test.each(Object.keys(HOLD))('%s holds', title => expectFound(HOLD[title]));

  const VIOLATE: { readonly [title: string]: [Partial<KinesisEventSourceProps>, string] } = {
    'a parallelizationFactor of 0': [{ parallelizationFactor: 0 }, 'parallelization-factor'],
    'a parallelizationFactor of 11': [{ parallelizationFactor: 11 }, 'parallelization-factor'],
    'a parallelizationFactor of 1.5': [{ parallelizationFactor: 1.5 }, 'parallelization-factor'],
    'a tumblingWindow of 901 seconds': [{ tumblingWindow: Duration.seconds(901) }, 'tumbling-window'],
    'a tumblingWindow of half a second': [{ tumblingWindow: Duration.millis(500) }, 'tumbling-window'],
    'a maxRecordAge of 0': [{ maxRecordAge: Duration.seconds(0) }, 'record-age'],
    'a maxRecordAge of 59 seconds': [{ maxRecordAge: Duration.seconds(59) }, 'record-age'],
    'a maxRecordAge of 604801 seconds': [{ maxRecordAge: Duration.seconds(604801) }, 'record-age'],
    'a maxRecordAge of -2': [{ maxRecordAge: Duration.seconds(Lazy.number({ produce: () => -2 })) }, 'record-age'],
    'a maxRecordAge without an end': [{ maxRecordAge: Duration.days(Infinity) }, 'record-age'],
    'retryAttempts of -2': [{ retryAttempts: -2 }, 'retry-attempts'],
    'retryAttempts of 10001': [{ retryAttempts: 10001 }, 'retry-attempts'],
    'a batchSize of 0': [{ batchSize: 0 }, 'batch-size'],
    'a batchSize of 10001': [{ batchSize: 10001 }, 'batch-size'],
    'a window of 301 seconds': [{ maxBatchingWindow: Duration.seconds(301) }, 'batching-window'],
    'provisioned pollers': [{ provisionedPollerConfig: { minimumPollers: 1 } }, 'provisioned-pollers-unsupported'],
    'a metric of Apache Kafka': [{ metricsConfig: { metrics: [lambda.MetricType.ERROR_COUNT] } }, 'metrics'],
  };
  test.each(Object.keys(VIOLATE))('%s is an error', title => {
    const [props, ruleId] = VIOLATE[title];
    expectFound(props, ruleId);
  });

  test.each(CLASSES)('numbers of %s that are known at deployment are not judged', className => {
    const stack = newStack();
    const number = new CfnParameter(stack, 'Number', { type: 'Number' }).valueAsNumber;
    const duration = Duration.seconds(number);
    testing.Findings.of(mapped(className, {
      batchSize: number,
      retryAttempts: number,
      parallelizationFactor: number,
      maxRecordAge: duration,
      tumblingWindow: duration,
      maxBatchingWindow: duration,
    }, stack)).assertNone();
  });

  test.each(['maxRecordAge', 'tumblingWindow', 'maxBatchingWindow'])('%s as a token in minutes is an error, because nobody can convert it', prop => {
    const stack = newStack();
    const minutes = Duration.minutes(new CfnParameter(stack, 'Number', { type: 'Number' }).valueAsNumber);
    const found = testing.Findings.of(mapped('KinesisEventSource', { [prop]: minutes }, stack));
    found.assertOnly('duration-token');
    expect(found.assertHas('duration-token').message).toContain(`${prop} takes seconds`);
  });

  test('the gap between no limit and a minute is one finding that tells both ways out', () => {
    const { message } = testing.Findings.of(mapped('KinesisEventSource', { maxRecordAge: Duration.seconds(30) })).assertHas('record-age');
    expect(message).toContain('maxRecordAge is 30 seconds, but it must be a whole number from 60 to 604800 seconds');
    expect(message).toContain('RecordAge.unlimited()');
  });

  test.each(['-1', '60'])('an age that an override writes as the text %s holds', age => {
    const stack = newStack();
    const source = SOURCES.KinesisEventSource(stack);
    newFunction(stack).addEventSource(source);
    l1Of(source).addPropertyOverride('MaximumRecordAgeInSeconds', age);
    testing.Findings.of(stack).assertNone();
  });
});

describe('retries without an end', () => {
  const onFailure: lambda.IEventSourceDlq = { bind: () => ({ destination: QUEUE_ARN }) };

  const reports = { reportBatchItemFailures: true };

  test('are AWS\'s default and nobody warns, also where a batch is split', () => {
    expectFound(NO_LIMIT);
    expectFound({ retryAttempts: -1, maxRecordAge: RecordAge.unlimited() });
    expectFound({ ...NO_LIMIT, bisectBatchOnError: true });
  });

  test('of records that the function reports warn of the shard that they block', () => {
    expectFound({ ...NO_LIMIT, ...reports }, 'shard-blocked-by-retries');
    expectFound({ ...reports, retryAttempts: -1, maxRecordAge: RecordAge.unlimited() }, 'shard-blocked-by-retries');
  });

  test('of records that the function reports have one warning with a destination', () => {
    expectFound({ ...NO_LIMIT, ...reports, onFailure }, 'destination-never-reached');
  });

  test('with a destination warn that it is hardly reached', () => {
    expectFound({ ...NO_LIMIT, onFailure }, 'destination-never-reached');
  });

  test.each<[string, Partial<KinesisEventSourceProps>]>([
    ['retryAttempts of 0', { retryAttempts: 0 }],
    ['a maxRecordAge of an hour', { ...NO_LIMIT, maxRecordAge: Duration.hours(1) }],
  ])('%s is an end, with and without a destination', (_, props) => {
    expectFound({ ...props, ...reports });
    expectFound({ ...props, onFailure });
  });

  test('a number of retries that is known at deployment is not judged', () => {
    const stack = newStack();
    const retryAttempts = new CfnParameter(stack, 'Number', { type: 'Number' }).valueAsNumber;
    testing.Findings.of(mapped('KinesisEventSource', { retryAttempts, ...reports }, stack)).assertNone();
  });
});

describe('the age of a record and the retention of its stream', () => {
  function found(retentionPeriod: Duration | undefined, maxRecordAge: Duration, throughConsumer = false) {
    const stack = newStack();
    const stream = new kinesis.Stream(stack, 'Orders', { retentionPeriod });
    const props = { ...CALM, maxRecordAge };
    newFunction(stack).addEventSource(throughConsumer
      ? new KinesisConsumerEventSource(newConsumer(stack, 'Consumer', stream), props)
      : new KinesisEventSource(stream, props));
    return testing.Findings.of(stack);
  }

  test.each([false, true])('of a stream that keeps them for 2 days: 2 days hold, a second more warns (consumer: %s)', throughConsumer => {
    found(Duration.days(2), Duration.days(2), throughConsumer).assertNone();
    found(Duration.days(2), Duration.seconds(172801), throughConsumer).assertOnly('record-age-over-retention');
  });

  test('of a stream that does not say: a day holds, a second more warns', () => {
    found(undefined, Duration.days(1)).assertNone();
    found(undefined, Duration.seconds(86401)).assertOnly('record-age-over-retention');
  });

  test('an L1 without a retention has the default of AWS', () => {
    const stack = newStack();
    newFunction(stack).addEventSource(new KinesisEventSource(new kinesis.CfnStream(stack, 'Orders'), { ...CALM, maxRecordAge: Duration.seconds(86401) }));
    testing.Findings.of(stack).assertOnly('record-age-over-retention');
  });

  test.each([
    ['a table', (stack: any) => new DynamoEventSource(newTable(stack), { ...CALM, maxRecordAge: Duration.seconds(86401) })],
    ['an ARN', () => DynamoEventSource.fromStreamArn(TABLE_STREAM_ARN, { ...CALM, maxRecordAge: Duration.seconds(86401) })],
  ])('of the stream of %s: more than a day warns, because it never keeps them longer', (_, source) => {
    const stack = newStack();
    newFunction(stack).addEventSource(source(stack));
    testing.Findings.of(stack).assertOnly('record-age-over-retention');
  });

  test('of an imported stream is not judged', () => {
    const stack = newStack();
    const props = { ...CALM, maxRecordAge: Duration.days(7) };
    const fn = newFunction(stack);
    fn.addEventSource(new KinesisEventSource(kinesis.Stream.fromStreamArn(stack, 'Orders', STREAM_ARN), props));
    fn.addEventSource(new KinesisConsumerEventSource(kinesis.StreamConsumer.fromStreamConsumerArn(stack, 'Consumer', CONSUMER_ARN), props));
    testing.Findings.of(stack).assertNone();
  });

  test('retention known at deployment is not judged', () => {
    const stack = newStack();
    const retentionPeriodHours = new CfnParameter(stack, 'Hours', { type: 'Number' }).valueAsNumber;
    const stream = new kinesis.CfnStream(stack, 'Orders', { retentionPeriodHours });
    newFunction(stack).addEventSource(new KinesisEventSource(stream, { ...CALM, maxRecordAge: Duration.days(7) }));
    testing.Findings.of(stack).assertNone();
  });
});

describe('starting positions', () => {
  const AT = { startingPosition: lambda.StartingPosition.AT_TIMESTAMP };
  const KINESIS = ['KinesisEventSource', 'KinesisConsumerEventSource'];
  const NOW = 1_700_000_000;

  beforeEach(() => { jest.spyOn(Date, 'now').mockReturnValue(NOW * 1000); });
  afterEach(() => jest.restoreAllMocks());

  test.each(KINESIS)('%s may start at a time, now at the latest', className => {
    testing.Findings.of(mapped(className, { ...AT, startingPositionTimestamp: NOW })).assertNone();
  });

  test.each(KINESIS)('%s warns of a time that has not come', className => {
    testing.Findings.of(mapped(className, { ...AT, startingPositionTimestamp: NOW + 1 })).assertOnly('starting-position-timestamp-future');
  });

  test.each(KINESIS)('%s: a time in milliseconds is one error that explains them', className => {
    const found = testing.Findings.of(mapped(className, { ...AT, startingPositionTimestamp: NOW * 1000 }));
    found.assertOnly('starting-position-timestamp-milliseconds');
    expect(found.errors()[0].message).toContain('seconds since 1970');
  });

  test.each(KINESIS)('%s: AT_TIMESTAMP without a time is an error, and so is a time without it', className => {
    testing.Findings.of(mapped(className, AT)).assertOnly('starting-position-timestamp-missing');
    testing.Findings.of(mapped(className, { startingPositionTimestamp: 0 })).assertOnly('starting-position-timestamp-unused');
  });

  test('a table refuses AT_TIMESTAMP with a message that says so', () => {
    const { why } = testing.Findings.of(mapped('DynamoEventSource', AT)).assertHas('dynamodb-starting-position');
    expect(why).toContain('from its oldest record or from the next one, and from no point in time');
  });
});
