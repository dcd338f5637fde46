import { ExampleFacts, FlatFacts } from './example-facts';
import { SourceKind } from '../../src/aws/source-kinds';
import { DEFAULTS, RULES } from '../../src/rules';
import { evaluate } from '../../src/validation/evaluate';
import { describe as wordsOf } from '../../src/validation/message';

/*
 * The numbers and the matrix of AWS, written by hand from its pages: a number changed in src/rules fails here.
 */

/** Errors and warnings that a queue mapping gets of these facts. */
function findings(kind: SourceKind, facts: FlatFacts): string[] {
  return evaluate(new ExampleFacts(kind, { FunctionName: 'fulfil', EventSourceArn: 'arn:aws:sqs:eu-west-1:111122223333:orders', ...facts }), RULES).violations.map(({ rule }) => `${rule.severity} ${rule.id}`);
}

const window = { MaximumBatchingWindowInSeconds: 1 };
const known = { 'queue.Known': true, 'function.Known': true, 'queue.RedrivePolicy.maxReceiveCount': 5 };
const filters = (count: number) => Array.from({ length: count }, (_, n) => ({ Pattern: `{"body":["${n}"]}` }));
const tags = (count: number) => Array.from({ length: count }, (_, n) => ({ Key: `k${n}`, Value: 'v' }));
const patternOf = (length: number) => [{ Pattern: `{"body":["${'a'.repeat(length - 13)}"]}` }];

/** An ARN as long as this, by the name of its alias. */
function functionArn(length: number): FlatFacts {
  return { FunctionName: 'arn:aws:lambda:eu-west-1:111122223333:function:fulfil:'.padEnd(length, 'a') };
}

describe.each<[SourceKind, string, FlatFacts[], [FlatFacts, string][]]>([
  ['sqs', 'batch size without a window', [{ BatchSize: 1 }, { BatchSize: 10 }], [
    [{ BatchSize: 0 }, 'error sqs-batch-size'],
    [{ BatchSize: 11 }, 'error sqs-batch-window-missing'],
  ]],
  ['sqs', 'batch size with a window', [{ BatchSize: 11, ...window }, { BatchSize: 10000, ...window }], [
    [{ BatchSize: 10001, ...window }, 'error sqs-batch-size'],
  ]],
  ['sqs-fifo', 'batch size', [{ BatchSize: 1 }, { BatchSize: 10 }], [
    [{ BatchSize: 0 }, 'error sqs-fifo-batch-size'],
    [{ BatchSize: 11 }, 'error sqs-fifo-batch-size'],
  ]],
  ['sqs', 'batching window', [{ MaximumBatchingWindowInSeconds: 0 }, { MaximumBatchingWindowInSeconds: 300 }], [
    [{ MaximumBatchingWindowInSeconds: -1 }, 'error batching-window'],
    [{ MaximumBatchingWindowInSeconds: 301 }, 'error batching-window'],
  ]],
  ['sqs-fifo', 'batching window', [{ MaximumBatchingWindowInSeconds: 0 }, {}], [
    [{ MaximumBatchingWindowInSeconds: -1 }, 'error sqs-fifo-batching-window'],
    [{ MaximumBatchingWindowInSeconds: 1 }, 'error sqs-fifo-batching-window'],
  ]],
  ['sqs', 'function name', [{ FunctionName: 'f' }, { FunctionName: 'f'.repeat(64) }, { FunctionName: 'fn:$LATEST' }, functionArn(140)], [
    [{ FunctionName: 'f'.repeat(65) }, 'error function-name-alone-length'],
    [functionArn(141), 'error function-name-length'],
    [{ FunctionName: 'a function' }, 'error function-name'],
  ]],
  ['sqs', 'key of a tag', [{ 'Tags[].Key': 'k' }, { 'Tags[].Key': 'k'.repeat(128) }], [
    [{ 'Tags[].Key': '' }, 'error tag-key-length'],
    [{ 'Tags[].Key': 'k'.repeat(129) }, 'error tag-key-length'],
  ]],
  ['sqs', 'value of a tag', [{ 'Tags[].Value': '' }, { 'Tags[].Value': 'v'.repeat(256) }], [
    [{ 'Tags[].Value': 'v'.repeat(257) }, 'error tag-value-length'],
  ]],
  ['sqs', 'length of a filter', [{ 'FilterCriteria.Filters': patternOf(4096) }], [
    [{ 'FilterCriteria.Filters': patternOf(4097) }, 'error filter-length'],
  ]],
  ['sqs', 'length of the ARN', [{ EventSourceArn: 'arn:aws:s:::' }, { EventSourceArn: `arn:aws:sqs:eu-west-1:111122223333:${'q'.repeat(989)}` }], [
    [{ EventSourceArn: `arn:aws:sqs:eu-west-1:111122223333:${'q'.repeat(990)}` }, 'error event-source-arn-length'],
  ]],
])('%s, %s', (kind, _, accepted, refused) => {
  test.each(accepted)('accepts %j', (facts) => expect(findings(kind, facts)).toEqual([]));
  test.each(refused)('refuses %j', (facts, finding) => expect(findings(kind, facts)).toEqual([finding]));
});

