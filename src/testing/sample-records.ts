import { createHash } from 'crypto';
import { expectGiven, OPTIONS, TEXT, Wanted } from '../cdk/given';
import { refuseTokens } from '../cdk/token-places';

/** A change of a DynamoDB table. */
export interface SampleDynamoChange {
  /**
   * Attributes of the primary key, with their types, such as `{ id: { S: '1' } }`.
   */
  readonly keys: { [key: string]: any };
  /**
   * The item after the change, with types.
   *
   * @default - none: the item was removed, or the stream carries no new images
   */
  readonly newImage?: { [key: string]: any };
  /**
   * The item before the change, with types.
   *
   * @default - none: the item was inserted, or the stream carries no old images
   */
  readonly oldImage?: { [key: string]: any };
}

const REGION = 'us-east-1';
const ACCOUNT = '123456789012';
const ARRIVAL_MILLIS = 1795219200000;

/**
 * Complete records as functions receive them, always the same for the same payload.
 *
 * A record is a plain object: change its other keys after making it, or spread it into a new one.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/lambda-services.html
 */
export class SampleRecords {
  /**
   * A message of an SQS queue with a JSON body.
   *
   * @param body the body, before it is written as JSON
   * @see https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html
   */
  public static sqs(body: { [key: string]: any }): { [key: string]: any } {
    return SampleRecords.sqsText(jsonOf('sqs', 'body', body));
  }

  /**
   * A message of an SQS queue with any text as its body.
   *
   * @param body the text
   * @see https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html
   */
  public static sqsText(body: string): { [key: string]: any } {
    textOf('sqsText', 'body', body);
    return {
      messageId: '059f36b4-87a3-44ab-83d2-661975830a7d',
      receiptHandle: 'AQEBwJnKyrHigUMZj6rYigCgxlaS3SLy0a',
      body,
      attributes: {
        ApproximateReceiveCount: '1',
        SentTimestamp: `${ARRIVAL_MILLIS}`,
        SenderId: 'AIDAIENQZJOLO23YVJ4VO',
        ApproximateFirstReceiveTimestamp: `${ARRIVAL_MILLIS + 12}`,
      },
      messageAttributes: {},
      md5OfBody: createHash('md5').update(body).digest('hex'),
      eventSource: 'aws:sqs',
      eventSourceARN: `arn:aws:sqs:${REGION}:${ACCOUNT}:orders`,
      awsRegion: REGION,
    };
  }

  /**
   * A record of a Kinesis stream with JSON data, in base64.
   *
   * @param data the data, before it is written as JSON
   * @see https://docs.aws.amazon.com/lambda/latest/dg/with-kinesis.html
   */
  public static kinesis(data: { [key: string]: any }): { [key: string]: any } {
    return SampleRecords.kinesisText(jsonOf('kinesis', 'data', data));
  }

  /**
   * A record of a Kinesis stream with any text as its data, in base64.
   *
   * @param data the text, not yet in base64
   * @see https://docs.aws.amazon.com/lambda/latest/dg/with-kinesis.html
   */
  public static kinesisText(data: string): { [key: string]: any } {
    textOf('kinesisText', 'data', data);
    const sequenceNumber = '49590338271490256608559692538361571095921575989136588898';
    return {
      kinesis: {
        kinesisSchemaVersion: '1.0',
        partitionKey: '1',
        sequenceNumber,
        data: base64(data),
        approximateArrivalTimestamp: ARRIVAL_MILLIS / 1000,
      },
      eventSource: 'aws:kinesis',
      eventVersion: '1.0',
      eventID: `shardId-000000000006:${sequenceNumber}`,
      eventName: 'aws:kinesis:record',
      invokeIdentityArn: `arn:aws:iam::${ACCOUNT}:role/orders`,
      awsRegion: REGION,
      eventSourceARN: `arn:aws:kinesis:${REGION}:${ACCOUNT}:stream/orders`,
    };
  }

  /**
   * A change from a DynamoDB stream: INSERT without an old image, REMOVE without a new one, MODIFY with both or none.
   *
   * @param change keys and images
   * @see https://docs.aws.amazon.com/lambda/latest/dg/with-ddb.html
   */
  public static dynamo(change: SampleDynamoChange): { [key: string]: any } {
    jsonOf('dynamo', 'change', expectGiven('SampleRecords.dynamo', 'change', change, CHANGE));
    const { keys, newImage, oldImage } = change;
    const images = `${newImage ? 'N' : ''}${oldImage ? 'O' : ''}`;
    return {
      eventID: 'c4ca4238a0b923820dcc509a6f75849b',
      eventName: ({ N: 'INSERT', O: 'REMOVE' } as Record<string, string>)[images] ?? 'MODIFY',
      eventVersion: '1.1',
      eventSource: 'aws:dynamodb',
      awsRegion: REGION,
      dynamodb: {
        ApproximateCreationDateTime: ARRIVAL_MILLIS / 1000,
        Keys: keys,
        ...newImage && { NewImage: newImage },
        ...oldImage && { OldImage: oldImage },
        SequenceNumber: '4421584500000000017450439091',
        SizeBytes: Buffer.byteLength(JSON.stringify([keys, newImage, oldImage])),
        StreamViewType: images === '' ? 'KEYS_ONLY' : 'NEW_AND_OLD_IMAGES',
      },
      eventSourceARN: `arn:aws:dynamodb:${REGION}:${ACCOUNT}:table/orders/stream/2026-11-21T00:00:00.000`,
    };
  }

