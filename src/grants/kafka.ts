import { Fn } from 'aws-cdk-lib';
import { RequiredPermission } from './required-permissions';
import { CONNECT, DESCRIBE_FOR_FAILURES, JOIN_GROUP, READ_TOPIC, WRITE_TOPIC } from '../aws/permissions';

/** What of a cluster is read: topic, consumer group, and the topic for failed records where there is one. */
export interface KafkaReader {
  readonly topic: string;
  /** Left out, it is the UUID of the mapping, which nobody knows yet. */
  readonly consumerGroupId?: string;
  readonly failureTopic?: string;
}

/** What IAM asks of those who read a cluster that trusts it. */
export function iamLogin(clusterArn: string, reader: KafkaReader): RequiredPermission[] {
  const needs: RequiredPermission[] = [
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
