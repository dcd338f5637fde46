import { readFileSync } from 'fs';
import { join } from 'path';
import { rules } from '../../../src';
import { parseTemplate } from '../../../src/cli/input/parse-template';

type Json = { [key: string]: any };

const FILE = 'pollers-in-isolated-subnets.yaml';

/** The ids of what is found in the template of pollers in isolated subnets, once it is changed. */
function findingsWith(change: (resources: Json, template: Json) => void): string[] {
  const template: Json = parseTemplate(readFileSync(join(__dirname, '..', '..', 'templates', 'bad', FILE), 'utf8'), FILE).template;
  change(template.Resources, template);
  return rules.TemplateChecker.check(template).findings.map(({ ruleId }) => ruleId.replace('poller-network-', '')).sort();
}

const ALL = ['destination', 'lambda', 'secrets-manager', 'sts'];
const route = (properties: Json): Json => ({ Type: 'AWS::EC2::Route', Properties: { RouteTableId: { Ref: 'Routes' }, DestinationCidrBlock: '0.0.0.0/0', ...properties } });
const endpoint = (ServiceName: unknown, more: Json = {}): Json => ({ Type: 'AWS::EC2::VPCEndpoint', Properties: { VpcId: { Ref: 'Network' }, ServiceName }, ...more });

