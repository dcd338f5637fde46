import { Aws } from 'aws-cdk-lib';
import { RequiredPermission } from './required-permissions';
import { CREATE_NETWORK_INTERFACE, DELETE_NETWORK_INTERFACE, DESCRIBE_NETWORK } from '../aws/permissions';

/** The known subnets and security groups of the pollers. */
export interface PollerVpcConfig {
  readonly subnetIds?: readonly string[];
  readonly securityGroupIds?: readonly string[];
}

/**
 * The permissions to reach a source inside a VPC. Lambda polls from network interfaces of its own there, even if the function is in no VPC.
 */
export function networkInterfaces({ subnetIds = ['*'], securityGroupIds = ['*'] }: PollerVpcConfig = {}): RequiredPermission[] {
  const interfaces = ec2Arn('network-interface', '*');
  return [
    { permission: DESCRIBE_NETWORK, resourceArns: ['*'] },
    {
      permission: CREATE_NETWORK_INTERFACE,
      resourceArns: [
        ...subnetIds.map(id => ec2Arn('subnet', id)),
        ...securityGroupIds.map(id => ec2Arn('security-group', id)),
        interfaces,
      ],
    },
    { permission: DELETE_NETWORK_INTERFACE, resourceArns: [interfaces] },
  ];
}

function ec2Arn(type: string, id: string): string {
  return `arn:${Aws.PARTITION}:ec2:${Aws.REGION}:${Aws.ACCOUNT_ID}:${type}/${id}`;
}
