import { UNLIMITED } from '../aws/special-values';
import { IndexedMapping } from '../model/mapping-groups';
import { Resource } from '../model/resource';
import { ABSENT, UNKNOWN, Value } from '../values/value';

/** What rules of streams ask of the mapping, and of the stream behind a consumer. */
export const STREAM_FACTS: { readonly [path: string]: (mapping: IndexedMapping) => Value } = {
  /** Present where neither the number of retries nor the age of a record ever ends them. */
  'mapping.RetriesWithoutEnd': ({ resource }) => {
    const limits = ['MaximumRetryAttempts', 'MaximumRecordAgeInSeconds'].map(property => resource.value([property]));
    if (limits.some(limit => limit !== UNKNOWN && !isUnlimited(limit))) { return ABSENT; }
    return limits.includes(UNKNOWN) ? UNKNOWN : true;
  },

  /** How long the stream keeps a record. That of a table has no such property, and AWS's default is all there is. */
  'source.RetentionHours': ({ source }) => {
    if (source.kinds.every(kind => kind === 'dynamodb')) { return ABSENT; }
    return kinesisStreamOf(source.resource)?.value(['RetentionPeriodHours']) ?? UNKNOWN;
  },

  /** How many batches Lambda processes at once: so many per shard. A stream on demand has as many shards as it takes. */
  'source.ParallelBatches': ({ resource, source }) => {
    const shards = kinesisStreamOf(source.resource)?.value(['ShardCount']) ?? UNKNOWN;
    const factor = resource.value(['ParallelizationFactor']);
    if (shards === ABSENT) { return ABSENT; }
    return shards === UNKNOWN || factor === UNKNOWN ? UNKNOWN : Number(shards) * (factor === ABSENT ? 1 : Number(factor));
  },

  /** Present where the ARN stands for all streams of a table, as the CDK writes it for replicas. */
  'source.StreamWildcard': ({ resource }) => {
    const text = resource.text(['EventSourceArn']);
    return text?.endsWith('/stream/*') ? true : text === undefined ? UNKNOWN : ABSENT;
  },
};

function isUnlimited(limit: Value): boolean {
  return limit === ABSENT || Number(limit) === UNLIMITED;
}

/** The stream that a mapping reads, also through a consumer. */
function kinesisStreamOf(read: Resource | undefined): Resource | undefined {
  switch (read?.type) {
    case 'AWS::Kinesis::Stream': return read;
    case 'AWS::Kinesis::StreamConsumer': return kinesisStreamOf(read.target(['StreamARN']));
    default: return undefined;
  }
}
