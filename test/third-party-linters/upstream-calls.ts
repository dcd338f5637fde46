import * as lambda from 'aws-cdk-lib/aws-lambda';
import { AuthenticationMethod } from 'aws-cdk-lib/aws-lambda-event-sources';
import { EventType } from 'aws-cdk-lib/aws-s3';
import type { Template } from './edits';
import { SourceKind } from '../../src/aws/source-kinds';
import { invokedFunction } from '../../src/model/function';
import { readMapping } from '../../src/model/mapping';
import { Resource } from '../../src/model/resource';
import { readTemplates } from '../../src/readers/template/read-template';
import { TemplateResource } from '../../src/readers/template/template-resource';
import { ABSENT, UNKNOWN } from '../../src/values/value';

type Json = { [name: string]: any };

/** What somebody would write with a class of aws-cdk-lib. */
export interface Call {
  readonly class: UpstreamClass;
  readonly invoked: Json;
  /** The queue, stream, table, bucket or topic. */
  readonly source: Json;
  readonly props: Json;
  /** What is known only at deployment, as it is written: it tells calls apart, and no class can check it. */
  readonly atDeployment?: Json;
}

export type UpstreamClass =
  | 'SqsEventSource' | 'KinesisEventSource' | 'KinesisConsumerEventSource' | 'DynamoEventSource'
  | 'ManagedKafkaEventSource' | 'SelfManagedKafkaEventSource' | 'S3EventSource' | 'SnsEventSource' | 'configureAsyncInvoke';

/** The calls that a template amounts to, what of it no call can say, and what has no class at all. */
export interface Calls {
  readonly calls: readonly Call[];
  readonly unsaid: readonly string[];
  readonly withoutClass: readonly string[];
}

const CLASSES: { readonly [kind in SourceKind]?: UpstreamClass } = {
  'sqs': 'SqsEventSource',
  'sqs-fifo': 'SqsEventSource',
  'kinesis': 'KinesisEventSource',
  'kinesis-consumer': 'KinesisConsumerEventSource',
  'dynamodb': 'DynamoEventSource',
  'msk': 'ManagedKafkaEventSource',
  'msk-serverless': 'ManagedKafkaEventSource',
  'self-managed-kafka': 'SelfManagedKafkaEventSource',
};

/** CloudFormation's property, and the prop of aws-cdk-lib that says the same. */
type Translation = { readonly [property: string]: string };

const OF_EVERY_SOURCE: Translation = {
  BatchSize: 'batchSize',
  MaximumBatchingWindowInSeconds: 'maxBatchingWindow',
  Enabled: 'enabled',
  FilterCriteria: 'filters',
  KmsKeyArn: 'filterEncryption',
  MetricsConfig: 'metricsConfig',
  ProvisionedPollerConfig: 'provisionedPollerConfig',
  FunctionResponseTypes: 'reportBatchItemFailures',
};
const OF_STREAMS: Translation = {
  ...OF_EVERY_SOURCE,
  StartingPosition: 'startingPosition',
  BisectBatchOnFunctionError: 'bisectBatchOnError',
  MaximumRecordAgeInSeconds: 'maxRecordAge',
  MaximumRetryAttempts: 'retryAttempts',
  DestinationConfig: 'onFailure',
};
const OF_KAFKA: Translation = {
  ...OF_STREAMS,
  StartingPositionTimestamp: 'startingPositionTimestamp',
  Topics: 'topic',
  LoggingConfig: 'logLevel',
  AmazonManagedKafkaEventSourceConfig: 'consumerGroupId',
  SelfManagedKafkaEventSourceConfig: 'consumerGroupId',
  SourceAccessConfigurations: 'secret',
};
const OF_DYNAMODB: Translation = { ...OF_STREAMS, ParallelizationFactor: 'parallelizationFactor', TumblingWindowInSeconds: 'tumblingWindow' };
const OF_KINESIS: Translation = { ...OF_DYNAMODB, StartingPositionTimestamp: 'startingPositionTimestamp' };

const TRANSLATIONS: { readonly [name in UpstreamClass]?: Translation } = {
  SqsEventSource: { ...OF_EVERY_SOURCE, ScalingConfig: 'maxConcurrency' },
  KinesisEventSource: OF_KINESIS,
  KinesisConsumerEventSource: OF_KINESIS,
  DynamoEventSource: OF_DYNAMODB,
  ManagedKafkaEventSource: OF_KAFKA,
  SelfManagedKafkaEventSource: OF_KAFKA,
};

