import { CfnParameter, Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { FailureDestination } from '../../../src';
import { newFunction } from '../../builders';
import { mskByPassword, Place, SourceIn } from '../../facts/brokers/network-shop';
import { AppCase, OwnCases } from '../cases';

const { LAMBDA, STS, SECRETS_MANAGER, SQS } = ec2.InterfaceVpcEndpointAwsService;
const ALL = { LAMBDA, STS, SECRETS_MANAGER, SQS };
type Service = keyof typeof ALL;

/** By password, and with a queue for failed records: so that pollers need all four services. */
const source: SourceIn = (stack, place) => mskByPassword({ onFailure: FailureDestination.queue(new sqs.Queue(stack, 'Failed')) })(stack, place);

const readingAt = (placeIn: (stack: Stack) => Place): AppCase => stack => {
  newFunction(stack).addEventSource(source(stack, placeIn(stack)));
};
const unknown = (stack: Stack) => new CfnParameter(stack, 'Unknown').valueAsString;

/** A VPC without a way out, with all endpoints but some. `unknownService` adds one of a service that a parameter names. */
const isolated = (missing: readonly Service[], unknownService = false): AppCase => readingAt(stack => {
  const vpc = new ec2.Vpc(stack, 'Vpc', { natGateways: 0, subnetConfiguration: [{ name: 'Brokers', subnetType: ec2.SubnetType.PRIVATE_ISOLATED }] });
  for (const [id, service] of Object.entries(ALL)) {
    if (!missing.includes(id as Service)) { vpc.addInterfaceEndpoint(id, { service }); }
  }
  if (unknownService) { new ec2.CfnVPCEndpoint(stack, 'Some', { vpcId: vpc.vpcId, serviceName: unknown(stack) }); }
  const group = new ec2.SecurityGroup(stack, 'Brokers', { vpc });
  group.connections.allowInternally(ec2.Port.allTcp());
  return { subnetIds: vpc.isolatedSubnets.map(({ subnetId }) => subnetId), group };
});

/** Subnets and a group that are not of the app. */
const ELSEWHERE = readingAt(stack => ({ subnetIds: ['subnet-0a', 'subnet-0b'], group: ec2.SecurityGroup.fromSecurityGroupId(stack, 'Brokers', 'sg-0a') }));

const serviceRow = (service: Service): OwnCases => ({
  app: { at: isolated([]), beyond: isolated([service]), unknown: isolated([service], true), absent: ELSEWHERE },
});

/** NAT, and a security group of one's own. */
const grouped = (groupOf: (stack: Stack, vpc: ec2.Vpc) => ec2.ISecurityGroup | undefined): AppCase => readingAt(stack => {
  const vpc = new ec2.Vpc(stack, 'Vpc', { natGateways: 1 });
  return { subnetIds: vpc.privateSubnets.map(({ subnetId }) => subnetId), group: groupOf(stack, vpc) };
});

const PASSWORD_PORT = 9096;

/** A group that lets itself in and out at ports, and out for HTTPS, or not. */
const letting = (portIn: ec2.Port | undefined, portOut: ec2.Port | undefined, https: ec2.Port | undefined): AppCase => grouped((stack, vpc) => {
  const group = new ec2.SecurityGroup(stack, 'Brokers', { vpc, allowAllOutbound: false });
  if (portIn) { group.addIngressRule(group, portIn); }
  // Egress rules of their own, beside the group, may take the place of the usual one or not: nothing is known of those.
  for (const port of [portOut, https]) {
    if (port) { group.addEgressRule(ec2.Peer.anyIpv4(), port); }
  }
  return group;
});
/** Rules that only the deployment knows the peer of, as the property of an L1 is. */
const unknownRules = grouped((stack, vpc) => {
  const group = new ec2.SecurityGroup(stack, 'Brokers', { vpc, allowAllOutbound: false });
  const l1 = group.node.defaultChild as ec2.CfnSecurityGroup;
  const { logicalId } = new CfnParameter(stack, 'Unknown');
  l1.addPropertyOverride('SecurityGroupIngress', { Ref: logicalId });
  l1.addPropertyOverride('SecurityGroupEgress', { Ref: logicalId });
  return group;
});

const { HTTPS } = ec2.Port;
const OPEN = ec2.Port.tcp(PASSWORD_PORT);
const [BEFORE, AFTER] = [PASSWORD_PORT - 1, PASSWORD_PORT + 1].map(port => ec2.Port.tcp(port));
/** The brokers have no group at all: that of the VPC holds. */
const DEFAULT_GROUP = grouped(() => undefined);

/** An endpoint of Lambda with a group of its own. */
const endpointOf = (open: (endpoint: ec2.InterfaceVpcEndpoint, group: ec2.SecurityGroup, stack: Stack) => void): AppCase => grouped((stack, vpc) => {
  const group = new ec2.SecurityGroup(stack, 'Brokers', { vpc });
  group.connections.allowInternally(ec2.Port.allTcp());
  open(vpc.addInterfaceEndpoint('Lambda', { service: LAMBDA, open: false }), group, stack);
  return group;
});

/** Rules of the way that pollers go. */
export const NETWORK: { readonly [rule: string]: OwnCases } = {
  'poller-network-lambda': serviceRow('LAMBDA'),
  'poller-network-sts': serviceRow('STS'),
  'poller-network-secrets-manager': serviceRow('SECRETS_MANAGER'),
  'poller-network-destination': serviceRow('SQS'),
  'poller-network-https-out': {
    app: {
      at: letting(OPEN, OPEN, HTTPS),
      beyond: [letting(OPEN, OPEN, undefined), letting(OPEN, OPEN, ec2.Port.tcp(444))],
      unknown: unknownRules,
      absent: DEFAULT_GROUP,
    },
  },
  'poller-network-broker-in': {
    app: {
      at: letting(OPEN, OPEN, HTTPS),
      beyond: [undefined, BEFORE, AFTER].map(port => letting(port, OPEN, HTTPS)),
      unknown: unknownRules,
      absent: DEFAULT_GROUP,
    },
  },
  'poller-network-broker-out': {
    app: {
      at: letting(OPEN, OPEN, HTTPS),
      beyond: [undefined, BEFORE, AFTER].map(port => letting(OPEN, port, HTTPS)),
      unknown: unknownRules,
      absent: DEFAULT_GROUP,
    },
  },
  'poller-network-endpoint-closed': {
    app: {
      at: endpointOf((endpoint, group) => endpoint.connections.allowDefaultPortFrom(group)),
      beyond: endpointOf(() => undefined),
      unknown: endpointOf((endpoint, _, stack) => {
        const [own] = endpoint.connections.securityGroups;
        (own.node.defaultChild as ec2.CfnSecurityGroup).addPropertyOverride('SecurityGroupIngress', { Ref: new CfnParameter(stack, 'Unknown').logicalId });
      }),
      absent: isolated([]),
    },
  },
};
