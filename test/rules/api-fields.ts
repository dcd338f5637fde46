/** An operation of the API, of event source mappings or of the configuration of asynchronous invocation. */
export type Operation = 'CreateEventSourceMapping' | 'GetEventSourceMapping' | 'PutFunctionEventInvokeConfig' | 'GetFunctionEventInvokeConfig';

/** What has become of a field of the API. */
export interface ApiField {
  /** The path of the field, `[]` for each item of a list. */
  readonly field: string;
  /** The operations that take or return it. */
  readonly operations: readonly Operation[];
  /** The property or attribute of CloudFormation; left out where CloudFormation has none. */
  readonly cloudFormation?: string;
  /**
   * What sets or shows it in this library: `SqsEventSource.batchSize` (a prop of the class or options, or an attribute of the
   * class), `SqsEventSource(queue)` (an argument), `MskAuthentication.iam()` (a factory).
   *
   * `read-only`: AWS answers it, nobody sets it, and a template cannot show it. `unsupported`: no mapping of CloudFormation has it.
   */
  readonly ours: readonly string[] | 'read-only' | 'unsupported';
}

const STREAMS = ['KinesisEventSource', 'KinesisConsumerEventSource', 'DynamoEventSource'];
const TIMED = ['KinesisEventSource', 'KinesisConsumerEventSource', 'KafkaEventSource', 'DocumentDbEventSource'];
const RETRYING = [...STREAMS, 'KafkaEventSource'];
const FILTERED = ['SqsEventSource', ...STREAMS, 'KafkaEventSource', 'MqEventSource'];
const POLLED = [...FILTERED, 'DocumentDbEventSource'];

const BOTH = ['CreateEventSourceMapping', 'GetEventSourceMapping'] as const;
const CREATE = ['CreateEventSourceMapping'] as const;
const GET = ['GetEventSourceMapping'] as const;
const BOTH_INVOKE = ['PutFunctionEventInvokeConfig', 'GetFunctionEventInvokeConfig'] as const;
const PUT_INVOKE = ['PutFunctionEventInvokeConfig'] as const;
const GET_INVOKE = ['GetFunctionEventInvokeConfig'] as const;

function prop(name: string, classes: readonly string[]): string[] {
  return classes.map(className => `${className}.${name}`);
}

/** A field that create takes and get returns under one name. */
function setting(field: string, ours: readonly string[], cloudFormation = field): ApiField {
  return { field, operations: BOTH, cloudFormation, ours };
}

function schemaRegistry(config: string): ApiField[] {
  const registry = `${config}.SchemaRegistryConfig`;
  const registries = ['GlueSchemaRegistry', 'ConfluentSchemaRegistry'];
  return [
    setting(registry, ['KafkaEventSource.schemaRegistryConfig']),
    setting(`${registry}.SchemaRegistryURI`, ['GlueSchemaRegistryProps.schemaRegistryArn', 'ConfluentSchemaRegistryProps.schemaRegistryUri']),
    setting(`${registry}.EventRecordFormat`, prop('eventRecordFormat', registries)),
    setting(`${registry}.AccessConfigs`, ['ConfluentSchemaRegistryProps.authenticationType']),
    setting(`${registry}.AccessConfigs[].Type`, ['ConfluentSchemaRegistryProps.authenticationType']),
    setting(`${registry}.AccessConfigs[].URI`, ['ConfluentSchemaRegistryProps.secret']),
    setting(`${registry}.SchemaValidationConfigs`, prop('schemaValidationConfigs', registries)),
    setting(`${registry}.SchemaValidationConfigs[].Attribute`, prop('schemaValidationConfigs', registries)),
  ];
}

const LOGINS = ['MskClusterOptions.authentication', 'SelfManagedKafkaOptions.authentication', 'MqEventSource.credentials', 'DocumentDbEventSource.credentials'];

