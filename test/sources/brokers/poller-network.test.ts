import { App, CfnParameter, Stack, Tags } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import * as docdb from 'aws-cdk-lib/aws-docdb';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { endpointsIn, ENV, isolatedIn, placeIn, portsIn, WITH_SECRET, WITHOUT_SECRET } from './poller-shop';
import {
  DocumentDbEventSource, FailureDestination, KafkaCluster, KafkaEventSource, ManagedKafkaEventSource, MskAuthentication, PollerConnectionOptions,
  PollerNetwork, PollingEventSource, SelfManagedKafkaEventSource, SqsEventSource,
} from '../../../src';
import { newFunction, newQueue, newStack } from '../../builders';
import {
  activeMq, documentDb, mskByCertificate, mskByIam, mskByPassword, mskServerless, mskWithoutLogin, networkFindings, PROVISIONED, rabbitMq,
  selfManaged, SourceIn,
} from '../../facts/brokers/network-shop';

const ORDERS = { topic: 'orders', startingPosition: lambda.StartingPosition.LATEST };
const CLUSTER = 'arn:aws:kafka:eu-west-1:111122223333:cluster/orders/0f6c2c9e-8f6b-4f6e-9d0a-3d3c5f3b2a10-4';

interface Connected {
  readonly stack: Stack;
  readonly vpc: ec2.IVpc;
  readonly group: ec2.SecurityGroup;
  readonly source: PollingEventSource;
}

/** A source in an isolated VPC that is connected, and bound after that. */
function connected(
  source: SourceIn, options: PollerConnectionOptions = {}, groupProps: Partial<ec2.SecurityGroupProps> = {},
  vpcIn: (stack: Stack) => ec2.IVpc = isolatedIn,
): Connected {
  const stack = newStack(ENV);
  const vpc = vpcIn(stack);
  const group = new ec2.SecurityGroup(stack, 'Brokers', { vpc, ...groupProps });
  const made = source(stack, placeIn(vpc, group));
  PollerNetwork.of(vpc).connect(made, group, options);
  newFunction(stack).addEventSource(made);
  return { stack, vpc, group, source: made };
}

