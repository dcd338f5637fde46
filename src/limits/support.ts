import { api, cloudFormation, guide, MAPPING_PAGE } from './citations';
import { Citation, FactPath, Rule } from './rule';
import { SourceKind, SQS } from './source-kind';

/** A property that some sources do not have. AWS refuses the mapping, and names the property. */
interface Unsupported {
  readonly id: string;
  readonly property: FactPath;
  readonly sources: readonly SourceKind[];
  readonly why: string;
  readonly fix: string;
  readonly source: Citation;
  readonly example: unknown;
}

const FOR_STREAMS = 'only streams (Amazon Kinesis, Amazon DynamoDB) have it';
const FOR_STREAMS_AND_KAFKA = 'only streams and Apache Kafka have it';
const FOR_KAFKA = 'only Apache Kafka mappings have it';
const REMOVE = 'Leave it out.';

const UNSUPPORTED: readonly Unsupported[] = [
  {
    id: 'starting-position-unsupported',
    property: 'StartingPosition',
    sources: SQS,
    why: 'a queue has no position to start from',
    fix: REMOVE,
    source: cloudFormation(MAPPING_PAGE, 'StartingPosition is not valid for SQS event sources.'),
    example: 'LATEST',
  },
  {
    id: 'starting-position-timestamp-unsupported',
    property: 'StartingPositionTimestamp',
    sources: SQS,
    why: 'a queue has no position to start from',
    fix: REMOVE,
    source: cloudFormation(MAPPING_PAGE, 'Timestamp is not valid for SQS event sources.'),
    example: 1700000000,
  },
  {
    id: 'parallelization-factor-unsupported',
    property: 'ParallelizationFactor',
    sources: SQS,
    why: FOR_STREAMS,
    fix: 'Leave it out, and set maxConcurrency to limit a queue.',
    source: cloudFormation(MAPPING_PAGE, 'Unsupported ParallelizationFactor parameter for given event source mapping type.'),
    example: 2,
  },
  {
    id: 'tumbling-window-unsupported',
    property: 'TumblingWindowInSeconds',
    sources: SQS,
    why: FOR_STREAMS,
    fix: REMOVE,
    source: cloudFormation(MAPPING_PAGE, 'Unsupported TumblingWindowInSeconds parameter for given event source mapping type.'),
    example: 60,
  },
  {
    id: 'bisect-batch-unsupported',
    property: 'BisectBatchOnFunctionError',
    sources: SQS,
    why: FOR_STREAMS_AND_KAFKA,
    fix: 'Leave it out, and set reportBatchItemFailures to retry failed messages only.',
    source: cloudFormation(MAPPING_PAGE, 'Unsupported BisectBatchOnFunctionError parameter for given event source mapping type.'),
    example: true,
  },
  {
    id: 'maximum-record-age-unsupported',
    property: 'MaximumRecordAgeInSeconds',
    sources: SQS,
    why: FOR_STREAMS_AND_KAFKA,
    fix: 'Leave it out, and set retentionPeriod of the queue.',
    source: api('API_CreateEventSourceMapping', 'Unsupported MaximumRecordAgeInSeconds parameter for given event source mapping type.'),
    example: 60,
  },
  {
    id: 'maximum-retry-attempts-unsupported',
    property: 'MaximumRetryAttempts',
    sources: SQS,
    why: FOR_STREAMS_AND_KAFKA,
    fix: 'Leave it out, and set maxReceiveCount of the queue\'s deadLetterQueue.',
    source: api('API_CreateEventSourceMapping', 'Unsupported MaximumRetryAttempts parameter for given event source mapping type.'),
    example: 1,
  },
  {
    id: 'destination-unsupported',
    property: 'DestinationConfig',
    sources: SQS,
    why: FOR_STREAMS_AND_KAFKA,
    fix: 'Leave it out, and give the queue a deadLetterQueue.',
    source: cloudFormation(MAPPING_PAGE, 'Unsupported DestinationConfig parameter for given event source mapping type.'),
    example: { OnFailure: { Destination: 'arn:aws:sqs:eu-west-1:111122223333:failed' } },
  },
  {
    id: 'topics-unsupported',
    property: 'Topics',
    sources: SQS,
    why: FOR_KAFKA,
    fix: REMOVE,
    source: api('API_CreateEventSourceMapping'),
    example: ['orders'],
  },
  {
    id: 'queues-unsupported',
    property: 'Queues',
    sources: SQS,
    why: 'it names the queue of an Amazon MQ broker; an Amazon SQS queue is named by EventSourceArn',
    fix: REMOVE,
    source: api('API_CreateEventSourceMapping'),
    example: ['orders'],
  },
  {
    id: 'source-access-configurations-unsupported',
    property: 'SourceAccessConfigurations',
    sources: SQS,
    why: 'Lambda reads this source with the execution role of the function',
    fix: REMOVE,
    source: api('API_CreateEventSourceMapping'),
    example: [{ Type: 'BASIC_AUTH', URI: 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:s-123456' }],
  },
  {
    id: 'self-managed-event-source-unsupported',
    property: 'SelfManagedEventSource',
    sources: SQS,
    why: 'a mapping has one event source, and EventSourceArn names it',
    fix: REMOVE,
    source: api('API_CreateEventSourceMapping'),
    example: { Endpoints: { KafkaBootstrapServers: ['broker:9092'] } },
  },
  {
    id: 'amazon-managed-kafka-config-unsupported',
    property: 'AmazonManagedKafkaEventSourceConfig',
    sources: SQS,
    why: 'only Amazon MSK mappings have it',
    fix: REMOVE,
    source: api('API_CreateEventSourceMapping'),
    example: { ConsumerGroupId: 'orders' },
  },
  {
    id: 'self-managed-kafka-config-unsupported',
    property: 'SelfManagedKafkaEventSourceConfig',
    sources: SQS,
    why: 'only self-managed Apache Kafka mappings have it',
    fix: REMOVE,
    source: api('API_CreateEventSourceMapping'),
    example: { ConsumerGroupId: 'orders' },
  },
  {
    id: 'documentdb-config-unsupported',
    property: 'DocumentDBEventSourceConfig',
    sources: SQS,
    why: 'only Amazon DocumentDB mappings have it',
    fix: REMOVE,
    source: api('API_CreateEventSourceMapping'),
    example: { DatabaseName: 'shop' },
  },
  {
    id: 'logging-config-unsupported',
    property: 'LoggingConfig',
    sources: SQS,
    why: FOR_KAFKA,
    fix: REMOVE,
    source: guide('esm-logging', 'Unsupported LoggingConfig parameter for given event source mapping type.'),
    example: { SystemLogLevel: 'INFO' },
  },
];

export const SUPPORT_RULES: readonly Rule[] = UNSUPPORTED.map(({ example, ...row }) => ({
  ...row,
  severity: 'error',
  because: 'refused',
  check: { kind: 'not-allowed' },
  example: { valid: {}, invalid: { [row.property]: example } },
}));
