/** What a mapping polls. AWS's rules differ between these, not between the classes of this library. */
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
  | 'documentdb';

export const SQS: readonly SourceKind[] = ['sqs', 'sqs-fifo'];
export const KINESIS: readonly SourceKind[] = ['kinesis', 'kinesis-consumer'];
export const STREAMS: readonly SourceKind[] = ['kinesis', 'kinesis-consumer', 'dynamodb'];
export const MSK: readonly SourceKind[] = ['msk', 'msk-serverless'];
export const KAFKA: readonly SourceKind[] = ['msk', 'msk-serverless', 'self-managed-kafka'];
export const MQ: readonly SourceKind[] = ['activemq', 'rabbitmq'];
/** Sources with a position that a reader starts from. */
export const POSITIONED: readonly SourceKind[] = [...STREAMS, ...KAFKA, 'documentdb'];

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
