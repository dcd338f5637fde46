import { ApiField, INVOKE_CONFIG_FIELDS, MAPPING_FIELDS, Operation } from './api-fields';
import { l1Paths, PublicSurface } from './public-surface';

/** The fields as the API Reference lists them, nested ones below their object. */
const TAKEN_BY_CREATE = `
  EventSourceArn FunctionName Enabled BatchSize MaximumBatchingWindowInSeconds ParallelizationFactor StartingPosition
  StartingPositionTimestamp MaximumRecordAgeInSeconds BisectBatchOnFunctionError MaximumRetryAttempts Tags TumblingWindowInSeconds
  Topics Queues FunctionResponseTypes KMSKeyArn
  FilterCriteria FilterCriteria.Filters FilterCriteria.Filters[].Pattern
  DestinationConfig DestinationConfig.OnSuccess DestinationConfig.OnSuccess.Destination DestinationConfig.OnFailure DestinationConfig.OnFailure.Destination
  SourceAccessConfigurations SourceAccessConfigurations[].Type SourceAccessConfigurations[].URI
  SelfManagedEventSource SelfManagedEventSource.Endpoints SelfManagedEventSource.Endpoints.KAFKA_BOOTSTRAP_SERVERS
  AmazonManagedKafkaEventSourceConfig AmazonManagedKafkaEventSourceConfig.ConsumerGroupId
  AmazonManagedKafkaEventSourceConfig.SchemaRegistryConfig
  AmazonManagedKafkaEventSourceConfig.SchemaRegistryConfig.SchemaRegistryURI
  AmazonManagedKafkaEventSourceConfig.SchemaRegistryConfig.EventRecordFormat
  AmazonManagedKafkaEventSourceConfig.SchemaRegistryConfig.AccessConfigs
  AmazonManagedKafkaEventSourceConfig.SchemaRegistryConfig.AccessConfigs[].Type
  AmazonManagedKafkaEventSourceConfig.SchemaRegistryConfig.AccessConfigs[].URI
  AmazonManagedKafkaEventSourceConfig.SchemaRegistryConfig.SchemaValidationConfigs
  AmazonManagedKafkaEventSourceConfig.SchemaRegistryConfig.SchemaValidationConfigs[].Attribute
  SelfManagedKafkaEventSourceConfig SelfManagedKafkaEventSourceConfig.ConsumerGroupId SelfManagedKafkaEventSourceConfig.ConsumptionMode
  SelfManagedKafkaEventSourceConfig.SchemaRegistryConfig
  SelfManagedKafkaEventSourceConfig.SchemaRegistryConfig.SchemaRegistryURI
  SelfManagedKafkaEventSourceConfig.SchemaRegistryConfig.EventRecordFormat
  SelfManagedKafkaEventSourceConfig.SchemaRegistryConfig.AccessConfigs
  SelfManagedKafkaEventSourceConfig.SchemaRegistryConfig.AccessConfigs[].Type
  SelfManagedKafkaEventSourceConfig.SchemaRegistryConfig.AccessConfigs[].URI
  SelfManagedKafkaEventSourceConfig.SchemaRegistryConfig.SchemaValidationConfigs
  SelfManagedKafkaEventSourceConfig.SchemaRegistryConfig.SchemaValidationConfigs[].Attribute
  ScalingConfig ScalingConfig.MaximumConcurrency
  DocumentDBEventSourceConfig DocumentDBEventSourceConfig.DatabaseName DocumentDBEventSourceConfig.CollectionName DocumentDBEventSourceConfig.FullDocument
  MetricsConfig MetricsConfig.Metrics LoggingConfig LoggingConfig.SystemLogLevel
  ProvisionedPollerConfig ProvisionedPollerConfig.MinimumPollers ProvisionedPollerConfig.MaximumPollers ProvisionedPollerConfig.PollerGroupName
`.trim().split(/\s+/);