const pollers = (MinimumPollers?: number, MaximumPollers?: number) => ({ ProvisionedPollerConfig: { MinimumPollers, MaximumPollers } });
const reserved = (count: number, facts: FlatFacts = {}) => ({ ...facts, 'function.ReservedConcurrentExecutions': count });
/** A FIFO queue has no more pollers at work than message groups. */
const LOW = (kind: SourceKind) => kind === 'sqs' ? ['warning sqs-reserved-concurrency-low'] : [];
const sum = (concurrency: number, mappings: number) => (
  { 'deployment.SumOfMaximumConcurrency': concurrency, 'deployment.MappingsWithMaximumConcurrency': mappings });

describe.each<SourceKind>(['sqs', 'sqs-fifo'])('%s', (kind) => {
  test.each<[string, FlatFacts, string[]]>([
    ['concurrency 1', { 'ScalingConfig.MaximumConcurrency': 1 }, ['error sqs-maximum-concurrency']],
    ['concurrency 2', { 'ScalingConfig.MaximumConcurrency': 2 }, []],
    ['concurrency 1000', { 'ScalingConfig.MaximumConcurrency': 1000 }, []],
    ['concurrency 1001', { 'ScalingConfig.MaximumConcurrency': 1001 }, ['error sqs-maximum-concurrency']],
    ['at least 1 poller', pollers(1), ['error sqs-minimum-pollers']],
    ['at least 2 pollers', pollers(2), []],
    ['at least 200 pollers, and by default at most 200', pollers(200), []],
    ['at least 201 pollers', pollers(201, 201), ['error sqs-minimum-pollers']],
    ['at most 1 poller, and by default at least 2', pollers(undefined, 1), ['error pollers-order', 'error sqs-maximum-pollers']],
    ['at most 2 pollers, and by default at least 2', pollers(undefined, 2), []],
    ['at most 2000 pollers', pollers(2, 2000), []],
    ['at most 2001 pollers', pollers(2, 2001), ['warning sqs-maximum-pollers-quota']],
    ['at most 10000 pollers', pollers(2, 10000), ['warning sqs-maximum-pollers-quota']],
    ['at most 10001 pollers', pollers(2, 10001), ['error sqs-maximum-pollers']],
    ['from 150 pollers to the default of 200', pollers(150), []],
    ['from 200 to 100 pollers', pollers(200, 100), ['error pollers-order']],
    ['pollers and concurrency', { ...pollers(2, 2), 'ScalingConfig.MaximumConcurrency': 20 }, ['error sqs-concurrency-with-pollers']],
    ['no filter', { 'FilterCriteria.Filters': [] }, ['error filters-count']],
    ['5 filters', { 'FilterCriteria.Filters': filters(5) }, []],
    ['6 filters', { 'FilterCriteria.Filters': filters(6) }, ['warning filters-quota']],
    ['10 filters', { 'FilterCriteria.Filters': filters(10) }, ['warning filters-quota']],
    ['11 filters', { 'FilterCriteria.Filters': filters(11) }, ['error filters-count']],
    ['no tag', { Tags: [] }, []],
    ['50 tags', { Tags: tags(50) }, []],
    ['51 tags', { Tags: tags(51) }, ['error tags-count']],
    ['no response type', { FunctionResponseTypes: [] }, []],
    ['two response types', { FunctionResponseTypes: Array(2).fill('ReportBatchItemFailures') }, ['error function-response-types-count']],
    ['the metric EventCount', { MetricsConfig: { Metrics: ['EventCount'] } }, []],
    ['the metric ErrorCount', { MetricsConfig: { Metrics: ['ErrorCount'] } }, ['error metrics']],
    ['the metric KafkaMetrics', { MetricsConfig: { Metrics: ['EventCount', 'KafkaMetrics'] } }, ['error metrics']],
    ['4 receives before the dead-letter queue', { 'queue.RedrivePolicy.maxReceiveCount': 4 }, ['warning sqs-max-receive-count']],
    ['5 receives before the dead-letter queue', { 'queue.RedrivePolicy.maxReceiveCount': 5 }, []],
    ['no dead-letter queue', { 'queue.Known': true }, ['warning sqs-redrive-policy-missing']],
    ['reserved concurrency 0', reserved(0), ['warning function-switched-off']],
    ['reserved concurrency 0 and no polling', reserved(0, { Enabled: false }), []],
    ['reserved concurrency 1', reserved(1), LOW(kind)],
    ['reserved concurrency 1 and pollers', reserved(1, pollers(2, 2)), ['warning sqs-pollers-over-reserved', ...LOW(kind)]],
    ['reserved concurrency 4', reserved(4), LOW(kind)],
    ['reserved concurrency 5', reserved(5), []],
    ['concurrency equal to the reserved', reserved(50, { 'ScalingConfig.MaximumConcurrency': 50 }), []],
    ['concurrency above the reserved', reserved(50, { 'ScalingConfig.MaximumConcurrency': 51 }), ['error sqs-concurrency-over-reserved']],
    ['a sum of two mappings equal to the reserved', reserved(50, sum(50, 2)), []],
    ['a sum of two mappings above the reserved', reserved(50, sum(51, 2)), ['warning sqs-concurrency-sum-over-reserved']],
    ['a sum of one mapping, of which another rule speaks', reserved(50, sum(51, 1)), []],
    ['10 invocations of each poller within the reserved', reserved(50, pollers(2, 5)), []],
    ['10 invocations of each poller beyond the reserved', reserved(49, pollers(2, 5)), ['warning sqs-pollers-over-reserved']],
    ['the default of 200 pollers within the reserved', reserved(2000, pollers(2)), []],
    ['the default of 200 pollers beyond the reserved', reserved(1999, pollers(2)), ['warning sqs-pollers-over-reserved']],
  ])('%s', (_, facts, expected) => expect(findings(kind, facts).sort()).toEqual(expected));

  test.each<[string, number | undefined, number | undefined, string[]]>([
    ['the defaults: 30 seconds for 3', undefined, undefined, []],
    ['the default 30 seconds for 5', undefined, 5, []],
    ['the default 30 seconds for 6', undefined, 6, ['warning sqs-visibility-timeout-short']],
    ['the default 30 seconds for 30', undefined, 30, ['warning sqs-visibility-timeout-short']],
    ['the default 30 seconds for 31', undefined, 31, ['error sqs-visibility-timeout']],
    ['18 seconds for the default 3', 18, undefined, []],
    ['17 seconds for the default 3', 17, undefined, ['warning sqs-visibility-timeout-short']],
    ['3 seconds for the default 3', 3, undefined, ['warning sqs-visibility-timeout-short']],
    ['2 seconds for the default 3', 2, undefined, ['error sqs-visibility-timeout']],
    ['0 seconds for the default 3', 0, undefined, ['error sqs-visibility-timeout']],
    ['360 seconds for 60', 360, 60, []],
    ['359 seconds for 60', 359, 60, ['warning sqs-visibility-timeout-short']],
    ['60 seconds for 60', 60, 60, ['warning sqs-visibility-timeout-short']],
    ['59 seconds for 60', 59, 60, ['error sqs-visibility-timeout']],
  ])('visibility timeout, %s', (_, VisibilityTimeout, Timeout, expected) => {
    expect(findings(kind, { ...known, 'queue.VisibilityTimeout': VisibilityTimeout, 'function.Timeout': Timeout })).toEqual(expected);
  });
});