/** Every field that CreateEventSourceMapping takes and GetEventSourceMapping returns. */
export const MAPPING_FIELDS: readonly ApiField[] = [
  { field: 'UUID', operations: GET, cloudFormation: 'Id', ours: prop('eventSourceMappingId', POLLED) },
  { field: 'EventSourceMappingArn', operations: GET, cloudFormation: 'EventSourceMappingArn', ours: prop('eventSourceMappingArn', POLLED) },
  { field: 'FunctionName', operations: CREATE, cloudFormation: 'FunctionName', ours: POLLED.map(name => `${name}.bind(target)`) },
  { field: 'FunctionArn', operations: GET, ours: 'read-only' },
  { field: 'LastModified', operations: GET, ours: 'read-only' },
  { field: 'LastProcessingResult', operations: GET, ours: 'read-only' },
  { field: 'State', operations: GET, ours: 'read-only' },
  { field: 'StateTransitionReason', operations: GET, ours: 'read-only' },
  { field: 'FilterCriteriaError', operations: GET, ours: 'read-only' },
  { field: 'FilterCriteriaError.ErrorCode', operations: GET, ours: 'read-only' },
  { field: 'FilterCriteriaError.Message', operations: GET, ours: 'read-only' },

  setting('EventSourceArn', [
    'SqsEventSource(queue)', 'KinesisEventSource(stream)', 'KinesisConsumerEventSource(streamConsumer)', 'DynamoEventSource(table)',
    'KafkaEventSource(cluster)', 'MqEventSource(broker)', 'DocumentDbEventSource(cluster)',
  ]),
  setting('SelfManagedEventSource', ['KafkaCluster.selfManaged()']),
  setting('SelfManagedEventSource.Endpoints', ['KafkaCluster.selfManaged()']),
  setting('SelfManagedEventSource.Endpoints.KAFKA_BOOTSTRAP_SERVERS', ['SelfManagedKafkaOptions.bootstrapServers'],
    'SelfManagedEventSource.Endpoints.KafkaBootstrapServers'),
  { field: 'Enabled', operations: CREATE, cloudFormation: 'Enabled', ours: prop('enabled', POLLED) },
  { field: 'Tags', operations: CREATE, cloudFormation: 'Tags', ours: prop('tags', POLLED) },
  setting('BatchSize', prop('batchSize', POLLED)),
  setting('MaximumBatchingWindowInSeconds', prop('maxBatchingWindow', POLLED)),
  setting('FilterCriteria', prop('filters', FILTERED)),
  setting('FilterCriteria.Filters', prop('filters', FILTERED)),
  setting('FilterCriteria.Filters[].Pattern', prop('filters', FILTERED)),
  setting('KMSKeyArn', prop('filterEncryption', FILTERED), 'KmsKeyArn'),
  setting('StartingPosition', prop('startingPosition', [...RETRYING, 'DocumentDbEventSource'])),
  setting('StartingPositionTimestamp', prop('startingPositionTimestamp', TIMED)),
  setting('ParallelizationFactor', prop('parallelizationFactor', STREAMS)),
  setting('TumblingWindowInSeconds', prop('tumblingWindow', STREAMS)),
  setting('BisectBatchOnFunctionError', prop('bisectBatchOnError', RETRYING)),
  setting('MaximumRecordAgeInSeconds', prop('maxRecordAge', RETRYING)),
  setting('MaximumRetryAttempts', prop('retryAttempts', RETRYING)),
  setting('FunctionResponseTypes', prop('reportBatchItemFailures', ['SqsEventSource', ...RETRYING])),
  setting('DestinationConfig', prop('onFailure', RETRYING)),
  setting('DestinationConfig.OnFailure', prop('onFailure', RETRYING)),
  setting('DestinationConfig.OnFailure.Destination', prop('onFailure', RETRYING)),
  { field: 'DestinationConfig.OnSuccess', operations: BOTH, ours: 'unsupported' },
  { field: 'DestinationConfig.OnSuccess.Destination', operations: BOTH, ours: 'unsupported' },
  setting('Topics', ['KafkaEventSource.topic']),
  setting('Queues', ['MqEventSource.queue']),
  setting('SourceAccessConfigurations', [...LOGINS, 'SelfManagedKafkaOptions.vpc']),
  setting('SourceAccessConfigurations[].Type', [
    ...LOGINS, 'SelfManagedKafkaOptions.rootCaCertificate', 'SelfManagedKafkaOptions.vpc', 'SelfManagedKafkaOptions.vpcSubnets',
    'SelfManagedKafkaOptions.securityGroups', 'MqEventSource.virtualHost',
  ]),
  setting('SourceAccessConfigurations[].URI', [
    ...LOGINS, 'SelfManagedKafkaOptions.rootCaCertificate', 'SelfManagedKafkaOptions.vpcSubnets', 'SelfManagedKafkaOptions.securityGroups',
    'MqEventSource.virtualHost',
  ]),
  setting('ScalingConfig', ['SqsEventSource.maxConcurrency']),
  setting('ScalingConfig.MaximumConcurrency', ['SqsEventSource.maxConcurrency']),
  ...['ProvisionedPollerConfig', ...['MinimumPollers', 'MaximumPollers', 'PollerGroupName'].map(name => `ProvisionedPollerConfig.${name}`)]
    .map(field => setting(field, prop('provisionedPollerConfig', ['SqsEventSource', 'KafkaEventSource']))),
  setting('AmazonManagedKafkaEventSourceConfig', ['KafkaEventSource.consumerGroupId', 'KafkaEventSource.schemaRegistryConfig']),
  setting('AmazonManagedKafkaEventSourceConfig.ConsumerGroupId', ['KafkaEventSource.consumerGroupId']),
  ...schemaRegistry('AmazonManagedKafkaEventSourceConfig'),
  setting('SelfManagedKafkaEventSourceConfig', ['KafkaEventSource.consumerGroupId', 'KafkaEventSource.schemaRegistryConfig']),
  setting('SelfManagedKafkaEventSourceConfig.ConsumerGroupId', ['KafkaEventSource.consumerGroupId']),
  setting('SelfManagedKafkaEventSourceConfig.ConsumptionMode', ['KafkaEventSource.consumptionMode']),
  ...schemaRegistry('SelfManagedKafkaEventSourceConfig'),
  setting('DocumentDBEventSourceConfig', ['DocumentDbEventSource.databaseName']),
  setting('DocumentDBEventSourceConfig.DatabaseName', ['DocumentDbEventSource.databaseName']),
  setting('DocumentDBEventSourceConfig.CollectionName', ['DocumentDbEventSource.collectionName']),
  setting('DocumentDBEventSourceConfig.FullDocument', ['DocumentDbEventSource.fullDocument']),
  setting('MetricsConfig', prop('metricsConfig', POLLED)),
  setting('MetricsConfig.Metrics', prop('metricsConfig', POLLED)),
  setting('LoggingConfig', ['KafkaEventSource.logLevel']),
  setting('LoggingConfig.SystemLogLevel', ['KafkaEventSource.logLevel']),
];

