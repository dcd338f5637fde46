import type { Duration } from 'aws-cdk-lib';
import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import { DEFAULT_BATCH_SIZE } from '../../aws/special-values';
import { secondsOf } from '../../cdk/durations';
import { RecordFact } from '../../model/construct-facts';
import { PollingEventSource, PollingEventSourceProps } from '../polling-event-source';
import { bindFailureDestination, permissionsOfDestination } from '../private/bind-destination';
import { EventSourceMapping, MappingProperties } from '../private/event-source-mapping';

/** How Lambda reads what has a position to start from: streams and Apache Kafka. */
export interface BaseStreamEventSourceProps extends PollingEventSourceProps {
  /**
   * Where to begin: `TRIM_HORIZON` with the oldest record, `LATEST` with new records, `AT_TIMESTAMP` at a time.
   *
   * To change it replaces the mapping, and AWS refuses the second mapping of one source and function while the first exists:
   * remove the event source, deploy, and add it again.
   *
   * @see https://docs.aws.amazon.com/lambda/latest/dg/services-kinesis-parameters.html
   */
  readonly startingPosition: lambda.StartingPosition;

  /**
   * The largest number of records that the function gets at once, from 1 to 10,000.
   *
   * Lambda also cuts a batch at 6 MB.
   *
   * @default 100
   * @see https://docs.aws.amazon.com/lambda/latest/dg/invocation-eventsourcemapping.html
   */
  readonly batchSize?: number;

  /**
   * How long Lambda gathers records before it invokes the function, in whole seconds from 0 to 300.
   *
   * @default - 0 seconds for streams, half a second for Apache Kafka
   * @see https://docs.aws.amazon.com/lambda/latest/dg/invocation-eventsourcemapping.html
   */
  readonly maxBatchingWindow?: Duration;

  /**
   * Pollers that are held ready: provisioned mode, which Apache Kafka has and streams have not. On a stream it is an error.
   *
   * @default - Lambda scales the pollers by itself
   * @see https://docs.aws.amazon.com/lambda/latest/dg/kafka-scaling-modes.html
   */
  readonly provisionedPollerConfig?: lambda.ProvisionedPollerConfig;
}

/** How Lambda reads a stream of Amazon Kinesis or Amazon DynamoDB. */
export interface StreamEventSourceProps extends BaseStreamEventSourceProps {
  /**
   * Whether a batch that the function fails on is split in two, to find the record that is to blame. A split uses up no retry.
   *
   * @default false
   * @see https://docs.aws.amazon.com/lambda/latest/dg/kinesis-on-failure-destination.html
   */
  readonly bisectBatchOnError?: boolean;

  /**
   * The age at which Lambda gives a record up, in whole seconds from 60 to 604,800 (7 days), or `RecordAge.unlimited()`.
   *
   * More than the stream keeps its records has no effect: 24 hours with Amazon DynamoDB, `retentionPeriod` with Amazon Kinesis.
   *
   * @default - no limit: a record is retried until it expires in the stream
   * @see https://docs.aws.amazon.com/lambda/latest/dg/kinesis-on-failure-destination.html
   */
  readonly maxRecordAge?: Duration;

  /**
   * How often Lambda retries a batch that the function fails on, from 0 to 10,000, or -1 for no limit.
   *
   * With no limit and no `maxRecordAge`, one bad record holds up its shard until it expires.
   *
   * @default -1
   * @see https://docs.aws.amazon.com/lambda/latest/dg/kinesis-on-failure-destination.html
   */
  readonly retryAttempts?: number;

  /**
   * How many batches of a shard are processed at the same time, from 1 to 10. Records of one partition key stay in order.
   *
   * @default 1
   * @see https://docs.aws.amazon.com/lambda/latest/dg/with-kinesis.html
   */
  readonly parallelizationFactor?: number;

  /**
   * Whether the function answers which record of a batch it failed at, so that Lambda goes on from there.
   *
   * That record is retried until it expires, unless `retryAttempts` or `maxRecordAge` ends it: a warning says so.
   *
   * @default false
   * @see https://docs.aws.amazon.com/lambda/latest/dg/services-kinesis-batchfailurereporting.html
   */
  readonly reportBatchItemFailures?: boolean;

  /**
   * The length of windows over which the function may carry a state from batch to batch, in whole seconds from 0 (none) to 900.
   *
   * @default - no windows
   * @see https://docs.aws.amazon.com/lambda/latest/dg/services-kinesis-windows.html
   */
  readonly tumblingWindow?: Duration;

  /**
   * Where Lambda sends records that it gives up: a standard queue, a standard topic or a bucket.
   *
   * It is reached once `retryAttempts` or `maxRecordAge` ends the retries. Give a `FailureDestination`, or one of aws-cdk-lib.
   *
   * @default - records that Lambda gives up are lost
   * @see https://docs.aws.amazon.com/lambda/latest/dg/kinesis-on-failure-destination.html
   */
  readonly onFailure?: lambda.IEventSourceDlq;

  /**
   * The metrics that Lambda publishes for the mapping. For a stream there is one group, `lambda.MetricType.EVENT_COUNT`.
   *
   * @default - no metrics of the mapping
   * @see https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html
   */
  readonly metricsConfig?: lambda.MetricsConfig;
}

/** A stream of Amazon Kinesis or Amazon DynamoDB as an event source of a Lambda function. */
export abstract class StreamEventSource extends PollingEventSource {
  protected constructor(private readonly streamProps: StreamEventSourceProps) {
    super(streamProps);
  }

  public requiredPermissions(): iam.PolicyStatement[] {
    return [...super.requiredPermissions(), ...permissionsOfDestination(this.streamProps.onFailure)];
  }

  /**
   * How many events Lambda gave up without a destination that took them.
   *
   * @see https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html
   */
  public metricDroppedEventCount(props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric('DroppedEventCount', props);
  }

  /**
   * How many events Lambda gave up and sent to the `onFailure` destination.
   *
   * @see https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html
   */
  public metricOnFailureDestinationDeliveredEventCount(props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric('OnFailureDestinationDeliveredEventCount', props);
  }

  /** @internal */
  protected _properties(addFact: RecordFact): MappingProperties {
    const props = this.streamProps;
    return {
      eventSourceArn: this._eventSourceArn(addFact),
      startingPosition: props.startingPosition,
      batchSize: props.batchSize ?? DEFAULT_BATCH_SIZE,
      maximumBatchingWindowInSeconds: secondsOf(props, 'maxBatchingWindow', addFact),
      bisectBatchOnFunctionError: props.bisectBatchOnError,
      maximumRecordAgeInSeconds: secondsOf(props, 'maxRecordAge', addFact),
      maximumRetryAttempts: props.retryAttempts,
      parallelizationFactor: props.parallelizationFactor,
      functionResponseTypes: props.reportBatchItemFailures ? ['ReportBatchItemFailures'] : undefined,
      tumblingWindowInSeconds: secondsOf(props, 'tumblingWindow', addFact),
      metricsConfig: props.metricsConfig,
      provisionedPollerConfig: props.provisionedPollerConfig,
    };
  }

  /** @internal */
  protected _connect(target: lambda.IFunction, mapping: EventSourceMapping): void {
    super._connect(target, mapping);
    const { onFailure } = this.streamProps;
    if (onFailure) { bindFailureDestination(onFailure, target, mapping); }
  }

  /**
   * The ARN of the stream, or of the consumer.
   * @internal
   */
  protected abstract _eventSourceArn(addFact: RecordFact): string | undefined;
}
