import { Need, Place } from './needs';
import { CREATE_NETWORK_INTERFACE, DELETE_NETWORK_INTERFACE, DESCRIBE_NETWORK } from './permissions';

/** Where Lambda puts the network interfaces that it reads a source through, as far as that is known. */
export interface PollerNetwork extends Place {
  /** Any subnet of the account in that Region where they are unknown. */
  readonly subnetIds?: readonly string[];
  /** Any security group of the account in that Region where they are unknown. */
  readonly securityGroupIds?: readonly string[];
}

/** What Lambda needs to reach a broker or cluster in a VPC. It removes the network interfaces with the same role, when the mapping is deleted. */
export function networkNeeds(network: PollerNetwork): Need[] {
  const arn = (resource: string) => `arn:${network.partition}:ec2:${network.region}:${network.account}:${resource}`;
  const interfaces = arn('network-interface/*');
  return [
    { permission: DESCRIBE_NETWORK, resourceArns: ['*'] },
    {
      permission: CREATE_NETWORK_INTERFACE,
      resourceArns: [
        ...idsOrAny(network.subnetIds).map(id => arn(`subnet/${id}`)),
        ...idsOrAny(network.securityGroupIds).map(id => arn(`security-group/${id}`)),
        interfaces,
      ],
    },
    { permission: DELETE_NETWORK_INTERFACE, resourceArns: [interfaces] },
  ];
}

function idsOrAny(ids: readonly string[] | undefined): readonly string[] {
  return ids && ids.length > 0 ? ids : ['*'];
}
