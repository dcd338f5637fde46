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

export const ALL_SOURCES: readonly SourceKind[] = [
  'sqs', 'sqs-fifo',
  'kinesis', 'kinesis-consumer', 'dynamodb',
  'msk', 'msk-serverless', 'self-managed-kafka',
  'activemq', 'rabbitmq', 'documentdb',
];
