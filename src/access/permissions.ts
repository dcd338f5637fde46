/** Actions that Lambda needs of the execution role, as one statement on one kind of resource. */
export interface Permission {
  /** Statements with the same id grow together; one per action set and condition. */
  readonly id: string;
  readonly actions: readonly string[];
  /** What the statement holds only under; part of `id`. */
  readonly conditions?: { readonly [operator: string]: { readonly [key: string]: string } };
  /** The AWS page that names the actions. */
  readonly source: string;
}

const GUIDE = 'https://docs.aws.amazon.com/lambda/latest/dg';

/** To read a queue and to delete what was processed. */
export const POLL_QUEUE: Permission = {
  id: 'poll-queue',
  actions: ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'],
  source: `${GUIDE}/services-sqs-configure.html`,
};

/** To read what a customer key encrypts. */
export const DECRYPT: Permission = {
  id: 'decrypt',
  actions: ['kms:Decrypt'],
  source: `${GUIDE}/services-sqs-configure.html`,
};

/** To find a broker, its endpoints and its network. */
export const DESCRIBE_BROKER: Permission = {
  id: 'describe-broker',
  actions: ['mq:DescribeBroker'],
  source: `${GUIDE}/with-mq.html`,
};

/** To find an Amazon DocumentDB cluster. Its ARN has the service of Amazon RDS, and so have the actions. */
export const DESCRIBE_DOCUMENTDB_CLUSTER: Permission = {
  id: 'describe-documentdb-cluster',
  actions: ['rds:DescribeDBClusters'],
  source: `${GUIDE}/with-documentdb.html`,
};

export const DESCRIBE_DOCUMENTDB_PARAMETERS: Permission = {
  id: 'describe-documentdb-parameters',
  actions: ['rds:DescribeDBClusterParameters'],
  source: `${GUIDE}/with-documentdb.html`,
};

export const DESCRIBE_DOCUMENTDB_SUBNET_GROUPS: Permission = {
  id: 'describe-documentdb-subnet-groups',
  actions: ['rds:DescribeDBSubnetGroups'],
  source: `${GUIDE}/with-documentdb.html`,
};
