import { Duration, Token } from 'aws-cdk-lib';
import type * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { FailureDestination } from '../failure-destination';
import { KafkaCluster } from './kafka-cluster';
import { SourceKind } from '../../aws/source-kinds';
import { secondsOf } from '../../cdk/durations';
import { expectGiven, expectList, expectProps } from '../../cdk/given';
import { ACCESS_CONFIG, KAFKA_CLUSTER, REGISTRY_CONFIG, VALIDATION_CONFIG } from '../../cdk/wanted';
import { addManagedPolicy, isInManagedPolicy } from '../../grants/kafka';
import { RequiredAccess, statementsOf } from '../../grants/required-permissions';
import { RecordFact } from '../../model/construct-facts';
import { PollingEventSource, PollingEventSourceProps } from '../polling-event-source';
import { bindFailureDestination, permissionsOfDestination } from '../private/bind-destination';
import { EventSourceMapping, MappingProperties } from '../private/event-source-mapping';
import { freeMappingId, generatedId } from '../private/generated-id';
import { topicOf } from '../private/kafka-destination';
import { TOPIC_PROPS } from '../private/wanted-props';

/** How a consumer of self-managed Apache Kafka gets its records. */
export enum KafkaConsumptionMode {
  /** In order, partition by partition: a consumer group. */
  STREAM = 'Stream',
  /** Each record by itself, in no order: a share group of Apache Kafka 4.2 or later. */
  QUEUE = 'Queue',
}

/** How Lambda reads a topic of Apache Kafka. */
export interface KafkaEventSourceProps extends PollingEventSourceProps {
  /**
   * The name of the topic, from 2 to 249 characters.
   *
   * A mapping cannot be given another topic: another name makes another mapping. A name that is known only at deployment needs
   * a `mappingId`.
   *
   * @see https://docs.aws.amazon.com/lambda/latest/dg/msk-esm-parameters.html
   */
  readonly topic: string;

  /**
   * Where a new consumer group starts: `TRIM_HORIZON` with all records that the topic keeps, `LATEST` with new ones, or
   * `AT_TIMESTAMP`. A group that exists already goes on where it is.
   *
   * Required, but for `KafkaConsumptionMode.QUEUE`, which has none. To change it replaces the mapping.
   *
   * @default - none: a finding asks for it
   * @see https://docs.aws.amazon.com/lambda/latest/dg/kafka-starting-positions.html
   */
  readonly startingPosition?: lambda.StartingPosition;

  /**
   * The time to start reading at, in seconds since 1970. Needed for the starting position `AT_TIMESTAMP`, and only there.
   *
   * Seconds, not milliseconds: `Math.floor(date.getTime() / 1000)`.
   *
   * @default - no time
   * @see https://docs.aws.amazon.com/lambda/latest/dg/kafka-starting-positions.html
   */
  readonly startingPositionTimestamp?: number;

  /**
   * The consumer group to join, with 1 to 200 characters; unique among the Kafka mappings of the account.
   *
   * To change it replaces the mapping.
   *
   * @default - the UUID of the mapping
   * @see https://docs.aws.amazon.com/lambda/latest/dg/kafka-consumer-group-id.html
   */
  readonly consumerGroupId?: string;

  /**
   * The largest number of records that the function gets at once, from 1 to 10,000. Lambda also cuts a batch at 6 MB.
   *
   * @default 100
   * @see https://docs.aws.amazon.com/lambda/latest/dg/msk-esm-parameters.html
   */
  readonly batchSize?: number;

  /**
   * How long Lambda gathers records before it invokes the function, in whole seconds from 0 to 300.
   *
   * @default - 500 milliseconds, which cannot be had again once another value was deployed
   * @see https://docs.aws.amazon.com/lambda/latest/dg/msk-esm-parameters.html
   */
  readonly maxBatchingWindow?: Duration;

  /**
   * Pollers that are held ready for the topic: provisioned mode.
   *
   * `minimumPollers` from 1 to 200 (1 by default), `maximumPollers` from 1 to 2,000 (200 by default). Mappings with one
   * `pollerGroupName` share up to 2,000 of them.
   *
   * @default - Lambda scales the pollers by itself
   * @see https://docs.aws.amazon.com/lambda/latest/dg/kafka-scaling-modes.html
   */
  readonly provisionedPollerConfig?: lambda.ProvisionedPollerConfig;

  /**
   * Whether Lambda splits a batch that failed and tries the halves. Needs `provisionedPollerConfig`.
   *
   * @default false
   * @see https://docs.aws.amazon.com/lambda/latest/dg/kafka-retry-configurations.html
   */
  readonly bisectBatchOnError?: boolean;

  /**
   * How often Lambda tries a failed batch again, from 0 to 10,000, or -1 for no end. Needs `provisionedPollerConfig`.
   *
   * @default -1 (with `onFailure`, Lambda makes it 10)
   * @see https://docs.aws.amazon.com/lambda/latest/dg/kafka-retry-configurations.html
   */
  readonly retryAttempts?: number;

