/** The kinds of source that an event source mapping can poll. */
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
