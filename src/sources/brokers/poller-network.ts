import { Stage } from 'aws-cdk-lib';
import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import { PollingEventSource } from '../polling-event-source';
import { PollerConnectionOptions } from './poller-connection-options';
import { addConnection } from './private/poller-connections';
import { IN_NETWORK } from '../../aws/source-kinds';
import { expectGiven } from '../../cdk/given';
import { CONNECTABLE, POLLED_SOURCE, VPC } from '../../cdk/wanted';

/**
 * Adds the parts of a network that Lambda needs to poll brokers and databases from it.
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
    return new PollerNetwork(expectGiven('PollerNetwork.of', 'vpc', vpc, VPC));
  }

  private constructor(private readonly vpc: ec2.IVpc) {}

  /**
   * Adds the missing parts for the pollers of an event source. It may be called any number of times, for any number of event sources.
   *
   * - Into the security group, from itself: the port of the event source, which is that of its authentication.
   * - Out of the security group, where it does not allow all traffic out: that port, and HTTPS.
   * - To the VPC: endpoints of the services that the pollers call.
   *
   * The missing parts are determined at synthesis, so the order of calls does not matter. Additions of other aspects to a VPC
   * or security group come too late to be seen. Nothing is added for a source that is bound to no function.
   *
   * @param source an event source of Apache Kafka, Amazon MQ or Amazon DocumentDB
   * @param securityGroup the security group of the event source, or a construct that has it; the first of several counts
   * @param options the parts to add
   * @throws if Lambda does not poll such an event source inside of a VPC
   */
  public connect(source: PollingEventSource, securityGroup: ec2.IConnectable, options: PollerConnectionOptions = {}): void {
    const { kinds, displayName } = expectGiven('PollerNetwork.connect', 'source', source, POLLED_SOURCE)._polled;
    expectGiven('PollerNetwork.connect', 'securityGroup', securityGroup, CONNECTABLE);
    if (!kinds.every(kind => IN_NETWORK.includes(kind))) {
      throw new Error(`${displayName} is not polled inside of a VPC. Remove it from PollerNetwork.`);
    }
    const stage = Stage.of(this.vpc) ?? this.vpc.node.root;
    addConnection(stage, { vpc: this.vpc, source, securityGroup, options });
  }
}
