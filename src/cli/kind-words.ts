import { ALL_SOURCES, KAFKA, KINESIS, MQ, MSK, SourceKind, SQS } from '../aws/source-kinds';

/** What rules are about, in words. */
export const KIND_WORDS: Record<SourceKind, string> = {
  'sqs': 'standard queues of Amazon SQS',
  'sqs-fifo': 'FIFO queues of Amazon SQS',
  'kinesis': 'streams of Amazon Kinesis',
  'kinesis-consumer': 'consumers of Amazon Kinesis streams',
  'dynamodb': 'streams of Amazon DynamoDB tables',
  'msk': 'Amazon MSK',
  'msk-serverless': 'Amazon MSK Serverless',
  'self-managed-kafka': 'self-managed Apache Kafka',
  'activemq': 'Amazon MQ for ActiveMQ',
  'rabbitmq': 'Amazon MQ for RabbitMQ',
  'documentdb': 'Amazon DocumentDB',
  'asynchronous': 'asynchronous invocation',
  's3': 'notifications of Amazon S3',
  'sns': 'subscriptions to Amazon SNS',
};

const CLASSES: Record<SourceKind, string> = {
  'sqs': 'SqsEventSource',
  'sqs-fifo': 'SqsEventSource',
  'kinesis': 'KinesisEventSource',
  'kinesis-consumer': 'KinesisConsumerEventSource',
  'dynamodb': 'DynamoEventSource',
  'msk': 'KafkaEventSource',
  'msk-serverless': 'KafkaEventSource',
  'self-managed-kafka': 'KafkaEventSource',
  'activemq': 'MqEventSource',
  'rabbitmq': 'MqEventSource',
  'documentdb': 'DocumentDbEventSource',
  'asynchronous': 'EventInvokeConfig',
  's3': 'S3EventSource',
  'sns': 'SnsEventSource',
};

/** More names than this say less than what they have in common. */
const MOST_CLASSES = 3;

/** Kinds that have a name together; the largest groups first. */
const GROUPS: readonly (readonly [kinds: readonly SourceKind[], words: string])[] = [
  [ALL_SOURCES, 'all that Lambda polls'],
  [KAFKA, 'Apache Kafka'],
  [MSK, 'Amazon MSK'],
  [SQS, 'queues of Amazon SQS'],
  [KINESIS, 'streams of Amazon Kinesis and their consumers'],
  [MQ, 'Amazon MQ'],
];

/** The kinds that a rule holds for. */
export function kindsInWords(kinds: readonly SourceKind[]): string {
  const words: string[] = [];
  let rest = kinds;
  while (rest.length > 0) {
    const [first] = rest;
    const [group, name] = GROUPS.find(([all]) => all.includes(first) && all.every(kind => rest.includes(kind))) ?? [[first], KIND_WORDS[first]];
    words.push(name);
    rest = rest.filter(kind => !group.includes(kind));
  }
  return words.join(', ');
}

/** The classes that have a prop. */
export function classesOf(kinds: readonly SourceKind[]): string {
  const classes = [...new Set(kinds.map(kind => CLASSES[kind]))];
  return classes.length > MOST_CLASSES ? 'the event source' : classes.join(', ');
}

/** The type of the resource that a rule of these kinds validates. */
export function typeOf([kind]: readonly SourceKind[]): string {
  switch (kind) {
    case 'asynchronous': return 'AWS::Lambda::EventInvokeConfig';
    case 's3': return 'AWS::S3::Bucket';
    case 'sns': return 'AWS::SNS::Subscription';
    default: return 'AWS::Lambda::EventSourceMapping';
  }
}
