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
const KINESIS = `${GUIDE}/services-kinesis-create.html`;
const MSK = `${GUIDE}/with-msk-permissions.html`;
const KAFKA_LOGIN = `${GUIDE}/msk-cluster-auth.html`;
const KAFKA_FAILURES = `${GUIDE}/kafka-on-failure-destination.html`;
const RESULTS = `${GUIDE}/invocation-async-retain-records.html`;
const FAILURES = `${GUIDE}/kinesis-on-failure-destination.html`;

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

/** To see the parameters of an Amazon DocumentDB cluster. */
export const DESCRIBE_DOCUMENTDB_PARAMETERS: Permission = {
  id: 'describe-documentdb-parameters',
  actions: ['rds:DescribeDBClusterParameters'],
  source: `${GUIDE}/with-documentdb.html`,
};

/** To find the network of an Amazon DocumentDB cluster. */
export const DESCRIBE_DOCUMENTDB_SUBNET_GROUPS: Permission = {
  id: 'describe-documentdb-subnet-groups',
  actions: ['rds:DescribeDBSubnetGroups'],
  source: `${GUIDE}/with-documentdb.html`,
};

/** To read a stream of Amazon Kinesis. */
export const POLL_STREAM: Permission = {
  id: 'poll-stream',
  actions: ['kinesis:DescribeStream', 'kinesis:DescribeStreamSummary', 'kinesis:GetRecords', 'kinesis:GetShardIterator', 'kinesis:ListShards'],
  source: KINESIS,
};

/** To get the records of a stream pushed to a consumer. */
export const SUBSCRIBE_CONSUMER: Permission = {
  id: 'subscribe-consumer',
  actions: ['kinesis:DescribeStreamConsumer', 'kinesis:SubscribeToShard'],
  source: KINESIS,
};

/** To read the stream of a table. */
export const POLL_TABLE_STREAM: Permission = {
  id: 'poll-table-stream',
  actions: ['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator'],
  source: `${GUIDE}/services-dynamodb-eventsourcemapping.html`,
};

/** To find the stream of a table. IAM takes no resource for it. */
export const LIST_TABLE_STREAMS: Permission = {
  id: 'list-table-streams',
  actions: ['dynamodb:ListStreams'],
  source: `${GUIDE}/services-dynamodb-eventsourcemapping.html`,
};

/** To learn the network of a cluster. MSK Serverless needs this version; the older DescribeCluster is on its way out. */
export const DESCRIBE_CLUSTER: Permission = { id: 'describe-msk-cluster', actions: ['kafka:DescribeClusterV2'], source: MSK };

/** To learn the brokers of a cluster. IAM knows no resource for it. */
export const FIND_BROKERS: Permission = { id: 'find-msk-brokers', actions: ['kafka:GetBootstrapBrokers'], source: MSK };

/** To see that a secret for SASL/SCRAM belongs to the cluster. */
export const LIST_SCRAM_SECRETS: Permission = { id: 'list-scram-secrets', actions: ['kafka:ListScramSecrets'], source: MSK };

/** To reach the cluster of another account. */
export const DESCRIBE_VPC_CONNECTION: Permission = {
  id: 'describe-vpc-connection',
  actions: ['kafka:DescribeVpcConnection'],
  source: MSK,
};

/** To log in to a cluster by IAM. */
export const CONNECT: Permission = {
  id: 'connect-to-kafka',
  actions: ['kafka-cluster:Connect', 'kafka-cluster:DescribeClusterDynamicConfiguration'],
  source: KAFKA_LOGIN,
};

/** To read a topic of a cluster with IAM. */
export const READ_TOPIC: Permission = { id: 'read-kafka-topic', actions: ['kafka-cluster:DescribeTopic', 'kafka-cluster:ReadData'], source: KAFKA_LOGIN };

/** To keep the place in a topic of a cluster with IAM. */
export const JOIN_GROUP: Permission = { id: 'join-kafka-group', actions: ['kafka-cluster:AlterGroup', 'kafka-cluster:DescribeGroup'], source: KAFKA_LOGIN };

/** To find the topic that failed records go to, in a cluster with IAM. */
export const DESCRIBE_FOR_FAILURES: Permission = {
  id: 'describe-cluster-for-failures',
  actions: ['kafka-cluster:Connect', 'kafka-cluster:DescribeCluster'],
  source: KAFKA_FAILURES,
};

/** To send failed records to a topic of a cluster with IAM. */
export const WRITE_TOPIC: Permission = {
  id: 'write-kafka-topic',
  actions: ['kafka-cluster:DescribeTopic', 'kafka-cluster:WriteData', 'kafka-cluster:ReadData'],
  source: KAFKA_FAILURES,
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

/** To read the credentials of a source. */
export const READ_SECRET: Permission = { id: 'read-secret', actions: ['secretsmanager:GetSecretValue'], source: MSK };

/** To look around in the network of the source. IAM knows no resources for it. */
export const DESCRIBE_NETWORK: Permission = {
  id: 'describe-network',
  actions: ['ec2:DescribeNetworkInterfaces', 'ec2:DescribeVpcs', 'ec2:DescribeSubnets', 'ec2:DescribeSecurityGroups'],
  source: MSK,
};

/** To put the pollers into the network of the source. */
export const CREATE_NETWORK_INTERFACE: Permission = {
  id: 'create-network-interface',
  actions: ['ec2:CreateNetworkInterface'],
  source: MSK,
};

/** To take the pollers out again. */
export const DELETE_NETWORK_INTERFACE: Permission = {
  id: 'delete-network-interface',
  actions: ['ec2:DeleteNetworkInterface'],
  source: MSK,
};

/** To hand a result to another function. */
export const INVOKE_FUNCTION: Permission = { id: 'invoke-function', actions: ['lambda:InvokeFunction'], source: RESULTS };

/** To send a result to an event bus. */
export const PUT_EVENTS: Permission = { id: 'put-events', actions: ['events:PutEvents'], source: RESULTS };

/** To send what failed to a queue. */
export const SEND_TO_QUEUE: Permission = { id: 'send-to-queue', actions: ['sqs:SendMessage'], source: FAILURES };

/** To send what failed to a topic. */
export const PUBLISH_TO_TOPIC: Permission = { id: 'publish-to-topic', actions: ['sns:Publish'], source: FAILURES };

/** To write what failed into a bucket. */
export const PUT_INTO_BUCKET: Permission = { id: 'put-into-bucket', actions: ['s3:PutObject'], source: FAILURES };

/** To see whether the bucket is there. */
export const LIST_BUCKET: Permission = { id: 'list-bucket', actions: ['s3:ListBucket'], source: FAILURES };

/** To write what a customer key encrypts. */
export const ENCRYPT_OBJECTS: Permission = { id: 'encrypt-objects', actions: ['kms:GenerateDataKey'], source: FAILURES };

/** To send what a customer key encrypts: a queue or topic also checks that it could be read. */
export const ENCRYPT_MESSAGES: Permission = { id: 'encrypt-messages', actions: ['kms:Decrypt', 'kms:GenerateDataKey'], source: FAILURES };