/** Every field that PutFunctionEventInvokeConfig takes and GetFunctionEventInvokeConfig returns. */
export const INVOKE_CONFIG_FIELDS: readonly ApiField[] = [
  { field: 'FunctionName', operations: PUT_INVOKE, cloudFormation: 'FunctionName', ours: ['EventInvokeConfig.function'] },
  { field: 'Qualifier', operations: PUT_INVOKE, cloudFormation: 'Qualifier', ours: ['EventInvokeConfig.qualifier'] },
  { field: 'FunctionArn', operations: GET_INVOKE, ours: 'read-only' },
  { field: 'LastModified', operations: GET_INVOKE, ours: 'read-only' },
  { field: 'MaximumEventAgeInSeconds', operations: BOTH_INVOKE, cloudFormation: 'MaximumEventAgeInSeconds', ours: ['EventInvokeConfig.maxEventAge'] },
  { field: 'MaximumRetryAttempts', operations: BOTH_INVOKE, cloudFormation: 'MaximumRetryAttempts', ours: ['EventInvokeConfig.retryAttempts'] },
  {
    field: 'DestinationConfig',
    operations: BOTH_INVOKE,
    cloudFormation: 'DestinationConfig',
    ours: ['EventInvokeConfig.onSuccess', 'EventInvokeConfig.onFailure'],
  },
  ...['OnSuccess', 'OnFailure'].flatMap((which): ApiField[] => [`DestinationConfig.${which}`, `DestinationConfig.${which}.Destination`].map(field => ({
    field,
    operations: BOTH_INVOKE,
    cloudFormation: field,
    ours: [`EventInvokeConfig.${which === 'OnSuccess' ? 'onSuccess' : 'onFailure'}`],
  }))),
];
