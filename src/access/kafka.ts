import { Fn } from 'aws-cdk-lib';
import { Need } from './needs';
import { Permission } from './permissions';

const GUIDE = 'https://docs.aws.amazon.com/lambda/latest/dg';
const PERMISSIONS = `${GUIDE}/with-msk-permissions.html`;
const LOGIN = `${GUIDE}/msk-cluster-auth.html`;
const ON_FAILURE = `${GUIDE}/kafka-on-failure-destination.html`;

/** To learn the network of a cluster. MSK Serverless needs this version; the older DescribeCluster is on its way out. */
export const DESCRIBE_CLUSTER: Permission = { id: 'describe-msk-cluster', actions: ['kafka:DescribeClusterV2'], source: PERMISSIONS };

/** To learn the brokers of a cluster. IAM knows no resource for it. */
export const FIND_BROKERS: Permission = { id: 'find-msk-brokers', actions: ['kafka:GetBootstrapBrokers'], source: PERMISSIONS };

/** To see that a secret for SASL/SCRAM belongs to the cluster. */
export const LIST_SCRAM_SECRETS: Permission = { id: 'list-scram-secrets', actions: ['kafka:ListScramSecrets'], source: PERMISSIONS };

/** To reach the cluster of another account. */
export const DESCRIBE_VPC_CONNECTION: Permission = {
  id: 'describe-vpc-connection',
  actions: ['kafka:DescribeVpcConnection'],
  source: PERMISSIONS,
};

/** To log in to a cluster by IAM. */
export const CONNECT: Permission = {
  id: 'connect-to-kafka',
  actions: ['kafka-cluster:Connect', 'kafka-cluster:DescribeClusterDynamicConfiguration'],
  source: LOGIN,
};

/** To read a topic of a cluster with IAM. */
export const READ_TOPIC: Permission = { id: 'read-kafka-topic', actions: ['kafka-cluster:DescribeTopic', 'kafka-cluster:ReadData'], source: LOGIN };

/** To keep the place in a topic of a cluster with IAM. */
export const JOIN_GROUP: Permission = { id: 'join-kafka-group', actions: ['kafka-cluster:AlterGroup', 'kafka-cluster:DescribeGroup'], source: LOGIN };

/** To find the topic that failed records go to, in a cluster with IAM. */
export const DESCRIBE_FOR_FAILURES: Permission = {
  id: 'describe-cluster-for-failures',
  actions: ['kafka-cluster:Connect', 'kafka-cluster:DescribeCluster'],
  source: ON_FAILURE,
};

/** To send failed records to a topic of a cluster with IAM. */
export const WRITE_TOPIC: Permission = {
  id: 'write-kafka-topic',
  actions: ['kafka-cluster:DescribeTopic', 'kafka-cluster:WriteData', 'kafka-cluster:ReadData'],
  source: ON_FAILURE,
};

/** To prove who the function is to brokers that trust AWS STS. IAM knows no resource for it. */
export const ASK_FOR_TOKEN: Permission = {
  id: 'ask-for-web-identity-token',
  actions: ['sts:GetWebIdentityToken'],
  source: `${GUIDE}/kafka-cluster-auth.html`,
};

/** To find a Glue registry. */
export const GET_REGISTRY: Permission = { id: 'get-glue-registry', actions: ['glue:GetRegistry'], source: `${GUIDE}/services-consume-kafka-events.html` };

/** To read the schemas of a Glue registry. */
export const GET_SCHEMA: Permission = { id: 'get-glue-schema', actions: ['glue:GetSchemaVersion'], source: `${GUIDE}/services-consume-kafka-events.html` };

/** What of a cluster is read: topic, consumer group, and the topic for failed records where there is one. */
export interface KafkaReader {
  readonly topic: string;
  /** Left out, it is the UUID of the mapping, which nobody knows yet. */
  readonly consumerGroupId?: string;
  readonly failureTopic?: string;
}

/** What IAM asks of those who read a cluster that trusts it. */
export function iamLogin(clusterArn: string, reader: KafkaReader): Need[] {
  const needs: Need[] = [
    { permission: CONNECT, resourceArns: [clusterArn] },
    { permission: READ_TOPIC, resourceArns: [partOfCluster(clusterArn, 'topic', reader.topic)] },
    { permission: JOIN_GROUP, resourceArns: [partOfCluster(clusterArn, 'group', reader.consumerGroupId ?? '*')] },
  ];
  if (reader.failureTopic === undefined) { return needs; }
  return [
    ...needs,
    { permission: DESCRIBE_FOR_FAILURES, resourceArns: [clusterArn] },
    { permission: WRITE_TOPIC, resourceArns: [partOfCluster(clusterArn, 'topic', reader.failureTopic)] },
  ];
}

const CLUSTER = ':cluster/';
const CONNECTION = ':vpc-connection/';

/** The ARN of a topic or consumer group: that of its cluster with another type, and the name at the end. */
function partOfCluster(clusterArn: string, type: 'topic' | 'group', name: string): string {
  if (clusterArn.includes(CLUSTER)) { return `${clusterArn.replace(CLUSTER, `:${type}/`)}/${name}`; }
  // The ARN is known only at deployment, so CloudFormation takes it apart.
  const halves = Fn.split(CLUSTER, clusterArn);
  return `${Fn.select(0, halves)}:${type}/${Fn.select(1, halves)}/${name}`;
}

/** Whether an ARN is of a VPC connection to the cluster of another account. */
export function isVpcConnection(arn: string): boolean {
  return arn.includes(CONNECTION);
}

/**
 * The ARN of the cluster behind a VPC connection: its owner and name stand in the ARN of the connection, its UUID does not.
 *
 *     arn:aws:kafka:eu-west-1:111122223333:vpc-connection/444455556666/orders/<UUID of the connection>
 */
export function clusterBehind(connectionArn: string): string {
  const [head, tail] = connectionArn.split(CONNECTION);
  const [owner, name] = tail.split('/');
  return `${head.slice(0, head.lastIndexOf(':'))}:${owner}${CLUSTER}${name}/*`;
}
