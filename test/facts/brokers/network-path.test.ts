import { App, Aspects, Aws, CfnCondition, CfnParameter, CfnResource, Fn, NestedStack, Stack, Token } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import {
  activeMq, documentDb, findingsAt, mskByCertificate, mskByIam, mskByPassword, mskServerless, mskWithoutLogin, Place, PROVISIONED, publicRabbitMq,
  rabbitMq, selfManaged, SourceIn,
} from './network-shop';
import { FailureDestination, testing } from '../../../src';
import { newStack } from '../../builders';
import { oneLine } from '../../one-line';

type Layout = (stack: Stack) => Place;

/** A VPC with subnets of one type, with NAT where they are private. */
function vpcWith(stack: Stack, subnetType: ec2.SubnetType, props: ec2.VpcProps = {}): ec2.Vpc {
  const needsPublic = subnetType === ec2.SubnetType.PRIVATE_WITH_EGRESS;
  return new ec2.Vpc(stack, 'Vpc', {
    maxAzs: 2,
    natGateways: needsPublic ? 1 : 0,
    subnetConfiguration: [
      ...needsPublic ? [{ name: 'Public', subnetType: ec2.SubnetType.PUBLIC }] : [],
      { name: 'Brokers', subnetType },
    ],
    ...props,
  });
}

/** A security group that lets in everything from itself. */
function openGroup(stack: Stack, vpc: ec2.IVpc, props: Partial<ec2.SecurityGroupProps> = {}): ec2.SecurityGroup {
  const group = new ec2.SecurityGroup(stack, 'Brokers', { vpc, ...props });
  group.connections.allowInternally(ec2.Port.allTcp());
  return group;
}

const inSubnets = (vpc: ec2.IVpc, subnetType: ec2.SubnetType, group?: ec2.ISecurityGroup): Place =>
  ({ vpc, subnetIds: vpc.selectSubnets({ subnetType }).subnetIds, group });

/** Subnets of one type and a group that is open to itself; `complete` adds to the VPC. */
const layout = (subnetType: ec2.SubnetType, complete?: (vpc: ec2.Vpc, stack: Stack) => void, props?: ec2.VpcProps): Layout => stack => {
  const vpc = vpcWith(stack, subnetType, props);
  complete?.(vpc, stack);
  return inSubnets(vpc, subnetType, openGroup(stack, vpc));
};

const { LAMBDA, STS, SECRETS_MANAGER, SQS } = ec2.InterfaceVpcEndpointAwsService;
const endpoints = (...services: ec2.InterfaceVpcEndpointAwsService[]) => (vpc: ec2.Vpc) => services.forEach((service, i) => vpc.addInterfaceEndpoint(`E${i}`, { service }));

const nat = layout(ec2.SubnetType.PRIVATE_WITH_EGRESS);
const isolated = layout(ec2.SubnetType.PRIVATE_ISOLATED);
const publicOnly = layout(ec2.SubnetType.PUBLIC);
const isolatedWith = (...services: ec2.InterfaceVpcEndpointAwsService[]) => layout(ec2.SubnetType.PRIVATE_ISOLATED, endpoints(...services));

/** NAT, and a security group of one's own. */
const grouped = (groupOf: (stack: Stack, vpc: ec2.Vpc) => ec2.ISecurityGroup | undefined): Layout => stack => {
  const vpc = vpcWith(stack, ec2.SubnetType.PRIVATE_WITH_EGRESS);
  return inSubnets(vpc, ec2.SubnetType.PRIVATE_WITH_EGRESS, groupOf(stack, vpc));
};

const letting = (port: number): Layout => grouped((stack, vpc) => {
  const group = new ec2.SecurityGroup(stack, 'Brokers', { vpc });
  group.addIngressRule(group, ec2.Port.tcp(port));
  return group;
});

