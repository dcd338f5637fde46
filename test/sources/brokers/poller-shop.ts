import { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { Place } from '../../facts/brokers/network-shop';

export const ENV = { env: { account: '111122223333', region: 'eu-west-1' } };

export function isolatedIn(stack: Stack): ec2.Vpc {
  return new ec2.Vpc(stack, 'Vpc', { maxAzs: 2, subnetConfiguration: [{ name: 'Brokers', subnetType: ec2.SubnetType.PRIVATE_ISOLATED }] });
}

export const placeIn = (vpc: ec2.IVpc, group: ec2.ISecurityGroup): Place => ({ vpc, group, subnetIds: vpc.selectSubnets().subnetIds });

/** The services that a template has endpoints of. */
export function endpointsIn(stack: Stack): string[] {
  return Object.values(Template.fromStack(stack).findResources('AWS::EC2::VPCEndpoint'))
    .map(({ Properties: { ServiceName } }) => JSON.stringify(ServiceName).replace(/^.*\.(\w+)"?.*$/, '$1')).sort();
}

/** The ports that security groups let in from themselves. */
export function portsIn(stack: Stack): number[] {
  return Object.values(Template.fromStack(stack).findResources('AWS::EC2::SecurityGroupIngress'))
    .filter(({ Properties: { GroupId, SourceSecurityGroupId } }) => JSON.stringify(GroupId) === JSON.stringify(SourceSecurityGroupId))
    .map(({ Properties: { FromPort, ToPort } }) => { expect(ToPort).toBe(FromPort); return FromPort; }).sort();
}

export const WITHOUT_SECRET = ['lambda', 'sts'];
export const WITH_SECRET = ['lambda', 'secretsmanager', 'sts'];
