import { App, CfnParameter, Duration, Lazy, Stack, Token } from 'aws-cdk-lib';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as fc from 'fast-check';
import { KinesisEventSourceProps, RecordAge } from '../../src';
import { RULES } from '../../src/rules';
import { errorsOf } from '../model/shop';
import { mapped, SOURCES } from '../stream-builders';

/*
 * Drawn props of the three classes against a whole synthesis. On failure fast-check prints the seed and the path.
 */

jest.setTimeout(60_000);

type Props = Partial<KinesisEventSourceProps>;

const errorIds = new Set(RULES.filter(rule => rule.severity === 'error').map(rule => rule.id));
const ANY_TIME = fc.integer({ min: 0, max: 2_000_000_000 });

/** The errors of an app with one mapping; anything thrown that is no validation error of ours fails the test. */
function errorsWith(className: string, props: (stack: Stack) => Props): string[] {
  const stack = new Stack(new App({ analyticsReporting: false }), 'Shop');
  mapped(className, props(stack), stack);
  return errorsOf(stack).map(error => {
    const id = /^\[Shop\/\S+\] \[([a-z0-9-]+)\] /.exec(error)?.[1];
    if (id === undefined || !errorIds.has(id)) { throw new Error(`No error of ours: ${error}`); }
    return id;
  });
}

let made = 0;
type Made<Value> = (stack: Stack) => Value;

const plain = <Value>(value: fc.Arbitrary<Value>): fc.Arbitrary<Made<Value>> => value.map(each => () => each);

/** The CDK writes its tokens for numbers as numbers of this size, and fails on those that it does not know. */
function isNoToken(value: unknown): boolean {
  return !/e\+289/.test(JSON.stringify(value) ?? '');
}

const anyNumber: fc.Arbitrary<Made<number>> = fc.oneof(
  { weight: 3, arbitrary: plain(fc.integer({ min: -5, max: 12_000 })) },
  plain(fc.constantFrom(0, -0, -1, -2, 1.5, NaN, Infinity, -Infinity, 1e21, 1_700_000_000_000)),
  plain(fc.integer().map(value => Lazy.number({ produce: () => value }))),
  fc.constant((stack: Stack) => new CfnParameter(stack, `N${made++}`, { type: 'Number' }).valueAsNumber),
);

const anyDuration: fc.Arbitrary<Made<Duration>> = fc.oneof(
  plain(fc.integer({ min: 0, max: 700_000 }).map(Duration.seconds)),
  plain(fc.integer({ min: 0, max: 900_000 }).map(Duration.millis)),
  plain(fc.constantFrom(RecordAge.unlimited(), Duration.days(Infinity))),
  fc.constantFrom(Duration.seconds, Duration.minutes).map(unit => (stack: Stack) => unit(new CfnParameter(stack, `D${made++}`, { type: 'Number' }).valueAsNumber)),
);

const anyDestination: fc.Arbitrary<Made<lambda.IEventSourceDlq>> = fc.oneof(
  plain(fc.string().map(destination => ({ bind: () => ({ destination }) }))),
  plain(fc.constantFrom('kafka://failed', 'arn:aws:sqs:eu-west-1:111122223333:failed', 'arn:aws:lambda:eu-west-1:111122223333:function:f')
    .map(destination => ({ bind: () => ({ destination }) }))),
  fc.constant((stack: Stack) => {
    const destination = new CfnParameter(stack, `A${made++}`).valueAsString;
    return { bind: () => ({ destination }) };
  }),
);

const anyText: fc.Arbitrary<Made<string>> = fc.oneof(
  plain(fc.string()),
  fc.constant((stack: Stack) => new CfnParameter(stack, `T${made++}`).valueAsString),
);

