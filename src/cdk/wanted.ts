import { CfnResource } from 'aws-cdk-lib';
import { members, MAP, TEXT, TEXT_OR_TOKEN, Wanted } from './given';

/* What code reads of resources, destinations and credentials, whatever class they are of, and how users get one that has it. */

/** A resource as a construct that refers to it by one member. */
function resource(what: string, reference: string, repair: string): Wanted {
  return { what, repair, fits: members('node', reference) };
}

export const QUEUE = resource('a queue', 'queueRef', 'Pass a sqs.Queue, a CfnQueue, or sqs.Queue.fromQueueArn(scope, id, arn).');

export const TOPIC = resource('a topic', 'topicRef', 'Pass a sns.Topic, a CfnTopic, or sns.Topic.fromTopicArn(scope, id, arn).');

export const BUCKET = resource('a bucket', 'bucketRef', 'Pass a s3.Bucket, a CfnBucket, or s3.Bucket.fromBucketArn(scope, id, arn).');

/** Only a CfnBucket can be given notifications that has none of its own. */
export const NOTIFYING_BUCKET: Wanted = {
  ...BUCKET, fits: given => members('node', 'addEventNotification')(given) || (BUCKET.fits(given) && CfnResource.isCfnResource(given)),
};

export const STREAM = resource('a stream', 'streamRef', 'Pass a kinesis.Stream, a CfnStream, or kinesis.Stream.fromStreamArn(scope, id, arn).');

export const STREAM_CONSUMER = resource('a consumer of a stream', 'streamConsumerRef',
  'Pass a kinesis.StreamConsumer, a CfnStreamConsumer, or kinesis.StreamConsumer.fromStreamConsumerArn(scope, id, arn).');

/** Tables of an older aws-cdk-lib have no reference, but their stream. */
export const TABLE: Wanted = {
  what: 'a table',
  repair: 'Pass a dynamodb.Table, TableV2 or CfnTable, or use DynamoEventSource.fromStreamArn(arn, props).',
  fits: given => members('node', 'tableRef')(given) || members('node', 'tableStreamArn')(given),
};

export const MSK_CLUSTER = resource('a cluster with clusterRef', 'clusterRef',
  'Pass a CfnCluster, or use KafkaCluster.mskFromArn(cluster.clusterArn, options).');

export const MSK_SERVERLESS_CLUSTER = resource('a cluster with serverlessClusterRef', 'serverlessClusterRef',
  'Pass a CfnServerlessCluster, or use KafkaCluster.mskServerlessFromArn(cluster.clusterArn).');

export const BROKER = resource('a broker with brokerRef', 'brokerRef',
  'Pass a CfnBroker, or use MqBroker.activeMqFromArn(broker.brokerArn) or MqBroker.rabbitMqFromArn(broker.brokerArn).');

export const DOCUMENTDB_CLUSTER = resource('a cluster with dbClusterRef', 'dbClusterRef',
  'Pass a docdb.DatabaseCluster, a CfnDBCluster, or docdb.DatabaseCluster.fromDatabaseClusterAttributes(scope, id, attributes).');

export const EVENT_BUS = resource('an event bus', 'eventBusRef', 'Pass an events.EventBus, a CfnEventBus, or events.EventBus.fromEventBusArn(scope, id, arn).');

export const FUNCTION = resource('a function', 'functionRef', 'Pass a lambda.Function, a version, an alias, a CfnFunction, or lambda.Function.fromFunctionArn(scope, id, arn).');

/** What an event source is bound to: an L1 cannot be granted anything. */
export const BOUND_FUNCTION = resource('a function that can be granted access', 'functionArn', 'Pass a lambda.Function, a version, an alias, or lambda.Function.fromFunctionArn(scope, id, arn).');

export const KAFKA_CLUSTER: Wanted = {
  what: 'a KafkaCluster', repair: 'Make one by KafkaCluster.msk(), mskServerless(), selfManaged(), or mskFromArn(arn, options).', fits: members('_details'),
};

export const MQ_BROKER: Wanted = {
  what: 'a MqBroker',
  repair: 'Make one by MqBroker.activeMq(broker), rabbitMq(broker), activeMqFromArn(arn) or rabbitMqFromArn(arn).',
  fits: members('_details', 'brokerArn'),
};

