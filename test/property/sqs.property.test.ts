import { App, Aws, CfnParameter, Duration, Fn, Lazy, Stack, Token } from 'aws-cdk-lib';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import * as fc from 'fast-check';
import { SqsEventSource, SqsEventSourceProps } from '../../src';
import { RULES } from '../../src/rules';
import { errorsOf, functionIn, stackOf } from '../model/shop';

/*
 * Drawn props against a whole synthesis. On failure fast-check prints the seed and the path: give both to `check` to draw it again.
 */

jest.setTimeout(60_000);

const errorIds = new Set(RULES.filter(rule => rule.severity === 'error').map(rule => rule.id));

function check<Drawn>(arbitrary: fc.Arbitrary<Drawn>, numRuns: number, holds: (drawn: Drawn) => void, replay: fc.Parameters<[Drawn]> = {}): void {
  fc.assert(fc.property(arbitrary, holds), { numRuns, ...replay });
}

/** The errors of an app with one mapping; anything thrown that is no validation error of ours fails the test. */
function errorsWith(fifo: boolean, props: (stack: Stack) => SqsEventSourceProps): string[] {
  const stack = stackOf(new App({ analyticsReporting: false }));
  const queue = new sqs.CfnQueue(stack, 'Orders', { fifoQueue: fifo || undefined, visibilityTimeout: 600 });
  functionIn(stack).addEventSource(new SqsEventSource(queue, props(stack)));
  return errorsOf(stack).map(error => {
    const id = /^\[Shop\/\S+\] \[([a-z0-9-]+)\] /.exec(error)?.[1];
    if (id === undefined || !errorIds.has(id)) { throw new Error(`No error of ours: ${error}`); }
    return id;
  });
}

/** A value, or one that only the deployment or a later moment knows. Drawn as a function because tokens belong to a stack. */
type Made<Value> = (stack: Stack) => Value;

const plain = <Value>(arbitrary: fc.Arbitrary<Value>): fc.Arbitrary<Made<Value>> => arbitrary.map(value => shownAs(value, () => value));

/** What a counterexample shows of a function. */
function shownAs<Value>(drawn: unknown, make: Made<Value>): Made<Value> {
  return Object.assign(make, { [fc.toStringMethod]: () => fc.stringify(drawn) });
}

/** The CDK writes its tokens for numbers as numbers of this size, and fails on those that it does not know. */
function isNoToken(value: unknown): boolean {
  return !/e\+289/.test(JSON.stringify(value) ?? '');
}

let made = 0;
const anyNumber: fc.Arbitrary<Made<number>> = fc.oneof(
  { weight: 3, arbitrary: plain(fc.integer({ min: -5, max: 12_000 })) },
  plain(fc.double().filter(isNoToken)),
  plain(fc.constantFrom(0, -0, NaN, Infinity, -Infinity, 1.5, Number.MAX_SAFE_INTEGER, 1e21)),
  fc.constant((stack: Stack) => new CfnParameter(stack, `N${made++}`, { type: 'Number' }).valueAsNumber),
  plain(fc.integer().map(value => Lazy.number({ produce: () => value }))),
  fc.constant(() => Token.asNumber(Fn.conditionIf('C', 1, 2))),
  fc.constant(() => Lazy.number({ produce: () => undefined as unknown as number })),
);

const anyText: fc.Arbitrary<Made<string>> = fc.oneof(
  plain(fc.string()),
  plain(fc.string({ unit: 'binary' })),
  plain(fc.string({ minLength: 120, maxLength: 300 })),
  fc.constant((stack: Stack) => new CfnParameter(stack, `T${made++}`).valueAsString),
  plain(fc.string().map(value => Lazy.string({ produce: () => value }))),
  fc.constant(() => `a-${Aws.REGION}`),
);

const anyBoolean: fc.Arbitrary<Made<boolean>> = fc.oneof(
  plain(fc.boolean()),
  fc.constant(() => Token.asAny(Fn.conditionIf('C', true, false)) as unknown as boolean),
  plain(fc.boolean().map(value => Lazy.any({ produce: () => value }) as unknown as boolean)),
);

// Duration itself refuses negative numbers.
const anyDuration: fc.Arbitrary<Made<Duration>> = fc.oneof(
  plain(fc.integer({ min: 0, max: 400 }).map(Duration.seconds)),
  plain(fc.integer({ min: 0, max: 900_000 }).map(Duration.millis)),
  plain(fc.double({ min: 0, max: 10, noNaN: true }).map(Duration.minutes)),
  fc.constantFrom(Duration.seconds, Duration.minutes, Duration.millis).map(unit => (stack: Stack) =>
    unit(new CfnParameter(stack, `D${made++}`, { type: 'Number' }).valueAsNumber)),
  plain(fc.integer({ min: 0, max: 400 }).map(value => Duration.seconds(Lazy.number({ produce: () => value })))),
);