/** The same in L1s, `way` being the way out. */
const l1s = (way: (stack: Stack, vpc: ec2.CfnVPC, table: ec2.CfnRouteTable) => void, isAssociated = true): Layout => stack => {
  const vpc = new ec2.CfnVPC(stack, 'Vpc', { cidrBlock: '10.0.0.0/16' });
  const subnet = new ec2.CfnSubnet(stack, 'Subnet', { vpcId: vpc.ref, cidrBlock: '10.0.0.0/20' });
  const table = new ec2.CfnRouteTable(stack, 'Routes', { vpcId: vpc.ref });
  if (isAssociated) { new ec2.CfnSubnetRouteTableAssociation(stack, 'RoutesOfSubnet', { subnetId: subnet.ref, routeTableId: table.ref }); }
  const group = new ec2.CfnSecurityGroup(stack, 'Brokers', { groupDescription: 'brokers', vpcId: vpc.ref });
  new ec2.CfnSecurityGroupIngress(stack, 'Itself', { groupId: group.attrGroupId, ipProtocol: '-1', sourceSecurityGroupId: group.attrGroupId });
  way(stack, vpc, table);
  return { subnetIds: [subnet.ref], group: ec2.SecurityGroup.fromSecurityGroupId(stack, 'Imported', group.attrGroupId) };
};

const route = (target: Partial<ec2.CfnRouteProps>, destinationCidrBlock: string | undefined = '0.0.0.0/0') =>
  l1s((stack, _, table) => { new ec2.CfnRoute(stack, 'Out', { routeTableId: table.ref, destinationCidrBlock, ...target }); });

/** A VPC that is not of this app. */
const imported = (attributes: Partial<ec2.VpcAttributes>, groupOf: (stack: Stack, vpc: ec2.IVpc) => ec2.ISecurityGroup): Layout => stack => {
  const vpc = ec2.Vpc.fromVpcAttributes(stack, 'Vpc', { vpcId: 'vpc-0a', availabilityZones: ['eu-west-1a'], ...attributes });
  return { vpc, subnetIds: attributes.isolatedSubnetIds ?? attributes.publicSubnetIds ?? ['subnet-0a'], group: groupOf(stack, vpc) };
};

const shutGroup = (stack: Stack, vpc: ec2.IVpc) => new ec2.SecurityGroup(stack, 'Brokers', { vpc });
const importedGroup = (stack: Stack) => ec2.SecurityGroup.fromSecurityGroupId(stack, 'Brokers', 'sg-0a');

const toQueue: SourceIn = (stack, place) => mskByIam({ onFailure: FailureDestination.queue(new sqs.Queue(stack, 'Failed')) })(stack, place);
const toTopic: SourceIn = (stack, place) => mskByIam({ onFailure: FailureDestination.topic(new sns.Topic(stack, 'Failed')) })(stack, place);
const toSomewhere: SourceIn = (stack, place) =>
  mskByIam({ onFailure: { bind: () => ({ destination: new CfnParameter(stack, 'Failed').valueAsString }) } })(stack, place);

