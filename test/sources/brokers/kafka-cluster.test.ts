import { App, CfnParameter, Fn, Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as msk from 'aws-cdk-lib/aws-msk';
import { BROKERS, BY_IAM, CLUSTER, SERVERLESS, START, UUID, clusterIn, literal, reading, secretArn, secretIn, selfManaged } from './kafka-shop';
import { KafkaCluster, KafkaEventSource, ManagedKafkaEventSource, SelfManagedKafkaEventSource, testing } from '../../../src';
import { mappingIn, newFunction, newStack, Properties } from '../../builders';
import { Policies } from '../../policies';

/** What `GetBootstrapBrokers` answers with: one text for all. */
function brokersOf(stack: Stack): string[] {
  return Fn.split(',', new CfnParameter(stack, 'Brokers').valueAsString);
}

describe('clusters', () => {
  test.each<[string, (stack: Stack) => KafkaCluster, unknown]>([
    ['an L1 cluster', stack => KafkaCluster.msk(clusterIn(stack), BY_IAM), { Ref: 'Cluster' }],
    ['a literal ARN', literal, CLUSTER],
    ['a token ARN', stack => KafkaCluster.mskFromArn(new CfnParameter(stack, 'Arn').valueAsString, BY_IAM), { Ref: 'Arn' }],
    ['an L1 serverless cluster', stack => KafkaCluster.mskServerless(new msk.CfnServerlessCluster(stack, 'Cluster', {
      clusterName: 'orders',
      clientAuthentication: { sasl: { iam: { enabled: true } } },
      vpcConfigs: [{ subnetIds: ['subnet-1', 'subnet-2'] }],
    })), { Ref: 'Cluster' }],
    ['the literal ARN of a serverless cluster', () => KafkaCluster.mskServerlessFromArn(SERVERLESS), SERVERLESS],
  ])('%s is read by its ARN, with IAM and without an access configuration', (_, cluster, expected) => {
    const stack = reading(cluster, { mappingId: 'Orders' });
    expect(mappingIn(stack)).toEqual({ EventSourceArn: expected, FunctionName: { Ref: 'Fulfil41551CE2' }, Topics: ['orders'], StartingPosition: 'TRIM_HORIZON' });
    testing.Findings.of(stack).assertNone();
  });

  const BROKER = 'arn:aws:mq:eu-west-1:111122223333:broker:orders:b-1234';
  test.each<[string, lambda.IEventSource]>([
    ['mskFromArn', new KafkaEventSource(KafkaCluster.mskFromArn(BROKER, BY_IAM), { topic: 'orders', ...START })],
    ['mskServerlessFromArn', new KafkaEventSource(KafkaCluster.mskServerlessFromArn(BROKER), { topic: 'orders', ...START })],
    ['ManagedKafkaEventSource', new ManagedKafkaEventSource({ clusterArn: BROKER, topic: 'orders', ...START })],
  ])('an ARN of another service is an error of %s', (_, source) => {
    const stack = newStack();
    newFunction(stack).addEventSource(source);
    testing.Findings.of(stack).assertHas('source-of-another-service');
  });

  test.each<[string, string, string[]]>([
    ['the account of the function', CLUSTER, []],
    ['another account', CLUSTER.replace('111122223333', '444455556666'), ['msk-account']],
    ['another account, by a VPC connection', CLUSTER.replace('cluster/', 'vpc-connection/444455556666/'), []],
  ])('a cluster of %s gives %j', (_, arn, ids) => {
    const read = (env?: { account: string; region: string }) => {
      const stack = newStack({ env });
      newFunction(stack).addEventSource(new KafkaEventSource(KafkaCluster.mskFromArn(arn, BY_IAM), { topic: 'orders', ...START }));
      return testing.Findings.of(stack);
    };
    read({ account: '111122223333', region: 'eu-west-1' }).assertOnly(...ids);
    read().assertNone();
  });

  test('a cluster of another account is read by the VPC connection of the app, with permissions on the cluster itself', () => {
    const stack = newStack({ env: { account: '111122223333', region: 'eu-west-1' } });
    const theirs = `arn:aws:kafka:eu-west-1:444455556666:cluster/orders/${UUID}`;
    const { attrArn } = new msk.CfnVpcConnection(stack, 'Connection', {
      authentication: 'SASL_IAM', clientSubnets: ['subnet-1'], securityGroups: ['sg-1'], targetClusterArn: theirs, vpcId: 'vpc-1',
    });
    const fn = newFunction(stack);
    fn.addEventSource(new KafkaEventSource(KafkaCluster.mskFromArn(attrArn, BY_IAM), { topic: 'orders', ...START }));
    testing.Findings.of(stack).assertNone();
    const policies = Policies.in(stack);
    expect(policies.resourcesOf('kafka:DescribeVpcConnection')).toEqual([{ 'Fn::GetAtt': ['Connection', 'Arn'] }]);
    expect(policies.resourcesOf('kafka:DescribeClusterV2')).toEqual([theirs]);
    expect(policies.resourcesOf('kafka-cluster:Connect')).toEqual([theirs]);
    expect(policies.resourcesOf('kafka-cluster:ReadData')).toEqual([`arn:aws:kafka:eu-west-1:444455556666:topic/orders/${UUID}/orders`]);
    fn.addEventSource(new ManagedKafkaEventSource({ clusterArn: attrArn, topic: 'orders', ...START }));
    testing.Findings.of(stack).assertOnly('same-source-and-function');
  });

  test('a cluster of another stack is read by an import', () => {
    const app = new App();
    const clusters = new Stack(app, 'Clusters');
    const stack = new Stack(app, 'Shop');
    newFunction(stack).addEventSource(new KafkaEventSource(KafkaCluster.msk(clusterIn(clusters), BY_IAM), { topic: 'orders', ...START }));
    expect(Object.keys(mappingIn(stack).EventSourceArn)).toEqual(['Fn::ImportValue']);
    testing.Findings.of(app).assertNone();
  });

  test('self-managed brokers are read by their addresses', () => {
    const stack = reading(selfManaged());
    expect(mappingIn(stack)).toEqual({
      FunctionName: { Ref: 'Fulfil41551CE2' },
      SelfManagedEventSource: { Endpoints: { KafkaBootstrapServers: BROKERS } },
      SourceAccessConfigurations: [{ Type: 'SASL_SCRAM_512_AUTH', URI: secretArn(stack) }],
      Topics: ['orders'],
      StartingPosition: 'TRIM_HORIZON',
    });
    testing.Findings.of(stack).assertNone();
  });

  test.each<[string, (stack: Stack) => lambda.IEventSource]>([
    ['KafkaEventSource', stack => new KafkaEventSource(selfManaged({ bootstrapServers: brokersOf(stack) })(stack), { topic: 'orders', ...START })],
    ['SelfManagedKafkaEventSource', stack => new SelfManagedKafkaEventSource({ bootstrapServers: brokersOf(stack), secret: secretIn(stack), topic: 'orders', ...START })],
  ])('a list of brokers that only the deployment knows is a %s without a finding', (_, source) => {
    const stack = newStack();
    newFunction(stack).addEventSource(source(stack));
    testing.Findings.of(stack).assertNone();
    expect(mappingIn(stack).SelfManagedEventSource).toEqual({ Endpoints: { KafkaBootstrapServers: { 'Fn::Split': [',', { Ref: 'Brokers' }] } } });
  });

  test('self-managed brokers in a VPC are reached from its private subnets, with the prefixes that the guide prints', () => {
    const stack = reading(scope => {
      const vpc = new ec2.Vpc(scope, 'Vpc', { maxAzs: 2 });
      return selfManaged({ authentication: undefined, vpc, securityGroups: [new ec2.SecurityGroup(scope, 'Pollers', { vpc })] })(scope);
    });
    expect(mappingIn(stack).SourceAccessConfigurations).toEqual([
      { Type: 'VPC_SUBNET', URI: { 'Fn::Join': ['', ['subnet:', { Ref: 'VpcPrivateSubnet1Subnet536B997A' }]] } },
      { Type: 'VPC_SUBNET', URI: { 'Fn::Join': ['', ['subnet:', { Ref: 'VpcPrivateSubnet2Subnet3788AAA1' }]] } },
      { Type: 'VPC_SECURITY_GROUP', URI: { 'Fn::Join': ['', ['security_group:', { 'Fn::GetAtt': ['Pollers71B73159', 'GroupId'] }]] } },
    ]);
    testing.Findings.of(stack).assertNone();
  });

  describe('an imported VPC', () => {
    function polledFrom(privateSubnetIds: (stack: Stack) => string[]): Stack {
      return reading(scope => {
        const ids = privateSubnetIds(scope);
        const vpc = ec2.Vpc.fromVpcAttributes(scope, 'Vpc', { vpcId: 'vpc-1', availabilityZones: ids.length > 1 ? ['a', 'b'] : Fn.getAzs(), privateSubnetIds: ids });
        return selfManaged({ authentication: undefined, vpc, securityGroups: [ec2.SecurityGroup.fromSecurityGroupId(scope, 'Pollers', 'sg-1')] })(scope);
      });
    }
    const subnetsOf = (stack: Stack): unknown[] => mappingIn(stack).SourceAccessConfigurations
      .filter(({ Type }: Properties) => Type === 'VPC_SUBNET').map(({ URI }: Properties) => URI);
    const part = (n: number) => ({ 'Fn::Join': ['', ['subnet:', { 'Fn::Select': [n, { 'Fn::Split': [',', { 'Fn::ImportValue': 'subnets' }] }] }]] });

    test('with as many subnets as the app says is polled from all of them', () => {
      const stack = polledFrom(() => Fn.split(',', Fn.importValue('subnets'), 2));
      expect(subnetsOf(stack)).toEqual([part(0), part(1)]);
      testing.Findings.of(stack).assertNone();
    });

    test('with subnets that only the deployment counts is polled from the first, and a warning says so', () => {
      const stack = polledFrom(() => Fn.split(',', Fn.importValue('subnets')));
      expect(subnetsOf(stack)).toEqual([part(0)]);
      const findings = testing.Findings.of(stack);
      findings.assertOnly('self-managed-kafka-subnet-list');
      expect(findings.assertHas('self-managed-kafka-subnet-list').message).toContain('how many subnets Shop/Vpc has');
    });
  });

  test('a VPC without security groups is an error', () => {
    const stack = reading(scope => selfManaged({ vpc: new ec2.Vpc(scope, 'Vpc') })(scope));
    testing.Findings.of(stack).assertOnly('self-managed-kafka-security-group');
  });

  test('security groups without a VPC are an error', () => {
    const stack = reading(scope => selfManaged({ securityGroups: [new ec2.SecurityGroup(scope, 'Pollers', { vpc: new ec2.Vpc(scope, 'Vpc') })] })(scope));
    testing.Findings.of(stack).assertOnly('self-managed-kafka-subnet');
  });

  test('neither authentication nor VPC is an error', () => {
    testing.Findings.of(reading(selfManaged({ authentication: undefined }))).assertOnly('self-managed-kafka-access-missing');
  });

  test('a root certificate alone is an error', () => {
    const stack = reading(scope => selfManaged({ authentication: undefined, rootCaCertificate: secretIn(scope, 'Root') })(scope));
    testing.Findings.of(stack).assertOnly('self-managed-kafka-login-missing');
  });

  test('a root certificate stands beside the authentication', () => {
    const stack = reading(scope => selfManaged({ rootCaCertificate: secretIn(scope, 'Root') })(scope));
    expect(mappingIn(stack).SourceAccessConfigurations).toEqual([
      { Type: 'SASL_SCRAM_512_AUTH', URI: secretArn(stack) },
      { Type: 'SERVER_ROOT_CA_CERTIFICATE', URI: secretArn(stack, 'Root') },
    ]);
    testing.Findings.of(stack).assertNone();
  });
});
