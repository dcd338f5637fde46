import { ALL_SOURCES, IN_NETWORK, KAFKA, MQ, MSK } from '../../aws/source-kinds';
import { api, guide } from '../citations';
import { Condition, Rule, Variant } from '../rule';

const ACCOUNT_REFUSAL = 'Role and event source must be in the same account as the cloud function';
const PAGE = 'with-msk-cluster-network';
const PAGES_OF_AWS: readonly Variant[] = [
  { sources: MQ, source: guide('process-mq-messages-with-lambda') },
  { sources: ['documentdb'], source: guide('with-documentdb') },
];
const PAGES: readonly Variant[] = [{ sources: ['self-managed-kafka'], source: guide('with-kafka-cluster-network') }, ...PAGES_OF_AWS];
const HELPER = 'PollerNetwork.of(vpc).connect(source, securityGroup)';

/** A disabled mapping has no pollers. */
const POLLED: readonly Condition[] = [{ fact: 'Enabled', equals: true }];

function endpoint(id: string, constant: string, service: string): Pick<Rule, 'fix' | 'fixInTemplate'> {
  return {
    fix: `Add vpc.addInterfaceEndpoint('${id}', { service: ec2.InterfaceVpcEndpointAwsService.${constant} }), `
      + `or have all that is missing added by ${HELPER}. For private subnets a NAT gateway does as well.`,
    fixInTemplate: `Add an AWS::EC2::VPCEndpoint of com.amazonaws.<region>.${service}, or for private subnets a NAT gateway.`,
  };
}

/**
 * Rules of sources in a network of their own, which Lambda reads with pollers in the subnets and security groups of the source.
 *
 * A mapping whose pollers have no network path deploys, and then says "PROBLEM: Connection error". A rule reports only a part of
 * the path that is known to be missing, so the rules of the path are warnings.
 */