const anyFilter: fc.Arbitrary<Made<Record<string, unknown>>> = fc.oneof(
  plain(fc.dictionary(fc.string(), fc.jsonValue()).filter(isNoToken)) as fc.Arbitrary<Made<Record<string, unknown>>>,
  anyText.map(text => (stack: Stack) => ({ pattern: text(stack) })),
  anyText.map(text => (stack: Stack) => ({ body: { name: [text(stack)] } })),
  fc.constant(() => lambda.FilterCriteria.filter({ body: { type: lambda.FilterRule.isEqual('order') } })),
);

const listOf = <Value>(item: fc.Arbitrary<Made<Value>>, maxLength: number): fc.Arbitrary<Made<Value[]>> =>
  fc.array(item, { maxLength }).map(items => shownAs(items, stack => items.map(each => each(stack))));

/** An object some of whose keys are left out. */
function some<Shape extends object>(shape: { [Key in keyof Shape]-?: fc.Arbitrary<Made<Shape[Key]>> }): fc.Arbitrary<Made<Shape>> {
  return fc.record(shape as Record<string, fc.Arbitrary<unknown>>, { requiredKeys: [] }).map(drawn => shownAs(drawn, stack => Object.fromEntries(
    Object.entries(drawn).map(([key, make]) => [key, (make as Made<unknown>)(stack)]),
  ) as Shape));
}

const anyProps: fc.Arbitrary<Made<SqsEventSourceProps>> = some<SqsEventSourceProps>({
  batchSize: anyNumber,
  maxBatchingWindow: anyDuration,
  reportBatchItemFailures: anyBoolean,
  maxConcurrency: anyNumber,
  metricsConfig: some<lambda.MetricsConfig>({ metrics: listOf(plain(fc.constantFrom(...Object.values(lambda.MetricType))), 4) }) as never,
  provisionedPollerConfig: some<lambda.ProvisionedPollerConfig>({ minimumPollers: anyNumber, maximumPollers: anyNumber, pollerGroupName: anyText }),
  enabled: anyBoolean,
  filters: listOf(anyFilter, 12),
  filterEncryption: fc.constantFrom<Made<kms.IKey>>(
    stack => new kms.Key(stack, 'Key'),
    stack => kms.Key.fromKeyArn(stack, 'Key', 'arn:aws:kms:eu-west-1:111122223333:key/1'),
  ),
  tags: fc.array(fc.tuple(fc.string(), anyText), { maxLength: 60 }).map(entries => (stack: Stack) =>
    Object.fromEntries(entries.map(([key, value]) => [key, value(stack)]))),
  // Ids that another construct has, and for the constructs library also those that every object has, cannot be built.
  mappingId: plain(fc.stringMatching(/^[A-Za-z0-9:]{1,20}$/).filter(id => !['ServiceRole', 'Resource'].includes(id) && !(id in {}))),
  grantPermissions: plain(fc.boolean()),
});

/** Props inside of what AWS allows, whatever else is drawn. */
const allowedProps = (fifo: boolean): fc.Arbitrary<Made<SqsEventSourceProps>> => {
  const batching = fifo
    ? fc.record({ batchSize: fc.integer({ min: 1, max: 10 }) }, { requiredKeys: [] })
    : fc.oneof(
      fc.record({ batchSize: fc.integer({ min: 1, max: 10 }), maxBatchingWindow: seconds(0, 300) }, { requiredKeys: [] }),
      fc.record({ batchSize: fc.integer({ min: 11, max: 10_000 }), maxBatchingWindow: seconds(1, 300) }),
    );
  const pollers = fc.integer({ min: 2, max: 200 }).chain(minimumPollers => fc.record({
    minimumPollers: fc.constant(minimumPollers),
    maximumPollers: fc.integer({ min: Math.max(minimumPollers, 200), max: 10_000 }),
  }, { requiredKeys: [] }).filter(config => Object.keys(config).length > 0));
  const scaling = fc.oneof(
    fc.constant({}),
    fc.record({ maxConcurrency: fc.integer({ min: 2, max: 1000 }) }),
    fc.record({ provisionedPollerConfig: pollers }),
  );
  const others = some<SqsEventSourceProps>({
    enabled: anyBoolean,
    reportBatchItemFailures: plain(fc.boolean()),
    metricsConfig: plain(fc.constantFrom({ metrics: [lambda.MetricType.EVENT_COUNT] }, { metrics: [] })),
    filters: plain(fc.uniqueArray(fc.string({ maxLength: 50 }), { minLength: 1, maxLength: 10 })
      .map(names => names.map(name => ({ body: { name: [name] } })))),
    tags: plain(fc.dictionary(fc.string({ minLength: 1, maxLength: 128 }), fc.string({ maxLength: 256 }), { maxKeys: 50 })),
    grantPermissions: plain(fc.boolean()),
  } as never);
  return fc.tuple(batching, scaling, others).map(drawn => shownAs(drawn, stack => ({ ...drawn[0], ...drawn[1], ...drawn[2](stack) })));
};

function seconds(min: number, max: number): fc.Arbitrary<Duration> {
  return fc.integer({ min, max }).map(Duration.seconds);
}