describe('what is added', () => {
  test.each<[string, SourceIn, number[], string[]]>([
    ['MSK by IAM', mskByIam(), [9098], WITHOUT_SECRET],
    ['MSK by password', mskByPassword(), [9096], WITH_SECRET],
    ['MSK by certificate', mskByCertificate, [9094], WITH_SECRET],
    ['MSK without login', mskWithoutLogin, [9092, 9094], WITHOUT_SECRET],
    ['MSK Serverless', mskServerless(), [9098], WITHOUT_SECRET],
    ['MSK in provisioned mode', mskByPassword(PROVISIONED), [9096], []],
    ['MSK Serverless in provisioned mode', mskServerless(PROVISIONED), [9098], []],
    ['self-managed Kafka', selfManaged(), [9092], WITH_SECRET],
    ['self-managed Kafka without login', selfManaged({}, false), [9092], WITHOUT_SECRET],
    ['ActiveMQ', activeMq, [61617], WITH_SECRET],
    ['RabbitMQ', rabbitMq, [5671], WITH_SECRET],
    ['DocumentDB', documentDb(), [27017], WITH_SECRET],
    ['DocumentDB at another port', documentDb(27027), [27027], WITH_SECRET],
  ])('%s: its port and the services that it needs, so that nothing is found', (_, source, ports, services) => {
    const { stack } = connected(source);
    expect(networkFindings(stack)).toEqual([]);
    expect(portsIn(stack)).toEqual(ports);
    expect(endpointsIn(stack)).toEqual(services);
  });

  test.each<[string, (stack: Stack) => lambda.IEventSourceDlq, string]>([
    ['queue', stack => FailureDestination.queue(new sqs.Queue(stack, 'Failed')), 'sqs'],
    ['topic', stack => FailureDestination.topic(new sns.Topic(stack, 'Failed')), 'sns'],
    ['bucket', stack => FailureDestination.bucket(new s3.Bucket(stack, 'Failed')), 's3'],
  ])('a %s for failed records: an endpoint of its service as well', (_, onFailure, service) => {
    const { stack } = connected((scope, place) => mskByIam({ onFailure: onFailure(scope) })(scope, place));
    expect(networkFindings(stack)).toEqual([]);
    expect(endpointsIn(stack)).toEqual(['lambda', service, 'sts'].sort());
  });

  test('a group that lets nothing out: the port and HTTPS', () => {
    const { stack } = connected(rabbitMq, {}, { allowAllOutbound: false });
    expect(networkFindings(stack)).toEqual([]);
    Template.fromStack(stack).hasResourceProperties('AWS::EC2::SecurityGroup', {
      SecurityGroupEgress: [Match.objectLike({ CidrIp: '0.0.0.0/0', FromPort: 443, ToPort: 443, IpProtocol: 'tcp' })],
    });
    Template.fromStack(stack).hasResourceProperties('AWS::EC2::SecurityGroupEgress', { FromPort: 5671, ToPort: 5671, IpProtocol: 'tcp' });
  });

  test('a group that lets nothing out, in provisioned mode: the port only', () => {
    const { stack } = connected(mskByIam(PROVISIONED), {}, { allowAllOutbound: false });
    expect(networkFindings(stack)).toEqual([]);
    expect(JSON.stringify(Template.fromStack(stack).toJSON())).not.toContain(':443,');
  });

  test('public subnets: endpoints in them', () => {
    const { stack } = connected(mskByIam(), {}, {}, scope => new ec2.Vpc(scope, 'Vpc', {
      natGateways: 0, subnetConfiguration: [{ name: 'Public', subnetType: ec2.SubnetType.PUBLIC }],
    }));
    expect(networkFindings(stack)).toEqual([]);
    expect(endpointsIn(stack)).toEqual(WITHOUT_SECRET);
  });

  test('tags of the app are on what is added', () => {
    const { stack } = connected(mskByIam());
    Tags.of(stack.node.root).add('team', 'shop');
    const groups = Object.values(Template.fromStack(stack).findResources('AWS::EC2::SecurityGroup'));
    expect(groups).toHaveLength(3);
    groups.forEach(({ Properties: { Tags: tags } }) => expect(tags).toContainEqual({ Key: 'team', Value: 'shop' }));
  });

  test('a database is what has the security group', () => {
    const stack = newStack(ENV);
    const vpc = isolatedIn(stack);
    const cluster = new docdb.DatabaseCluster(stack, 'Cluster', {
      vpc,
      vpcSubnets: { subnetType: ec2.SubnetType.PRIVATE_ISOLATED },
      masterUser: { username: 'shop' },
      engineVersion: '5.0.0',
      instanceType: ec2.InstanceType.of(ec2.InstanceClass.R6G, ec2.InstanceSize.LARGE),
    });
    const source = new DocumentDbEventSource(cluster, { databaseName: 'shop', startingPosition: lambda.StartingPosition.LATEST });
    newFunction(stack).addEventSource(source);
    expect(networkFindings(stack)).toEqual(['broker-in', 'lambda', 'secrets-manager', 'sts']);

    PollerNetwork.of(vpc).connect(source, cluster);
    expect(networkFindings(stack)).toEqual([]);
  });
});

describe('what is there already', () => {
  test.each([['before', true], ['after', false]])('an endpoint made %s the call: none is added', (_, before) => {
    const stack = newStack(ENV);
    const vpc = isolatedIn(stack);
    const group = new ec2.SecurityGroup(stack, 'Brokers', { vpc });
    const source = rabbitMq(stack, placeIn(vpc, group));
    const make = () => vpc.addInterfaceEndpoint('Mine', { service: ec2.InterfaceVpcEndpointAwsService.LAMBDA });
    if (before) { make(); }
    PollerNetwork.of(vpc).connect(source, group);
    newFunction(stack).addEventSource(source);
    if (!before) { make(); }
    expect(endpointsIn(stack)).toEqual(WITH_SECRET);
    expect(networkFindings(stack)).toEqual([]);
  });

  test.each<[string, (group: ec2.SecurityGroup, vpc: ec2.IVpc) => void]>([
    ['the same', group => group.addIngressRule(group, ec2.Port.tcp(5671))],
    ['one for all ports', group => group.connections.allowInternally(ec2.Port.allTraffic())],
    ['one for the addresses of the VPC', group => group.addIngressRule(ec2.Peer.ipv4('10.0.0.0/16'), ec2.Port.tcp(5671))],
    ['one of another construct', group => { new ec2.CfnSecurityGroupIngress(group.stack, 'Mine', { groupId: group.securityGroupId, sourceSecurityGroupId: group.securityGroupId, ipProtocol: '-1' }); }],
  ])('a rule made after the call, %s: none is added', (_, add) => {
    const { stack, group, vpc } = connected(rabbitMq);
    add(group, vpc);
    Template.fromStack(stack).resourcePropertiesCountIs('AWS::EC2::SecurityGroupIngress', { Description: 'Pollers of Lambda to the event source' }, 0);
    expect(networkFindings(stack)).toEqual([]);
  });

  test('a rule for another port: one is added', () => {
    const { stack, group } = connected(rabbitMq);
    group.addIngressRule(group, ec2.Port.tcp(5672));
    expect(portsIn(stack)).toEqual([5671, 5672]);
  });

  test('NAT: no endpoint', () => {
    const { stack } = connected(rabbitMq, {}, {}, scope => new ec2.Vpc(scope, 'Vpc', { maxAzs: 2 }));
    expect(endpointsIn(stack)).toEqual([]);
    expect(portsIn(stack)).toEqual([5671]);
    expect(networkFindings(stack)).toEqual([]);
  });

  test('NAT and endpoints that are asked for: they are added', () => {
    expect(endpointsIn(connected(rabbitMq, { endpoints: true }, {}, scope => new ec2.Vpc(scope, 'Vpc', { maxAzs: 2 })).stack)).toEqual(WITH_SECRET);
  });

  test('endpoints that are not asked for: none is added', () => {
    const { stack } = connected(rabbitMq, { endpoints: false });
    expect(endpointsIn(stack)).toEqual([]);
    expect(networkFindings(stack)).toEqual(['lambda', 'secrets-manager', 'sts']);
  });

  test('endpoints that are asked for in provisioned mode: none is added', () => {
    expect(endpointsIn(connected(mskByPassword(PROVISIONED), { endpoints: true }).stack)).toEqual([]);
  });
});

