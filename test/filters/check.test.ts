import { SourceKind } from '../../src/aws/source-kinds';
import { checkFilters } from '../../src/filters/check';

function ids(source: SourceKind | undefined, ...patterns: string[]): string[] {
  return checkFilters({ patterns, source }).map(found => found.id);
}

test('what is too long is read, but not judged by its meaning', () => {
  const pattern = (length: number) => `{"Body":["${'x'.repeat(length - 13)}"]}`;
  expect(pattern(4096).length).toBe(4096);
  expect(ids('sqs', pattern(4096))).toEqual(['filter-unknown-key']);
  expect(ids('sqs', pattern(4097))).toEqual([]);
});

test('filters of Amazon DocumentDB, which Lambda refuses as such, are not judged', () => {
  expect(ids('documentdb', '{"x":1}')).toEqual([]);
});

describe('keys at the top', () => {
  const documented: Array<[SourceKind, string]> = [
    ['sqs', '{"body":["x"]}'], ['sqs-fifo', '{"body":{"a":["x"]}}'], ['kinesis', '{"data":{"a":["x"]}}'], ['kinesis-consumer', '{"data":{"a":["x"]}}'],
    ['dynamodb', '{"dynamodb":{"Keys":{"id":{"S":["x"]}}}}'], ['dynamodb', '{"eventName":["INSERT"]}'],
    ['dynamodb', '{"userIdentity":{"type":["Service"],"principalId":["dynamodb.amazonaws.com"]}}'],
    ['msk', '{"value":["x"]}'], ['msk-serverless', '{"value":{"a":["x"]}}'], ['self-managed-kafka', '{"value":{"a":["x"]}}'],
    ['activemq', '{"data":{"a":["x"]}}'], ['rabbitmq', '{"data":["x"]}'],
  ];
  test.each(documented)('%s takes %s', (source, pattern) => expect(ids(source, pattern)).toEqual([]));

  const doubtful: Array<[SourceKind, string]> = [
    ['sqs', '{"messageId":["x"]}'], ['sqs', '{"attributes":{"MessageGroupId":["x"]}}'], ['sqs', '{"messageAttributes":{"a":{"stringValue":["x"]}}}'], ['kinesis', '{"partitionKey":["x"]}'],
    ['dynamodb', '{"awsRegion":["eu-west-1"]}'], ['msk', '{"topic":["x"]}'], ['msk', '{"key":["x"]}'], ['self-managed-kafka', '{"valueSchemaMetadata":{"dataFormat":["AVRO"]}}'], ['activemq', '{"destination":{"physicalName":["q"]}}'],
    ['rabbitmq', '{"basicProperties":{"type":["x"]}}'],
  ];
  test.each(doubtful)('%s doubts %s', (source, pattern) => expect(ids(source, pattern)).toEqual(['filter-metadata-key']));

  test.each([
    ['sqs', '{"Body":["x"]}', 'Did you mean body?'],
    ['sqs', '{"kind":["x"]}', 'Put it under body: {"body":{"kind":[...]}}.'],
    ['sqs-fifo', '{"order":{"kind":["x"]}}', 'Put it under body: {"body":{"order":{"kind":[...]}}}.'],
    ['kinesis', '{"kind":["x"]}', 'Put it under data: {"data":{"kind":[...]}}.'],
    ['activemq', '{"kind":["x"]}', 'Put it under data: {"data":{"kind":[...]}}.'],
    ['self-managed-kafka', '{"kind":["x"]}', 'Put it under value: {"value":{"kind":[...]}}.'],
    ['dynamodb', '{"kind":["x"]}', 'Put it under dynamodb: {"dynamodb":{"NewImage":{"kind":{"S":[...]}}}}. Other keys are eventName, eventSource, userIdentity.'],
    ['dynamodb', '{"NewImage":{"kind":{"S":["x"]}}}', 'Put it under dynamodb: {"dynamodb":{"NewImage":{"kind":{"S":[...]}}}}. Other keys are eventName, eventSource, userIdentity.'],
    ['dynamodb', '{"dynamodb":{"kind":["x"]}}', 'Put an attribute under an image, with its type: {"dynamodb":{"NewImage":{"kind":{"S":[...]}}}}. The keys of dynamodb are '
      + 'ApproximateCreationDateTime, Keys, NewImage, OldImage, SequenceNumber, SizeBytes, StreamViewType.'],
    ['sqs', '{"Records":{"body":["x"]}}', 'Use "body": a pattern starts at the record of the poller, not at the event of the function.'],
    ['kinesis', '{"kinesis":{"data":{"a":["x"]}}}', 'Use "data": a pattern starts at the record of the poller, not at the event of the function.'],
    ['msk', '{"__proto__":["x"]}', 'Put it under value: {"value":{"__proto__":[...]}}.'],
  ] as Array<[SourceKind, string, string]>)(
    '%s has no key of %s', (source, pattern, fix) => {
      const [found, ...more] = checkFilters({ patterns: [pattern], source });
      expect(found).toMatchObject({ id: 'filter-unknown-key', severity: 'error' });
      expect(found.fix).toBe(fix);
      expect(more).toEqual([]);
    });

  test.each([['sqs', '{"data":["x"]}'], ['sqs', '{"value":{"a":["x"]}}'], ['kinesis', '{"body":{"a":["x"]}}'], ['dynamodb', '{"body":["x"]}'], ['rabbitmq', '{"value":["x"]}']] as Array<[SourceKind, string]>)(
    '%s: %s belongs to another source', (source, pattern) => expect(ids(source, pattern)).toEqual(['filter-foreign-key']));

  test.each([
    ['sqs', '{"data":{"a":["x"]}}', 'Put it under body: {"body":{"a":[...]}}.'],
    ['dynamodb', '{"body":{"a":["x"]}}', 'Put it under dynamodb: {"dynamodb":{"NewImage":{"a":{"S":[...]}}}}. Other keys are eventName, eventSource, userIdentity.'],
    ['sqs', '{"type":["x"]}', 'Put it under body: {"body":{"type":[...]}}.'],
  ] as Array<[SourceKind, string, string]>)('%s: what %s asks is written out in the own payload', (source, pattern, fix) => {
    expect(checkFilters({ patterns: [pattern], source })).toMatchObject([{ id: 'filter-foreign-key', fix }]);
  });

  test.each([
    ['{"kind":["x"],"body":{"a":[{"prefix":1}]}}', ['filter-operand', 'filter-unknown-key']],
    ['{"kind":"x"}', ['filter-leaf-not-array', 'filter-unknown-key']],
    ['{"kind":["x"],"data":{"a":[]}}', ['filter-empty-array', 'filter-unknown-key', 'filter-foreign-key']],
    ['{"body":{"a":[{"prefix":1}]},"$or":[{"kind":["x"]},{"body":{"b":["x"]}}]}', ['filter-operand']],
    ['{"body":{"a":[{"prefix":1}]},"kind":[{"exists":false}]}', ['filter-operand']],
  ])('%s is refused for its form, and its keys are judged all the same', (pattern, expected) => expect(ids('sqs', pattern)).toEqual(expected));

  test('without a source any key goes', () => expect(ids(undefined, '{"Body":["x"]}')).toEqual([]));

  test('an alternative with an unknown key is dead, the filter is not', () => {
    expect(ids('sqs', '{"$or":[{"body":["x"]},{"data":["x"]}]}')).toEqual(['filter-dead-alternative']);
    expect(ids('sqs', '{"$or":[{"value":["x"]},{"data":["x"]}]}')).toEqual(['filter-foreign-key', 'filter-foreign-key']);
  });

  test('the absence of an unknown key always holds', () => {
    expect(ids('sqs', '{"foo":[{"exists":false}]}')).toEqual(['filter-always-matches']);
    expect(ids('sqs', '{"foo":[{"exists":false}],"body":["x"]}')).toEqual([]);
  });
});