export const NETWORK_RULES: readonly Rule[] = [
  {
    id: 'source-account',
    title: 'Broker or cluster in another account',
    severity: 'error',
    because: 'refused',
    sources: [...MQ, 'documentdb'],
    fact: 'source.Account',
    property: 'EventSourceArn',
    check: { kind: 'equal-to', fact: 'mapping.Account' },
    why: 'Lambda reads brokers of Amazon MQ and clusters of Amazon DocumentDB of its own account only',
    fix: 'Put the function into the account of the event source.',
    source: guide('with-mq', ACCOUNT_REFUSAL),
    variants: [{ sources: ['documentdb'], source: guide('with-documentdb') }],
    example: {
      valid: { 'source.Account': '111122223333', 'mapping.Account': '111122223333' },
      invalid: { 'source.Account': '444455556666', 'mapping.Account': '111122223333' },
    },
  },
  {
    id: 'source-of-another-service',
    title: 'ARN of another service',
    severity: 'error',
    because: 'refused',
    sources: ALL_SOURCES,
    fact: 'construct.ArnOfAnotherService',
    property: 'EventSourceArn',
    check: { kind: 'observed' },
    why: 'a mapping cannot read it as what it is not: {detail}',
    fix: 'Give the ARN of the cluster or broker, or use the event source for what the ARN names.',
    source: api('API_CreateEventSourceMapping'),
    example: { valid: {}, invalid: { 'construct.ArnOfAnotherService': 'the service in its ARN is mq, and here it is sqs' } },
  },
  {
    id: 'msk-account',
    title: 'Amazon MSK cluster in another account',
    severity: 'warning',
    because: 'risky',
    sources: MSK,
    fact: 'source.Account',
    property: 'EventSourceArn',
    check: { kind: 'equal-to', fact: 'mapping.Account' },
    why: 'Lambda reaches a cluster of another account through a VPC connection, which belongs to the account of the function',
    fix: 'Make a managed VPC connection to the cluster, and give its ARN to KafkaCluster.mskFromArn().',
    fixInTemplate: 'Make an AWS::MSK::VpcConnection to the cluster, and give its ARN as EventSourceArn.',
    source: guide('msk-cross-account'),
    example: {
      valid: { 'source.Account': '111122223333', 'mapping.Account': '111122223333' },
      invalid: { 'source.Account': '444455556666', 'mapping.Account': '111122223333' },
    },
  },
  {
    id: 'metrics-undocumented',
    title: 'Metrics of Amazon MQ or Amazon DocumentDB',
    severity: 'warning',
    because: 'disputed',
    sources: [...MQ, 'documentdb'],
    fact: 'MetricsConfig.Metrics',
    check: { kind: 'not-allowed' },
    why: 'AWS describes the metrics of mappings for queues, streams and Apache Kafka only, so Lambda may refuse them here or publish nothing',
    fix: 'Omit metricsConfig, and watch the metrics of the function.',
    source: guide('monitoring-metrics-types'),
    example: { valid: {}, invalid: { 'MetricsConfig.Metrics': ['EventCount'] } },
  },
  {
    id: 'poller-network-lambda',
    title: 'No network path from the pollers to Lambda',
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
    variants: PAGES,
    example: { valid: {}, invalid: { 'network.NoWayToLambda': 'Shop/Vpc has no endpoint of lambda, and Shop/Vpc/IsolatedSubnet1 no route out' } },
  },
  {
    id: 'poller-network-sts',
    title: 'No network path from the pollers to AWS STS',
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
    variants: PAGES,
    example: { valid: {}, invalid: { 'network.NoWayToSts': 'Shop/Vpc has no endpoint of sts, and Shop/Vpc/IsolatedSubnet1 no route out' } },
  },
  {
    id: 'poller-network-secrets-manager',
    title: 'No network path from the pollers to AWS Secrets Manager',
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
    variants: PAGES,
    example: {
      valid: {},
      invalid: { 'network.NoWayToSecretsManager': 'Shop/Vpc has no endpoint of secretsmanager, and Shop/Vpc/IsolatedSubnet1 no route out' },
    },
  },
  {
    id: 'poller-network-destination',
    title: 'No network path from the pollers to the destination',
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
    title: 'Security groups of the pollers block HTTPS',
    severity: 'warning',
    because: 'risky',
    sources: IN_NETWORK,
    fact: 'network.HttpsNotLetOut',
    property: ['EventSourceArn', 'SourceAccessConfigurations'],
    when: POLLED,
    check: { kind: 'observed' },
    why: 'the pollers call Lambda and AWS STS from the security groups of the event source: {detail}',
    fix: `Add securityGroup.addEgressRule(ec2.Peer.anyIpv4(), ec2.Port.HTTPS), or have all that is missing added by ${HELPER}.`,
    fixInTemplate: 'Add an AWS::EC2::SecurityGroupEgress of the security group for TCP port 443.',
    source: guide(PAGE),
    variants: PAGES,
    example: { valid: {}, invalid: { 'network.HttpsNotLetOut': 'Shop/Brokers lets nothing out on port 443' } },
  },
  {
    id: 'poller-network-endpoint-closed',
    title: 'Security groups of a VPC endpoint block the pollers',
    severity: 'warning',
    because: 'risky',
    sources: IN_NETWORK,
    fact: 'network.EndpointClosed',
    property: ['EventSourceArn', 'SourceAccessConfigurations'],
    when: POLLED,
    check: { kind: 'observed' },
    why: 'the pollers come from the security groups of the event source: {detail}',
    fix: 'Add endpoint.connections.allowDefaultPortFrom(securityGroup) with the security group of the event source.',
    fixInTemplate: 'Add an AWS::EC2::SecurityGroupIngress of the security group of the endpoint, for TCP port 443 from that of the event source.',
    source: guide(PAGE),
    variants: PAGES,
    example: { valid: {}, invalid: { 'network.EndpointClosed': 'Shop/Vpc/Lambda lets nothing of Shop/Brokers in on port 443' } },
  },
  {
    id: 'poller-network-broker-in',
    title: 'Security groups of the event source block the pollers',
    severity: 'warning',
    because: 'risky',
    // The security groups of self-managed Apache Kafka are those of the pollers. Those of its brokers are not known.
    sources: [...MSK, ...MQ, 'documentdb'],
    fact: 'network.BrokerPortNotLetIn',
    property: 'EventSourceArn',
    when: POLLED,
    check: { kind: 'observed' },
    why: 'the pollers are in the same security groups, which allow nothing by themselves: {detail}',
    fix: `Add securityGroup.connections.allowInternally(ec2.Port.tcp(port)) with that port, or have all that is missing added by ${HELPER}.`,
    fixInTemplate: 'Add an AWS::EC2::SecurityGroupIngress of the security group for that TCP port, from the same security group.',
    source: guide(PAGE),
    variants: PAGES_OF_AWS,
    example: { valid: {}, invalid: { 'network.BrokerPortNotLetIn': 'Shop/Brokers lets nothing of itself in on port 9098' } },
  },
  {
    id: 'poller-network-broker-out',
    title: 'Security groups of the pollers block the port of the event source',
    severity: 'warning',
    because: 'risky',
    sources: IN_NETWORK,
    fact: 'network.BrokerPortNotLetOut',
    property: ['EventSourceArn', 'SourceAccessConfigurations'],
    when: POLLED,
    check: { kind: 'observed' },
    why: 'the pollers are in its security groups, whose rules hold for them as well: {detail}',
    fix: 'Add securityGroup.connections.allowInternally(ec2.Port.tcp(port)) with that port, or an egress rule to where the brokers are, '
      + `or have all that is missing added by ${HELPER}.`,
    fixInTemplate: 'Add an AWS::EC2::SecurityGroupEgress of the security group for that TCP port, to the same security group or to where the brokers are.',
    source: guide(PAGE),
    variants: PAGES,
    example: { valid: {}, invalid: { 'network.BrokerPortNotLetOut': 'Shop/Brokers lets nothing out on port 9098' } },
  },
];