describe('again and again', () => {
  test('many sources and calls on one VPC: everything once', () => {
    const stack = newStack(ENV);
    const vpc = isolatedIn(stack);
    const group = new ec2.SecurityGroup(stack, 'Brokers', { vpc });
    const fn = newFunction(stack);
    const cluster = KafkaCluster.mskServerlessFromArn(CLUSTER.replace(/-4$/, '-s1'));
    for (let i = 0; i < 5; i++) {
      const source = new KafkaEventSource(cluster, { topic: `orders-${i}`, startingPosition: lambda.StartingPosition.LATEST });
      fn.addEventSource(source);
      PollerNetwork.of(vpc).connect(source, group);
      PollerNetwork.of(vpc).connect(source, group);
    }
    expect(endpointsIn(stack)).toEqual(WITHOUT_SECRET);
    expect(portsIn(stack)).toEqual([9098]);
  });

  test('several sources of one VPC: what any of them needs', () => {
    const stack = newStack(ENV);
    const vpc = isolatedIn(stack);
    const group = new ec2.SecurityGroup(stack, 'Brokers', { vpc });
    for (const made of [mskByIam()(stack, placeIn(vpc, group)), rabbitMq(stack, placeIn(vpc, group))]) {
      newFunction(stack, `Fulfil${made.constructor.name}`).addEventSource(made);
      PollerNetwork.of(vpc).connect(made, group);
    }
    expect(networkFindings(stack)).toEqual([]);
    expect(endpointsIn(stack)).toEqual(WITH_SECRET);
    expect(portsIn(stack)).toEqual([5671, 9098]);
  });

  test('a second synthesis changes nothing', () => {
    const { stack } = connected(rabbitMq);
    const app = stack.node.root as App;
    const first = app.synth({ force: true }).getStackByName(stack.stackName).template;
    expect(app.synth({ force: true }).getStackByName(stack.stackName).template).toEqual(first);
  });

  test('a VPC of another stack gets its endpoints there', () => {
    const network = newStack(ENV);
    const vpc = isolatedIn(network);
    const stack = new Stack(network.node.root, 'Reader', ENV);
    const group = new ec2.SecurityGroup(stack, 'Brokers', { vpc });
    const source = rabbitMq(stack, placeIn(vpc, group));
    PollerNetwork.of(vpc).connect(source, group);
    newFunction(stack).addEventSource(source);
    expect(endpointsIn(network)).toEqual(WITH_SECRET);
    expect(endpointsIn(stack)).toEqual([]);
    expect(portsIn(stack)).toEqual([5671]);
    expect(networkFindings(stack)).toEqual([]);
  });
});