/** The expected ids are written by hand, without `poller-network-`. */
const TABLE: readonly (readonly [name: string, layout: Layout, source: SourceIn, expected: string[]])[] = [
  ['NAT, MSK by IAM', nat, mskByIam(), []],
  ['NAT, MSK by password', nat, mskByPassword(), []],
  ['NAT, MSK by certificate', nat, mskByCertificate, []],
  ['NAT, MSK without login', nat, mskWithoutLogin, []],
  ['NAT, MSK Serverless', nat, mskServerless(), []],
  ['NAT, self-managed Kafka', nat, selfManaged(), []],
  ['NAT, ActiveMQ', nat, activeMq, []],
  ['NAT, RabbitMQ', nat, rabbitMq, []],
  ['NAT, DocumentDB', nat, documentDb(), []],
  ['NAT, a failed-record queue', nat, toQueue, []],

  ['isolated, MSK by IAM', isolated, mskByIam(), ['lambda', 'sts']],
  ['isolated, MSK by password', isolated, mskByPassword(), ['lambda', 'secrets-manager', 'sts']],
  ['isolated, MSK by certificate', isolated, mskByCertificate, ['lambda', 'secrets-manager', 'sts']],
  ['isolated, MSK without login', isolated, mskWithoutLogin, ['lambda', 'sts']],
  ['isolated, MSK Serverless', isolated, mskServerless(), ['lambda', 'sts']],
  ['isolated, self-managed Kafka by password', isolated, selfManaged(), ['lambda', 'secrets-manager', 'sts']],
  ['isolated, self-managed Kafka without login', isolated, selfManaged({}, false), ['lambda', 'sts']],
  ['isolated, ActiveMQ', isolated, activeMq, ['lambda', 'secrets-manager', 'sts']],
  ['isolated, RabbitMQ', isolated, rabbitMq, ['lambda', 'secrets-manager', 'sts']],
  ['isolated, DocumentDB', isolated, documentDb(), ['lambda', 'secrets-manager', 'sts']],
  ['isolated, a queue for failed records', isolated, toQueue, ['destination', 'lambda', 'sts']],
  ['isolated, a topic for failed records', isolated, toTopic, ['destination', 'lambda', 'sts']],
  ['isolated, somewhere for failed records', isolated, toSomewhere, ['lambda', 'sts']],
  ['isolated, RabbitMQ with a public address', isolated, publicRabbitMq, []],

  ['isolated, MSK in provisioned mode', isolated, mskByPassword(PROVISIONED), []],
  ['isolated, MSK Serverless in provisioned mode', isolated, mskServerless(PROVISIONED), []],
  ['isolated, self-managed Kafka in provisioned mode', isolated, selfManaged(PROVISIONED), []],
  ['public, MSK in provisioned mode', publicOnly, mskByPassword(PROVISIONED), []],
  ['isolated, a mode that is known at deployment', isolated, mskByIam({ provisionedPollerConfig: Token.asAny({ 'Fn::If': ['Fast', { MinimumPollers: 1 }, { Ref: 'AWS::NoValue' }] }) as any }), []],
  ['isolated, a mode that is left out by AWS::NoValue', isolated, mskByIam({ provisionedPollerConfig: Token.asAny({ Ref: 'AWS::NoValue' }) as any }), ['lambda', 'sts']],

  ['public, MSK by IAM', publicOnly, mskByIam(), ['lambda', 'sts']],
  ['public, DocumentDB', publicOnly, documentDb(), ['lambda', 'secrets-manager', 'sts']],
  ['public with endpoints, DocumentDB', layout(ec2.SubnetType.PUBLIC, endpoints(LAMBDA, STS, SECRETS_MANAGER)), documentDb(), []],

  ['all endpoints, MSK by password', isolatedWith(LAMBDA, STS, SECRETS_MANAGER), mskByPassword(), []],
  ['endpoints but for the secret, MSK by password', isolatedWith(LAMBDA, STS), mskByPassword(), ['secrets-manager']],
  ['endpoints but for the secret, MSK by IAM', isolatedWith(LAMBDA, STS), mskByIam(), []],
  ['an endpoint of Lambda only, RabbitMQ', isolatedWith(LAMBDA), rabbitMq, ['secrets-manager', 'sts']],
  ['endpoints but for STS, DocumentDB', isolatedWith(LAMBDA, SECRETS_MANAGER), documentDb(), ['sts']],
  ['endpoints with that of the queue', isolatedWith(LAMBDA, STS, SQS), toQueue, []],
  ['endpoints but for the queue', isolatedWith(LAMBDA, STS), toQueue, ['destination']],
  ['an endpoint of a service that a parameter names', layout(ec2.SubnetType.PRIVATE_ISOLATED, (vpc, stack) => {
    new ec2.CfnVPCEndpoint(stack, 'Some', { vpcId: vpc.vpcId, serviceName: new CfnParameter(stack, 'Service').valueAsString });
  }), mskByIam(), []],
  ['endpoints in another VPC', layout(ec2.SubnetType.PRIVATE_ISOLATED, (_, stack) => {
    const other = new ec2.Vpc(stack, 'Other', { maxAzs: 1 });
    endpoints(LAMBDA, STS)(other);
  }), mskByIam(), ['lambda', 'sts']],
  ['endpoints with a group that nobody opens', layout(ec2.SubnetType.PRIVATE_ISOLATED, vpc => {
    [LAMBDA, STS].forEach((service, i) => vpc.addInterfaceEndpoint(`E${i}`, { service, open: false }));
  }), mskByIam(), ['endpoint-closed']],
  ['endpoints with a group that is open to the brokers', stack => {
    const place = isolated(stack);
    [LAMBDA, STS].forEach((service, i) => place.vpc!.addInterfaceEndpoint(`E${i}`, { service, open: false }).connections.allowDefaultPortFrom(place.group!));
    return place;
  }, mskByIam(), []],
  ['an endpoint whose name is not answered, beside NAT', layout(ec2.SubnetType.PRIVATE_WITH_EGRESS, vpc => {
    vpc.addInterfaceEndpoint('E', { service: LAMBDA, open: false, privateDnsEnabled: false });
  }), mskByIam(), []],
  ['an endpoint that nobody opens, beside NAT', layout(ec2.SubnetType.PRIVATE_WITH_EGRESS, vpc => {
    vpc.addInterfaceEndpoint('E', { service: LAMBDA, open: false });
  }), mskByIam(), ['endpoint-closed']],

  ['subnets with egress that is not there yet', layout(ec2.SubnetType.PRIVATE_WITH_EGRESS, undefined, { natGateways: 0 }), mskByIam(), ['lambda', 'sts']],
  ['isolated beside NAT', stack => {
    const place = nat(stack);
    const alone = new ec2.PrivateSubnet(stack, 'Alone', { vpcId: place.vpc!.vpcId, availabilityZone: 'eu-west-1c', cidrBlock: '10.0.240.0/24' });
    return { ...place, subnetIds: [...place.subnetIds, alone.subnetId] };
  }, mskByIam(), []],
  ['a VPN gateway', layout(ec2.SubnetType.PRIVATE_ISOLATED, undefined, { vpnGateway: true, vpnRoutePropagation: [{ subnetType: ec2.SubnetType.PRIVATE_ISOLATED }] }), mskByIam(), []],

  ['L1s, no route', l1s(() => {}), mskByIam(), ['lambda', 'sts']],
  ['L1s, no table of routes', l1s(() => {}, false), mskByIam(), []],
  ['L1s, NAT', route({ natGatewayId: 'nat-0a' }), mskByIam(), []],
  ['L1s, an internet gateway', route({ gatewayId: 'igw-0a' }), mskByIam(), ['lambda', 'sts']],
  ['L1s, a transit gateway', route({ transitGatewayId: 'tgw-0a' }), mskByIam(), []],
  ['L1s, a transit gateway for some addresses', route({ transitGatewayId: 'tgw-0a' }, '10.8.0.0/16'), mskByIam(), []],
  ['L1s, a peering', route({ vpcPeeringConnectionId: 'pcx-0a' }, '10.8.0.0/16'), mskByIam(), []],
  ['L1s, a firewall', route({ vpcEndpointId: 'vpce-0a' }), mskByIam(), []],
  ['L1s, a NAT instance', route({ networkInterfaceId: 'eni-0a' }), mskByIam(), []],
  ['L1s, egress of IPv6 only', l1s((stack, vpc, table) => {
    const gateway = new ec2.CfnEgressOnlyInternetGateway(stack, 'Egress', { vpcId: vpc.ref });
    new ec2.CfnRoute(stack, 'Out', { routeTableId: table.ref, destinationIpv6CidrBlock: '::/0', egressOnlyInternetGatewayId: gateway.ref });
  }), mskByIam(), []],
  ['L1s, a route of a table that a parameter names', l1s(stack => {
    new ec2.CfnRoute(stack, 'Out', { routeTableId: new CfnParameter(stack, 'Table').valueAsString, destinationCidrBlock: '0.0.0.0/0', natGatewayId: 'nat-0a' });
  }), mskByIam(), []],
  ['L1s, endpoints', l1s((stack, vpc) => {
    ['lambda', 'sts'].forEach(service => new ec2.CfnVPCEndpoint(stack, service, {
      vpcId: vpc.ref, serviceName: `com.amazonaws.${stack.region}.${service}`, vpcEndpointType: 'Interface',
    }));
  }), mskByIam(), []],

  ['imported with isolated subnets', imported({ isolatedSubnetIds: ['subnet-0a'], isolatedSubnetRouteTableIds: ['rtb-0a'] }, importedGroup), mskByIam(), []],
  ['imported with public subnets', imported({ publicSubnetIds: ['subnet-0a'] }, importedGroup), mskByIam(), []],
  ['imported without subnets', imported({}, importedGroup), rabbitMq, []],
  ['imported of an export', imported({ vpcId: Fn.importValue('vpc') }, importedGroup), documentDb(), []],
  ['imported, with a group of this app that is shut', imported({ isolatedSubnetIds: ['subnet-0a'] }, shutGroup), mskByIam(), ['broker-in']],
  ['imported, with a group of this app that is open', imported({ isolatedSubnetIds: ['subnet-0a'] }, openGroup), mskByIam(), []],
  ['imported, with an endpoint of this app that nobody opens', imported({ isolatedSubnetIds: ['subnet-0a'], vpcCidrBlock: '10.0.0.0/16' }, (stack, vpc) => {
    vpc.addInterfaceEndpoint('E', { service: LAMBDA, open: false, subnets: { subnetType: ec2.SubnetType.PRIVATE_ISOLATED } });
    return openGroup(stack, vpc);
  }), mskByIam(), ['endpoint-closed']],

  ['9098, MSK by IAM', letting(9098), mskByIam(), []],
  ['9097, MSK by IAM', letting(9097), mskByIam(), ['broker-in']],
  ['9096, MSK by password', letting(9096), mskByPassword(), []],
  ['9098, MSK by password', letting(9098), mskByPassword(), ['broker-in']],
  ['9094, MSK by certificate', letting(9094), mskByCertificate, []],
  ['9096, MSK by certificate', letting(9096), mskByCertificate, ['broker-in']],
  ['9094, MSK without login', letting(9094), mskWithoutLogin, []],
  ['9092, MSK without login', letting(9092), mskWithoutLogin, []],
  ['9098, MSK without login', letting(9098), mskWithoutLogin, ['broker-in']],
  ['9098, MSK Serverless', letting(9098), mskServerless(), []],
  ['9096, MSK Serverless in provisioned mode', letting(9096), mskServerless(PROVISIONED), ['broker-in']],
  ['61617, ActiveMQ', letting(61617), activeMq, []],
  ['61616, ActiveMQ', letting(61616), activeMq, ['broker-in']],
  ['5671, RabbitMQ', letting(5671), rabbitMq, []],
  ['5672, RabbitMQ', letting(5672), rabbitMq, ['broker-in']],
  ['27017, DocumentDB', letting(27017), documentDb(), []],
  ['27018, DocumentDB', letting(27018), documentDb(), ['broker-in']],
  ['27018, DocumentDB at another port', letting(27018), documentDb(27018), []],
  ['27017, DocumentDB at another port', letting(27017), documentDb(27018), ['broker-in']],
  ['9093, self-managed Kafka, whose brokers are elsewhere', letting(9093), selfManaged(), []],

  ['the group of the VPC', grouped(() => undefined), mskByIam(), []],
  ['the range of the VPC', grouped((stack, vpc) => {
    const group = shutGroup(stack, vpc);
    group.addIngressRule(ec2.Peer.ipv4(vpc.vpcCidrBlock), ec2.Port.tcp(9098));
    return group;
  }), mskByIam(), []],
  ['a range with the subnets', grouped((stack, vpc) => {
    const group = shutGroup(stack, vpc);
    group.addIngressRule(ec2.Peer.ipv4('10.0.128.0/17'), ec2.Port.tcpRange(9090, 9098));
    return group;
  }), mskByIam(), []],
  ['a range without the subnets', grouped((stack, vpc) => {
    const group = shutGroup(stack, vpc);
    group.addIngressRule(ec2.Peer.ipv4('192.168.0.0/16'), ec2.Port.tcp(9098));
    return group;
  }), mskByIam(), ['broker-in']],
  ['a list of prefixes', grouped((stack, vpc) => {
    const group = shutGroup(stack, vpc);
    group.addIngressRule(ec2.Peer.prefixList('pl-0a'), ec2.Port.tcp(9098));
    return group;
  }), mskByIam(), []],
  ['another group', grouped((stack, vpc) => {
    const group = shutGroup(stack, vpc);
    group.addIngressRule(new ec2.SecurityGroup(stack, 'Carriers', { vpc }), ec2.Port.tcp(9098));
    return group;
  }), mskByIam(), ['broker-in']],
  ['UDP', grouped((stack, vpc) => {
    const group = shutGroup(stack, vpc);
    group.addIngressRule(group, ec2.Port.udp(9098));
    return group;
  }), mskByIam(), ['broker-in']],
  ['a port that is known at deployment', grouped((stack, vpc) => {
    const group = shutGroup(stack, vpc);
    group.addIngressRule(group, ec2.Port.tcp(new CfnParameter(stack, 'Port', { type: 'Number' }).valueAsNumber));
    return group;
  }), mskByIam(), []],
  ['a rule for a group that a parameter names', grouped((stack, vpc) => {
    new ec2.CfnSecurityGroupIngress(stack, 'Rule', { groupId: new CfnParameter(stack, 'Group').valueAsString, ipProtocol: '-1', cidrIp: '0.0.0.0/0' });
    return shutGroup(stack, vpc);
  }), mskByIam(), []],

  ['nothing out, MSK by IAM', grouped((stack, vpc) => {
    const group = new ec2.SecurityGroup(stack, 'Brokers', { vpc, allowAllOutbound: false });
    group.addIngressRule(group, ec2.Port.tcp(9098));
    return group;
  }), mskByIam(), ['broker-out', 'https-out']],
  ['nothing out, MSK in provisioned mode', grouped((stack, vpc) => {
    const group = new ec2.SecurityGroup(stack, 'Brokers', { vpc, allowAllOutbound: false });
    group.addIngressRule(group, ec2.Port.tcp(9098));
    return group;
  }), mskByIam(PROVISIONED), ['broker-out']],
  ['itself out, MSK by IAM', grouped((stack, vpc) => openGroup(stack, vpc, { allowAllOutbound: false })), mskByIam(), []],
  ['its port and HTTPS out, MSK by IAM', grouped((stack, vpc) => {
    const group = new ec2.SecurityGroup(stack, 'Brokers', { vpc, allowAllOutbound: false });
    group.connections.allowInternally(ec2.Port.tcp(9098));
    group.addEgressRule(ec2.Peer.anyIpv4(), ec2.Port.HTTPS);
    return group;
  }), mskByIam(), []],
  ['its port and HTTP out, MSK by IAM', grouped((stack, vpc) => {
    const group = new ec2.SecurityGroup(stack, 'Brokers', { vpc, allowAllOutbound: false });
    group.connections.allowInternally(ec2.Port.tcp(9098));
    group.addEgressRule(ec2.Peer.anyIpv4(), ec2.Port.HTTP);
    return group;
  }), mskByIam(), ['https-out']],
  ['HTTPS out only, self-managed Kafka', grouped((stack, vpc) => {
    const group = new ec2.SecurityGroup(stack, 'Brokers', { vpc, allowAllOutbound: false });
    group.addEgressRule(ec2.Peer.anyIpv4(), ec2.Port.HTTPS);
    return group;
  }), selfManaged(), ['broker-out']],
  ['HTTPS and brokers elsewhere out, self-managed Kafka', grouped((stack, vpc) => {
    const group = new ec2.SecurityGroup(stack, 'Brokers', { vpc, allowAllOutbound: false });
    group.addEgressRule(ec2.Peer.anyIpv4(), ec2.Port.HTTPS);
    group.addEgressRule(ec2.Peer.ipv4('192.168.0.0/16'), ec2.Port.tcp(9092));
    return group;
  }), selfManaged(), []],
];

