import { DerivedFacts } from './derived-fact';
import { Mapping } from '../model/mapping';
import { Resource } from '../model/resource';
import { ABSENT, asNumber, UNKNOWN, Value } from '../values/value';

/** The facts of the source that a mapping polls, known or not. */
export const SOURCE_FACTS: DerivedFacts = {
  'source.Region': ({ source }) => source.region === '' ? ABSENT : source.region, // the ARN of a bucket has none
  'source.Account': ({ source }) => source.account,
  'source.Service': ({ source }) => source.service,
  'source.Unrecognized': mapping => isUnrecognized(mapping) ? 'true' : ABSENT,
  'source.IsFifo': ({ source }) => source.kinds.length === 1 ? source.kinds[0] === 'sqs-fifo' : UNKNOWN,

  /** How long the stream keeps a record. That of a table has no such property, and always the default of AWS. */
  'source.RetentionHours': ({ source }) => {
    if (source.kinds.every(kind => kind === 'dynamodb')) { return ABSENT; }
    return kinesisStreamOf(source.resource)?.value(['RetentionPeriodHours']) ?? UNKNOWN;
  },

  /** How many batches Lambda processes at once: so many per shard. A stream on demand has as many shards as it needs. */
  'source.ParallelBatches': ({ resource, source }) => {
    const shards = kinesisStreamOf(source.resource)?.value(['ShardCount']) ?? UNKNOWN;
    const factor = resource.value(['ParallelizationFactor']);
    if (shards === ABSENT) { return ABSENT; }
    return shards === UNKNOWN || factor === UNKNOWN ? UNKNOWN : asNumber(shards) * (factor === ABSENT ? 1 : asNumber(factor));
  },

  /** Present where the ARN stands for all streams of a table, as the CDK writes it for replicas. */
  'source.StreamWildcard': ({ resource }): Value => {
    const text = resource.text(['EventSourceArn']);
    return text?.endsWith('/stream/*') ? true : text === undefined ? UNKNOWN : ABSENT;
  },
};

/** Where the kind is known, rules of that kind ask for the missing property. */
function isUnrecognized({ source, resource }: Mapping): boolean {
  return source.kinds.length > 1 && source.kinds.includes('self-managed-kafka')
    && [['EventSourceArn'], ['SelfManagedEventSource']].every(path => resource.value(path) === ABSENT);
}

/** The stream that a mapping reads, also through a consumer. */
function kinesisStreamOf(source: Resource | undefined): Resource | undefined {
  const stream = source?.type === 'AWS::Kinesis::StreamConsumer' ? source.target(['StreamARN']) : source;
  return stream?.type === 'AWS::Kinesis::Stream' ? stream : undefined;
}