/** One prop outside of what AWS allows, those that it must stand with, and the rule that it breaks. */
function wrongProp(fifo: boolean): fc.Arbitrary<readonly [SqsEventSourceProps, string]> {
  const below = (min: number) => fc.oneof(fc.integer({ min: -10_000, max: min - 1 }), fc.constant(NaN));
  const above = (max: number) => fc.integer({ min: max + 1, max: 1_000_000 });
  const outside = (min: number, max: number) => fc.oneof(below(min), above(max), fc.integer({ min, max: max - 1 }).map(value => value + 0.5));
  const long = (length: number) => fc.string({ minLength: length + 1, maxLength: length + 100 });
  const filters = (count: number) => Array.from({ length: count }, (_, n) => ({ body: { n: [n] } }));
  const rows: [string, fc.Arbitrary<SqsEventSourceProps>][] = [
    ['sqs-maximum-concurrency', outside(2, 1000).map(maxConcurrency => ({ maxConcurrency }))],
    ['sqs-minimum-pollers', outside(2, 200).map(minimumPollers => ({ provisionedPollerConfig: { minimumPollers, maximumPollers: 10_000 } }))
      .filter(({ provisionedPollerConfig: { minimumPollers } }) => !(minimumPollers > 10_000))],
    ['sqs-maximum-pollers', above(10_000).map(maximumPollers => ({ provisionedPollerConfig: { maximumPollers } }))],
    ['pollers-order', fc.integer({ min: 3, max: 200 }).chain(minimumPollers => fc.integer({ min: 2, max: minimumPollers - 1 })
      .map(maximumPollers => ({ provisionedPollerConfig: { minimumPollers, maximumPollers } })))],
    ['sqs-poller-group', fc.string({ minLength: 1 }).map(pollerGroupName => ({ provisionedPollerConfig: { minimumPollers: 2, pollerGroupName } }))],
    ['sqs-concurrency-with-pollers', fc.integer({ min: 2, max: 1000 }).map(maxConcurrency => (
      { maxConcurrency, provisionedPollerConfig: { minimumPollers: 2 } }))],
    ['filters-count', fc.constantFrom(0, 11, 12, 20).map(count => ({ filters: filters(count) }))],
    ['filters-unique', fc.integer({ min: 1, max: 9 }).map(count => ({ filters: [...filters(count), filters(1)[0]] }))],
    ['filter-length', fc.integer({ min: 4084, max: 5000 }).map(length => ({ filters: [{ body: ['a'.repeat(length)] }] }))],
    ['tags-count', fc.integer({ min: 51, max: 70 }).map(count => ({ tags: Object.fromEntries(filters(count).map((_, n) => [`k${n}`, 'v'])) }))],
    ['tag-key-length', fc.oneof(long(128), fc.constant('')).map(key => ({ tags: { [key]: 'v' } }))],
    ['tag-value-length', long(256).map(value => ({ tags: { key: value } }))],
    ['metrics', fc.constantFrom(lambda.MetricType.ERROR_COUNT, lambda.MetricType.KAFKA_METRICS).map(metric => ({ metricsConfig: { metrics: [metric] } }))],
    ['metrics-unique', fc.constant({ metricsConfig: { metrics: [lambda.MetricType.EVENT_COUNT, lambda.MetricType.EVENT_COUNT] } })],
    ['duration-token', fc.constantFrom(Duration.minutes, Duration.hours).map(unit => ({ maxBatchingWindow: unit(Token.asNumber({ Ref: 'N' })) }))],
    ...(fifo ? <typeof rows>[
      ['sqs-fifo-batch-size', outside(1, 10).map(batchSize => ({ batchSize }))],
      ['sqs-fifo-batching-window', seconds(1, 300).map(maxBatchingWindow => ({ maxBatchingWindow }))],
    ] : [
      ['sqs-batch-size', outside(1, 10_000).map(batchSize => ({ batchSize, maxBatchingWindow: Duration.seconds(1) }))],
      ['sqs-batch-window-missing', fc.integer({ min: 11, max: 10_000 }).map(batchSize => ({ batchSize }))],
      ['batching-window', fc.oneof(seconds(301, 100_000), fc.integer({ min: 1, max: 299 }).map(n => Duration.millis(n * 1000 + 500)))
        .map(maxBatchingWindow => ({ maxBatchingWindow }))],
    ] as [string, fc.Arbitrary<SqsEventSourceProps>][]),
  ];
  return fc.oneof(...rows.map(([id, props]) => props.map(each => [each, id] as const)));
}

describe.each([['a standard queue', false], ['a FIFO queue', true]])('for %s', (_, fifo) => {
  test('arbitrary values and tokens never end in anything but errors of ours', () => {
    check(anyProps, 150, props => { errorsWith(fifo, props); });
  });

  test('props inside of what AWS allows give no error', () => {
    check(allowedProps(fifo), 100, props => expect(errorsWith(fifo, props)).toEqual([]));
  });

  test('one prop outside of it gives exactly its rule', () => {
    check(wrongProp(fifo), 200, ([props, id]) => expect(errorsWith(fifo, () => props)).toEqual([id]));
  });
});