const CASES: readonly (readonly [string, (resources: Json, template: Json) => void, string[]])[] = [
  ['nothing is changed', () => {}, ALL],
  ['in provisioned mode', r => { r.Mapping.Properties.ProvisionedPollerConfig = { MinimumPollers: 1 }; }, []],
  ['with NAT', r => { r.Out = route({ NatGatewayId: 'nat-0a' }); }, []],
  ['with NAT of another table', r => { r.Out = route({ NatGatewayId: 'nat-0a', RouteTableId: 'rtb-0a' }); }, ALL],
  ['with a route that a condition may leave out', r => { r.Out = { ...route({ NatGatewayId: 'nat-0a' }), Condition: 'Wanted' }; }, []],
  ['with a transit gateway', r => { r.Out = route({ TransitGatewayId: 'tgw-0a' }); }, []],
  ['with the route that every table has', r => { r.Out = route({ GatewayId: 'local', DestinationCidrBlock: '10.0.0.0/16' }); }, ALL],
  ['with an endpoint, by region', r => { r.E = endpoint('com.amazonaws.eu-west-1.lambda'); }, ['destination', 'secrets-manager', 'sts']],
  ['with an endpoint in China', r => { r.E = endpoint('cn.com.amazonaws.cn-north-1.sts'); }, ['destination', 'lambda', 'secrets-manager']],
  ['with an endpoint of FIPS', r => { r.E = endpoint('com.amazonaws.us-east-1.sts-fips'); }, ['destination', 'lambda', 'secrets-manager']],
  ['with an endpoint of another service', r => { r.E = endpoint('com.amazonaws.vpce.eu-west-1.vpce-svc-0a'); }, ALL],
  ['with an endpoint of a service that a parameter names', r => { r.E = endpoint({ Ref: 'Service' }); }, []],
  ['with an endpoint that a condition may leave out', r => { r.E = endpoint('com.amazonaws.eu-west-1.sts', { Condition: 'Wanted' }); }, ['destination', 'lambda', 'secrets-manager']],
  ['with an endpoint of a VPC that a parameter names', r => { r.E = { Type: 'AWS::EC2::VPCEndpoint', Properties: { VpcId: { Ref: 'Vpc' }, ServiceName: 'com.amazonaws.eu-west-1.sts' } }; },
    ['destination', 'lambda', 'secrets-manager']],
  ['with an endpoint of a VPC that is written out', r => { r.E = { Type: 'AWS::EC2::VPCEndpoint', Properties: { VpcId: 'vpc-0a', ServiceName: 'com.amazonaws.eu-west-1.sts' } }; }, ALL],
  ['with an output of the VPC, which others may complete', (_, t) => { t.Outputs = { Vpc: { Value: { Ref: 'Network' } } }; }, []],
  ['with an output of the table of routes', (_, t) => { t.Outputs = { Table: { Value: { 'Fn::Sub': '${Routes}' } } }; }, []],
  ['with an output of the cluster', (_, t) => { t.Outputs = { Cluster: { Value: { Ref: 'Orders' } } }; }, ALL],
  ['with a nested stack that is given the VPC', r => { r.More = { Type: 'AWS::CloudFormation::Stack', Properties: { Parameters: { Vpc: { Ref: 'Network' } } } }; }, []],
  ['with a custom resource that is given the VPC', r => { r.More = { Type: 'Custom::Endpoints', Properties: { Vpc: { Ref: 'Network' } } }; }, []],
  ['with the custom resource that the CDK shuts the default security group by', r => {
    r.More = { Type: 'Custom::VpcRestrictDefaultSG', Properties: { DefaultSecurityGroupId: { 'Fn::GetAtt': ['Network', 'DefaultSecurityGroup'] } } };
  }, ALL],
  ['with resources that only a transform tells', r => { r['Fn::ForEach::Endpoints'] = ['Service', ['lambda'], {}]; }, []],
  ['with a subnet that a parameter names', r => { r.Orders.Properties.BrokerNodeGroupInfo.ClientSubnets[0] = { Ref: 'Subnet' }; }, []],
  ['with subnets that a parameter lists', r => { r.Orders.Properties.BrokerNodeGroupInfo.ClientSubnets = { Ref: 'Subnets' }; }, []],
  ['with a subnet that has two tables', r => { r.Twice = { ...r.RoutesOfA, Properties: { ...r.RoutesOfA.Properties, RouteTableId: 'rtb-0a' } }; }, []],
  ['with a bucket for failed records, and an endpoint of buckets', r => {
    r.Failed = { Type: 'AWS::S3::Bucket' };
    r.E = endpoint('com.amazonaws.eu-west-1.s3');
  }, ['lambda', 'secrets-manager', 'sts']],
  ['with a topic of the cluster for failed records', r => { r.Mapping.Properties.DestinationConfig.OnFailure.Destination = 'kafka://failed'; },
    ['kafka-destination-topic-on-demand', 'lambda', 'secrets-manager', 'sts']],

  ['of self-managed brokers', r => {
    const { EventSourceArn, SourceAccessConfigurations: [login], ...properties } = r.Mapping.Properties;
    const name = (text: string) => ({ 'Fn::Sub': text });
    r.Mapping.Properties = {
      ...properties,
      SelfManagedEventSource: { Endpoints: { KafkaBootstrapServers: ['b-1.example.com:9092'] } },
      SourceAccessConfigurations: [
        login, { Type: 'VPC_SUBNET', URI: name('subnet:${SubnetA}') }, { Type: 'VPC_SECURITY_GROUP', URI: name('security_group:${Brokers.GroupId}') },
      ],
    };
  }, ALL],
  ['in provisioned mode where a condition holds', r => {
    r.Mapping.Properties.ProvisionedPollerConfig = { 'Fn::If': ['Wanted', { MinimumPollers: 1 }, { Ref: 'AWS::NoValue' }] };
  }, ALL],
  ['in a mode that a parameter names', r => { r.Mapping.Properties.ProvisionedPollerConfig = { Ref: 'Mode' }; }, []],

  ['without the rule', r => { delete r.BrokersOfBrokers; }, [...ALL, 'broker-in'].sort()],
  ['without the rule, with an output of the group', (r, t) => {
    delete r.BrokersOfBrokers;
    t.Outputs = { Group: { Value: { 'Fn::GetAtt': ['Brokers', 'GroupId'] } } };
  }, ALL],
  ['with a rule up to the port before', r => { r.BrokersOfBrokers.Properties.ToPort = 9095; }, [...ALL, 'broker-in'].sort()],
  ['with a rule from the port after', r => { r.BrokersOfBrokers.Properties.FromPort = '9097'; }, [...ALL, 'broker-in'].sort()],
  ['with a rule from the port', r => { r.BrokersOfBrokers.Properties.FromPort = '9096'; }, ALL],
  ['with a rule to the port', r => { r.BrokersOfBrokers.Properties.ToPort = 9096; }, ALL],
  ['with a rule from a port that a parameter names', r => { r.BrokersOfBrokers.Properties.FromPort = { Ref: 'Port' }; }, ALL],
  ['with a rule that a condition may leave out', r => { r.BrokersOfBrokers.Condition = 'Wanted'; }, ALL],
  ['with a rule for IPv6', r => {
    const { SourceSecurityGroupId, ...rule } = r.BrokersOfBrokers.Properties;
    r.BrokersOfBrokers.Properties = { ...rule, CidrIpv6: '::/0' };
  }, ALL],
  ['with egress rules that stand alone, which may take the place of the usual one', r => {
    r.Out = { Type: 'AWS::EC2::SecurityGroupEgress', Properties: { GroupId: { Ref: 'Brokers' }, IpProtocol: 'tcp', FromPort: 80, ToPort: 80, CidrIp: '0.0.0.0/0' } };
  }, ALL],
];

test.each(CASES)('pollers %s', (_, change, expected) => {
  expect(findingsWith((resources, template) => {
    template.Conditions = { Wanted: { 'Fn::Equals': [{ Ref: 'Stage' }, 'prod'] } };
    template.Parameters = Object.fromEntries(['Stage', 'Service', 'Vpc', 'Subnet', 'Subnets', 'Port', 'Mode'].map(name => [name, { Type: 'String' }]));
    change(resources, template);
  })).toEqual(expected);
});