/** What the types of the props demand. */
const REQUIRED: { readonly [name in UpstreamClass]?: readonly string[] } = {
  KinesisEventSource: ['StartingPosition'],
  KinesisConsumerEventSource: ['StartingPosition'],
  DynamoEventSource: ['StartingPosition'],
  ManagedKafkaEventSource: ['StartingPosition', 'Topics'],
  SelfManagedKafkaEventSource: ['StartingPosition', 'Topics'],
};

/** Properties that are not props, but arguments, or what `addEventSource` is called on. */
const SAID_OTHERWISE = ['FunctionName', 'EventSourceArn', 'SelfManagedEventSource'];
/** Properties that take several props to say. */
const SEVERAL_PROPS = ['AmazonManagedKafkaEventSourceConfig', 'SelfManagedKafkaEventSourceConfig', 'SourceAccessConfigurations'];

const POSITIONS: readonly string[] = Object.values(lambda.StartingPosition);
const METRICS: readonly string[] = Object.values(lambda.MetricType);
const LOG_LEVELS: readonly string[] = Object.values(lambda.EventSourceMappingLogLevel);
const LOGINS: readonly string[] = Object.values(AuthenticationMethod);
const S3_EVENTS: readonly string[] = Object.values(EventType);
const UNSAID = Symbol('no prop says it');

/** Translates a template, property by property. */
export function callsOf(source: Template): Calls {
  const [template] = readTemplates([{ source, key: '', name: '', region: 'eu-west-1', account: '111122223333' }]);
  const resource = (id: string) => new TemplateResource(template, id);
  const found: { calls: Call[]; unsaid: string[]; withoutClass: string[] } = { calls: [], unsaid: [], withoutClass: [] };
  for (const [id, { Type: type }] of Object.entries<Json>(source.Resources)) {
    const one = resource(id);
    switch (type) {
      case 'AWS::Lambda::EventSourceMapping': addMapping(one, found); break;
      case 'AWS::Lambda::EventInvokeConfig': addInvokeConfig(one, found); break;
      case 'AWS::SNS::Subscription': addSubscription(one, found); break;
      case 'AWS::S3::Bucket': addNotifications(one, found); break;
    }
  }
  return found;
}

interface Found {
  readonly calls: Call[];
  readonly unsaid: string[];
  readonly withoutClass: string[];
}

function addMapping(mapping: Resource, { calls, unsaid, withoutClass }: Found): void {
  const { source, target } = readMapping(mapping);
  const classes = new Set(source.kinds.map(kind => CLASSES[kind]));
  const [name] = classes;
  if (classes.size !== 1 || name === undefined) {
    withoutClass.push(source.kinds.length > 2 ? 'an unknown source' : source.kinds.join(' or '));
    return;
  }
  const properties = knownPart(mapping.value([])) as Json;
  const props: Json = {};
  for (const [property, prop] of Object.entries(TRANSLATIONS[name]!)) {
    if (properties[property] === undefined) { continue; }
    const value = translated(property, properties[property], mapping);
    if (value === UNSAID) {
      unsaid.push(property);
    } else if (SEVERAL_PROPS.includes(property)) {
      Object.assign(props, value);
    } else {
      props[prop] = value;
    }
  }
  unsaid.push(...REQUIRED[name]?.filter(property => mapping.value([property]) === ABSENT) ?? []);
  unsaid.push(...Object.keys(properties).filter(property => !(property in TRANSLATIONS[name]!) && !SAID_OTHERWISE.includes(property)));
  const servers = properties.SelfManagedEventSource?.Endpoints?.KafkaBootstrapServers;
  const isSelfManaged = name === 'SelfManagedKafkaEventSource';
  if (isSelfManaged !== Boolean(servers)) { unsaid.push('SelfManagedEventSource'); }
  if (isSelfManaged === mapping.isDefined(['EventSourceArn'])) { unsaid.push('EventSourceArn'); }
  calls.push({
    class: name,
    invoked: invokedBy(mapping, target.resource, unsaid),
    source: sourceOf(mapping, source.resource, servers),
    props,
    atDeployment: unknownPart(mapping),
  });
}

