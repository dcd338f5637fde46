import { Duration, Token } from 'aws-cdk-lib';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { MqBroker } from './mq-broker';
import { DESCRIBE_BROKER } from '../../aws/permissions';
import type { SourceKind } from '../../aws/source-kinds';
import { expectGiven, expectProps, required, TEXT_OR_TOKEN, WantedProps } from '../../cdk/given';
import { MQ_BROKER, SECRET } from '../../cdk/wanted';
import { networkInterfaces } from '../../grants/network-interfaces';
import { RequiredAccess } from '../../grants/required-permissions';
import { readSecret } from '../../grants/secrets';
import { RecordFact } from '../../model/construct-facts';
import { PollingEventSource, PollingEventSourceProps } from '../polling-event-source';
import { checkArnService } from '../private/arn-service';
import { batching, MappingProperties } from '../private/event-source-mapping';
import { generatedId } from '../private/generated-id';
import { POLLED_PROPS } from '../private/wanted-props';

/** Which queue of an Amazon MQ broker Lambda reads, and how. */
export interface MqEventSourceProps extends PollingEventSourceProps {
  /**
   * The name of the queue, from 1 to 1,000 characters. It must exist on the broker.
   *
   * A mapping cannot be given another queue: another name makes another mapping. A name that is known only at deployment
   * needs a `mappingId`.
   *
   * @see https://docs.aws.amazon.com/lambda/latest/dg/services-mq-params.html
   */
  readonly queue: string;

  /**
   * The secret with the user that Lambda logs in as: `{"username": "...", "password": "..."}`.
   *
   * In the Region of the function. The role of the function is allowed to read it, and to decrypt with its customer key.
   *
   * @see https://docs.aws.amazon.com/lambda/latest/dg/with-mq.html
   */
  readonly credentials: secretsmanager.ISecret;

  /**
   * The virtual host of the queue, for RabbitMQ only.
   *
   * A mapping cannot be given another: another virtual host makes another mapping.
   *
   * @default "/"
   * @see https://docs.aws.amazon.com/lambda/latest/dg/services-mq-params.html
   */
  readonly virtualHost?: string;

  /**
   * The largest number of messages that the function gets at once, from 1 to 10,000. Lambda also cuts a batch at 6 MB.
   *
   * @default 100
   * @see https://docs.aws.amazon.com/lambda/latest/dg/services-mq-params.html
   */
  readonly batchSize?: number;

  /**
   * How long Lambda gathers messages before it invokes the function, in whole seconds from 0 to 300.
   *
   * Once it is set, the mapping cannot return to the default, which is no whole number of seconds.
   *
   * @default - 500 milliseconds
   * @see https://docs.aws.amazon.com/lambda/latest/dg/services-mq-params.html
   */
  readonly maxBatchingWindow?: Duration;

  /**
   * The metrics that Lambda publishes for the mapping.
   *
   * AWS describes them for queues, streams and Apache Kafka only, so a warning says that Lambda may refuse them here.
   *
   * @default - no metrics of the mapping
   * @see https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html
   */
  readonly metricsConfig?: lambda.MetricsConfig;
}

const WANTED_PROPS: WantedProps = {
  ...POLLED_PROPS, queue: required(TEXT_OR_TOKEN), credentials: required(SECRET), virtualHost: TEXT_OR_TOKEN,
};

/**
 * A queue of an Amazon MQ broker, Apache ActiveMQ or RabbitMQ, as an event source of a Lambda function.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/with-mq.html
 */
export class MqEventSource extends PollingEventSource {
  /**
   * @param broker the broker, by `MqBroker.activeMq()`, `MqBroker.rabbitMq()` or one of the factories that take an ARN
   * @param props the queue that Lambda reads, and how
   */
  public constructor(public readonly broker: MqBroker, private readonly props: MqEventSourceProps) {
    super(expectProps('MqEventSource', props, WANTED_PROPS));
    expectGiven('MqEventSource', 'broker', broker, MQ_BROKER);
  }

  /** @internal */
  protected _mappingId(target: lambda.IFunction, addFact: RecordFact): string {
    const { queue, virtualHost } = this.props;
    const host = virtualHost === undefined || virtualHost === '/' ? '' : `@${virtualHost}`;
    const { identity } = this.broker._details;
    const hasQueue = !Token.isUnresolved(queue + host);
    const id = `MqEventSource:${identity ?? 'Broker'}:${hasQueue ? queue + host : 'Queue'}`;
    if (identity !== undefined && hasQueue) { return id; }
    return generatedId(target, addFact, id, l1 =>
      l1.eventSourceArn === this.broker.brokerArn && l1.queues?.[0] === queue
      && JSON.stringify(l1.sourceAccessConfigurations) === JSON.stringify(this.accessConfigurations()));
  }

  /** @internal */
  protected _displayName(): string {
    return `The MqEventSource of ${this.broker._details.displayName}`;
  }

  /** @internal */
  protected _kinds(): readonly SourceKind[] {
    return [this.broker._details.kind];
  }

  /** @internal */
  protected _properties(addFact: RecordFact): MappingProperties {
    checkArnService(this.broker.brokerArn, 'mq', addFact);
    addFact('Engine', this.broker._details.kind.toUpperCase());
    return {
      eventSourceArn: this.broker.brokerArn,
      queues: [this.props.queue],
      sourceAccessConfigurations: this.accessConfigurations(),
      ...batching(this.props, addFact),
    };
  }

  /** @internal */
  protected _access(): RequiredAccess {
    return {
      permissions: [
        { permission: DESCRIBE_BROKER, resourceArns: [this.broker.brokerArn] },
        ...readSecret(this.props.credentials),
        ...networkInterfaces(this.broker._details.place),
      ],
    };
  }

  private accessConfigurations(): lambda.CfnEventSourceMapping.SourceAccessConfigurationProperty[] {
    const { credentials, virtualHost } = this.props;
    return [
      { type: 'BASIC_AUTH', uri: credentials.secretArn },
      ...virtualHost === undefined ? [] : [{ type: 'VIRTUAL_HOST', uri: virtualHost }],
    ];
  }
}