  /**
   * A record of a Kafka topic with a JSON value, in base64.
   *
   * @param value the value, before it is written as JSON
   * @see https://docs.aws.amazon.com/lambda/latest/dg/with-msk.html
   */
  public static kafka(value: { [key: string]: any }): { [key: string]: any } {
    return SampleRecords.kafkaText(jsonOf('kafka', 'value', value));
  }

  /**
   * A record of a Kafka topic with any text as its value, in base64.
   *
   * @param value the text, not yet in base64
   * @see https://docs.aws.amazon.com/lambda/latest/dg/with-msk.html
   */
  public static kafkaText(value: string): { [key: string]: any } {
    textOf('kafkaText', 'value', value);
    return {
      topic: 'orders',
      partition: 0,
      offset: 15,
      timestamp: ARRIVAL_MILLIS,
      timestampType: 'CREATE_TIME',
      key: base64('order-1'),
      value: base64(value),
      headers: [],
    };
  }

  /**
   * A message of an ActiveMQ queue with JSON data, in base64.
   *
   * @param data the data, before it is written as JSON
   * @see https://docs.aws.amazon.com/lambda/latest/dg/with-mq.html
   */
  public static activeMq(data: { [key: string]: any }): { [key: string]: any } {
    return SampleRecords.activeMqText(jsonOf('activeMq', 'data', data));
  }

  /**
   * A message of an ActiveMQ queue with any text as its data, in base64.
   *
   * @param data the text, not yet in base64
   * @see https://docs.aws.amazon.com/lambda/latest/dg/with-mq.html
   */
  public static activeMqText(data: string): { [key: string]: any } {
    textOf('activeMqText', 'data', data);
    return {
      messageID: 'ID:b-9bcfa592-423a-4942-879d-eb284b418fc8-1.mq.us-east-1.amazonaws.com-37557-1234520418293-4:1:1:1:1',
      messageType: 'jms/text-message',
      deliveryMode: 1,
      replyTo: null,
      type: null,
      expiration: '60000',
      priority: 1,
      correlationId: 'order-1',
      redelivered: false,
      destination: { physicalName: 'orders' },
      data: base64(data),
      timestamp: ARRIVAL_MILLIS,
      brokerInTime: ARRIVAL_MILLIS,
      brokerOutTime: ARRIVAL_MILLIS + 3,
      properties: {},
    };
  }

  /**
   * A message of a RabbitMQ queue with JSON data, in base64.
   *
   * @param data the data, before it is written as JSON
   * @see https://docs.aws.amazon.com/lambda/latest/dg/with-mq.html
   */
  public static rabbitMq(data: { [key: string]: any }): { [key: string]: any } {
    return SampleRecords.rabbitMqText(jsonOf('rabbitMq', 'data', data));
  }

  /**
   * A message of a RabbitMQ queue with any text as its data, in base64.
   *
   * @param data the text, not yet in base64
   * @see https://docs.aws.amazon.com/lambda/latest/dg/with-mq.html
   */
  public static rabbitMqText(data: string): { [key: string]: any } {
    textOf('rabbitMqText', 'data', data);
    return {
      basicProperties: {
        contentType: 'text/plain',
        contentEncoding: null,
        headers: {},
        deliveryMode: 1,
        priority: 34,
        correlationId: null,
        replyTo: null,
        expiration: '60000',
        messageId: null,
        timestamp: 'Nov 21, 2026, 12:00:00 AM',
        type: null,
        userId: 'orders',
        appId: null,
        clusterId: null,
        bodySize: Buffer.byteLength(data),
      },
      redelivered: false,
      data: base64(data),
    };
  }

  private constructor() {}
}

const CHANGE: Wanted = { ...OPTIONS, repair: "Pass { keys: { id: { S: '1' } } }, and the images that the record has." };

const JSON_VALUE: Omit<Wanted, 'fits'> = { what: 'a value that JSON holds', repair: 'Pass a plain object of strings, numbers, true, false, null, arrays and objects, without circles.' };

/** A payload as JSON text. */
function jsonOf(method: string, name: string, payload: unknown): string {
  const owner = `SampleRecords.${method}`;
  refuseTokens(payload, `${owner}: ${name}`);
  const text = jsonText(payload);
  expectGiven(owner, name, payload, { ...JSON_VALUE, fits: () => text !== undefined });
  return text!;
}

/** Undefined where a value has no JSON. */
function jsonText(value: unknown): string | undefined {
  try {
    return JSON.stringify(value);
  } catch {
    return undefined;
  }
}

function textOf(method: string, name: string, text: string): void {
  refuseTokens(text, `SampleRecords.${method}: ${name}`);
  expectGiven(`SampleRecords.${method}`, name, text, TEXT);
}

function base64(text: string): string {
  return Buffer.from(text).toString('base64');
}