/** Get returns what create takes but for three, and what AWS knows of the mapping. */
const RETURNED_BY_GET = [
  ...TAKEN_BY_CREATE.filter(field => !['FunctionName', 'Enabled', 'Tags'].includes(field)),
  'UUID', 'EventSourceMappingArn', 'FunctionArn', 'LastModified', 'LastProcessingResult', 'State', 'StateTransitionReason',
  'FilterCriteriaError', 'FilterCriteriaError.ErrorCode', 'FilterCriteriaError.Message',
];

const INVOKE_SETTINGS = [
  'MaximumEventAgeInSeconds', 'MaximumRetryAttempts', 'DestinationConfig',
  'DestinationConfig.OnSuccess', 'DestinationConfig.OnSuccess.Destination', 'DestinationConfig.OnFailure', 'DestinationConfig.OnFailure.Destination',
];

const OPERATIONS: [Operation, readonly ApiField[], string[]][] = [
  ['CreateEventSourceMapping', MAPPING_FIELDS, TAKEN_BY_CREATE],
  ['GetEventSourceMapping', MAPPING_FIELDS, RETURNED_BY_GET],
  ['PutFunctionEventInvokeConfig', INVOKE_CONFIG_FIELDS, ['FunctionName', 'Qualifier', ...INVOKE_SETTINGS]],
  ['GetFunctionEventInvokeConfig', INVOKE_CONFIG_FIELDS, ['FunctionArn', 'LastModified', ...INVOKE_SETTINGS]],
];

test.each(OPERATIONS)('every field of %s has its place in api-fields.ts', (operation, table, fields) => {
  const named = table.filter(({ operations }) => operations.includes(operation)).map(({ field }) => field);
  expect([...named].sort()).toEqual([...fields].sort());
});

test.each([...MAPPING_FIELDS, ...INVOKE_CONFIG_FIELDS].map(field => [field.field, field] as const))('%s can be set, or is read-only, or CloudFormation has no place for it', (_, field) => {
  expect(field.cloudFormation === undefined).toBe(field.ours === 'read-only' || field.ours === 'unsupported');
  if (Array.isArray(field.ours)) { expect(field.ours.length).toBeGreaterThan(0); }
});

describe('the names of our classes', () => {
  const surface = new PublicSurface();
  const spellings = [...new Set([...MAPPING_FIELDS, ...INVOKE_CONFIG_FIELDS].flatMap(({ ours }) => typeof ours === 'string' ? [] : ours))];

  test.each(spellings)('%s exists', (spelling) => {
    expect(surface.has(spelling)).toBe(true);
  });

  test('names that do not exist are found out', () => {
    expect(['SqsEventSource.batchsize', 'SqsEventSource(topic)', 'SqsEventSource.grow()', 'Nobody.batchSize'].filter(spelling => surface.has(spelling))).toEqual([]);
  });
});

// Read from the newest release whatever the tests run with: a property that AWS adds must not go unnoticed.
describe('the properties of the newest aws-cdk-lib', () => {
  test.each([
    ['aws-cdk-lib.aws_lambda.CfnEventSourceMappingProps', MAPPING_FIELDS, 60],
    ['aws-cdk-lib.aws_lambda.CfnEventInvokeConfigProps', INVOKE_CONFIG_FIELDS, 9],
  ] as const)('each of %s is in api-fields.ts, however deep, and there is no other', (props, table, atLeast) => {
    const paths = l1Paths('aws-cdk-lib-newest', props).map(path => path.toLowerCase());
    const named = table.flatMap(({ cloudFormation }) => cloudFormation === undefined ? [] : [cloudFormation.toLowerCase()]);
    expect(paths.length).toBeGreaterThanOrEqual(atLeast);
    expect(paths.filter(path => !named.includes(path))).toEqual([]);
    expect(named.filter(path => !paths.includes(path) && !['id', 'eventsourcemappingarn'].includes(path))).toEqual([]);
  });
});
