/** What a rule is about: what a mapping polls, who pushes, or asynchronous invocation. AWS's rules differ between these, not between our classes. */
export type SourceKind =
  | 'sqs'
  | 'sqs-fifo'
  | 'kinesis'
  | 'kinesis-consumer'
  | 'dynamodb'
  | 'msk'
  | 'msk-serverless'
  | 'self-managed-kafka'
  | 'activemq'
  | 'rabbitmq'
  | 'documentdb'
  /** Nothing is polled: the configuration of asynchronous invocation. */
  | 'asynchronous'
  /** Nothing is polled: the notifications of a bucket, and the subscription to a topic. */
  | 's3'
  | 'sns';

export const SQS: readonly SourceKind[] = ['sqs', 'sqs-fifo'];
export const KINESIS: readonly SourceKind[] = ['kinesis', 'kinesis-consumer'];
export const STREAMS: readonly SourceKind[] = ['kinesis', 'kinesis-consumer', 'dynamodb'];
export const MSK: readonly SourceKind[] = ['msk', 'msk-serverless'];
export const KAFKA: readonly SourceKind[] = ['msk', 'msk-serverless', 'self-managed-kafka'];
export const MQ: readonly SourceKind[] = ['activemq', 'rabbitmq'];
/** All that Lambda polls from network interfaces in the VPC of the source. */
export const IN_NETWORK: readonly SourceKind[] = [...KAFKA, ...MQ, 'documentdb'];
/** Sources with a position that a reader starts from. */
export const POSITIONED: readonly SourceKind[] = [...STREAMS, ...KAFKA, 'documentdb'];

/** All that Lambda polls. */
export const ALL_SOURCES: readonly SourceKind[] = [
  'sqs', 'sqs-fifo',
  'kinesis', 'kinesis-consumer', 'dynamodb',
  'msk', 'msk-serverless', 'self-managed-kafka',
  'activemq', 'rabbitmq', 'documentdb',
];

/** All sources but these. */
export function allBut(...kinds: readonly SourceKind[]): readonly SourceKind[] {
  return ALL_SOURCES.filter(kind => !kinds.includes(kind));
}