test.each(TABLE)('%s', (_, place, source, expected) => {
  const stack = newStack({ env: { account: '111122223333', region: 'eu-west-1' } });
  expect(findingsAt(stack, source, place(stack))).toEqual(expected);
});

test('the table has many layouts', () => {
  expect(new Set(TABLE.map(([, place]) => place)).size).toBeGreaterThanOrEqual(24);
});

describe('what is seen', () => {
  test('a VPC of another stack', () => {
    const network = newStack();
    const place = isolated(network);
    expect(findingsAt(new Stack(network.node.root, 'Reader'), mskByIam(), place)).toEqual(['lambda', 'sts']);
  });

  test('endpoints of another stack', () => {
    const network = newStack();
    const place = isolated(network);
    const more = new Stack(network.node.root, 'More');
    [LAMBDA, STS].forEach((service, i) => new ec2.InterfaceVpcEndpoint(more, `E${i}`, { vpc: place.vpc!, service }));
    expect(findingsAt(new Stack(network.node.root, 'Reader'), mskByIam(), place)).toEqual([]);
  });

  test('endpoints of a nested stack', () => {
    const stack = newStack();
    const place = isolated(stack);
    const nested = new NestedStack(stack, 'Nested');
    [LAMBDA, STS].forEach((service, i) => new ec2.InterfaceVpcEndpoint(nested, `E${i}`, { vpc: place.vpc!, service }));
    expect(findingsAt(stack, mskByIam(), place)).toEqual([]);
  });

  test('an endpoint that a condition may leave out: nothing is said of its service', () => {
    const stack = newStack();
    const place = isolated(stack);
    const endpoint = place.vpc!.addInterfaceEndpoint('E', { service: LAMBDA }).node.defaultChild as CfnResource;
    endpoint.cfnOptions.condition = new CfnCondition(stack, 'Wanted', { expression: Fn.conditionEquals(Aws.REGION, 'eu-west-1') });
    expect(findingsAt(stack, mskByIam(), place)).toEqual(['sts']);
  });

  test('an override that chooses the service of an endpoint: nothing is said of any service', () => {
    const stack = newStack();
    const place = isolated(stack);
    new CfnCondition(stack, 'Wanted', { expression: Fn.conditionEquals(Aws.REGION, 'eu-west-1') });
    (place.vpc!.addInterfaceEndpoint('E', { service: LAMBDA }).node.defaultChild as CfnResource)
      .addPropertyOverride('ServiceName', Fn.conditionIf('Wanted', 'com.amazonaws.eu-west-1.lambda', 'com.amazonaws.eu-west-1.sts'));
    expect(findingsAt(stack, mskByIam(), place)).toEqual([]);
  });

  test('a route that an aspect adds', () => {
    const stack = newStack();
    const place = isolated(stack);
    Aspects.of(stack).add({
      visit: construct => {
        if (construct instanceof ec2.CfnRouteTable && !construct.node.tryFindChild('Nat')) {
          new ec2.CfnRoute(construct, 'Nat', { routeTableId: construct.ref, destinationCidrBlock: '0.0.0.0/0', natGatewayId: 'nat-0a' });
        }
      },
    });
    expect(findingsAt(stack, mskByIam(), place)).toEqual([]);
  });

  test('a warning says what is missing, where, and the line that adds it', () => {
    const stack = newStack();
    const place = isolatedWith(STS)(stack);
    findingsAt(stack, mskByIam(), place);
    expect(oneLine(testing.Findings.of(stack).assertHas('poller-network-lambda').message)).toContain('The pollers do not reach Lambda. '
      + 'Why: They invoke the function from inside of the VPC: Shop/Vpc has no endpoint of lambda, '
      + 'and Shop/Vpc/BrokersSubnet1/Subnet and Shop/Vpc/BrokersSubnet2/Subnet have no route out of it. '
      + 'Fix: Add vpc.addInterfaceEndpoint(\'Lambda\', { service: ec2.InterfaceVpcEndpointAwsService.LAMBDA }), '
      + 'or have all that is missing added by '
      + 'PollerNetwork.of(vpc).connect(source, securityGroup). For private subnets a NAT gateway does as well. '
      + 'See: https://docs.aws.amazon.com/lambda/latest/dg/with-msk-cluster-network.html');
  });

  test('a stage has its own network', () => {
    const stack = new Stack(new App(), 'Shop');
    expect(findingsAt(stack, activeMq, isolated(stack))).toEqual(['lambda', 'secrets-manager', 'sts']);
  });
});
