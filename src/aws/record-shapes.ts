import { SourceKind } from './source-kinds';

/** A key at the top of a source's records, as its poller sees them. */
export interface RecordKey {
  /** `documented` on the page of the source; `doubtful` if only the general page of the guide speaks for it. */
  readonly support: 'documented' | 'doubtful';
  readonly holds: 'payload' | 'text' | 'number' | 'boolean' | 'object' | 'any';
  /** True if every record has the key with a value. */
  readonly always?: boolean;
  /** All values that there are. */
  readonly values?: readonly string[];
}

/** The records of a source. */
export interface RecordShape {
  /** The key that holds what the user's code sent, or the change of the table. */
  readonly payload: string;
  /** What the payload may be if it is no JSON. `refused`: Lambda refuses patterns on it as text. `none`: it is always JSON. */
  readonly text: 'matched' | 'refused' | 'none';
  readonly keys: Readonly<Record<string, RecordKey>>;
}

const TEXT: RecordKey = { support: 'doubtful', holds: 'text', always: true };
const NUMBER: RecordKey = { support: 'doubtful', holds: 'number', always: true };
const OBJECT: RecordKey = { support: 'doubtful', holds: 'object' };
const ANY: RecordKey = { support: 'doubtful', holds: 'any' };
const BOOLEAN: RecordKey = { support: 'doubtful', holds: 'boolean', always: true };
const PAYLOAD: RecordKey = { support: 'documented', holds: 'payload' };

const fixed = (...values: string[]): RecordKey => ({ ...TEXT, values });

const SQS: RecordShape = {
  payload: 'body',
  text: 'matched',
  keys: {
    body: PAYLOAD,
    messageId: TEXT,
    receiptHandle: TEXT,
    attributes: OBJECT,
    messageAttributes: OBJECT,
    md5OfBody: TEXT,
    md5OfMessageAttributes: ANY,
    eventSource: fixed('aws:sqs'),
    eventSourceARN: TEXT,
    awsRegion: TEXT,
  },
};

const KINESIS: RecordShape = {
  payload: 'data',
  text: 'refused',
  keys: {
    data: PAYLOAD,
    kinesisSchemaVersion: TEXT,
    partitionKey: TEXT,
    sequenceNumber: TEXT,
    approximateArrivalTimestamp: NUMBER,
    encryptionType: ANY,
    eventSource: fixed('aws:kinesis'),
    eventVersion: TEXT,
    eventID: TEXT,
    eventName: fixed('aws:kinesis:record'),
    invokeIdentityArn: TEXT,
    awsRegion: TEXT,
    eventSourceARN: TEXT,
  },
};

const DYNAMODB: RecordShape = {
  payload: 'dynamodb',
  text: 'none',
  keys: {
    dynamodb: PAYLOAD,
    eventName: { ...fixed('INSERT', 'MODIFY', 'REMOVE'), support: 'documented' },
    eventSource: { ...fixed('aws:dynamodb'), support: 'documented' },
    eventID: TEXT,
    eventVersion: TEXT,
    awsRegion: TEXT,
    eventSourceARN: TEXT,
    // The guide of DynamoDB finds what Time to Live deleted by it.
    userIdentity: { ...OBJECT, support: 'documented' },
  },
};

const KAFKA: RecordShape = {
  payload: 'value',
  text: 'matched',
  keys: {
    value: PAYLOAD,
    key: ANY,
    topic: TEXT,
    partition: NUMBER,
    offset: NUMBER,
    timestamp: NUMBER,
    timestampType: TEXT,
    headers: OBJECT,
    // With a schema registry.
    keySchemaMetadata: OBJECT,
    valueSchemaMetadata: OBJECT,
  },
};

const ACTIVEMQ: RecordShape = {
  payload: 'data',
  text: 'matched',
  keys: {
    data: PAYLOAD,
    messageID: TEXT,
    messageType: TEXT,
    deliveryMode: NUMBER,
    replyTo: ANY,
    type: ANY,
    expiration: ANY,
    priority: NUMBER,
    correlationId: ANY,
    redelivered: BOOLEAN,
    destination: OBJECT,
    timestamp: NUMBER,
    brokerInTime: NUMBER,
    brokerOutTime: NUMBER,
    properties: OBJECT,
  },
};

const RABBITMQ: RecordShape = {
  payload: 'data',
  text: 'matched',
  keys: { data: PAYLOAD, basicProperties: OBJECT, redelivered: BOOLEAN },
};

/** What takes no filters, or filters of another kind. */
type Unfiltered = 'documentdb' | 'asynchronous' | 's3' | 'sns';

const SHAPES: { readonly [kind in Exclude<SourceKind, Unfiltered>]: RecordShape } & { readonly [kind in Unfiltered]?: undefined } = {
  'sqs': SQS,
  'sqs-fifo': SQS,
  'kinesis': KINESIS,
  'kinesis-consumer': KINESIS,
  'dynamodb': DYNAMODB,
  'msk': KAFKA,
  'msk-serverless': KAFKA,
  'self-managed-kafka': KAFKA,
  'activemq': ACTIVEMQ,
  'rabbitmq': RABBITMQ,
};

/** The records of a source; undefined for DocumentDB, which takes no filters. */
export function recordShape(source: SourceKind): RecordShape | undefined {
  return SHAPES[source];
}

/** The keys that hold the payload in the records of some source. */
export const PAYLOADS: ReadonlySet<string> = new Set([SQS, KINESIS, KAFKA, ACTIVEMQ, RABBITMQ].map(({ payload }) => payload));

/** Names of sources, in words, whose records have the key at the top, or in the function's event above it. */
export function sourcesWithKey(key: string): string[] {
  const owners: Array<[string, RecordShape]> = [
    ['SQS', SQS], ['Kinesis', KINESIS], ['DynamoDB streams', DYNAMODB], ['Kafka', KAFKA], ['ActiveMQ', ACTIVEMQ], ['RabbitMQ', RABBITMQ],
  ];
  return owners.filter(([, shape]) => Object.hasOwn(shape.keys, key)).map(([name]) => name);
}

/** What DynamoDB puts under `dynamodb`. */
export const DYNAMODB_KEYS: Readonly<Record<string, 'number' | 'text' | 'attributes'>> = {
  ApproximateCreationDateTime: 'number',
  Keys: 'attributes',
  NewImage: 'attributes',
  OldImage: 'attributes',
  SequenceNumber: 'text',
  SizeBytes: 'number',
  StreamViewType: 'text',
};

/** The images that records of a stream carry, by its view type. */
export const IMAGES_BY_VIEW_TYPE: Readonly<Record<string, readonly string[]>> = {
  KEYS_ONLY: [],
  NEW_IMAGE: ['NewImage'],
  OLD_IMAGE: ['OldImage'],
  NEW_AND_OLD_IMAGES: ['NewImage', 'OldImage'],
};

/** DynamoDB's types: what stands below them in a record. */
export const DYNAMODB_TYPES: Readonly<Record<string, 'text' | 'literal' | 'map' | 'list'>> = {
  S: 'text',
  N: 'text',
  B: 'text',
  SS: 'text',
  NS: 'text',
  BS: 'text',
  BOOL: 'literal',
  NULL: 'literal',
  M: 'map',
  L: 'list',
};
