import { SourceKind, SQS } from './source-kinds';

/** How a resource of CloudFormation is called in rules and messages, and what a mapping that reads it may be. */
export interface SourceType {
  readonly related: RelatedResource;
  readonly kinds: readonly SourceKind[];
  /** The service in its ARN, where that is not the one of its kinds. */
  readonly service?: string;
}

/** Whose property a fact is: `queue.VisibilityTimeout`. */
const RELATED_RESOURCES = ['queue', 'stream', 'consumer', 'table', 'cluster', 'broker', 'function'] as const;

export type RelatedResource = typeof RELATED_RESOURCES[number];

const NAMES: ReadonlySet<string> = new Set(RELATED_RESOURCES);

/** Whether a fact that begins with this word is a property of a related resource. */
export function isRelated(word: string): word is RelatedResource {
  return NAMES.has(word);
}

/** The resources that a mapping can read. `rds` in an ARN is Amazon DocumentDB here: Lambda polls no other cluster of that service. */
export const SOURCE_TYPES: { readonly [resourceType: string]: SourceType } = {
  'AWS::SQS::Queue': { related: 'queue', kinds: SQS },
  'AWS::Kinesis::Stream': { related: 'stream', kinds: ['kinesis'] },
  'AWS::Kinesis::StreamConsumer': { related: 'consumer', kinds: ['kinesis-consumer'] },
  'AWS::DynamoDB::Table': { related: 'table', kinds: ['dynamodb'] },
  'AWS::DynamoDB::GlobalTable': { related: 'table', kinds: ['dynamodb'] },
  'AWS::MSK::Cluster': { related: 'cluster', kinds: ['msk'] },
  'AWS::MSK::VpcConnection': { related: 'cluster', kinds: ['msk'] },
  'AWS::MSK::ServerlessCluster': { related: 'cluster', kinds: ['msk-serverless'] },
  'AWS::AmazonMQ::Broker': { related: 'broker', kinds: ['activemq', 'rabbitmq'] },
  'AWS::DocDB::DBCluster': { related: 'cluster', kinds: ['documentdb'] },
  'AWS::DocDBElastic::Cluster': { related: 'cluster', kinds: ['documentdb'], service: 'docdb-elastic' },
};

/** What an ARN of a service may be. */
export const SERVICE_KINDS: { readonly [service: string]: readonly SourceKind[] } = {
  'sqs': SQS,
  'kinesis': ['kinesis', 'kinesis-consumer'],
  'dynamodb': ['dynamodb'],
  'kafka': ['msk', 'msk-serverless'],
  'mq': ['activemq', 'rabbitmq'],
  'rds': ['documentdb'],
  'docdb-elastic': ['documentdb'],
};

/** Properties of a mapping that only some kinds have: they show the kind if the ARN does not. */
export const TELLING_PROPERTIES: { readonly [property: string]: readonly SourceKind[] } = {
  SelfManagedEventSource: ['self-managed-kafka'],
  SelfManagedKafkaEventSourceConfig: ['self-managed-kafka'],
  AmazonManagedKafkaEventSourceConfig: ['msk', 'msk-serverless'],
  DocumentDBEventSourceConfig: ['documentdb'],
  Topics: ['msk', 'msk-serverless', 'self-managed-kafka'],
  Queues: ['activemq', 'rabbitmq'],
  ScalingConfig: SQS,
};