  /**
   * How old a record may be when Lambda tries it, in whole seconds from 60 to 604,800 (7 days). Needs `provisionedPollerConfig`.
   *
   * @default - any age
   * @see https://docs.aws.amazon.com/lambda/latest/dg/kafka-retry-configurations.html
   */
  readonly maxRecordAge?: Duration;

  /**
   * Whether the function answers which records of a batch it failed to process. Needs `provisionedPollerConfig`.
   *
   * @default false
   * @see https://docs.aws.amazon.com/lambda/latest/dg/kafka-retry-configurations.html
   */
  readonly reportBatchItemFailures?: boolean;

  /**
   * Where Lambda sends records that it gives up: a queue, a topic, a bucket or, with `provisionedPollerConfig`, another topic of
   * the same cluster.
   *
   * @default - they are lost
   * @see https://docs.aws.amazon.com/lambda/latest/dg/kafka-on-failure.html
   */
  readonly onFailure?: lambda.IEventSourceDlq;

  /**
   * A registry to validate and decode records by. Needs `provisionedPollerConfig`.
   *
   * @default - the function gets the bytes of a record
   * @see https://docs.aws.amazon.com/lambda/latest/dg/services-consume-kafka-events.html
   */
  readonly schemaRegistryConfig?: lambda.ISchemaRegistry;

  /**
   * How much the pollers write to the log group of the function. Needs `provisionedPollerConfig`.
   *
   * @default - nothing
   * @see https://docs.aws.amazon.com/lambda/latest/dg/esm-logging.html
   */
  readonly logLevel?: lambda.EventSourceMappingLogLevel;

  /**
   * The metrics that Lambda publishes for the mapping. Needs `provisionedPollerConfig`.
   *
   * @default - no metrics of the mapping
   * @see https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html
   */
  readonly metricsConfig?: lambda.MetricsConfig;

  /**
   * How records of self-managed Apache Kafka are handed out. It cannot be changed later.
   *
   * New in 2026: CloudFormation may not take it yet.
   *
   * @default KafkaConsumptionMode.STREAM
   * @see https://docs.aws.amazon.com/lambda/latest/api/API_SelfManagedKafkaEventSourceConfig.html
   */
  readonly consumptionMode?: KafkaConsumptionMode;
}

/**
 * A topic of Apache Kafka as an event source of a Lambda function.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/with-kafka.html
 */
export class KafkaEventSource extends PollingEventSource {
  /** The topic for failed records, once a destination is bound. */
  private failureTopic?: string;

  /**
   * @param cluster the cluster, and how Lambda gets into it
   * @param props the topic, and how Lambda reads it
   */
  public constructor(public readonly cluster: KafkaCluster, private readonly props: KafkaEventSourceProps) {
    super(expectProps('KafkaEventSource', props, TOPIC_PROPS));
    expectGiven('KafkaEventSource', 'cluster', cluster, KAFKA_CLUSTER);
  }

  /**
   * The permissions that the execution role of the function needs so that Lambda can read this topic, for roles that are managed elsewhere.
   *
   * Those of destinations and schema registries of other libraries are not among them.
   */
  public requiredPermissions(): iam.PolicyStatement[] {
    const registry = this.props.schemaRegistryConfig as { _access?(): RequiredAccess } | undefined;
    const permissions = [...this._access().permissions, ...registry?._access?.().permissions ?? []];
    return [...statementsOf(permissions), ...permissionsOfDestination(this.props.onFailure)];
  }

  /** @internal */
  protected _mappingId(target: lambda.IFunction, addFact: RecordFact): string {
    const { identity } = this.cluster._details;
    return this._idOf(target, `KafkaEventSource:${identity ?? 'Cluster'}`, identity !== undefined, addFact);
  }

  /** @internal */
  protected _displayName(): string {
    return `The KafkaEventSource of topic ${this.props.topic}`;
  }

  /** @internal */
  protected _kinds(): readonly SourceKind[] {
    return this.cluster._details.kinds;
  }

  /** @internal */
  protected _properties(addFact: RecordFact): MappingProperties {
    const { props } = this;
    const { clusterArn, bootstrapServers, byIam, entries } = this.cluster._details;
    if (byIam !== undefined) { addFact('LogsInByIam', String(byIam)); }
    const accessConfigurations = entries(addFact);
    return {
      eventSourceArn: clusterArn,
      selfManagedEventSource: bootstrapServers && { endpoints: { kafkaBootstrapServers: [...bootstrapServers] } },
      topics: [props.topic],
      sourceAccessConfigurations: accessConfigurations.length > 0 ? accessConfigurations : undefined,
      startingPosition: props.startingPosition,
      startingPositionTimestamp: props.startingPositionTimestamp,
      batchSize: props.batchSize,
      maximumBatchingWindowInSeconds: secondsOf(props, 'maxBatchingWindow', addFact),
      provisionedPollerConfig: props.provisionedPollerConfig,
      bisectBatchOnFunctionError: props.bisectBatchOnError,
      maximumRetryAttempts: props.retryAttempts,
      maximumRecordAgeInSeconds: secondsOf(props, 'maxRecordAge', addFact),
      functionResponseTypes: props.reportBatchItemFailures ? ['ReportBatchItemFailures'] : undefined,
      loggingConfig: props.logLevel && { systemLogLevel: props.logLevel },
      metricsConfig: props.metricsConfig,
    };
  }