function translated(property: string, value: any, mapping: Resource): unknown {
  switch (property) {
    case 'FunctionResponseTypes': return JSON.stringify(value) === '["ReportBatchItemFailures"]' ? true : UNSAID;
    case 'FilterCriteria': return Array.isArray(value.Filters) ? value.Filters.map(({ Pattern }: Json) => ({ pattern: Pattern })) : UNSAID;
    case 'KmsKeyArn': return String(value);
    case 'MetricsConfig': return Array.isArray(value.Metrics) && value.Metrics.every((each: string) => METRICS.includes(each)) ? { metrics: value.Metrics } : UNSAID;
    case 'ProvisionedPollerConfig': return {
      minimumPollers: value.MinimumPollers, maximumPollers: value.MaximumPollers, pollerGroupName: value.PollerGroupName,
    };
    case 'ScalingConfig': return value.MaximumConcurrency ?? UNSAID;
    case 'StartingPosition': return POSITIONS.includes(value) ? value : UNSAID;
    case 'Topics': return value.length === 1 ? value[0] : UNSAID;
    case 'LoggingConfig': return LOG_LEVELS.includes(value.SystemLogLevel) ? value.SystemLogLevel : UNSAID;
    case 'DestinationConfig': return value.OnSuccess ? UNSAID : destination(mapping, ['DestinationConfig', 'OnFailure', 'Destination']);
    case 'SourceAccessConfigurations': return logins(value);
    case 'AmazonManagedKafkaEventSourceConfig':
    case 'SelfManagedKafkaEventSourceConfig': {
      const isSaid = !value.ConsumptionMode && (value.SchemaRegistryConfig === undefined || isRegistrySaid(value.SchemaRegistryConfig));
      return isSaid ? { consumerGroupId: value.ConsumerGroupId, schemaRegistryConfig: value.SchemaRegistryConfig } : UNSAID;
    }
    default: return value;
  }
}

/** A class for AWS Glue, which takes no logins, and one for Confluent, which takes one. */
function isRegistrySaid(registry: Json): boolean {
  const { SchemaRegistryURI: uri, EventRecordFormat: format, SchemaValidationConfigs: validations, AccessConfigs = [] } = registry;
  return Boolean(uri && format && validations) && AccessConfigs.length === (/^arn:/.test(uri) ? 0 : 1);
}

/** One secret with its method, a certificate, and where the network interfaces are. */
function logins(entries: Json[]): unknown {
  if (entries.length === 0) { return UNSAID; }
  const ofType = (type: string) => entries.filter(({ Type }) => Type === type);
  const methods = entries.filter(({ Type }) => LOGINS.includes(Type));
  const rest = entries.filter(({ Type }) => ![...LOGINS, 'SERVER_ROOT_CA_CERTIFICATE', 'VPC_SUBNET', 'VPC_SECURITY_GROUP'].includes(Type));
  const hasNetwork = ofType('VPC_SUBNET').length > 0 === ofType('VPC_SECURITY_GROUP').length > 0;
  if (methods.length > 1 || rest.length > 0 || ofType('SERVER_ROOT_CA_CERTIFICATE').length > 1 || !hasNetwork) { return UNSAID; }
  return {
    secret: methods[0]?.URI,
    authenticationMethod: methods[0]?.Type,
    rootCACertificate: ofType('SERVER_ROOT_CA_CERTIFICATE')[0]?.URI,
    ...ofType('VPC_SUBNET').length > 0 ? { vpc: true } : {},
  };
}

function destination(resource: Resource, path: readonly string[]): unknown {
  const target = resource.target(path);
  if (target) { return { type: target.type, id: target.id, isFifo: target.value(['FifoQueue']) === true || target.value(['FifoTopic']) === true }; }
  const text = resource.value(path);
  return typeof text === 'string' && /^(arn:[^:]+:(sqs|sns|s3|lambda|events):|kafka:)/.test(text) ? { arn: text } : UNSAID;
}

function invokedBy(holder: Resource, fn: Resource | undefined, unsaid: string[]): Json {
  if (fn) {
    return {
      id: fn.id,
      timeout: number(fn.value(['Timeout'])),
      reserved: number(fn.value(['ReservedConcurrentExecutions'])),
      hasDeadLetters: fn.isDefined(['DeadLetterConfig']),
    };
  }
  const name = holder.value(['FunctionName']);
  if (name === ABSENT) { unsaid.push('FunctionName'); }
  return { name: typeof name === 'string' ? name : 'fulfil' };
}

