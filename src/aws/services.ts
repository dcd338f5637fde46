/*
 * Services by the name that they have in ARNs.
 */

/** The services that Lambda sends results or failures to, by the type of the resource. */
export const DESTINATION_SERVICES: { readonly [resourceType: string]: string } = {
  'AWS::SQS::Queue': 'sqs',
  'AWS::SNS::Topic': 'sns',
  'AWS::S3::Bucket': 's3',
  'AWS::Lambda::Function': 'lambda',
  'AWS::Events::EventBus': 'events',
};

/** The services that failed records of Apache Kafka are sent to through the VPC. */
export const SERVICES_IN_VPC: readonly string[] = ['sqs', 'sns', 's3'];

/** How the scheme of a destination begins that is a topic of the cluster of the source. */
export const KAFKA_SCHEME = 'kafka://';

/** Services as principals of policies. */
export const LAMBDA_PRINCIPAL = 'lambda.amazonaws.com';
export const SNS_PRINCIPAL = 'sns.amazonaws.com';

/** The service in a Region as the `kms:ViaService` condition names it. */
export function secretsManagerIn(region: string): string {
  return `secretsmanager.${region}.amazonaws.com`;
}

/** What a resource of a service is called. */
const NOUNS: ReadonlyMap<string, string> = new Map([
  ['sqs', 'SQS queue'],
  ['sns', 'SNS topic'],
  ['s3', 'S3 bucket'],
  ['kinesis', 'Kinesis stream'],
  ['dynamodb', 'DynamoDB table'],
  ['kafka', 'Kafka cluster'],
  ['mq', 'MQ broker'],
  ['rds', 'DocumentDB cluster'],
  ['docdb-elastic', 'DocumentDB cluster'],
  ['lambda', 'function'],
  ['events', 'event bus'],
]);

/** The services whose name in ARNs is not their name in resource types in lower case. */
const ARN_NAMES: ReadonlyMap<string, string> = new Map([['MSK', 'kafka'], ['AmazonMQ', 'mq'], ['DocDB', 'rds'], ['DocDBElastic', 'docdb-elastic']]);

/** `SQS queue` for the service of an ARN; undefined for a service that has no part in event sources. */
export function nounOfService(service: string): string | undefined {
  return NOUNS.get(service);
}

/** `SQS queue` for the type of a resource; undefined where its service has no part in event sources. */
export function nounOfType(type: string): string | undefined {
  if (type === 'AWS::Kinesis::StreamConsumer') { return 'Kinesis consumer'; }
  const service = type.split('::')[1] ?? '';
  return NOUNS.get(ARN_NAMES.get(service) ?? service.toLowerCase());
}