describe('Kinesis data', () => {
  test.each(['{"data":["x"]}', '{"data":[{"prefix":"x"}]}', '{"data":[null]}'])('as text in %s is refused', pattern => expect(ids('kinesis', pattern)).toEqual(['filter-kinesis-data-text']));
  test('is an object, so its existence is doubtful', () => expect(ids('kinesis', '{"data":[{"exists":true}]}')).toEqual(['filter-exists-inner-node']));
});

describe('plain text', () => {
  test.each([['sqs', '{"body":[42]}'], ['rabbitmq', '{"data":[{"numeric":[">",1]}]}'], ['msk', '{"value":[null,true]}']] as Array<[SourceKind, string]>)(
    '%s: %s never compares equal', (source, pattern) => expect(ids(source, pattern)).toEqual(['filter-text-payload']));
  test('beside a number is fine', () => expect(ids('sqs', '{"body":["42",42]}')).toEqual([]));
  test.each(['{"attributes":{"ApproximateReceiveCount":[{"numeric":[">",1]}]}}', '{"messageId":[5]}'])('%s compares text with a number', pattern => {
    expect(ids('sqs', pattern)).toEqual(['filter-metadata-key', 'filter-number-on-text']);
  });
});

describe('DynamoDB', () => {
  const image = (inside: string) => `{"dynamodb":{"NewImage":${inside}}}`;

  test.each([
    '{"a":{"S":["x"]}}', '{"a":{"N":["42"]}}', '{"a":{"BOOL":[true]}}', '{"a":{"NULL":[true]}}', '{"a":{"SS":["x"]}}', '{"a":{"M":{"b":{"S":["x"]}}}}', '{"a":{"L":{"S":["x"]}}}',
    '{"a":{"L":{"M":{"b":{"N":["1"]}}}}}', '{"a":{"S":[{"exists":true}]}}', '{"S":{"S":["x"]}}', '{"a.b":{"S":["x"]}}', '{"__proto__":{"S":["x"]}}',
  ])('takes %s', inside => expect(ids('dynamodb', image(inside))).toEqual([]));

  test.each(['{"a":["x"]}', '{"a":{"x":["y"]}}', '{"a":{"s":["x"]}}', '{"a":{"M":["x"]}}', '{"a":{"M":{"b":["x"]}}}', '{"a":{"S":{"b":["x"]}}}', '{"a":{"L":["x"]}}', '{"a":{"constructor":["x"]}}'])(
    'misses a type in %s', inside => expect(ids('dynamodb', image(inside))).toEqual(['filter-dynamodb-type']));

  test.each(['{"a":{"N":[42]}}', '{"a":{"N":[{"numeric":[">",100]},{"anything-but":"101"}]}}', '{"a":{"S":[1]}}', '{"a":{"S":[null]}}'])(
    'compares text with a number in %s', inside => expect(ids('dynamodb', image(inside))).toEqual(['filter-number-on-text']));

  test.each(['{"a":[{"exists":true}]}', '{"a":[{"exists":false}]}', '{"a":{"M":[{"exists":true}]}}'])(
    'asks for the existence of an object in %s', inside => expect(ids('dynamodb', image(inside))).toEqual(['filter-exists-inner-node']));

  test('asks for the existence of an image', () => {
    expect(ids('dynamodb', image('[{"exists":true}]'))).toEqual(['filter-exists-inner-node']);
    expect(ids('dynamodb', '{"dynamodb":[{"exists":true}]}')).toEqual(['filter-exists-inner-node']);
    expect(ids('dynamodb', '{"dynamodb":["x"]}')).toEqual(['filter-dynamodb-type']);
  });

  test('numbers beside the images are numbers', () => {
    expect(ids('dynamodb', '{"dynamodb":{"ApproximateCreationDateTime":[{"numeric":[">",0]}]}}')).toEqual([]);
    expect(ids('dynamodb', '{"dynamodb":{"SequenceNumber":[{"numeric":[">",0]}]}}')).toEqual(['filter-number-on-text']);
    expect(ids('dynamodb', '{"dynamodb":{"newImage":{"a":{"S":["x"]}}}}')).toEqual(['filter-unknown-key']);
  });

  test.each([
    ['KEYS_ONLY', 'Keys', true], ['KEYS_ONLY', 'NewImage', false], ['KEYS_ONLY', 'OldImage', false], ['NEW_IMAGE', 'NewImage', true], ['NEW_IMAGE', 'OldImage', false],
    ['OLD_IMAGE', 'OldImage', true], ['OLD_IMAGE', 'NewImage', false], ['NEW_AND_OLD_IMAGES', 'NewImage', true], ['NEW_AND_OLD_IMAGES', 'OldImage', true], ['SOMETHING_NEW', 'OldImage', true], [undefined, 'OldImage', true],
  ])('view type %s and %s: %p', (streamViewType, part, fine) => {
    const found = checkFilters({ patterns: [`{"dynamodb":{"${part}":{"a":{"S":["x"]}}}}`], source: 'dynamodb', streamViewType });
    expect(found.map(({ id }) => id)).toEqual(fine ? [] : ['filter-image-absent']);
  });

  test('the absence of an image that the stream leaves out always holds', () => {
    const found = checkFilters({ patterns: ['{"dynamodb":{"OldImage":{"a":{"S":[{"exists":false}]}}}}'], source: 'dynamodb', streamViewType: 'NEW_IMAGE' });
    expect(found.map(({ id }) => id)).toEqual(['filter-always-matches']);
  });

  test.each([
    ['["INSERT"]', []], ['["INSERT","REMOVE"]', []], ['["insert"]', ['filter-never-matches']], ['["insert","INSERT"]', []], ['[{"prefix":"I"}]', []],
    ['["INSERT","MODIFY","REMOVE"]', ['filter-always-matches']], ['[{"exists":true}]', ['filter-always-matches']], ['[{"exists":false}]', ['filter-never-matches']],
  ])('eventName %s: %j', (values, expected) => expect(ids('dynamodb', `{"eventName":${values}}`)).toEqual(expected));
});

