import { Fn } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import { RequiredPermission } from './required-permissions';
import { MSK_EXECUTION_ROLE } from '../aws/managed-policies';
import { CONNECT, DESCRIBE_FOR_FAILURES, JOIN_GROUP, READ_TOPIC, WRITE_TOPIC } from '../aws/permissions';

/** The parts of a cluster that a mapping uses. */
export interface KafkaReader {
  readonly topic: string;
  /** If undefined, it is the UUID of the mapping, which is known only at deployment. */
  readonly consumerGroupId?: string;
  /** The topic for failed records. */
  readonly failureTopic?: string;
}

/** The permissions to read a cluster that authenticates by IAM. */
export function iamLogin(clusterArn: string, reader: KafkaReader): RequiredPermission[] {
  const permissions: RequiredPermission[] = [
    { permission: CONNECT, resourceArns: [clusterArn] },
    { permission: READ_TOPIC, resourceArns: [partOfCluster(clusterArn, 'topic', reader.topic)] },
    { permission: JOIN_GROUP, resourceArns: [partOfCluster(clusterArn, 'group', reader.consumerGroupId ?? '*')] },
  ];
  if (reader.failureTopic === undefined) { return permissions; }
  return [
    ...permissions,
    { permission: DESCRIBE_FOR_FAILURES, resourceArns: [clusterArn] },
    { permission: WRITE_TOPIC, resourceArns: [partOfCluster(clusterArn, 'topic', reader.failureTopic)] },
  ];
}

const CLUSTER = ':cluster/';
const CONNECTION = ':vpc-connection/';

/** The ARN of a topic or consumer group: the ARN of its cluster with another type, and the name at the end. */
function partOfCluster(clusterArn: string, type: 'topic' | 'group', name: string): string {
  if (clusterArn.includes(CLUSTER)) { return `${clusterArn.replace(CLUSTER, `:${type}/`)}/${name}`; }
  // The ARN is known only at deployment, so CloudFormation takes it apart.
  const halves = Fn.split(CLUSTER, clusterArn);
  return `${Fn.select(0, halves)}:${type}/${Fn.select(1, halves)}/${name}`;
}

/** Whether an ARN names a VPC connection to the cluster of another account. */
export function isVpcConnection(arn: string): boolean {
  return arn.includes(CONNECTION);
}

/**
 * The ARN of the cluster that a VPC connection leads to. The ARN of the connection has the owner and the name of the cluster, but not its UUID.
 *
 *     arn:aws:kafka:eu-west-1:111122223333:vpc-connection/444455556666/orders/<UUID of the connection>
 */
export function connectedClusterArn(connectionArn: string): string {
  const [head, tail] = connectionArn.split(CONNECTION);
  const [owner, name] = tail.split('/');
  return `${head.slice(0, head.lastIndexOf(':'))}:${owner}${CLUSTER}${name}/*`;
}

/** Gives the role of a function `AWSLambdaMSKExecutionRole`. Answers whether the role took it, which an imported role does not. */
export function addManagedPolicy({ role }: lambda.IFunction): boolean {
  if (!role?.node.defaultChild) { return false; }
  role.addManagedPolicy(iam.ManagedPolicy.fromAwsManagedPolicyName(MSK_EXECUTION_ROLE.name));
  return true;
}

/** Whether `AWSLambdaMSKExecutionRole` gives a permission. */
export function isInManagedPolicy({ permission }: RequiredPermission): boolean {
  return MSK_EXECUTION_ROLE.permissions.includes(permission);
}
