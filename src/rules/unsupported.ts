import { api, cloudFormation, guide, MAPPING_PAGE } from './citations';
import { PROPERTIES } from './property-names';
import { Citation, PropertyPath, Rule, Variant } from './rule';
import { allBut, KAFKA, MQ, MSK, SourceKind, SQS, STREAMS } from '../aws/source-kinds';

/** A property that some sources do not have. AWS refuses the mapping and names the property. */
interface Unsupported {
  readonly id: string;
  readonly title: string;
  readonly fact: PropertyPath;
  /** The sources that do not have it. */
  readonly sources: readonly SourceKind[];
  readonly why: string;
  readonly fix: string;
  readonly fixInTemplate?: string;
  readonly source: Citation;
  readonly variants?: readonly Variant[];
  readonly example: unknown;
}

const FOR_STREAMS = 'only streams (Amazon Kinesis, Amazon DynamoDB) have it';
const FOR_STREAMS_AND_KAFKA = 'only streams and Apache Kafka have it';
const FOR_KAFKA = 'only Apache Kafka mappings have it';
const REMOVE = 'Omit it.';
const CREATE = 'API_CreateEventSourceMapping';

const UNSUPPORTED: readonly Unsupported[] = [
  {
    id: 'event-source-arn-unsupported',
    title: 'ARN of an event source beside self-managed Apache Kafka',
    fact: 'EventSourceArn',
    sources: ['self-managed-kafka'],
    why: 'a mapping has one event source, and SelfManagedEventSource names it',
    fix: REMOVE,
    source: api(CREATE),
    example: 'arn:aws:kafka:eu-west-1:111122223333:cluster/orders/00000000-0000-0000-0000-000000000000-1',
  },
  {
    id: 'self-managed-event-source-unsupported',
    title: 'Self-managed event source beside an ARN',
    fact: 'SelfManagedEventSource',
    sources: allBut('self-managed-kafka'),
    why: 'a mapping has one event source, and EventSourceArn names it',
    fix: REMOVE,
    source: api(CREATE),
    example: { Endpoints: { KafkaBootstrapServers: ['broker:9092'] } },
  },
  {
    id: 'filters-unsupported',
    title: 'Filters of Amazon DocumentDB',
    fact: 'FilterCriteria',
    sources: ['documentdb'],
    why: 'Lambda does not filter the events of Amazon DocumentDB',
    fix: 'Omit filters, and let the function ignore what it does not want.',
    fixInTemplate: 'Omit FilterCriteria, and let the function ignore what it does not want.',
    source: guide('invocation-eventfiltering', 'Invalid parameters: filterCriteria'),
    example: { Filters: [{ Pattern: '{"event":{"operationType":["insert"]}}' }] },
  },
  {
    id: 'filter-encryption-unsupported',
    title: 'Key for filters of Amazon DocumentDB',
    fact: 'KmsKeyArn',
    sources: ['documentdb'],
    why: 'it encrypts filters, and Lambda does not filter the events of Amazon DocumentDB',
    fix: REMOVE,
    source: guide('invocation-eventfiltering'),
    example: 'arn:aws:kms:eu-west-1:111122223333:key/00000000-0000-0000-0000-000000000000',
  },
  {
    id: 'starting-position-unsupported',
    title: 'Starting position of a queue',
    fact: 'StartingPosition',
    sources: [...SQS, ...MQ],
    why: 'a queue has no position to start from',
    fix: REMOVE,
    source: cloudFormation(MAPPING_PAGE, 'StartingPosition is not valid for SQS event sources.'),
    example: 'LATEST',
  },
  {
    id: 'starting-position-timestamp-unsupported',
    title: 'Starting time of a queue',
    fact: 'StartingPositionTimestamp',
    sources: [...SQS, ...MQ],
    why: 'a queue has no position to start from',
    fix: REMOVE,
    source: cloudFormation(MAPPING_PAGE, 'Timestamp is not valid for SQS event sources.'),
    example: 1700000000,
  },
  {
    id: 'parallelization-factor-unsupported',
    title: 'Parallelization factor without a stream',
    fact: 'ParallelizationFactor',
    sources: allBut(...STREAMS),
    why: FOR_STREAMS,
    fix: 'Omit it; maxConcurrency limits a queue, provisionedPollerConfig a queue or Apache Kafka.',
    source: cloudFormation(MAPPING_PAGE, 'Unsupported ParallelizationFactor parameter for given event source mapping type.'),
    example: 2,
  },
  {
    id: 'tumbling-window-unsupported',
    title: 'Tumbling window without a stream',
    fact: 'TumblingWindowInSeconds',
    sources: allBut(...STREAMS),
    why: FOR_STREAMS,
    fix: REMOVE,
    source: cloudFormation(MAPPING_PAGE, 'Unsupported TumblingWindowInSeconds parameter for given event source mapping type.'),
    example: 60,
  },
  {
    id: 'bisect-batch-unsupported',
    title: 'Bisecting a batch without a stream or Apache Kafka',
    fact: 'BisectBatchOnFunctionError',
    sources: allBut(...STREAMS, ...KAFKA),
    why: FOR_STREAMS_AND_KAFKA,
    fix: 'Omit it; with Amazon SQS, reportBatchItemFailures retries failed messages only.',
    source: cloudFormation(MAPPING_PAGE, 'Unsupported BisectBatchOnFunctionError parameter for given event source mapping type.'),
    example: true,
  },
  {
    id: 'maximum-record-age-unsupported',
    title: 'Record age without a stream or Apache Kafka',
    fact: 'MaximumRecordAgeInSeconds',
    sources: allBut(...STREAMS, ...KAFKA),
    why: FOR_STREAMS_AND_KAFKA,
    fix: 'Omit it; with Amazon SQS, retentionPeriod of the queue limits the age.',
    fixInTemplate: 'Omit it; with Amazon SQS, MessageRetentionPeriod of the queue limits the age.',
    source: api(CREATE, 'Unsupported MaximumRecordAgeInSeconds parameter for given event source mapping type.'),
    example: 60,
  },
  {
    id: 'maximum-retry-attempts-unsupported',
    title: 'Retries without a stream or Apache Kafka',
    fact: 'MaximumRetryAttempts',
    sources: allBut(...STREAMS, ...KAFKA),
    why: FOR_STREAMS_AND_KAFKA,
    fix: 'Omit it; with Amazon SQS, maxReceiveCount of the queue\'s deadLetterQueue limits the attempts.',
    source: api(CREATE, 'Unsupported MaximumRetryAttempts parameter for given event source mapping type.'),
    example: 1,
  },
  {
    id: 'function-response-types-unsupported',
    title: 'Partial batch responses of Amazon MQ or Amazon DocumentDB',
    fact: 'FunctionResponseTypes',
    sources: [...MQ, 'documentdb'],
    why: 'Lambda takes no partial answers for Amazon MQ and Amazon DocumentDB',
    fix: 'Omit reportBatchItemFailures.',
    source: guide('services-mq-params', "Unsupported 'functionResponseTypes' parameter for given event source mapping type."),
    variants: [{
      sources: ['documentdb'], source: api(CREATE, "Unsupported 'functionResponseTypes' parameter for given event source mapping type."),
    }],
    example: ['ReportBatchItemFailures'],
  },
  {
    id: 'destination-unsupported',
    title: 'Destination without a stream or Apache Kafka',
    fact: 'DestinationConfig',
    sources: allBut(...STREAMS, ...KAFKA),
    why: FOR_STREAMS_AND_KAFKA,
    fix: 'Omit it; give an Amazon SQS queue a deadLetterQueue, and use the dead-letter handling of the broker for Amazon MQ.',
    source: cloudFormation(MAPPING_PAGE, 'Unsupported DestinationConfig parameter for given event source mapping type.'),
    example: { OnFailure: { Destination: 'arn:aws:sqs:eu-west-1:111122223333:failed' } },
  },
  {
    id: 'on-success-destination-unsupported',
    title: 'Destination for success of a mapping',
    fact: 'DestinationConfig.OnSuccess',
    sources: [...STREAMS, ...KAFKA],
    why: 'only asynchronous invocations have a destination for success',
    fix: 'Omit it, and let the function send what it made.',
    source: cloudFormation('aws-properties-lambda-eventsourcemapping-destinationconfig'),
    example: { Destination: 'arn:aws:sqs:eu-west-1:111122223333:done' },
  },
  {
    id: 'topics-unsupported',
    title: 'Topics without Apache Kafka',
    fact: 'Topics',
    sources: allBut(...KAFKA),
    why: FOR_KAFKA,
    fix: REMOVE,
    source: api(CREATE),
    example: ['orders'],
  },
  {
    id: 'queues-unsupported',
    title: 'Queues without Amazon MQ',
    fact: 'Queues',
    sources: allBut(...MQ),
    why: 'it names the queue of an Amazon MQ broker; an Amazon SQS queue is named by EventSourceArn',
    fix: REMOVE,
    source: api(CREATE),
    example: ['orders'],
  },
  {
    id: 'source-access-configurations-unsupported',
    title: 'Access configurations of a source without a login',
    fact: 'SourceAccessConfigurations',
    sources: [...SQS, ...STREAMS, 'msk-serverless'],
    why: 'Lambda reads this source with the execution role of the function',
    fix: REMOVE,
    source: api(CREATE),
    example: [{ Type: 'BASIC_AUTH', URI: 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:s-123456' }],
  },
  {
    id: 'scaling-config-unsupported',
    title: 'Maximum concurrency without an Amazon SQS queue',
    fact: 'ScalingConfig',
    sources: allBut(...SQS),
    why: 'only Amazon SQS mappings have it',
    fix: 'Omit it; parallelizationFactor scales a stream, provisionedPollerConfig Apache Kafka.',
    source: cloudFormation('aws-properties-lambda-eventsourcemapping-scalingconfig', 'Unsupported ScalingConfig parameter for given event source mapping type.'),
    example: { MaximumConcurrency: 10 },
  },
  {
    id: 'provisioned-pollers-unsupported',
    title: 'Provisioned mode without Amazon SQS or Apache Kafka',
    fact: 'ProvisionedPollerConfig',
    sources: allBut(...SQS, ...KAFKA),
    why: 'only Amazon SQS and Apache Kafka have provisioned mode',
    fix: REMOVE,
    source: cloudFormation(MAPPING_PAGE, 'Unsupported ProvisionedPollerConfig parameter for given event source mapping type.'),
    example: { MinimumPollers: 2 },
  },
  {
    id: 'amazon-managed-kafka-config-unsupported',
    title: 'Configuration of Amazon MSK of another source',
    fact: 'AmazonManagedKafkaEventSourceConfig',
    sources: allBut(...MSK),
    why: 'only Amazon MSK mappings have it',
    fix: REMOVE,
    source: api(CREATE),
    example: { ConsumerGroupId: 'orders' },
  },
  {
    id: 'self-managed-kafka-config-unsupported',
    title: 'Configuration of self-managed Apache Kafka of another source',
    fact: 'SelfManagedKafkaEventSourceConfig',
    sources: allBut('self-managed-kafka'),
    why: 'only self-managed Apache Kafka mappings have it',
    fix: REMOVE,
    source: api(CREATE),
    example: { ConsumerGroupId: 'orders' },
  },
  {
    id: 'documentdb-config-unsupported',
    title: 'Configuration of Amazon DocumentDB of another source',
    fact: 'DocumentDBEventSourceConfig',
    sources: allBut('documentdb'),
    why: 'only Amazon DocumentDB mappings have it',
    fix: REMOVE,
    source: api(CREATE),
    example: { DatabaseName: 'shop' },
  },
  {
    id: 'logging-config-unsupported',
    title: 'Log level without Apache Kafka',
    fact: 'LoggingConfig',
    sources: allBut(...KAFKA),
    why: FOR_KAFKA,
    fix: REMOVE,
    source: guide('esm-logging', 'Unsupported LoggingConfig parameter for given event source mapping type.'),
    example: { SystemLogLevel: 'INFO' },
  },
];

/** A property that Apache Kafka mappings have only in provisioned mode. */
const NEEDS_PROVISIONED_MODE: readonly Omit<Unsupported, 'sources' | 'why' | 'fix'>[] = [
  {
    id: 'kafka-bisect-batch-on-demand',
    title: 'Bisecting a batch of Apache Kafka outside provisioned mode',
    fact: 'BisectBatchOnFunctionError',
    source: guide('kafka-retry-configurations', 'Unsupported BisectBatchOnFunctionError parameter for given event source mapping type.'),
    example: true,
  },
  {
    id: 'kafka-maximum-record-age-on-demand',
    title: 'Record age of Apache Kafka outside provisioned mode',
    fact: 'MaximumRecordAgeInSeconds',
    source: guide('kafka-retry-configurations', 'Unsupported MaximumRecordAgeInSeconds parameter for given event source mapping type.'),
    example: 3600,
  },
  {
    id: 'kafka-maximum-retry-attempts-on-demand',
    title: 'Retries of Apache Kafka outside provisioned mode',
    fact: 'MaximumRetryAttempts',
    source: guide('kafka-retry-configurations', "Unsupported 'maximumRetryAttempts' parameter for given event source mapping type."),
    example: 3,
  },
  {
    id: 'kafka-function-response-types-on-demand',
    title: 'Partial batch responses of Apache Kafka outside provisioned mode',
    fact: 'FunctionResponseTypes',
    source: guide('kafka-retry-configurations'),
    example: ['ReportBatchItemFailures'],
  },
  {
    id: 'kafka-logging-on-demand',
    title: 'Log level of Apache Kafka outside provisioned mode',
    fact: 'LoggingConfig',
    source: guide('esm-logging'),
    example: { SystemLogLevel: 'INFO' },
  },
];

export const SUPPORT_RULES: readonly Rule[] = [
  ...UNSUPPORTED.map(({ example, ...rule }): Rule => ({
    ...rule,
    severity: 'error',
    because: 'refused',
    check: { kind: 'not-allowed' },
    example: { valid: {}, invalid: { [rule.fact]: example } },
  })),
  ...NEEDS_PROVISIONED_MODE.map(({ example, ...rule }): Rule => ({
    ...rule,
    severity: 'error',
    because: 'refused',
    sources: KAFKA,
    check: { kind: 'requires', fact: 'ProvisionedPollerConfig' },
    why: 'Apache Kafka mappings have it only in provisioned mode',
    fix: `Set provisionedPollerConfig, or omit ${PROPERTIES[rule.fact].prop}.`,
    example: {
      valid: { [rule.fact]: example, 'ProvisionedPollerConfig.MinimumPollers': 1 },
      invalid: { [rule.fact]: example },
    },
  })),
];