test.each([[370, []], [369, ['warning sqs-visibility-timeout-short']]])('the window of 10 seconds counts for a visibility timeout of %s seconds', (seconds, expected) => {
  const facts = { ...known, 'queue.VisibilityTimeout': seconds, 'function.Timeout': 60, 'MaximumBatchingWindowInSeconds': 10 };
  expect(findings('sqs', facts)).toEqual(expected);
});

test('the message about a missing window gives the range that it needs', () => {
  const facts = new ExampleFacts('sqs', { BatchSize: 11 });
  const violation = evaluate(facts, RULES).violations.find(({ rule }) => rule.id === 'sqs-batch-window-missing')!;
  expect(wordsOf(violation, facts, 'prop').statement).toBe('maxBatchingWindow is 0 seconds (the default), but it must be a whole number from 1 to 300 seconds.');
});

test.each([
  ['BatchSize', 10],
  ['MaximumBatchingWindowInSeconds', 0],
  ['Enabled', true],
  ['ProvisionedPollerConfig.MinimumPollers', 2],
  ['ProvisionedPollerConfig.MaximumPollers', 200],
  ['queue.VisibilityTimeout', 30],
  ['function.Timeout', 3],
])('the default of %s is %s for both kinds of queues', (property, value) => {
  for (const kind of ['sqs', 'sqs-fifo'] as const) {
    expect(DEFAULTS.filter(row => row.fact === property && row.sources.includes(kind)).map(row => row.value)).toEqual([value]);
  }
});

