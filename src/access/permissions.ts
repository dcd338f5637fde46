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

const KINESIS = `${GUIDE}/services-kinesis-create.html`;

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

const RESULTS = `${GUIDE}/invocation-async-retain-records.html`;

/** To hand a result to another function. */
export const INVOKE_FUNCTION: Permission = { id: 'invoke-function', actions: ['lambda:InvokeFunction'], source: RESULTS };

/** To send a result to an event bus. */
export const PUT_EVENTS: Permission = { id: 'put-events', actions: ['events:PutEvents'], source: RESULTS };

const FAILURES = `${GUIDE}/kinesis-on-failure-destination.html`;

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
