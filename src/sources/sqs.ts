import { Duration, Names } from 'aws-cdk-lib';
import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type * as sqs from 'aws-cdk-lib/aws-sqs';
import { PollingEventSource, PollingEventSourceProps } from './polling-event-source';
import { asInterface } from './private/as-interface';
import { MappingProperties } from './private/event-source-mapping';
import { POLLED_PROPS } from './private/wanted-props';
import { DECRYPT, POLL_QUEUE } from '../aws/permissions';
import { SourceKind, SQS } from '../aws/source-kinds';
import { secondsOf } from '../cdk/durations';
import { isKnownFifo } from '../cdk/fifo';
import { expectGiven, expectProps } from '../cdk/given';
import { QUEUE } from '../cdk/wanted';
import { keyPermissions } from '../grants/kms-keys';
import { RequiredAccess, RequiredPermission, resourcePolicyOf } from '../grants/required-permissions';
import { RecordFact } from '../model/construct-facts';

/** How Lambda reads an Amazon SQS queue. */
export interface SqsEventSourceProps extends PollingEventSourceProps {
  /**
   * The largest number of messages that the function gets at once, from 1 to 10,000; from 1 to 10 for FIFO queues.
   *
   * More than 10 need a `maxBatchingWindow` of at least 1 second. Lambda also cuts a batch at 6 MB.
   *
   * @default 10
   * @see https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-parameters.html
   */
  readonly batchSize?: number;

  /**
   * How long Lambda gathers messages before it invokes the function, in whole seconds from 0 to 300.
   *
   * Standard queues need at least 1 second once `batchSize` is over 10. FIFO queues have no window.
   *
   * @default - 0 seconds: the function is invoked as soon as there are messages
   * @see https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-parameters.html
   */
  readonly maxBatchingWindow?: Duration;

  /**
   * Whether the function answers which messages of a batch it failed to process, so that only those come back.
   *
   * @default false
   * @see https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html
   */
  readonly reportBatchItemFailures?: boolean;

  /**
   * The largest number of concurrent invocations of the function for this queue, from 2 to 1,000.
   *
   * Not above the reserved concurrency of the function, and not together with `provisionedPollerConfig`.
   *
   * @default - no limit but those of function and account
   * @see https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html
   */
  readonly maxConcurrency?: number;

  /**
   * The metrics that Lambda publishes for the mapping. For a queue there is one group, `lambda.MetricType.EVENT_COUNT`.
   *
   * @default - no metrics of the mapping
   * @see https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html
   */
  readonly metricsConfig?: lambda.MetricsConfig;

  /**
   * Pollers that are held ready for the queue: provisioned mode.
   *
   * `minimumPollers` from 2 to 200 (2 by default), `maximumPollers` from 2 to 10,000 (200 by default). Each holds up to 10
   * invocations at once. `pollerGroupName` is for Apache Kafka only.
   *
   * @default - Lambda scales the pollers by itself
   * @see https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html
   */
  readonly provisionedPollerConfig?: lambda.ProvisionedPollerConfig;
}

/**
 * An Amazon SQS queue, standard or FIFO, as an event source of a Lambda function.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html
 */
export class SqsEventSource extends PollingEventSource {
  private readonly queueRef: sqs.IQueueRef;

  /**
   * @param queue the queue: a `sqs.Queue`, an import or a `CfnQueue`, of this stack or another
   * @param props how Lambda reads it
   */
  public constructor(queue: sqs.IQueueRef, private readonly props: SqsEventSourceProps = {}) {
    super(expectProps('SqsEventSource', props, POLLED_PROPS));
    this.queueRef = expectGiven('SqsEventSource', 'queue', queue, QUEUE);
  }

  /**
   * The queue that the event source was made with.
   *
   * @throws if it was made with a `CfnQueue` or another reference, which is no `IQueue`
   */
  public get queue(): sqs.IQueue {
    return asInterface<sqs.IQueue>(this.queueRef, 'queueUrl', this._displayName(), 'IQueue');
  }

  /**
   * How many messages Lambda deleted from the queue, processed or filtered out.
   *
   * @see https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html
   */
  public metricDeletedEventCount(props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric('DeletedEventCount', props);
  }

  /** @internal */
  protected _mappingId(): string {
    return `SqsEventSource:${Names.nodeUniqueId(this.queueRef.node)}`;
  }

  /** @internal */
  protected _displayName(): string {
    return `The SqsEventSource of ${this.queueRef.node.path}`;
  }

  /** @internal */
  protected _kinds(): readonly SourceKind[] {
    // An import by a token may be either.
    return this.isFifo ? ['sqs-fifo'] : SQS;
  }

  /** @internal */
  protected _properties(addFact: RecordFact): MappingProperties {
    const { maxConcurrency, reportBatchItemFailures } = this.props;
    const window = secondsOf(this.props, 'maxBatchingWindow', addFact);
    return {
      eventSourceArn: this.queueRef.queueRef.queueArn,
      batchSize: this.props.batchSize,
      // No window at all is what a FIFO queue has; Lambda is not known to take an explicit zero there.
      maximumBatchingWindowInSeconds: window === 0 && this.isFifo ? undefined : window,
      functionResponseTypes: reportBatchItemFailures ? ['ReportBatchItemFailures'] : undefined,
      scalingConfig: maxConcurrency === undefined ? undefined : { maximumConcurrency: maxConcurrency },
      metricsConfig: this.props.metricsConfig,
      provisionedPollerConfig: this.props.provisionedPollerConfig,
    };
  }

  /** @internal */
  protected _access(): RequiredAccess {
    const { queueArn } = this.queueRef.queueRef;
    const poll: RequiredPermission = { permission: POLL_QUEUE, resourceArns: [queueArn] };
    return { permissions: [poll, ...keyPermissions(this.queueRef, DECRYPT)], resourcePolicies: [resourcePolicyOf(this.queueRef, queueArn, poll)] };
  }

  private get isFifo(): boolean {
    return isKnownFifo(this.queueRef, this.queueRef.queueRef.queueArn);
  }
}
