import { App, CfnOutput, CfnResource, CustomResource, NestedStack, Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ssm from 'aws-cdk-lib/aws-ssm';
import { findingsAt, mskByIam, Place } from './network-shop';
import { rules } from '../../../src';
import { newStack } from '../../builders';

type Properties = { readonly [name: string]: any };

const ref = (id: string) => ({ Ref: id });
const attribute = (id: string, name: string) => ({ 'Fn::GetAtt': [id, name] });
const resource = (type: string, properties: Properties) => ({ Type: `AWS::${type}`, Properties: properties });
const groupWith = (properties: Properties) => resource('EC2::SecurityGroup', { GroupDescription: 'brokers', VpcId: ref('Network'), ...properties });
const clusterWith = (place: Properties) => resource('MSK::Cluster', {
  ClusterName: 'orders',
  KafkaVersion: '3.9.x',
  NumberOfBrokerNodes: 2,
  ClientAuthentication: { Sasl: { Iam: { Enabled: true } } },
  BrokerNodeGroupInfo: { InstanceType: 'kafka.m7g.large', ClientSubnets: [ref('Subnet')], SecurityGroups: [ref('Brokers')], ...place },
});
const endpointsWith = (properties: Properties) => Object.fromEntries(['lambda', 'sts'].map(service => [`EndpointOf${service}`, resource('EC2::VPCEndpoint', {
  VpcId: ref('Network'), VpcEndpointType: 'Interface', ServiceName: { 'Fn::Sub': `com.amazonaws.\${AWS::Region}.${service}` }, PrivateDnsEnabled: true, ...properties,
})]));
const NESTED = resource('CloudFormation::Stack', { TemplateURL: 'https://example.com/network.yaml' });
const NAT = resource('EC2::Route', { RouteTableId: ref('Routes'), DestinationCidrBlock: '0.0.0.0/0', NatGatewayId: 'nat-0a' });
const SHUT = groupWith({});
/** Lets in itself, and nobody else. */
const ITSELF = { Itself: resource('EC2::SecurityGroupIngress', { GroupId: ref('Brokers'), IpProtocol: '-1', SourceSecurityGroupId: ref('Brokers') }) };

/** Brokers in a subnet without a way out, and what else there is; `top` stands beside the resources. */
function findingsIn(others: Properties, top: Properties = {}): string[] {
  const { findings } = rules.TemplateChecker.check({
    ...top,
    Resources: {
      Network: resource('EC2::VPC', { CidrBlock: '10.0.0.0/16' }),
      Subnet: resource('EC2::Subnet', { VpcId: ref('Network'), CidrBlock: '10.0.0.0/24' }),
      Routes: resource('EC2::RouteTable', { VpcId: ref('Network') }),
      RoutesOfSubnet: resource('EC2::SubnetRouteTableAssociation', { SubnetId: ref('Subnet'), RouteTableId: ref('Routes') }),
      Brokers: SHUT,
      ...ITSELF,
      Cluster: clusterWith({}),
      Mapping: resource('Lambda::EventSourceMapping', { EventSourceArn: ref('Cluster'), FunctionName: 'fulfil', Topics: ['orders'], StartingPosition: 'LATEST' }),
      ...others,
    },
  });
  return findings.map(({ ruleId }) => ruleId).filter(id => id.startsWith('poller-network-')).map(id => id.replace('poller-network-', '')).sort();
}

/** The expected ids are written by hand, without `poller-network-`. */
test.each<[string, Properties, string[], Properties?]>([
  ['no way out', {}, ['lambda', 'sts']],
  ['a subnet of a nested stack', { Nested: NESTED, Cluster: clusterWith({ ClientSubnets: [attribute('Nested', 'Outputs.Subnet')] }) }, []],
  ['a VPC of a nested stack', { Nested: NESTED, Subnet: resource('EC2::Subnet', { VpcId: attribute('Nested', 'Outputs.Vpc'), CidrBlock: '10.0.0.0/24' }) }, []],
  ['routes of a nested stack', {
    Nested: NESTED, RoutesOfSubnet: resource('EC2::SubnetRouteTableAssociation', { SubnetId: ref('Subnet'), RouteTableId: attribute('Nested', 'Outputs.Routes') }),
  }, []],
  ['endpoints in the VPC', endpointsWith({}), []],
  ['endpoints in the VPC that the subnet is in', endpointsWith({ VpcId: attribute('Subnet', 'VpcId') }), []],
  ['endpoints in the VPC that a security group is in', endpointsWith({ VpcId: attribute('Brokers', 'VpcId') }), []],
  ['endpoints with a shut group', { ...endpointsWith({ SecurityGroupIds: [ref('OfEndpoints')] }), OfEndpoints: SHUT }, ['endpoint-closed']],
  ['endpoints with the group that the VPC has by itself', endpointsWith({ SecurityGroupIds: [attribute('Network', 'DefaultSecurityGroup')] }), []],
  ['endpoints with a group of a nested stack', { Nested: NESTED, ...endpointsWith({ SecurityGroupIds: [attribute('Nested', 'Outputs.Group')] }) }, []],
  ['NAT, and shut endpoints with private DNS', { Nat: NAT, ...endpointsWith({ SecurityGroupIds: [ref('OfEndpoints')] }), OfEndpoints: SHUT }, ['endpoint-closed']],
  ['NAT, and shut endpoints with private DNS off in words', {
    Nat: NAT, ...endpointsWith({ SecurityGroupIds: [ref('OfEndpoints')], PrivateDnsEnabled: 'false' }), OfEndpoints: SHUT,
  }, []],
  ['NAT, and shut endpoints that do not speak of private DNS', {
    Nat: NAT, ...endpointsWith({ SecurityGroupIds: [ref('OfEndpoints')], PrivateDnsEnabled: undefined }), OfEndpoints: SHUT,
  }, []],

  ['NAT, and a shut group', { Nat: NAT, Itself: resource('EC2::EIP', {}) }, ['broker-in']],
  ['NAT, and the group that the VPC has by itself', { Nat: NAT, Cluster: clusterWith({ SecurityGroups: [attribute('Network', 'DefaultSecurityGroup')] }) }, []],
  ['NAT, and a group of a nested stack', { Nat: NAT, Nested: NESTED, Cluster: clusterWith({ SecurityGroups: [attribute('Nested', 'Outputs.Group')] }) }, []],
  ['NAT, and a group that lets in one of a nested stack', {
    Nat: NAT, Nested: NESTED, Itself: resource('EC2::EIP', {}), Brokers: groupWith({ SecurityGroupIngress: [{ IpProtocol: '-1', SourceSecurityGroupId: attribute('Nested', 'Outputs.Group') }] }),
  }, []],
  ['NAT, and a group that lets in that of the VPC', {
    Nat: NAT, Itself: resource('EC2::EIP', {}), Brokers: groupWith({ SecurityGroupIngress: [{ IpProtocol: '-1', SourceSecurityGroupId: attribute('Network', 'DefaultSecurityGroup') }] }),
  }, ['broker-in']],
  ['NAT, and a rule for the group of the VPC', {
    Nat: NAT, Itself: resource('EC2::SecurityGroupIngress', { GroupId: attribute('Network', 'DefaultSecurityGroup'), IpProtocol: '-1', CidrIp: '0.0.0.0/0' }),
  }, ['broker-in']],
  ['NAT, and one rule without a list', { Nat: NAT, Itself: resource('EC2::EIP', {}), Brokers: groupWith({ SecurityGroupIngress: { IpProtocol: '-1', CidrIp: '0.0.0.0/0' } }) }, []],

  ['the VPC in the parameters of a nested stack', { Nested: resource('CloudFormation::Stack', { TemplateURL: 'https://example.com/endpoints.yaml', Parameters: { Vpc: ref('Network') } }) }, []],
  ['the VPC in those of a nested application', { Nested: resource('Serverless::Application', { Location: 'endpoints.yaml', Parameters: { Vpc: ref('Network') } }) }, []],
  ['the VPC in a parameter of Systems Manager', { Told: resource('SSM::Parameter', { Type: 'String', Value: ref('Network') }) }, []],
  ['the VPC in a module', { Endpoints: { Type: 'Shop::Network::Endpoints::MODULE', Properties: { Vpc: ref('Network') } } }, []],
  ['the VPC in a type of somebody else', { Endpoints: { Type: 'Shop::Network::Endpoints', Properties: { Vpc: ref('Network') } } }, []],
  ['the VPC in an alarm', { Alarm: resource('CloudWatch::Alarm', { AlarmDescription: ref('Network') }) }, ['lambda', 'sts']],
  ['a macro', {}, [], { Transform: ['AWS::LanguageExtensions', 'Endpoints'] }],
  ['an included template', {}, [], { Transform: { Name: 'AWS::Include', Parameters: { Location: 's3://example/endpoints.yaml' } } }],
  ['a transform of AWS', {}, ['lambda', 'sts'], { Transform: 'AWS::LanguageExtensions' }],
])('a template with %s', (_, others, expected, top = {}) => {
  expect(findingsIn(others, top)).toEqual(expected);
});

describe('an app', () => {
  const TOKEN = 'arn:aws:lambda:eu-west-1:111122223333:function:endpoints';

  function isolatedIn(stack: Stack, ofVpc: Stack = stack): Place {
    const vpc = new ec2.Vpc(ofVpc, 'Vpc', { maxAzs: 1, subnetConfiguration: [{ name: 'Brokers', subnetType: ec2.SubnetType.PRIVATE_ISOLATED }] });
    const group = new ec2.SecurityGroup(stack, 'Brokers', { vpc });
    group.connections.allowInternally(ec2.Port.tcp(9098));
    return { vpc, group, subnetIds: vpc.selectSubnets().subnetIds };
  }

  function findingsWith(add: (stack: Stack, place: Place) => Place | void): string[] {
    const stack = newStack();
    const place = isolatedIn(stack);
    return findingsAt(stack, mskByIam(), add(stack, place) ?? place);
  }

  test.each<[string, string[], (stack: Stack, place: Place) => Place | void]>([
    ['nobody else', ['lambda', 'sts'], () => {}],
    ['a custom resource that is given nothing', ['lambda', 'sts'], stack => { new CustomResource(stack, 'More', { serviceToken: TOKEN }); }],
    ['a custom resource that is given the VPC', [], (stack, { vpc }) => { new CustomResource(stack, 'More', { serviceToken: TOKEN, properties: { Vpc: vpc!.vpcId } }); }],
    ['a custom resource that is given the VPC by an override', [], (stack, { vpc }) => {
      (new CustomResource(stack, 'More', { serviceToken: TOKEN }).node.defaultChild as CfnResource).addPropertyOverride('Vpc', vpc!.vpcId);
    }],
    ['a parameter of Systems Manager', [], (stack, { vpc }) => { new ssm.StringParameter(stack, 'More', { stringValue: vpc!.vpcId }); }],
    ['an output that is exported', [], (stack, { vpc }) => { new CfnOutput(stack, 'More', { value: vpc!.vpcId, exportName: 'vpc' }); }],
    ['an output with text around the VPC', [], (stack, { vpc }) => { new CfnOutput(stack, 'More', { value: `vpc: ${vpc!.vpcId}` }); }],
    ['an output of something else', ['lambda', 'sts'], (stack, { group }) => { new CfnOutput(stack, 'More', { value: group!.securityGroupId }); }],
    ['another stack of this app', ['lambda', 'sts'], (stack, { vpc }) => {
      new ec2.CfnSecurityGroup(new Stack(stack.node.root as App, 'More', { env: stack }), 'Group', { groupDescription: 'more', vpcId: vpc!.vpcId });
    }],
    ['a nested stack of a template', [], (stack, { vpc }) => {
      new CfnResource(stack, 'More', { type: 'AWS::CloudFormation::Stack', properties: { TemplateURL: 'https://example.com/endpoints.yaml', Parameters: { Vpc: vpc!.vpcId } } });
    }],
    ['a macro', [], stack => { stack.addTransform('Endpoints'); }],
    ['a transform of AWS', ['lambda', 'sts'], stack => { stack.addTransform('AWS::LanguageExtensions'); }],
    ['a nested stack of this app', ['lambda', 'sts'], (stack, { vpc }) => { new ec2.SecurityGroup(new NestedStack(stack, 'More'), 'Group', { vpc: vpc! }); }],
    ['subnets of a custom resource', [], (stack, place) => ({ ...place, subnetIds: [new CustomResource(stack, 'More', { serviceToken: TOKEN }).getAttString('Subnet')] })],
  ])('with %s', (_, expected, add) => {
    expect(findingsWith(add)).toEqual(expected);
  });

  test('with the VPC in a nested stack, which tells the stack around it of it', () => {
    const stack = newStack();
    expect(findingsAt(stack, mskByIam(), isolatedIn(stack, new NestedStack(stack, 'Network')))).toEqual(['lambda', 'sts']);
  });

  test.each<[string, string[], (stack: Stack, vpc: ec2.IVpc) => string]>([
    ['of its own', ['broker-in'], (stack, vpc) => new ec2.SecurityGroup(stack, 'Shut', { vpc }).securityGroupId],
    ['that the VPC has by itself', [], (_, vpc) => (vpc as ec2.Vpc).vpcDefaultSecurityGroup],
    ['of a custom resource', [], stack => new CustomResource(stack, 'More', { serviceToken: TOKEN }).getAttString('Group')],
    ['of a cluster of containers', [], stack => new CfnResource(stack, 'More', { type: 'AWS::EKS::Cluster' }).getAtt('ClusterSecurityGroupId').toString()],
  ])('a security group %s', (_, expected, idOf) => {
    const stack = newStack();
    const vpc = new ec2.Vpc(stack, 'Vpc', { maxAzs: 1 });
    const group = ec2.SecurityGroup.fromSecurityGroupId(stack, 'Brokers', idOf(stack, vpc));
    expect(findingsAt(stack, mskByIam(), { vpc, group, subnetIds: vpc.selectSubnets().subnetIds })).toEqual(expected);
  });
});