describe('exists', () => {
  test('of a field that another condition looks into is doubtful, also in another filter', () => {
    expect(ids('sqs', '{"body":{"a":[{"exists":true}]}}', '{"body":{"a":{"b":["x"]}}}')).toEqual(['filter-exists-inner-node']);
    expect(ids('sqs', '{"body":{"a":[{"exists":true}]}}', '{"body":{"ab":{"b":["x"]}}}')).toEqual([]);
  });

  test('and absent together hold always', () => expect(ids(undefined, '{"a":[{"exists":true},{"exists":false}]}')).toEqual(['filter-always-matches']));
  test('of an object of the record is doubtful', () => expect(ids('sqs', '{"messageAttributes":[{"exists":true}]}')).toEqual(['filter-metadata-key', 'filter-exists-inner-node']));
});

describe('tokens are unknown', () => {
  const token = '${Token[TOKEN.12]}';

  test('in place of the pattern', () => expect(ids('sqs', token, token)).toEqual([]));
  test('in place of a number', () => expect(ids('sqs', `{"body":{"a":[${token}]}}`)).toEqual([]));
  test('in a value, a key, or in a long pattern', () => {
    expect(ids('dynamodb', `{"eventName":["${token}"]}`)).toEqual([]);
    expect(ids('dynamodb', `{"eventName":[{"anything-but":["${token}"]}]}`)).toEqual([]);
    expect(ids('sqs', `{"${token}":["x"]}`)).toEqual([]);
    expect(ids('sqs', `{"body":["${token}${'x'.repeat(5000)}"]}`)).toEqual([]);
  });
  test('but mistakes around them are known', () => expect(ids('sqs', `{"body":"${token}"}`)).toEqual(['filter-leaf-not-array']));
});

test('a message has place, value, what is allowed, reason and repair', () => {
  const [found] = checkFilters({ patterns: ['{"eventName":["insert"]}'], source: 'dynamodb' });
  expect(found).toEqual({
    id: 'filter-never-matches',
    severity: 'error',
    path: 'Filters[0].Pattern.eventName',
    received: '"insert"',
    expected: 'the values are INSERT, MODIFY, REMOVE',
    message: 'Filters[0].Pattern.eventName is "insert", but the values are INSERT, MODIFY, REMOVE. '
      + 'No record of this source can satisfy the filter, so Lambda drops every record. Correct the value, or remove the filter.',
  });
});
