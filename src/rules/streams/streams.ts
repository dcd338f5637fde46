import { STREAMS } from '../../aws/source-kinds';
import { DEFAULT_BATCH_SIZE, UNLIMITED } from '../../aws/special-values';
import { api, cloudFormation, guide, MAPPING_PAGE } from '../citations';
import { Default, Rule } from '../rule';

const RETRIES = 'kinesis-on-failure-destination';
const DYNAMODB_RETRIES = 'services-dynamodb-errors';

const LONGEST_AGE = 604800;

/** Rules that streams of Amazon Kinesis and Amazon DynamoDB share. */
export const STREAM_RULES: readonly Rule[] = [
  {
    id: 'parallelization-factor',
    title: 'Parallelization factor of a stream',
    severity: 'error',
    because: 'refused',
    sources: STREAMS,
    fact: 'ParallelizationFactor',
    check: { kind: 'integer-range', min: 1, max: 10, unit: 'batches' },
    why: 'Lambda processes no other number of batches of a shard at once',
    fix: 'Set parallelizationFactor within that range, or omit it for 1.',
    source: cloudFormation(MAPPING_PAGE),
    example: { valid: { ParallelizationFactor: 10 }, invalid: { ParallelizationFactor: 11 } },
  },
  {
    id: 'tumbling-window',
    title: 'Tumbling window of a stream',
    severity: 'error',
    because: 'refused',
    sources: STREAMS,
    fact: 'TumblingWindowInSeconds',
    check: { kind: 'integer-range', min: 0, max: 900, unit: 'seconds' },
    why: 'Lambda keeps the state of a window for 15 minutes at the most',
    fix: 'Set tumblingWindow within that range, in whole seconds, or omit it for no windows.',
    source: cloudFormation(MAPPING_PAGE),
    example: { valid: { TumblingWindowInSeconds: 900 }, invalid: { TumblingWindowInSeconds: 901 } },
  },
  {
    id: 'record-age',
    title: 'Greatest age of a record of a stream',
    severity: 'error',
    because: 'refused',
    sources: STREAMS,
    fact: 'MaximumRecordAgeInSeconds',
    when: [{ fact: 'MaximumRecordAgeInSeconds', notEquals: UNLIMITED }],
    check: { kind: 'integer-range', min: 60, max: LONGEST_AGE, unit: 'seconds' },
    why: 'Lambda takes 1 minute to 7 days, or -1 for no limit, and nothing between',
    fix: 'Set maxRecordAge within that range, in whole seconds, or to RecordAge.unlimited() for no limit.',
    fixInTemplate: 'Set MaximumRecordAgeInSeconds within that range, or to -1 for no limit.',
    source: cloudFormation(MAPPING_PAGE, 'MaximumRecordAgeInSeconds must be either -1 (forever) or between 60 and 604800 (inclusive)'),
    example: { valid: { MaximumRecordAgeInSeconds: 60 }, invalid: { MaximumRecordAgeInSeconds: 59 } },
  },
  {
    id: 'retry-attempts',
    title: 'Number of retries of a stream',
    severity: 'error',
    because: 'refused',
    sources: STREAMS,
    fact: 'MaximumRetryAttempts',
    check: { kind: 'integer-range', min: UNLIMITED, max: 10000, unit: 'attempts' },
    why: 'Lambda takes 0 for no retry up to 10000, or -1 to retry until the record expires',
    fix: 'Set retryAttempts within that range, or omit it for -1.',
    source: cloudFormation(MAPPING_PAGE),
    example: { valid: { MaximumRetryAttempts: 10000 }, invalid: { MaximumRetryAttempts: 10001 } },
  },
  {
    id: 'record-age-over-retention',
    title: 'Record age beyond the retention of the stream',
    severity: 'warning',
    because: 'risky',
    sources: STREAMS,
    fact: 'MaximumRecordAgeInSeconds',
    when: [{ fact: 'MaximumRecordAgeInSeconds', below: LONGEST_AGE + 1 }],
    check: { kind: 'at-most', term: { of: 'source.RetentionHours', times: 3600 }, unit: 'seconds' },
    why: 'the stream keeps no record for longer, so records expire before they are too old, and none reaches a destination in time',
    fix: 'Set maxRecordAge to at most {limit}, or raise retentionPeriod of a stream of Amazon Kinesis.',
    fixInTemplate: 'Set MaximumRecordAgeInSeconds to at most {limit}, or raise RetentionPeriodHours of a stream of Amazon Kinesis.',
    source: guide(RETRIES),
    variants: [{ sources: ['dynamodb'], source: guide(DYNAMODB_RETRIES) }],
    example: {
      valid: { 'MaximumRecordAgeInSeconds': 86400, 'source.RetentionHours': 24 },
      invalid: { 'MaximumRecordAgeInSeconds': 86401, 'source.RetentionHours': 24 },
    },
  },
  {
    id: 'shard-blocked-by-retries',
    title: 'Shard that waits for a record that fails',
    severity: 'warning',
    because: 'risky',
    sources: STREAMS,
    fact: 'mapping.RetriesWithoutEnd',
    property: 'MaximumRetryAttempts',
    // Endless retries are AWS's default, and right for failures that pass. A function that reports single records means the records themselves.
    when: [
      { fact: 'DestinationConfig.OnFailure', present: false },
      { fact: 'FunctionResponseTypes', containsAny: ['ReportBatchItemFailures'] },
    ],
    check: { kind: 'observed' },
    why: 'a record that the function reports as failed is retried until it expires, a day or longer, while its shard waits, and is then lost',
    fix: 'Set retryAttempts or maxRecordAge, and an onFailure destination for what is given up.',
    source: guide(RETRIES),
    variants: [{ sources: ['dynamodb'], source: guide(DYNAMODB_RETRIES) }],
    example: {
      valid: { 'mapping.RetriesWithoutEnd': true },
      invalid: { 'mapping.RetriesWithoutEnd': true, 'FunctionResponseTypes': ['ReportBatchItemFailures'] },
    },
  },
];

export const STREAM_DEFAULTS: readonly Default[] = [
  { fact: 'BatchSize', sources: STREAMS, value: DEFAULT_BATCH_SIZE, source: cloudFormation(MAPPING_PAGE) },
  { fact: 'MaximumBatchingWindowInSeconds', sources: STREAMS, value: 0, source: cloudFormation(MAPPING_PAGE) },
  { fact: 'ParallelizationFactor', sources: STREAMS, value: 1, source: cloudFormation(MAPPING_PAGE) },
  { fact: 'TumblingWindowInSeconds', sources: STREAMS, value: 0, source: cloudFormation(MAPPING_PAGE) },
  { fact: 'MaximumRecordAgeInSeconds', sources: STREAMS, value: UNLIMITED, source: cloudFormation(MAPPING_PAGE) },
  { fact: 'MaximumRetryAttempts', sources: STREAMS, value: UNLIMITED, source: api('API_CreateEventSourceMapping') },
  { fact: 'source.RetentionHours', sources: STREAMS, value: 24, source: cloudFormation('aws-resource-kinesis-stream') },
];
