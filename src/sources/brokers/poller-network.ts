import { Aspects, Stage } from 'aws-cdk-lib';
import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import { IConstruct } from 'constructs';
import { PollerConnectionOptions } from './poller-connection-options';
import { PollingEventSource } from '../polling-event-source';
import type { PollerConnection } from './private/poller-connections';
import { IN_NETWORK } from '../../aws/source-kinds';

/**
 * The network that Lambda reads brokers and databases from: what its pollers lack there is added.
 *
 *     PollerNetwork.of(vpc).connect(source, brokers);
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/with-msk-cluster-network.html
 */
export class PollerNetwork {
  /**
   * The pollers in a VPC.
   *
   * @param vpc the VPC of the event source, whatever that of the function
   */
  public static of(vpc: ec2.IVpc): PollerNetwork {
    return new PollerNetwork(vpc);
  }

  private constructor(private readonly vpc: ec2.IVpc) {}

  /**
   * Adds what the pollers of an event source lack, as often as it is called and for as many event sources as there are.
   *
   * - Into the security group, from itself: the port of the event source, which is that of its authentication.
   * - Out of the security group, where it does not let out everything: that port, and HTTPS.
   * - To the VPC: endpoints of the services that the pollers call.
   *
   * What is missing is decided when the app is synthesised, so that it does not matter what is added first. What other aspects
   * add to a VPC or security group comes too late to be seen. Whatever functions the source is bound to count; nothing is added
   * for a source that is bound to none.
   *
   * @param source an event source of Apache Kafka, Amazon MQ or Amazon DocumentDB
   * @param securityGroup the security group of the event source, or what has it; the first counts where there are several
   * @param options what is added
   * @throws if Lambda does not poll such an event source inside of a VPC
   */
  public connect(source: PollingEventSource, securityGroup: ec2.IConnectable, options: PollerConnectionOptions = {}): void {
    const { kinds, displayName } = source._polled;
    if (!kinds.every(kind => IN_NETWORK.includes(kind))) {
      throw new Error(`${displayName} is not polled inside of a VPC. Remove it from PollerNetwork.`);
    }
    const stage = Stage.of(this.vpc) ?? this.vpc.node.root;
    const connection = { vpc: this.vpc, source, securityGroup, options };
    const { made, areComplete } = connectionsIn(stage);
    made.push(connection);
    // An aspect that connects comes after the others are made.
    if (areComplete()) { completion().completeConnections(stage, [connection]); }
  }
}

interface Connections {
  readonly made: PollerConnection[];
  /** Whether the synthesis in progress, or one before, has made them. */
  readonly areComplete: () => boolean;
}

const connections = new WeakMap<IConstruct, Connections>();

/** The connections of a Stage, which are made when its synthesis begins: before the first aspect comes to any other construct. */
function connectionsIn(stage: IConstruct): Connections {
  let found = connections.get(stage);
  if (!found) {
    const made: PollerConnection[] = [];
    let isComplete = false;
    found = { made, areComplete: () => isComplete };
    connections.set(stage, found);
    Aspects.of(stage).add({
      visit: construct => {
        if (construct !== stage) { return; }
        completion().completeConnections(stage, made);
        isComplete = true;
      },
    });
  }
  return found;
}

/** Loaded when it is needed, as the engine is. */
function completion(): typeof import('./private/poller-connections') {
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  return require('./private/poller-connections');
}
