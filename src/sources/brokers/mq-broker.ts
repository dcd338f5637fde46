import { Names, Token } from 'aws-cdk-lib';
import type * as amazonmq from 'aws-cdk-lib/aws-amazonmq';
import type { SourceKind } from '../../aws/source-kinds';
import { expectGiven, TEXT } from '../../cdk/given';
import { BROKER } from '../../cdk/wanted';
import type { PollerVpcConfig } from '../../grants/network-interfaces';

/** What an event source must know of its broker. */
interface MqBrokerDetails {
  readonly kind: SourceKind;
  /** The identity of the broker in construct ids; undefined if only the deployment knows it. */
  readonly identity: string | undefined;
  readonly displayName: string;
  /** Where the pollers are put. */
  readonly place: PollerVpcConfig;
}

/** An Amazon MQ broker and its engine, which decides what events the function gets. */
export class MqBroker {
  /**
   * An Apache ActiveMQ broker.
   *
   * @param broker a `CfnBroker` of this stack or another, or any other construct that refers to a broker
   */
  public static activeMq(broker: amazonmq.IBrokerRef): MqBroker {
    return MqBroker.ofConstruct('activemq', expectGiven('MqBroker.activeMq', 'broker', broker, BROKER));
  }

  /**
   * An Apache ActiveMQ broker of which only the ARN is known.
   *
   * @param brokerArn `arn:aws:mq:<Region>:<account>:broker:<name>:<id>`
   */
  public static activeMqFromArn(brokerArn: string): MqBroker {
    return MqBroker.ofArn('activemq', expectGiven('MqBroker.activeMqFromArn', 'brokerArn', brokerArn, TEXT));
  }

  /**
   * A RabbitMQ broker.
   *
   * @param broker a `CfnBroker` of this stack or another, or any other construct that refers to a broker
   */
  public static rabbitMq(broker: amazonmq.IBrokerRef): MqBroker {
    return MqBroker.ofConstruct('rabbitmq', expectGiven('MqBroker.rabbitMq', 'broker', broker, BROKER));
  }

  /**
   * A RabbitMQ broker of which only the ARN is known.
   *
   * @param brokerArn `arn:aws:mq:<Region>:<account>:broker:<name>:<id>`
   */
  public static rabbitMqFromArn(brokerArn: string): MqBroker {
    return MqBroker.ofArn('rabbitmq', expectGiven('MqBroker.rabbitMqFromArn', 'brokerArn', brokerArn, TEXT));
  }

  private static ofConstruct(kind: SourceKind, broker: amazonmq.IBrokerRef): MqBroker {
    const { subnetIds, securityGroups } = broker as Partial<amazonmq.CfnBroker>;
    return new MqBroker(broker.brokerRef.brokerArn, {
      kind,
      identity: Names.nodeUniqueId(broker.node),
      displayName: broker.node.path,
      place: { subnetIds: known(subnetIds), securityGroupIds: known(securityGroups) },
    });
  }

  private static ofArn(kind: SourceKind, brokerArn: string): MqBroker {
    const nameAndId = /:broker:(.+)$/.exec(brokerArn)?.[1];
    const identity = nameAndId === undefined || Token.isUnresolved(nameAndId) ? undefined : nameAndId;
    return new MqBroker(brokerArn, { kind, identity, displayName: identity ?? 'a broker', place: {} });
  }

  private constructor(
    /** The ARN of the broker. */
    public readonly brokerArn: string,
    // Private, so that TypeScript takes no other class for this one.
    private readonly details: MqBrokerDetails,
  ) {}

  /** @internal */
  public get _details(): MqBrokerDetails {
    return this.details;
  }
}

/** The ids of a list; undefined where there are none, or where the whole list is known only at deployment. */
function known(ids: readonly string[] | undefined): readonly string[] | undefined {
  return ids === undefined || ids.length === 0 || Token.isUnresolved(ids) ? undefined : ids;
}