export const MSK_LOGIN: Wanted = { what: 'a MskAuthentication', repair: 'Make one by MskAuthentication.iam() or one of its other methods.', fits: members('_login') };

export const KAFKA_LOGIN: Wanted = {
  what: 'a SelfManagedKafkaAuthentication', repair: 'Make one by SelfManagedKafkaAuthentication.saslScram512(secret) or one of its other methods.', fits: members('_login'),
};

export const SECRET: Wanted = {
  what: 'a secret', repair: 'Pass a secretsmanager.Secret, or secretsmanager.Secret.fromSecretCompleteArn(scope, id, arn).', fits: members('secretArn', 'env'),
};

export const KEY: Wanted = { what: 'a key', repair: 'Pass a kms.Key, or kms.Key.fromKeyArn(scope, id, arn).', fits: members('keyArn', 'addToResourcePolicy') };

export const FAILURE_DESTINATION: Wanted = {
  what: 'a destination', repair: 'Wrap it, as FailureDestination.queue(queue), topic(topic), bucket(bucket) or kafkaTopic(name).', fits: members('bind'),
};

export const INVOKE_DESTINATION: Wanted = {
  what: 'a destination', repair: 'Wrap it, as InvokeDestination.queue(queue), topic(topic), bucket(bucket), function(fn) or eventBus(bus).', fits: members('bind'),
};

/** What binding a destination answers. */
export const DESTINATION_CONFIG: Wanted = {
  what: 'an object with destination',
  repair: 'Return { destination: <ARN> } from it.',
  fits: given => members('destination')(given) && (given as { destination?: unknown }).destination !== undefined,
};

export const SCHEMA_REGISTRY: Wanted = {
  what: 'a schema registry', repair: 'Pass a GlueSchemaRegistry or a ConfluentSchemaRegistry.', fits: members('bind'),
};

/** What binding a schema registry answers. */
export const REGISTRY_CONFIG: Wanted = {
  what: 'an object with schemaRegistryUri', repair: 'Return the configuration of the registry from it.', fits: members('schemaRegistryUri'),
};

/** Parts of the configuration of a schema registry. */
export const ACCESS_CONFIG: Wanted = {
  what: 'an object with type and uri', repair: 'Its type is a lambda.KafkaSchemaRegistryAccessConfigType.', fits: hasMember('type', 'type'),
};

export const VALIDATION_CONFIG: Wanted = {
  what: 'an object with attribute', repair: 'Pass { attribute: lambda.KafkaSchemaValidationAttribute.VALUE }.', fits: hasMember('attribute', 'value'),
};

/** Wants an object whose member has a member. */
function hasMember(outer: string, inner: string): Wanted['fits'] {
  return given => members(outer)(given) && members(inner)((given as Record<string, unknown>)[outer]);
}

/** Empty text is no id of a construct. */
export const ID: Wanted = { ...TEXT, what: 'text that is not empty', fits: given => TEXT.fits(given) && given !== '' };

/** The CDK writes values of other types as text, but not objects. */
export const TAGS: Wanted = {
  what: 'an object of texts',
  repair: "Pass { team: 'orders' }.",
  fits: given => MAP.fits(given) && Object.values(given as object).every(value => TEXT_OR_TOKEN.fits(value) || !['object', 'symbol'].includes(typeof value)),
};

export const DURATION: Wanted = { what: 'a Duration', repair: 'Write Duration.seconds(n).', fits: members('isUnresolved', 'toSeconds') };

export const VPC: Wanted = { what: 'a VPC', repair: 'Pass an ec2.Vpc, or ec2.Vpc.fromLookup(scope, id, options).', fits: members('selectSubnets', 'node') };

export const SECURITY_GROUP: Wanted = {
  what: 'a security group',
  repair: 'Pass an ec2.SecurityGroup, or ec2.SecurityGroup.fromSecurityGroupId(scope, id, groupId).',
  fits: members('securityGroupId'),
};

export const SECURITY_GROUP_REF: Wanted = { ...SECURITY_GROUP, fits: members('securityGroupRef') };

export const CONNECTABLE: Wanted = { ...SECURITY_GROUP, what: 'a security group or what has connections', fits: members('connections') };

export const POLLED_SOURCE: Wanted = { what: 'an event source', repair: 'Pass the MqEventSource, DocumentDbEventSource or KafkaEventSource that is polled.', fits: members('_polled') };
