import { Fn, Names } from 'aws-cdk-lib';
import type * as kinesis from 'aws-cdk-lib/aws-kinesis';
import { StreamEventSource, StreamEventSourceProps } from './stream-event-source';
import { DECRYPT, POLL_STREAM, SUBSCRIBE_CONSUMER } from '../../aws/permissions';
import { SourceKind } from '../../aws/source-kinds';
import { expectGiven, expectProps } from '../../cdk/given';
import { targetOf } from '../../cdk/references';
import { STREAM, STREAM_CONSUMER } from '../../cdk/wanted';
import { keyPermissions } from '../../grants/kms-keys';
import { RequiredAccess, accountOf, RequiredPermission, resourcePolicyOf } from '../../grants/required-permissions';
import { RecordFact } from '../../model/construct-facts';
import { asInterface } from '../private/as-interface';
import { MappingProperties } from '../private/event-source-mapping';
import { RETRIED_PROPS } from '../private/wanted-props';

/** How Lambda reads an Amazon Kinesis stream. */
export interface KinesisEventSourceProps extends StreamEventSourceProps {
  /**
   * The time to start reading at, in seconds since 1970, with the starting position `AT_TIMESTAMP`.
   *
   * Seconds, not milliseconds: `Math.floor(date.getTime() / 1000)`. Not in the future when it is deployed.
   *
   * @default - no time
   * @see https://docs.aws.amazon.com/lambda/latest/dg/services-kinesis-parameters.html
   */
  readonly startingPositionTimestamp?: number;
}

/**
 * An Amazon Kinesis stream as an event source of a Lambda function.
 *
 * Up to five readers share the throughput of a stream; `KinesisConsumerEventSource` has its own.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/with-kinesis.html
 */
export class KinesisEventSource extends StreamEventSource {
  private readonly streamRef: kinesis.IStreamRef;

  /**
   * @param stream the stream: a `kinesis.Stream`, an import or a `CfnStream`, of this stack or another
   * @param props how Lambda reads it
   */
  public constructor(stream: kinesis.IStreamRef, private readonly props: KinesisEventSourceProps) {
    super(expectProps('KinesisEventSource', props, RETRIED_PROPS));
    this.streamRef = expectGiven('KinesisEventSource', 'stream', stream, STREAM);
  }

  /**
   * The stream that the event source was made with.
   *
   * @throws if it was made with a `CfnStream` or another reference, which is no `IStream`
   */
  public get stream(): kinesis.IStream {
    return asInterface<kinesis.IStream>(this.streamRef, 'streamArn', this._displayName(), 'IStream');
  }

  /** @internal */
  protected _mappingId(): string {
    return `KinesisEventSource:${Names.nodeUniqueId(this.streamRef.node)}`;
  }

  /** @internal */
  protected _displayName(): string {
    return `The KinesisEventSource of ${this.streamRef.node.path}`;
  }

  /** @internal */
  protected _kinds(): readonly SourceKind[] {
    return ['kinesis'];
  }

  /** @internal */
  protected _properties(addFact: RecordFact): MappingProperties {
    return { ...super._properties(addFact), startingPositionTimestamp: this.props.startingPositionTimestamp };
  }

  /** @internal */
  protected _eventSourceArn(): string {
    return this.streamRef.streamRef.streamArn;
  }

  /** @internal */
  protected _access(): RequiredAccess {
    const { streamArn } = this.streamRef.streamRef;
    const poll: RequiredPermission = { permission: POLL_STREAM, resourceArns: [streamArn] };
    return { permissions: [poll, ...keyPermissions(this.streamRef, DECRYPT)], resourcePolicies: [resourcePolicyOf(this.streamRef, streamArn, poll)] };
  }
}

/**
 * A consumer of an Amazon Kinesis stream, with a throughput of its own (enhanced fan-out), as an event source of a Lambda function.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/with-kinesis.html
 */
export class KinesisConsumerEventSource extends StreamEventSource {
  private readonly consumerRef: kinesis.IStreamConsumerRef;

  /**
   * @param streamConsumer the consumer: a `kinesis.StreamConsumer`, an import or a `CfnStreamConsumer`. No two functions share one.
   * @param props how Lambda reads it
   */
  public constructor(streamConsumer: kinesis.IStreamConsumerRef, private readonly props: KinesisEventSourceProps) {
    super(expectProps('KinesisConsumerEventSource', props, RETRIED_PROPS));
    this.consumerRef = expectGiven('KinesisConsumerEventSource', 'streamConsumer', streamConsumer, STREAM_CONSUMER);
  }

  /**
   * The consumer that the event source was made with.
   *
   * @throws if it was made with a `CfnStreamConsumer` or another reference, which is no `IStreamConsumer`
   */
  public get streamConsumer(): kinesis.IStreamConsumer {
    return asInterface<kinesis.IStreamConsumer>(this.consumerRef, 'streamConsumerArn', this._displayName(), 'IStreamConsumer');
  }

  /** @internal */
  protected _mappingId(): string {
    return `KinesisConsumerEventSource:${Names.nodeUniqueId(this.consumerRef.node)}`;
  }

  /** @internal */
  protected _displayName(): string {
    return `The KinesisConsumerEventSource of ${this.consumerRef.node.path}`;
  }

  /** @internal */
  protected _kinds(): readonly SourceKind[] {
    return ['kinesis-consumer'];
  }

  /** @internal */
  protected _properties(addFact: RecordFact): MappingProperties {
    return { ...super._properties(addFact), startingPositionTimestamp: this.props.startingPositionTimestamp };
  }

  /** @internal */
  protected _eventSourceArn(): string {
    return this.consumerRef.streamConsumerRef.consumerArn;
  }

  /** @internal */
  protected _access(): RequiredAccess {
    const { consumerArn } = this.consumerRef.streamConsumerRef;
    const stream = this.consumedStream;
    const account = accountOf(consumerArn, this.consumerRef.env);
    const poll: RequiredPermission = { permission: POLL_STREAM, resourceArns: [stream.arn] };
    const subscribe: RequiredPermission = { permission: SUBSCRIBE_CONSUMER, resourceArns: [consumerArn] };
    return {
      permissions: [poll, subscribe, ...keyPermissions(stream.resource, DECRYPT)],
      resourcePolicies: [
        { resource: stream.resource, account, permissions: [poll] },
        { resource: this.consumerRef, account, permissions: [subscribe] },
      ],
    };
  }

  /** The stream of the consumer, as far as it is a construct. */
  private get consumedStream(): { readonly resource: object; readonly arn: string } {
    const { stream } = this.consumerRef as Partial<kinesis.IStreamConsumer>;
    if (stream) { return { resource: stream, arn: stream.streamArn }; }
    const { streamArn } = this.consumerRef as Partial<kinesis.CfnStreamConsumer>;
    // The ARN of a consumer begins with that of its stream.
    const arn = streamArn ?? Fn.select(0, Fn.split('/consumer/', this.consumerRef.streamConsumerRef.consumerArn));
    return { resource: targetOf(streamArn) ?? {}, arn };
  }
}
