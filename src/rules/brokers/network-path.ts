import { IN_NETWORK, KAFKA, MQ, MSK } from '../../aws/source-kinds';
import { guide } from '../citations';
import { Condition, Rule } from '../rule';

const PAGE = 'with-msk-cluster-network';
const HELPER = 'PollerNetwork.of(vpc).connect(source, securityGroup)';

/** What is switched off has no pollers. */
const POLLED: readonly Condition[] = [{ fact: 'Enabled', equals: true }];

function endpoint(id: string, constant: string, service: string): Pick<Rule, 'fix' | 'fixInTemplate'> {
  return {
    fix: `Add vpc.addInterfaceEndpoint('${id}', { service: ec2.InterfaceVpcEndpointAwsService.${constant} }), `
      + `or have all that is missing added by ${HELPER}. For private subnets a NAT gateway does as well.`,
    fixInTemplate: `Add an AWS::EC2::VPCEndpoint of com.amazonaws.<region>.${service}, or for private subnets a NAT gateway.`,
  };
}

/**
 * The way that pollers go, from network interfaces in the subnets and security groups of the source. A mapping whose way is
 * shut deploys, and then says "PROBLEM: Connection error". Only what is known to be missing is told: all rules warn.
 */
export const NETWORK_PATH_RULES: readonly Rule[] = [
  {
    id: 'poller-network-lambda',
    severity: 'warning',
    because: 'risky',
    sources: IN_NETWORK,
    fact: 'network.NoWayToLambda',
    property: ['EventSourceArn', 'SourceAccessConfigurations'],
    when: POLLED,
    check: { kind: 'observed' },
    why: 'they invoke the function from inside of the VPC: {detail}',
    ...endpoint('Lambda', 'LAMBDA', 'lambda'),
    source: guide(PAGE),
    example: { valid: {}, invalid: { 'network.NoWayToLambda': 'Shop/Vpc has no endpoint of lambda, and Shop/Vpc/IsolatedSubnet1 no route out' } },
  },
  {
    id: 'poller-network-sts',
    severity: 'warning',
    because: 'risky',
    sources: IN_NETWORK,
    fact: 'network.NoWayToSts',
    property: ['EventSourceArn', 'SourceAccessConfigurations'],
    when: POLLED,
    check: { kind: 'observed' },
    why: 'they take on the role of the function there: {detail}',
    ...endpoint('Sts', 'STS', 'sts'),
    source: guide(PAGE),
    example: { valid: {}, invalid: { 'network.NoWayToSts': 'Shop/Vpc has no endpoint of sts, and Shop/Vpc/IsolatedSubnet1 no route out' } },
  },
  {
    id: 'poller-network-secrets-manager',
    severity: 'warning',
    because: 'risky',
    sources: IN_NETWORK,
    fact: 'network.NoWayToSecretsManager',
    property: ['EventSourceArn', 'SourceAccessConfigurations'],
    when: POLLED,
    check: { kind: 'observed' },
    why: 'they get there what they log in with: {detail}',
    ...endpoint('SecretsManager', 'SECRETS_MANAGER', 'secretsmanager'),
    source: guide(PAGE),
    example: {
      valid: {},
      invalid: { 'network.NoWayToSecretsManager': 'Shop/Vpc has no endpoint of secretsmanager, and Shop/Vpc/IsolatedSubnet1 no route out' },
    },
  },
  {
    id: 'poller-network-destination',
    severity: 'warning',
    because: 'risky',
    sources: KAFKA,
    fact: 'network.NoWayToDestination',
    property: 'DestinationConfig.OnFailure.Destination',
    when: POLLED,
    check: { kind: 'observed' },
    why: 'they send failed records through the VPC of the cluster: {detail}',
    fix: 'Add vpc.addInterfaceEndpoint() with ec2.InterfaceVpcEndpointAwsService.SQS or SNS, for a bucket vpc.addGatewayEndpoint() with '
      + `ec2.GatewayVpcEndpointAwsService.S3, or have all that is missing added by ${HELPER}.`,
    fixInTemplate: 'Add an AWS::EC2::VPCEndpoint of the service: of type Interface for a queue or topic, and Gateway does for a bucket.',
    source: guide('kafka-on-failure'),
    example: { valid: {}, invalid: { 'network.NoWayToDestination': 'Shop/Vpc has no endpoint of sqs, and Shop/Vpc/IsolatedSubnet1 no route out' } },
  },
  {
    id: 'poller-network-https-out',
    severity: 'warning',
    because: 'risky',
    sources: IN_NETWORK,
    fact: 'network.HttpsNotLetOut',
    property: ['EventSourceArn', 'SourceAccessConfigurations'],
    when: POLLED,
    check: { kind: 'observed' },
    why: 'they call Lambda and AWS STS from the security groups of the event source: {detail}',
    fix: `Add securityGroup.addEgressRule(ec2.Peer.anyIpv4(), ec2.Port.HTTPS), or have all that is missing added by ${HELPER}.`,
    fixInTemplate: 'Add an AWS::EC2::SecurityGroupEgress of the security group for TCP port 443.',
    source: guide(PAGE),
    example: { valid: {}, invalid: { 'network.HttpsNotLetOut': 'Shop/Brokers lets nothing out on port 443' } },
  },
  {
    id: 'poller-network-endpoint-closed',
    severity: 'warning',
    because: 'risky',
    sources: IN_NETWORK,
    fact: 'network.EndpointClosed',
    property: ['EventSourceArn', 'SourceAccessConfigurations'],
    when: POLLED,
    check: { kind: 'observed' },
    why: 'they come to it from the security groups of the event source: {detail}',
    fix: 'Add endpoint.connections.allowDefaultPortFrom(securityGroup) with the security group of the event source.',
    fixInTemplate: 'Add an AWS::EC2::SecurityGroupIngress of the security group of the endpoint, for TCP port 443 from that of the event source.',
    source: guide(PAGE),
    example: { valid: {}, invalid: { 'network.EndpointClosed': 'Shop/Vpc/Lambda lets nothing of Shop/Brokers in on port 443' } },
  },
  {
    id: 'poller-network-broker-in',
    severity: 'warning',
    because: 'risky',
    // Security groups of self-managed Apache Kafka are those of the pollers, and what the brokers let in nobody sees.
    sources: [...MSK, ...MQ, 'documentdb'],
    fact: 'network.BrokerPortNotLetIn',
    property: 'EventSourceArn',
    when: POLLED,
    check: { kind: 'observed' },
    why: 'they read it from inside of its own security groups, which let nobody in by themselves: {detail}',
    fix: `Add securityGroup.connections.allowInternally(ec2.Port.tcp(port)) with that port, or have all that is missing added by ${HELPER}.`,
    fixInTemplate: 'Add an AWS::EC2::SecurityGroupIngress of the security group for that TCP port, from the same security group.',
    source: guide(PAGE),
    example: { valid: {}, invalid: { 'network.BrokerPortNotLetIn': 'Shop/Brokers lets nothing of itself in on port 9098' } },
  },
  {
    id: 'poller-network-broker-out',
    severity: 'warning',
    because: 'risky',
    sources: IN_NETWORK,
    fact: 'network.BrokerPortNotLetOut',
    property: ['EventSourceArn', 'SourceAccessConfigurations'],
    when: POLLED,
    check: { kind: 'observed' },
    why: 'they read it from inside of its security groups, whose rules hold for them as well: {detail}',
    fix: 'Add securityGroup.connections.allowInternally(ec2.Port.tcp(port)) with that port, or an egress rule to where the brokers are, '
      + `or have all that is missing added by ${HELPER}.`,
    fixInTemplate: 'Add an AWS::EC2::SecurityGroupEgress of the security group for that TCP port, to the same security group or to where the brokers are.',
    source: guide(PAGE),
    example: { valid: {}, invalid: { 'network.BrokerPortNotLetOut': 'Shop/Brokers lets nothing out on port 9098' } },
  },
];
