import { Fn } from 'aws-cdk-lib';
import { recordShape } from '../../src/aws/record-shapes';
import { SourceKind } from '../../src/aws/source-kinds';
import { SampleRecords } from '../../src/testing';

const decode = (text: string) => Buffer.from(text, 'base64').toString();

test('SQS: the body as text, with its checksum', () => {
  expect(SampleRecords.sqs({ a: 1 })).toMatchObject({ body: '{"a":1}', md5OfBody: 'bb6cb5c68df4652941caf652a366f2d8', eventSource: 'aws:sqs' });
  expect(SampleRecords.sqsText('x').body).toBe('x');
});

test('Kinesis, Kafka and Amazon MQ: the payload in base64', () => {
  expect(decode(SampleRecords.kinesis({ a: 1 }).kinesis.data)).toBe('{"a":1}');
  expect(decode(SampleRecords.kafka({ a: 1 }).value)).toBe('{"a":1}');
  expect(decode(SampleRecords.activeMq({ a: 1 }).data)).toBe('{"a":1}');
  expect(decode(SampleRecords.rabbitMq({ a: 1 }).data)).toBe('{"a":1}');
  expect(decode(SampleRecords.kinesisText('ü').kinesis.data)).toBe('ü');
});

test.each([
  ['INSERT', { newImage: {} }, 'NEW_AND_OLD_IMAGES'],
  ['REMOVE', { oldImage: {} }, 'NEW_AND_OLD_IMAGES'],
  ['MODIFY', { newImage: {}, oldImage: {} }, 'NEW_AND_OLD_IMAGES'],
  ['MODIFY', {}, 'KEYS_ONLY'],
])('DynamoDB: %s with images %j', (eventName, images, viewType) => {
  const record = SampleRecords.dynamo({ keys: { id: { S: '1' } }, ...images });
  expect(record).toMatchObject({ eventName, dynamodb: { Keys: { id: { S: '1' } }, StreamViewType: viewType } });
  expect(Object.keys(record.dynamodb).filter(key => key.endsWith('Image'))).toHaveLength(Object.keys(images).length);
});

test.each([
  ['sqs', SampleRecords.sqs({})],
  ['kinesis', (({ kinesis, ...rest }) => ({ ...rest, ...kinesis }))(SampleRecords.kinesis({}))],
  ['dynamodb', SampleRecords.dynamo({ keys: {} })],
  ['msk', SampleRecords.kafka({})],
  ['activemq', SampleRecords.activeMq({})],
  ['rabbitmq', SampleRecords.rabbitMq({})],
] as Array<[SourceKind, Record<string, any>]>)('a record of %s has the keys that filters are judged by, of their types', (source, record) => {
  const { keys } = recordShape(source)!;
  expect(Object.keys(record).filter(key => !(key in keys))).toEqual([]);
  for (const [key, { always, holds, values }] of Object.entries(keys)) {
    if (always) { expect([key, typeof record[key]]).toEqual([key, holds === 'text' ? 'string' : holds]); }
    if (values) { expect(values).toContain(record[key]); }
  }
});

test('records are the same for the same payload, and can be changed without effect on others', () => {
  const first = SampleRecords.sqs({ a: 1 });
  first.attributes.SenderId = 'x';
  expect(SampleRecords.sqs({ a: 1 })).not.toEqual(first);
  expect(SampleRecords.sqs({ a: 1 })).toEqual(SampleRecords.sqs({ a: 1 }));
});

describe('what a record cannot hold is refused by its place', () => {
  const circle: any = {};
  circle.again = circle;
  const HELD = 'but it must be a value that JSON holds. Pass a plain object of strings, numbers, true, false, null, arrays and objects, without circles.';

  test('a value that only the deployment knows', () => {
    const KNOWN = 'is known only at deployment, but a test needs the value itself. Write one out in its place.';
    const id = Fn.importValue('id');
    expect(() => SampleRecords.sqs({ order: { id } })).toThrow(new Error(`SampleRecords.sqs: body.order.id ${KNOWN}`));
    expect(() => SampleRecords.kinesisText(`order ${id}`)).toThrow(new Error(`SampleRecords.kinesisText: data ${KNOWN}`));
    expect(() => SampleRecords.dynamo({ keys: { id: { S: id } } })).toThrow(new Error(`SampleRecords.dynamo: change.keys.id.S ${KNOWN}`));
  });

  test.each<[string, unknown, string]>([
    ['nothing', undefined, 'undefined'],
    ['a circle', circle, 'an object with again'],
    ['a BigInt', { n: 1n }, 'an object with n'],
    ['50,000 levels', Array.from({ length: 50_000 }).reduce<object>(inner => ({ a: inner }), {}), 'an object with a'],
  ])('%s', (_, body, shown) => {
    expect(() => SampleRecords.sqs(body as any)).toThrow(new Error(`SampleRecords.sqs: body is ${shown}, ${HELD}`));
  });

  test('another value than text, and no change at all', () => {
    expect(() => SampleRecords.rabbitMqText(5 as any)).toThrow(new Error('SampleRecords.rabbitMqText: data is 5, but it must be text. Pass a string.'));
    expect(() => SampleRecords.dynamo(undefined as any)).toThrow(
      new Error("SampleRecords.dynamo: change is undefined, but it must be an object. Pass { keys: { id: { S: '1' } } }, and the images that the record has."),
    );
  });
});
