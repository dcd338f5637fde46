import { OwnCases } from '../cases';
import { ABSENT, UNKNOWN } from '../situation';

const ARN = 'EventSourceArn';
const FAILED = 'DestinationConfig.OnFailure.Destination';
const QUEUE = 'arn:aws:sqs:eu-west-1:111122223333:failed';
const REPORTING = { FunctionResponseTypes: ['ReportBatchItemFailures'] };
const ENDLESS = { MaximumRetryAttempts: ABSENT, MaximumRecordAgeInSeconds: ABSENT };

/** Rules of streams, and of where their failed records go. */
export const STREAMS: { readonly [rule: string]: OwnCases } = {
  'record-age-over-retention': {
    kind: 'kinesis',
    at: [{ 'MaximumRecordAgeInSeconds': 86400, 'stream.RetentionPeriodHours': 24 }],
    beyond: [{ 'MaximumRecordAgeInSeconds': 86401, 'stream.RetentionPeriodHours': 24 }, { 'MaximumRecordAgeInSeconds': 90000, 'stream.RetentionPeriodHours': 24 }],
    unknown: { 'MaximumRecordAgeInSeconds': 86401, 'stream.RetentionPeriodHours': UNKNOWN },
  },
  'shard-blocked-by-retries': {
    at: [ENDLESS, { ...ENDLESS, ...REPORTING, MaximumRetryAttempts: 0 }, { ...ENDLESS, ...REPORTING, MaximumRecordAgeInSeconds: 60 }],
    beyond: [{ ...ENDLESS, ...REPORTING }, { ...REPORTING, MaximumRetryAttempts: -1, MaximumRecordAgeInSeconds: -1 }],
    unknown: { ...ENDLESS, ...REPORTING, MaximumRetryAttempts: UNKNOWN },
    absent: 'the default is the mistake',
  },
  'destination-never-reached': {
    at: [{ [FAILED]: QUEUE, MaximumRetryAttempts: 0 }],
    beyond: [{ ...ENDLESS, [FAILED]: QUEUE }],
    unknown: { ...ENDLESS, [FAILED]: QUEUE, MaximumRetryAttempts: UNKNOWN },
    absent: 'the default is the mistake',
  },
  'kinesis-readers': { at: [{}], beyond: [{ others: 5 }], unknown: { others: 5, [ARN]: UNKNOWN }, absent: { others: 5, [ARN]: ABSENT } },
  'kinesis-consumer-readers': { at: [{}], beyond: [{ others: 1 }], unknown: { others: 1, [ARN]: UNKNOWN }, absent: { others: 1, [ARN]: ABSENT } },
  'dynamodb-readers': { at: [{}], beyond: [{ others: 2 }], unknown: { others: 2, [ARN]: UNKNOWN }, absent: { others: 2, [ARN]: ABSENT } },
  'dynamodb-global-table-readers': {
    at: [{}],
    beyond: [{ 'others': 1, 'table.Replicas': [{ Region: 'eu-west-1' }, { Region: 'us-east-1' }] }],
    unknown: { 'others': 1, 'table.Replicas': UNKNOWN },
    absent: { 'others': 1, 'table.Replicas': ABSENT },
  },
  'kinesis-concurrency-over-reserved': {
    at: [{ 'function.ReservedConcurrentExecutions': 4, 'stream.ShardCount': 2, 'ParallelizationFactor': 2 }],
    beyond: [{ 'function.ReservedConcurrentExecutions': 3, 'stream.ShardCount': 2, 'ParallelizationFactor': 2 }],
    unknown: { 'function.ReservedConcurrentExecutions': 3, 'stream.ShardCount': UNKNOWN, 'ParallelizationFactor': 2 },
    absent: { 'function.ReservedConcurrentExecutions': ABSENT, 'stream.ShardCount': 2, 'ParallelizationFactor': 2 },
  },
  'dynamodb-replica-stream': {
    at: [{ [ARN]: 'arn:aws:dynamodb:eu-west-1:111122223333:table/orders/stream/2026-01-01T00:00:00.000' }],
    beyond: [{ [ARN]: 'arn:aws:dynamodb:eu-west-1:111122223333:table/orders/stream/*' }],
    unknown: { [ARN]: UNKNOWN },
    absent: { [ARN]: ABSENT },
  },
  'destination-service': {
    at: [{ [FAILED]: QUEUE }, { [FAILED]: 'arn:aws:s3:::failed' }],
    beyond: [{ [FAILED]: 'arn:aws:lambda:eu-west-1:111122223333:function:failed' }],
    unknown: { [FAILED]: UNKNOWN },
    absent: { DestinationConfig: ABSENT },
  },
  'destination-topic-of-stream': {
    at: [{ [FAILED]: QUEUE }],
    beyond: [{ [FAILED]: 'kafka://failed' }],
    unknown: { [FAILED]: UNKNOWN },
    absent: { DestinationConfig: ABSENT },
  },
  'destination-fifo': {
    at: [{ [FAILED]: QUEUE }],
    beyond: [{ [FAILED]: `${QUEUE}.fifo` }],
    unknown: { [FAILED]: UNKNOWN },
    absent: { DestinationConfig: ABSENT },
  },
};