describe('what is not known', () => {
  const imported = (attributes: Partial<ec2.VpcAttributes> = {}) => (stack: Stack) => ec2.Vpc.fromVpcAttributes(stack, 'Vpc', {
    vpcId: 'vpc-0a', availabilityZones: ['eu-west-1a'], isolatedSubnetIds: ['subnet-0a'], isolatedSubnetRouteTableIds: ['rtb-0a'], ...attributes,
  });

  test('an imported VPC: no endpoint, because it may have it', () => {
    const { stack } = connected(rabbitMq, {}, {}, imported());
    expect(endpointsIn(stack)).toEqual([]);
    expect(portsIn(stack)).toEqual([5671]);
  });

  test('an imported VPC, and endpoints that are asked for: those that this app has not', () => {
    const { stack, vpc } = connected(rabbitMq, { endpoints: true }, {}, imported({ vpcCidrBlock: '10.0.0.0/16' }));
    vpc.addInterfaceEndpoint('Mine', { service: ec2.InterfaceVpcEndpointAwsService.STS });
    expect(endpointsIn(stack)).toEqual(WITH_SECRET);
    expect(networkFindings(stack)).toEqual([]);
  });

  test('an imported VPC whose range of addresses is not known: endpoints are open to the group', () => {
    const { stack } = connected(rabbitMq, { endpoints: true }, {}, imported());
    expect(endpointsIn(stack)).toEqual(WITH_SECRET);
    Template.fromStack(stack).resourcePropertiesCountIs('AWS::EC2::SecurityGroupIngress', { FromPort: 443 }, 3);
    expect(networkFindings(stack)).toEqual([]);
  });

  test('an imported VPC, subnets of this app in it, and nothing is asked for: no endpoint', () => {
    const stack = newStack(ENV);
    const vpc = imported()(stack);
    const subnet = new ec2.PrivateSubnet(stack, 'Subnet', { vpcId: vpc.vpcId, availabilityZone: 'eu-west-1a', cidrBlock: '10.0.0.0/24' });
    const group = new ec2.SecurityGroup(stack, 'Brokers', { vpc });
    const source = mskByIam()(stack, { vpc, group, subnetIds: [subnet.subnetId] });
    newFunction(stack).addEventSource(source);
    PollerNetwork.of(vpc).connect(source, group);
    expect(endpointsIn(stack)).toEqual([]);
  });

  test.each<[string, (stack: Stack) => ec2.IVpc]>([
    ['of this app', stack => new ec2.Vpc(stack, 'Vpc', { subnetConfiguration: [] })],
    ['that is imported', stack => ec2.Vpc.fromVpcAttributes(stack, 'Vpc', { vpcId: 'vpc-0a', availabilityZones: ['eu-west-1a'] })],
  ])('a VPC without subnets %s: the port only', (_, vpcIn) => {
    const stack = newStack(ENV);
    const vpc = vpcIn(stack);
    const source = new KafkaEventSource(KafkaCluster.mskFromArn(CLUSTER, { authentication: MskAuthentication.iam() }), ORDERS);
    newFunction(stack).addEventSource(source);
    PollerNetwork.of(vpc).connect(source, new ec2.SecurityGroup(stack, 'Brokers', { vpc }));
    expect(endpointsIn(stack)).toEqual([]);
    expect(portsIn(stack)).toEqual([9098]);
  });

  test('a VPC of this app that was imported once more, and a bucket for failed records: no endpoint without known routes', () => {
    const stack = newStack(ENV);
    const made = isolatedIn(stack);
    const vpc = ec2.Vpc.fromVpcAttributes(stack, 'Again', { vpcId: made.vpcId, availabilityZones: ['eu-west-1a'], isolatedSubnetIds: ['subnet-0a'] });
    const group = new ec2.SecurityGroup(stack, 'Brokers', { vpc });
    const source = mskByIam({ onFailure: FailureDestination.bucket(new s3.Bucket(stack, 'Failed')) })(stack, placeIn(made, group));
    newFunction(stack).addEventSource(source);
    PollerNetwork.of(vpc).connect(source, group);
    expect(endpointsIn(stack)).toEqual(WITHOUT_SECRET);
  });

  test('an imported VPC and a bucket for failed records: its endpoint takes routes that are not known', () => {
    const source: SourceIn = (scope, place) => mskByIam({ onFailure: FailureDestination.bucket(new s3.Bucket(scope, 'Failed')) })(scope, place);
    expect(endpointsIn(connected(source, { endpoints: true }, {}, imported()).stack)).toEqual(WITHOUT_SECRET);
  });

  function withGroup(groupIn: (stack: Stack) => ec2.ISecurityGroup): Stack {
    const stack = newStack(ENV);
    const vpc = isolatedIn(stack);
    const group = groupIn(stack);
    const source = rabbitMq(stack, placeIn(vpc, group));
    newFunction(stack).addEventSource(source);
    PollerNetwork.of(vpc).connect(source, group);
    return stack;
  }

  test('an imported security group gets the rule', () => {
    expect(portsIn(withGroup(stack => ec2.SecurityGroup.fromSecurityGroupId(stack, 'Brokers', 'sg-0a')))).toEqual([5671]);
  });

  test('an imported security group that is not to be changed stays as it is', () => {
    expect(portsIn(withGroup(stack => ec2.SecurityGroup.fromSecurityGroupId(stack, 'Brokers', 'sg-0a', { mutable: false })))).toEqual([]);
  });

  test('a security group that a parameter names gets the rule', () => {
    expect(portsIn(withGroup(stack => ec2.SecurityGroup.fromSecurityGroupId(stack, 'Brokers', new CfnParameter(stack, 'Group').valueAsString)))).toEqual([5671]);
  });

  test.each<[string, (stack: Stack) => PollingEventSource, number[]]>([
    ['by IAM', () => new KafkaEventSource(KafkaCluster.mskFromArn(CLUSTER, { authentication: MskAuthentication.iam() }), ORDERS), [9098]],
    ['without login', () => new KafkaEventSource(KafkaCluster.mskFromArn(CLUSTER, { authentication: MskAuthentication.unauthenticated() }), ORDERS), [9092, 9094]],
    ['in words that do not tell the login', () => new ManagedKafkaEventSource({ clusterArn: CLUSTER, ...ORDERS }), [9092, 9094, 9098]],
  ])('a cluster of which only the ARN is known, %s: its ports, and endpoints for the subnets of the VPC', (_, sourceIn, ports) => {
    const stack = newStack(ENV);
    const vpc = isolatedIn(stack);
    const source = sourceIn(stack);
    const fn = newFunction(stack);
    fn.addEventSource(source);
    PollerNetwork.of(vpc).connect(source, new ec2.SecurityGroup(stack, 'Brokers', { vpc }));
    expect(portsIn(stack)).toEqual(ports);
    expect(endpointsIn(stack)).toEqual(WITHOUT_SECRET);
  });

  test('a source that is bound to no function: nothing is added', () => {
    const stack = newStack(ENV);
    const vpc = isolatedIn(stack);
    const group = new ec2.SecurityGroup(stack, 'Brokers', { vpc });
    PollerNetwork.of(vpc).connect(rabbitMq(stack, placeIn(vpc, group)), group);
    expect(endpointsIn(stack)).toEqual([]);
    expect(portsIn(stack)).toEqual([]);
  });

  test('a queue is polled in no VPC', () => {
    const stack = newStack(ENV);
    const vpc = isolatedIn(stack);
    expect(() => PollerNetwork.of(vpc).connect(new SqsEventSource(newQueue(stack)), new ec2.SecurityGroup(stack, 'Brokers', { vpc })))
      .toThrow('The SqsEventSource of Shop/Orders is not polled inside of a VPC. Remove it from PollerNetwork.');
  });
});

