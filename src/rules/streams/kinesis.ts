import { KINESIS } from '../../aws/source-kinds';
import { guide } from '../citations';
import { Rule } from '../rule';

/** Rules of mappings that read a stream of Amazon Kinesis, themselves or through a consumer. */
export const KINESIS_RULES: readonly Rule[] = [
  {
    id: 'kinesis-readers',
    severity: 'warning',
    because: 'risky',
    sources: ['kinesis'],
    fact: 'deployment.ReaderOfSource',
    property: 'EventSourceArn',
    check: { kind: 'integer-range', min: 1, max: 5, unit: 'readers' },
    why: 'all of them share 5 reads a second and 2 MB a second of each shard, so that every one falls behind',
    fix: 'Give readers a consumer of their own with enhanced fan-out: KinesisConsumerEventSource.',
    fixInTemplate: 'Give readers a consumer of their own with enhanced fan-out: AWS::Kinesis::StreamConsumer.',
    source: guide('with-kinesis'),
    example: { valid: { 'deployment.ReaderOfSource': 5 }, invalid: { 'deployment.ReaderOfSource': 6 } },
  },
  {
    id: 'kinesis-consumer-readers',
    severity: 'warning',
    because: 'risky',
    sources: ['kinesis-consumer'],
    fact: 'deployment.ReaderOfSource',
    property: 'EventSourceArn',
    check: { kind: 'integer-range', min: 1, max: 1, unit: 'readers' },
    why: 'a shard pushes its records to one reader of a consumer at a time, so that readers of one consumer take them from each other',
    fix: 'Give each function a consumer of its own.',
    source: guide('with-kinesis'),
    example: { valid: { 'deployment.ReaderOfSource': 1 }, invalid: { 'deployment.ReaderOfSource': 2 } },
  },
  {
    id: 'kinesis-concurrency-over-reserved',
    severity: 'warning',
    because: 'risky',
    sources: KINESIS,
    fact: 'function.ReservedConcurrentExecutions',
    property: 'FunctionName',
    when: [{ fact: 'function.ReservedConcurrentExecutions', above: 0 }],
    check: { kind: 'at-least', term: { of: 'source.ParallelBatches' }, unit: 'concurrent invocations' },
    why: 'Lambda processes parallelizationFactor batches of each shard at once, and shards wait when the function is throttled',
    fix: 'Raise reservedConcurrentExecutions of the function to {limit}, or lower parallelizationFactor.',
    source: guide('with-kinesis'),
    example: {
      valid: { 'function.ReservedConcurrentExecutions': 4, 'source.ParallelBatches': 4 },
      invalid: { 'function.ReservedConcurrentExecutions': 3, 'source.ParallelBatches': 4 },
    },
  },
  {
    id: 'kinesis-arn',
    severity: 'error',
    because: 'refused',
    sources: KINESIS,
    fact: 'EventSourceArn',
    when: [{ fact: 'source.Service', equals: 'kinesis' }],
    check: { kind: 'pattern', pattern: 'arn:[^:]*:kinesis:[^:]*:[^:]*:stream/.+', form: 'the ARN of a stream or of a consumer' },
    why: 'nothing else of Amazon Kinesis can be read',
    fix: 'Give arn:aws:kinesis:<Region>:<account>:stream/<name>, with /consumer/<name>:<number> for a consumer.',
    source: guide('services-kinesis-parameters'),
    example: {
      valid: { 'EventSourceArn': 'arn:aws:kinesis:eu-west-1:111122223333:stream/orders', 'source.Service': 'kinesis' },
      invalid: { 'EventSourceArn': 'arn:aws:kinesis:eu-west-1:111122223333:orders', 'source.Service': 'kinesis' },
    },
  },
];