function sourceOf(mapping: Resource, resource: Resource | undefined, servers: unknown): Json {
  const arn = mapping.value(['EventSourceArn']);
  if (resource) {
    const failed = resource.target(['RedrivePolicy', 'deadLetterTargetArn']);
    return { type: resource.type, id: resource.id, properties: knownPart(resource.value([])), failedIsFifo: failed && failed.value(['FifoQueue']) === true };
  }
  return servers ? { servers } : { arn: typeof arn === 'string' ? arn : 'known at deployment' };
}

function addInvokeConfig(config: Resource, { calls, unsaid }: Found): void {
  const properties = knownPart(config.value([])) as Json;
  const [onSuccess, onFailure] = ['OnSuccess', 'OnFailure'].map(outcome => {
    const path = ['DestinationConfig', outcome, 'Destination'];
    const target = config.isDefined(path) ? destination(config, path) : undefined;
    if (target === UNSAID) { unsaid.push('DestinationConfig'); }
    return target === UNSAID ? undefined : target;
  });
  // The qualifier is the function's, the version's or the alias' own.
  if (config.value(['Qualifier']) === ABSENT || /^arn:/.test(String(properties.Qualifier))) { unsaid.push('Qualifier'); }
  calls.push({
    class: 'configureAsyncInvoke',
    invoked: { ...invokedBy(config, invokedFunction(config).resource, unsaid), qualifier: properties.Qualifier },
    source: {},
    props: { maxEventAge: properties.MaximumEventAgeInSeconds, retryAttempts: properties.MaximumRetryAttempts, onSuccess, onFailure },
  });
}

function addSubscription(subscription: Resource, { calls, unsaid }: Found): void {
  const { Protocol: protocol, FilterPolicy: policy, FilterPolicyScope: scope, RedrivePolicy: redrive } = knownPart(subscription.value([])) as Json;
  if (protocol !== 'lambda') { unsaid.push('Protocol'); return; }
  if (scope === 'MessageBody' || Object.values(policy ?? {}).some(values => !Array.isArray(values))) { unsaid.push('FilterPolicy'); }
  const topic = subscription.target(['TopicArn']);
  calls.push({
    class: 'SnsEventSource',
    invoked: { name: 'fulfil' },
    source: { arn: topic ? undefined : subscription.value(['TopicArn']), id: topic?.id, isFifo: topic?.value(['FifoTopic']) === true },
    props: { filterPolicy: policy, hasDeadLetters: redrive !== undefined },
  });
}

function addNotifications(bucket: Resource, { calls, unsaid }: Found): void {
  const configurations = (knownPart(bucket.value([])) as Json).NotificationConfiguration?.LambdaConfigurations;
  for (const { Event: event, Filter: filter } of Array.isArray(configurations) ? configurations : []) {
    const rules = filter?.S3Key?.Rules ?? [];
    if (!S3_EVENTS.includes(event)) { unsaid.push('Event'); }
    calls.push({
      class: 'S3EventSource',
      invoked: { name: 'fulfil' },
      source: { id: bucket.id },
      props: { events: [event], filters: rules.length > 0 ? [keyFilter(rules)] : undefined },
    });
  }
}

function keyFilter(rules: readonly Json[]): Json {
  return Object.fromEntries(rules.map(({ Name, Value }) => [String(Name).toLowerCase(), Value]));
}

/** JSON without what only the deployment knows. */
function knownPart(view: unknown): unknown {
  if (Array.isArray(view)) { return view.map(knownPart).filter(item => item !== undefined); }
  if (typeof view === 'symbol') { return undefined; }
  if (typeof view !== 'object' || view === null) { return view; }
  return Object.fromEntries(Object.entries(view).map(([key, value]) => [key, knownPart(value)] as const).filter(([, value]) => value !== undefined));
}

function unknownPart(resource: Resource): Json {
  const properties = Object.entries(resource.value([]) as Json).filter(([, value]) => hasUnknown(value));
  return Object.fromEntries(properties.map(([property]) => [property, resource.sourceText([property])]));
}

function hasUnknown(view: unknown): boolean {
  return view === UNKNOWN || (typeof view === 'object' && view !== null && Object.values(view).some(hasUnknown));
}

function number(view: unknown): number | undefined {
  return typeof view === 'number' ? view : undefined;
}