describe.each<SourceKind>(['sqs', 'sqs-fifo'])('properties of the mapping of a queue, %s', (kind) => {
  test.each<[string, unknown]>([
    ['FunctionName', 'fulfil'],
    ['EventSourceArn', 'arn:aws:sqs:eu-west-1:111122223333:orders'],
    ['Enabled', false],
    ['Tags', tags(1)],
    ['BatchSize', 5],
    ['MaximumBatchingWindowInSeconds', 0],
    ['FilterCriteria', { Filters: filters(1) }],
    ['FunctionResponseTypes', ['ReportBatchItemFailures']],
    ['ScalingConfig', { MaximumConcurrency: 10 }],
    ['ProvisionedPollerConfig', { MinimumPollers: 3, MaximumPollers: 4 }],
    ['MetricsConfig', { Metrics: ['EventCount'] }],
  ])('%s is accepted', (property, value) => expect(findings(kind, { [property]: value })).toEqual([]));

  test('KmsKeyArn is accepted beside filters', () => {
    expect(findings(kind, { KmsKeyArn: 'arn:aws:kms:eu-west-1:111122223333:key/1', FilterCriteria: { Filters: filters(1) } })).toEqual([]);
  });

  test.each<[string, unknown, string]>([
    ['SelfManagedEventSource', { Endpoints: { KafkaBootstrapServers: ['b:9092'] } }, 'self-managed-event-source-unsupported'],
    ['StartingPosition', 'TRIM_HORIZON', 'starting-position-unsupported'],
    ['StartingPositionTimestamp', 0, 'starting-position-timestamp-unsupported'],
    ['ParallelizationFactor', 1, 'parallelization-factor-unsupported'],
    ['TumblingWindowInSeconds', 0, 'tumbling-window-unsupported'],
    ['BisectBatchOnFunctionError', true, 'bisect-batch-unsupported'],
    ['MaximumRecordAgeInSeconds', -1, 'maximum-record-age-unsupported'],
    ['MaximumRetryAttempts', 0, 'maximum-retry-attempts-unsupported'],
    ['DestinationConfig', { OnFailure: { Destination: 'arn:aws:sqs:eu-west-1:111122223333:failed' } }, 'destination-unsupported'],
    ['DestinationConfig', { OnSuccess: { Destination: 'arn:aws:sqs:eu-west-1:111122223333:done' } }, 'destination-unsupported'],
    ['Topics', ['orders'], 'topics-unsupported'],
    ['Queues', ['orders'], 'queues-unsupported'],
    ['SourceAccessConfigurations', [{ Type: 'BASIC_AUTH', URI: 'arn' }], 'source-access-configurations-unsupported'],
    ['ProvisionedPollerConfig', { MinimumPollers: 2, PollerGroupName: 'orders' }, 'sqs-poller-group'],
    ['AmazonManagedKafkaEventSourceConfig', { ConsumerGroupId: 'g' }, 'amazon-managed-kafka-config-unsupported'],
    ['SelfManagedKafkaEventSourceConfig', { ConsumptionMode: 'Queue' }, 'self-managed-kafka-config-unsupported'],
    ['DocumentDBEventSourceConfig', { DatabaseName: 'shop' }, 'documentdb-config-unsupported'],
    ['LoggingConfig', { SystemLogLevel: 'DEBUG' }, 'logging-config-unsupported'],
  ])('%s is refused, also where its value is falsy: %j', (property, value, id) => {
    expect(findings(kind, { [property]: value })).toEqual([`error ${id}`]);
  });
});