const anyProps: fc.Arbitrary<Made<Props>> = fc.record({
  startingPosition: fc.oneof(plain(fc.constantFrom<string>(...Object.values(lambda.StartingPosition))), anyText),
  startingPositionTimestamp: anyNumber,
  metricsConfig: plain(fc.array(fc.constantFrom(...Object.values(lambda.MetricType)), { maxLength: 4 }).map(metrics => ({ metrics }))),
  tags: fc.array(fc.tuple(fc.string(), anyText), { maxLength: 60 }).map(entries => (stack: Stack) =>
    Object.fromEntries(entries.map(([key, value]) => [key, value(stack)]))),
  filterEncryption: fc.constantFrom<Made<kms.IKey>>(
    stack => new kms.Key(stack, 'Key'),
    stack => kms.Key.fromKeyArn(stack, 'Key', 'arn:aws:kms:eu-west-1:111122223333:key/1'),
    stack => kms.Alias.fromAliasName(stack, 'Key', 'alias/filters'),
  ),
  // Ids that another construct has, and for the constructs library also those that every object has, cannot be built.
  mappingId: plain(fc.stringMatching(/^[A-Za-z0-9:]{1,20}$/).filter(id => !['ServiceRole', 'Resource'].includes(id) && !(id in {}))),
  batchSize: anyNumber,
  maxBatchingWindow: anyDuration,
  bisectBatchOnError: plain(fc.boolean()),
  maxRecordAge: anyDuration,
  retryAttempts: anyNumber,
  parallelizationFactor: anyNumber,
  reportBatchItemFailures: plain(fc.boolean()),
  tumblingWindow: anyDuration,
  onFailure: anyDestination,
  provisionedPollerConfig: fc.record({ minimumPollers: anyNumber, maximumPollers: anyNumber }, { requiredKeys: [] })
    .map(drawn => (stack: Stack) => ({ minimumPollers: drawn.minimumPollers?.(stack), maximumPollers: drawn.maximumPollers?.(stack) })),
  enabled: plain(fc.boolean()),
  filters: plain(fc.array(fc.dictionary(fc.constantFrom('dynamodb', 'eventName', 'data', '$or'), fc.jsonValue()).filter(isNoToken), { maxLength: 12 })),
  grantPermissions: plain(fc.boolean()),
}, { requiredKeys: [] }).map(drawn => (stack: Stack) =>
  Object.fromEntries(Object.entries(drawn).map(([key, make]) => [key, (make as Made<unknown>)(stack)])) as Props);

const seconds = (min: number, max: number) => fc.integer({ min, max }).map(Duration.seconds);

const sentTo = (destination: string) => ({ bind: () => ({ destination }) });

/** Props inside of what AWS allows, each on its own. */
const ALLOWED: { readonly [prop: string]: fc.Arbitrary<unknown> } = {
  startingPosition: fc.constantFrom(lambda.StartingPosition.LATEST, lambda.StartingPosition.TRIM_HORIZON),
  batchSize: fc.integer({ min: 1, max: 10_000 }),
  maxBatchingWindow: seconds(0, 300),
  bisectBatchOnError: fc.boolean(),
  maxRecordAge: fc.oneof(seconds(60, 604_800), fc.constant(RecordAge.unlimited())),
  retryAttempts: fc.integer({ min: -1, max: 10_000 }),
  parallelizationFactor: fc.integer({ min: 1, max: 10 }),
  reportBatchItemFailures: fc.boolean(),
  tumblingWindow: seconds(0, 900),
  onFailure: fc.constantFrom('sqs', 'sns').map(service => sentTo(`arn:aws:${service}:eu-west-1:111122223333:failed`)),
  metricsConfig: fc.constant({ metrics: [lambda.MetricType.EVENT_COUNT] }),
  enabled: fc.boolean(),
  // A key that the records of all three have; that only the general page of the guide speaks for it warns.
  filters: fc.uniqueArray(fc.string({ maxLength: 50 }), { minLength: 1, maxLength: 10 }).map(ids => ids.map(id => ({ eventID: [id] }))),
  tags: fc.dictionary(fc.string({ minLength: 1, maxLength: 128 }), fc.string({ maxLength: 256 }), { maxKeys: 50 }),
  grantPermissions: fc.boolean(),
};

const outside = (min: number, max: number) => fc.oneof(
  fc.integer({ min: -10_000, max: min - 1 }),
  fc.integer({ min: max + 1, max: 1_000_000 }),
  fc.integer({ min, max: max - 1 }).map(value => value + 0.5),
);

const filters = (count: number) => Array.from({ length: count }, (_, n) => ({ eventID: [`${n}`] }));

