import { Aws } from 'aws-cdk-lib';
import { RequiredPermission } from './required-permissions';
import { CREATE_NETWORK_INTERFACE, DELETE_NETWORK_INTERFACE, DESCRIBE_NETWORK } from '../aws/permissions';

/** Where the pollers are put, as far as it is known. */
export interface PollerVpcConfig {
  readonly subnetIds?: readonly string[];
  readonly securityGroupIds?: readonly string[];
}

/**
 * What Lambda needs to reach a source inside a VPC. It polls from network interfaces of its own there, whether or not the
 * function is in a VPC as well.
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