  /** @internal */
  protected _boundProperties(mapping: EventSourceMapping, target: lambda.IFunction): Partial<MappingProperties> {
    const { consumerGroupId } = this.props;
    const schemaRegistryConfig = this.registry(mapping, target);
    const config = consumerGroupId !== undefined || schemaRegistryConfig ? { consumerGroupId, schemaRegistryConfig } : undefined;
    return this.cluster._details.bootstrapServers ? { selfManagedKafkaEventSourceConfig: config } : { amazonManagedKafkaEventSourceConfig: config };
  }

  /** @internal */
  protected _overrides(): { readonly [path: string]: unknown } {
    const { consumptionMode } = this.props;
    return consumptionMode === undefined ? {} : { 'SelfManagedKafkaEventSourceConfig.ConsumptionMode': consumptionMode };
  }

  /** @internal */
  protected _access(): RequiredAccess {
    const { topic, consumerGroupId, onFailure } = this.props;
    const failureTopic = this.failureTopic ?? (onFailure instanceof FailureDestination ? topicOf(onFailure.destination) : undefined);
    return { permissions: this.cluster._details.permissions({ topic, consumerGroupId, failureTopic }) };
  }

  /**
   * The permissions depend on the destination, so that is bound first.
   * @internal
   */
  protected _connect(target: lambda.IFunction, mapping: EventSourceMapping): void {
    const { onFailure } = this.props;
    if (onFailure) { this.failureTopic = topicOf(bindFailureDestination(onFailure, target, mapping)); }
    const isManaged = mapping.grantsPermissions && this.cluster._details.managedExecutionPolicy === true && addManagedPolicy(target);
    const { permissions } = this._access();
    mapping.grant(target, { permissions: isManaged ? permissions.filter(required => !isInManagedPolicy(required)) : permissions });
  }

  /**
   * `prefix` and the topic, as far as it is known. Several sources with the same id get a number each.
   * @internal
   */
  protected _idOf(target: lambda.IFunction, prefix: string, isStable: boolean, addFact: RecordFact): string {
    const { topic } = this.props;
    const hasTopic = !Token.isUnresolved(topic);
    if (hasTopic && isStable) {
      const id = `${prefix}:${topic}`;
      // A cluster of AWS is known by itself; others by a name, which two of them may have.
      const free = this.cluster._details.bootstrapServers ? freeMappingId(target, id, l1 => this._isMappedBy(l1)) : id;
      if (free !== id) { addFact('ClusterNameTwice', target.node.path); }
      return free;
    }
    return generatedId(target, addFact, `${prefix}:${hasTopic ? topic : 'Topic'}`, l1 => this._isMappedBy(l1));
  }

  /**
   * Whether an L1 maps this very topic of this very cluster.
   * @internal
   */
  protected _isMappedBy(l1: lambda.CfnEventSourceMapping): boolean {
    const { clusterArn, bootstrapServers } = this.cluster._details;
    const { endpoints } = (l1.selfManagedEventSource ?? {}) as lambda.CfnEventSourceMapping.SelfManagedEventSourceProperty;
    const { kafkaBootstrapServers } = (endpoints ?? {}) as lambda.CfnEventSourceMapping.EndpointsProperty;
    return l1.eventSourceArn === clusterArn && l1.topics?.[0] === this.props.topic
      && JSON.stringify(kafkaBootstrapServers) === JSON.stringify(bootstrapServers);
  }

  private registry(
    mapping: EventSourceMapping, target: lambda.IFunction,
  ): lambda.CfnEventSourceMapping.SchemaRegistryConfigProperty | undefined {
    const { schemaRegistryConfig } = this.props;
    if (!schemaRegistryConfig) { return undefined; }
    const config = expectGiven('KafkaEventSource', 'what schemaRegistryConfig.bind() returns', schemaRegistryConfig.bind(mapping, target), REGISTRY_CONFIG);
    return {
      schemaRegistryUri: config.schemaRegistryUri,
      eventRecordFormat: config.eventRecordFormat?.value,
      accessConfigs: config.accessConfigs && expectList('schemaRegistryConfig', 'accessConfigs', config.accessConfigs, ACCESS_CONFIG).map(({ type, uri }) => ({ type: type.type, uri })),
      schemaValidationConfigs: config.schemaValidationConfigs
        && expectList('schemaRegistryConfig', 'schemaValidationConfigs', config.schemaValidationConfigs, VALIDATION_CONFIG).map(({ attribute }) => ({ attribute: attribute.value })),
    };
  }
}