/** One prop outside of it, and the rule that it breaks. */
const WRONG: { readonly [ruleId: string]: fc.Arbitrary<Props> } = {
  'batch-size': outside(1, 10_000).map(batchSize => ({ batchSize })),
  'batching-window': seconds(301, 100_000).map(maxBatchingWindow => ({ maxBatchingWindow })),
  'record-age': fc.oneof(seconds(0, 59), seconds(604_801, 10_000_000)).map(maxRecordAge => ({ maxRecordAge })),
  'retry-attempts': fc.oneof(fc.integer({ max: -2 }), fc.integer({ min: 10_001 })).map(retryAttempts => ({ retryAttempts })),
  'parallelization-factor': outside(1, 10).map(parallelizationFactor => ({ parallelizationFactor })),
  'tumbling-window': seconds(901, 100_000).map(tumblingWindow => ({ tumblingWindow })),
  'provisioned-pollers-unsupported': fc.integer({ min: 1, max: 200 }).map(minimumPollers => ({ provisionedPollerConfig: { minimumPollers } })),
  'destination-topic-of-stream': fc.stringMatching(/^[a-z]{2,20}$/).map(topic => ({ onFailure: sentTo(`kafka://${topic}`) })),
  'destination-length': fc.integer({ min: 351, max: 900 }).map(length => ({ onFailure: sentTo('arn:aws:sqs:eu-west-1:111122223333:'.padEnd(length, 'f')) })),
  'destination-arn': fc.constantFrom('https://sqs.eu-west-1.amazonaws.com/111122223333/failed', 'failed').map(url => ({ onFailure: sentTo(url) })),
  'filters-count': fc.constantFrom(0, 11, 20).map(count => ({ filters: filters(count) })),
  'filters-unique': fc.integer({ min: 1, max: 9 }).map(count => ({ filters: [...filters(count), filters(1)[0]] })),
  'filter-length': fc.integer({ min: 4081, max: 5000 }).map(length => ({ filters: [{ eventID: ['a'.repeat(length)] }] })),
  'tags-count': fc.integer({ min: 51, max: 70 }).map(count => ({ tags: Object.fromEntries(filters(count).map((_, n) => [`k${n}`, 'v'])) })),
  'tag-key-length': fc.string({ minLength: 129, maxLength: 200 }).map(key => ({ tags: { [key]: 'v' } })),
  'tag-value-length': fc.string({ minLength: 257, maxLength: 300 }).map(value => ({ tags: { key: value } })),
  'metrics': fc.constantFrom(lambda.MetricType.ERROR_COUNT, lambda.MetricType.KAFKA_METRICS).map(metric => ({ metricsConfig: { metrics: [metric] } })),
  'metrics-unique': fc.constant({ metricsConfig: { metrics: [lambda.MetricType.EVENT_COUNT, lambda.MetricType.EVENT_COUNT] } }),
  'duration-token': fc.constantFrom('maxRecordAge', 'tumblingWindow', 'maxBatchingWindow')
    .map(prop => ({ [prop]: Duration.minutes(Token.asNumber({ Ref: 'N' })) })),
  'destination-fifo': fc.stringMatching(/^[a-z]{1,20}$/).map(name => ({ onFailure: sentTo(`arn:aws:sqs:eu-west-1:111122223333:${name}.fifo`) })),
  'destination-service': fc.constantFrom('lambda', 'events', 'kinesis')
    .map(service => ({ onFailure: sentTo(`arn:aws:${service}:eu-west-1:111122223333:x`) })),
};

describe.each(Object.keys(SOURCES))('for %s', className => {
  test('arbitrary values and tokens never end in anything but errors of ours', () => {
    fc.assert(fc.property(anyProps, props => { errorsWith(className, props); }), { numRuns: 120 });
  });

  test('props inside of what AWS allows give no error', () => {
    fc.assert(fc.property(fc.record(ALLOWED, { requiredKeys: [] }), props => {
      expect(errorsWith(className, () => props as Props)).toEqual([]);
    }), { numRuns: 80 });
  });

  test('one prop outside of it gives exactly its rule', () => {
    const one = fc.oneof(...Object.entries(WRONG).map(([id, props]) => props.map(each => [each, id] as const)));
    fc.assert(fc.property(one, ([props, id]) => expect(errorsWith(className, () => props)).toEqual([id])), { numRuns: 150 });
  });
});

test.each(['KinesisEventSource', 'KinesisConsumerEventSource'])('%s may start at any time that has come', className => {
  fc.assert(fc.property(ANY_TIME.filter(time => time * 1000 <= Date.now()), startingPositionTimestamp => {
    const props = { startingPosition: lambda.StartingPosition.AT_TIMESTAMP, startingPositionTimestamp };
    expect(errorsWith(className, () => props)).toEqual([]);
  }), { numRuns: 25 });
});