describe('the connections of self-managed Kafka', () => {
  const sourceIn = (vpc: ec2.IVpc, securityGroup?: ec2.ISecurityGroup) => new SelfManagedKafkaEventSource({
    bootstrapServers: ['b-1.example.com:9092'],
    topic: 'orders',
    startingPosition: lambda.StartingPosition.LATEST,
    ...securityGroup ? { vpc, securityGroup, vpcSubnets: { subnetType: ec2.SubnetType.PRIVATE_ISOLATED } } : {},
  });

  test('brokers let its pollers in, as any other connectable', () => {
    const stack = newStack(ENV);
    const vpc = isolatedIn(stack);
    const [brokers, pollers] = ['Brokers', 'Pollers'].map(id => new ec2.SecurityGroup(stack, id, { vpc }));
    brokers.connections.allowFrom(sourceIn(vpc, pollers), ec2.Port.tcp(9092));
    Template.fromStack(stack).hasResourceProperties('AWS::EC2::SecurityGroupIngress', {
      FromPort: 9092,
      GroupId: stack.resolve(brokers.securityGroupId),
      SourceSecurityGroupId: stack.resolve(pollers.securityGroupId),
    });
  });

  test('without a VPC they have no security group', () => {
    const stack = newStack(ENV);
    const vpc = isolatedIn(stack);
    expect(sourceIn(vpc).connections.securityGroups).toEqual([]);
    expect(sourceIn(vpc, new ec2.SecurityGroup(stack, 'Pollers', { vpc })).connections.securityGroups).toHaveLength(1);
  });
});

test('a warning that remains is seen by the annotations of the app', () => {
  const { stack } = connected(rabbitMq, { endpoints: false });
  (stack.node.root as App).synth();
  Annotations.fromStack(stack).hasWarning('*', Match.stringLikeRegexp('poller-network-lambda'));
});
