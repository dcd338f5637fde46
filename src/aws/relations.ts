/** How one resource is related to another that its properties name. */
export type Relation =
  /** A mapping to its source. */
  | 'polls'
  /** A mapping, subscription or asynchronous configuration to the function, version or alias. */
  | 'invokes'
  /** A subscription to its topic, a consumer to its stream. */
  | 'subscribes'
  /** What has the notifications of a bucket to a function, queue or topic. */
  | 'notifies'
  | 'on-failure'
  | 'on-success'
  /** A queue, subscription or function to its dead-letter queue. */
  | 'dead-letters'
  /** An alias or version to the version or function. */
  | 'aliases'
  /** A function to its role. */
  | 'assumes'
  /** A policy to a resource of its statements. */
  | 'allows'
  /** An encrypted resource to its key. */
  | 'encrypts'
  /** What has network interfaces to its subnets and security groups. */
  | 'runs-in';

const ON_FAILURE = 'DestinationConfig.OnFailure.Destination';

/** The properties of each resource type that name another resource; `[]` stands for each item of a list. */
export const RELATIONS: { readonly [resourceType: string]: readonly (readonly [relation: Relation, path: string])[] } = {
  'AWS::Lambda::EventSourceMapping': [
    ['polls', 'EventSourceArn'], ['polls', 'SelfManagedEventSource.Endpoints.KafkaBootstrapServers[]'],
    ['invokes', 'FunctionName'], ['on-failure', ON_FAILURE], ['encrypts', 'KmsKeyArn'],
  ],
  'AWS::Lambda::EventInvokeConfig': [['invokes', 'FunctionName'], ['on-success', 'DestinationConfig.OnSuccess.Destination'], ['on-failure', ON_FAILURE]],
  'AWS::Lambda::Function': [
    ['assumes', 'Role'], ['dead-letters', 'DeadLetterConfig.TargetArn'], ['encrypts', 'KmsKeyArn'],
    ['runs-in', 'VpcConfig.SubnetIds[]'], ['runs-in', 'VpcConfig.SecurityGroupIds[]'],
  ],
  'AWS::Lambda::Alias': [['aliases', 'FunctionName'], ['aliases', 'FunctionVersion']],
  'AWS::Lambda::Version': [['aliases', 'FunctionName']],
  'AWS::Lambda::Permission': [['allows', 'FunctionName']],
  'AWS::SQS::Queue': [['dead-letters', 'RedrivePolicy.deadLetterTargetArn'], ['encrypts', 'KmsMasterKeyId']],
  'AWS::SNS::Topic': [['encrypts', 'KmsMasterKeyId']],
  'AWS::SNS::Subscription': [['subscribes', 'TopicArn'], ['invokes', 'Endpoint'], ['dead-letters', 'RedrivePolicy.deadLetterTargetArn']],
  'AWS::S3::Bucket': [
    ['notifies', 'NotificationConfiguration.LambdaConfigurations[].Function'],
    ['notifies', 'NotificationConfiguration.QueueConfigurations[].Queue'],
    ['notifies', 'NotificationConfiguration.TopicConfigurations[].Topic'],
    ['encrypts', 'BucketEncryption.ServerSideEncryptionConfiguration[].ServerSideEncryptionByDefault.KMSMasterKeyID'],
  ],
  'Custom::S3BucketNotifications': [
    ['notifies', 'NotificationConfiguration.LambdaFunctionConfigurations[].LambdaFunctionArn'],
    ['notifies', 'NotificationConfiguration.QueueConfigurations[].QueueArn'],
    ['notifies', 'NotificationConfiguration.TopicConfigurations[].TopicArn'],
  ],
  'AWS::Kinesis::Stream': [['encrypts', 'StreamEncryption.KeyId']],
  'AWS::Kinesis::StreamConsumer': [['subscribes', 'StreamARN']],
  'AWS::DynamoDB::Table': [['encrypts', 'SSESpecification.KMSMasterKeyId']],
  'AWS::MSK::Cluster': [
    ['encrypts', 'EncryptionInfo.EncryptionAtRest.DataVolumeKMSKeyId'],
    ['runs-in', 'BrokerNodeGroupInfo.ClientSubnets[]'], ['runs-in', 'BrokerNodeGroupInfo.SecurityGroups[]'],
  ],
  'AWS::MSK::ServerlessCluster': [['runs-in', 'VpcConfigs[].SubnetIds[]'], ['runs-in', 'VpcConfigs[].SecurityGroups[]']],
  'AWS::AmazonMQ::Broker': [['encrypts', 'EncryptionOptions.KmsKeyId'], ['runs-in', 'SubnetIds[]'], ['runs-in', 'SecurityGroups[]']],
  'AWS::DocDB::DBCluster': [['encrypts', 'KmsKeyId'], ['runs-in', 'DBSubnetGroupName'], ['runs-in', 'VpcSecurityGroupIds[]']],
  'AWS::DocDB::DBSubnetGroup': [['runs-in', 'SubnetIds[]']],
  'AWS::SecretsManager::Secret': [['encrypts', 'KmsKeyId']],
  'AWS::IAM::Role': [['allows', 'Policies[].PolicyDocument.Statement[].Resource[]']],
  'AWS::IAM::Policy': [['allows', 'PolicyDocument.Statement[].Resource[]']],
  'AWS::IAM::ManagedPolicy': [['allows', 'PolicyDocument.Statement[].Resource[]']],
  'AWS::SQS::QueuePolicy': [['allows', 'PolicyDocument.Statement[].Resource[]']],
  'AWS::SNS::TopicPolicy': [['allows', 'PolicyDocument.Statement[].Resource[]']],
  'AWS::S3::BucketPolicy': [['allows', 'PolicyDocument.Statement[].Resource[]']],
};
