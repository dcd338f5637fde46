import { Fn, Lazy, Token } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { FilterMatch } from '../../src/sources/filter-match';
import { FilterOutcome, FilterTester, SampleRecords } from '../../src/testing';

const paid = { body: { status: ['paid'] } };

describe('SQS', () => {
  test('a message that matches passes, by the first filter that does', () => {
    const result = FilterTester.sqs([{ body: { status: ['open'] } }, paid, { body: { status: [{ exists: true }] } }]).test(SampleRecords.sqs({ status: 'paid' }));
    expect(result).toMatchObject({ passed: true, outcome: FilterOutcome.PASSED, matchedFilter: 1, mismatches: [], notes: [] });
    expect(result.toString()).toBe('PASSED by filter 1');
  });

  test('a message that no filter matches is deleted, with the reasons path by path', () => {
    const filter = { body: { status: ['paid', { prefix: 'p' }], total: FilterMatch.between(10, 20), note: FilterMatch.notExists(), tags: ['a'] } };
    const result = FilterTester.sqs([filter, { body: { id: [1] } }]).test(SampleRecords.sqs({ status: 'open', total: 5, note: null, tags: ['b', 'c'] }));
    expect(result).toMatchObject({ passed: false, outcome: FilterOutcome.DELETED, matchedFilter: undefined });
    expect(result.toString()).toBe([
      'DELETED',
      'filter 0: body.note: expected no value, found null',
      'filter 0: body.status: expected "paid" or prefix "p", found "open"',
      'filter 0: body.tags: expected "a", found "b", "c"',
      'filter 0: body.total: expected a number at least 10 and at most 20, found 5',
      'filter 1: body.id: expected 1, found no value',
    ].join('\n'));
  });

  test('of $or the closest alternative is told', () => {
    const result = FilterTester.sqs([{ body: { $or: [{ a: [1], b: [1], c: [1] }, { a: [1], d: [2] }] } }]).test(SampleRecords.sqs({ a: 1 }));
    expect(result.mismatches).toEqual([{ filter: 0, path: 'body.d', expected: '2', found: 'no value' }]);
  });

  test('conditions that hold in different elements of an array are told as such', () => {
    const result = FilterTester.sqs([{ body: { items: { sku: ['a'], count: [2] } } }]).test(SampleRecords.sqs({ items: [{ sku: 'a', count: 1 }, { sku: 'b', count: 2 }] }));
    expect(result.mismatches).toEqual([{ filter: 0, path: 'body.items.count, body.items.sku', expected: 'all of them in one element of the array', found: 'each in some element, never all in the same' }]);
  });

  test.each([
    ['text', 'text filter', 'hello', { body: ['hello'] }, 'PASSED', undefined],
    ['other text', 'text filter', 'bye', { body: ['hello'] }, 'DELETED', '"bye"'],
    ['text', 'JSON filter', 'hello', paid, 'DELETED', 'text'],
    ['text', 'JSON filter that asks for absence', 'hello', { body: { status: [{ exists: false }] } }, 'DELETED', 'text'],
    ['JSON', 'JSON filter', '{"status":"paid"}', paid, 'PASSED', undefined],
    ['JSON', 'text filter', '{"status":"paid"}', { body: [{ prefix: '{' }] }, 'DELETED', 'JSON'],
    ['an array', 'JSON filter', '[{"status":"paid"}]', paid, 'PASSED', undefined],
    ['a number', 'text filter', '42', { body: ['42'] }, 'PASSED', undefined],
    ['broken JSON', 'JSON filter', '{"status":"paid"', paid, 'DELETED', 'text'],
    ['empty text', 'text filter', '', { body: [''] }, 'PASSED', undefined],
    ['JSON', 'filter on metadata only', '{}', { messageAttributes: { a: [{ exists: false }] } }, 'PASSED', undefined],
  ])('%s against a %s', (_, __, body, filter, outcome, found) => {
    const result = FilterTester.sqs([filter]).test(SampleRecords.sqsText(body));
    expect(result.outcome).toBe(outcome);
    expect(result.mismatches[0]?.found).toBe(found);
  });

  test('the poller\'s form, with the body as an object, works alike', () => {
    expect(FilterTester.sqs([paid]).test({ body: { status: 'paid' } }).passed).toBe(true);
  });

  test('numbers in the body keep their spelling', () => {
    expect(FilterTester.sqs([{ pattern: '{"body":{"n":[9007199254740993]}}' }]).test(SampleRecords.sqsText('{"n":9007199254740992}')).passed).toBe(false);
  });

  test('filters of aws-cdk-lib work unchanged', () => {
    const filters = [lambda.FilterCriteria.filter({ body: { n: lambda.FilterRule.between(1, 2) } })];
    expect([1, 2, 3].map(n => FilterTester.sqs(filters).test(SampleRecords.sqs({ n })).passed)).toEqual([false, true, false]);
  });

  test('without filters all pass', () => {
    expect(FilterTester.sqs([]).test(SampleRecords.sqs({}))).toMatchObject({ passed: true, matchedFilter: undefined });
  });
});

describe('Kinesis', () => {
  const filter = { data: { order: { type: ['buy'] } } };
  const tester = FilterTester.kinesis([filter]);

  test('data in base64 is decoded', () => {
    expect(tester.test(SampleRecords.kinesis({ order: { type: 'buy' } })).passed).toBe(true);
    expect(tester.test(SampleRecords.kinesis({ order: { type: 'sell' } }))).toMatchObject({ outcome: 'DROPPED', mismatches: [{ path: 'data.order.type', found: '"sell"' }] });
  });

  test('text and binary data are dropped', () => {
    expect(tester.test(SampleRecords.kinesisText('buy')).toString()).toBe('DROPPED\nfilter 0: data: expected a JSON object, as the filter names fields of it, found text');
    const binary = SampleRecords.kinesis({});
    binary.kinesis.data = '/w==';
    expect(tester.test(binary).mismatches[0].found).toBe('not UTF-8 text');
  });

  test('the poller\'s form has the data at the top', () => {
    expect(tester.test({ partitionKey: '1', data: { order: { type: 'buy' } } }).passed).toBe(true);
  });

  test('keys beside the data are matched', () => {
    expect(FilterTester.kinesis([{ partitionKey: ['1'] }]).test(SampleRecords.kinesisText('x')).passed).toBe(true);
  });
});

describe('DynamoDB', () => {
  const change = { keys: { id: { S: '1' } }, newImage: { id: { S: '1' }, n: { N: '42' } } };

  test('images have types, numbers are text', () => {
    const passes = (n: any[]) => FilterTester.dynamo([{ dynamodb: { NewImage: { n: { N: n } } } }]).test(SampleRecords.dynamo(change)).passed;
    expect([['42'], [42], [{ numeric: ['=', 42] }], [{ prefix: '4' }]].map(passes)).toEqual([true, false, false, true]);
  });

  test('changes are dropped, not deleted', () => {
    expect(FilterTester.dynamo([{ eventName: ['REMOVE'] }]).test(SampleRecords.dynamo(change))).toMatchObject({ outcome: 'DROPPED', mismatches: [{ path: 'eventName', expected: '"REMOVE"', found: '"INSERT"' }] });
  });

  test('exists does not see the attribute, only its value', () => {
    const passes = (a: any) => FilterTester.dynamo([{ dynamodb: { NewImage: { n: a } } }]).test(SampleRecords.dynamo(change)).passed;
    expect([[{ exists: true }], { N: [{ exists: true }] }].map(passes)).toEqual([false, true]);
  });
});

describe.each([
  ['Kafka', 'value', FilterTester.kafka, SampleRecords.kafka, SampleRecords.kafkaText, { topic: ['orders'] }],
  ['ActiveMQ', 'data', FilterTester.activeMq, SampleRecords.activeMq, SampleRecords.activeMqText, { messageType: ['jms/text-message'] }],
  ['RabbitMQ', 'data', FilterTester.rabbitMq, SampleRecords.rabbitMq, SampleRecords.rabbitMqText, { redelivered: [false] }],
])('%s', (_, key, tester, record, textRecord, metadata) => {
  const json = { [key]: { status: ['paid'] } };
  const text = { [key]: ['hello'] };

  test('JSON against a JSON filter', () => {
    expect(tester([json]).test(record({ status: 'paid' })).passed).toBe(true);
    expect(tester([json]).test(record({ status: 'open' })).outcome).toBe('DROPPED');
  });

  test('text against a text filter', () => {
    expect(tester([text]).test(textRecord('hello')).passed).toBe(true);
    expect(tester([text]).test(textRecord('bye')).passed).toBe(false);
  });

  test('a mismatch ignores that part of the filter, so that the record passes', () => {
    const result = tester([json]).test(textRecord('hello'));
    expect(result).toMatchObject({ passed: true, notes: [`filter 0: ${key}.status ignored, because the ${key} of the record is text`] });
    expect(tester([text]).test(record({ status: 'paid' })).passed).toBe(true);
    expect(tester([json, text]).test({ ...record({}), [key]: 'gIGCg4SFhoeIiYqLjI2Ojw==' }).notes[0]).toContain('is not UTF-8 text');
  });

  test('a mismatch leaves the metadata to decide', () => {
    expect(tester([{ ...json, ...metadata }]).test(textRecord('hello')).passed).toBe(true);
    const dropped = tester([{ ...json, [Object.keys(metadata)[0]]: ['other'] }]).test(textRecord('hello'));
    expect(dropped).toMatchObject({ outcome: 'DROPPED', mismatches: [{ path: Object.keys(metadata)[0] }] });
    expect(dropped.notes).toHaveLength(1);
  });

  test('the poller\'s form is JSON, or text that is no base64', () => {
    expect(tester([json]).test({ ...record({}), [key]: { status: 'paid' } }).passed).toBe(true);
    expect(tester([{ [key]: ['test'] }]).test({ ...record({}), [key]: 'test' }).passed).toBe(true);
    expect(tester([{ [key]: ['hi there'] }]).test({ ...record({}), [key]: 'hi there' }).passed).toBe(true);
  });

  test('a message without content has no part that could mismatch but the payload', () => {
    expect(tester([json]).test({ ...record({}), [key]: null }).passed).toBe(true);
  });
});

test('the key of a Kafka record is decoded too', () => {
  expect(FilterTester.kafka([{ key: ['order-1'] }]).test(SampleRecords.kafka({})).passed).toBe(true);
});

describe('bad input', () => {
  test('filters that Lambda refuses are refused, all at once', () => {
    expect(() => FilterTester.sqs([{ body: 'x' }, { body: [{ begins: 'x' }] }])).toThrow(
      /^Lambda refuses these filters:\n\[filter-leaf-not-array\] filters\[0\]\.body is "x", .* See https:.*\n\[filter-unknown-operator\] filters\[1\]/);
    expect(() => FilterTester.kinesis([{ data: ['x'] }])).toThrow('[filter-kinesis-data-text]');
    expect(() => FilterTester.sqs([{ pattern: '{' }])).toThrow('[filter-not-json]');
  });

  test('what is wrong with the list is refused in the words of its rule, and five filters are not', () => {
    const filters = (count: number) => Array.from({ length: count }, (_, i) => ({ body: [`${i}`] }));
    expect(() => FilterTester.sqs(filters(5))).not.toThrow();
    expect(() => FilterTester.sqs(filters(10))).not.toThrow();
    expect(() => FilterTester.sqs(filters(11))).toThrow('[filters-count] filters has 11 filters, but it must have 1 to 10. ');
    expect(() => FilterTester.sqs([{ body: ['a'] }, { body: ['a'] }])).toThrow('[filters-unique]');
    expect(() => FilterTester.sqs([{ body: ['a'.repeat(4084)] }])).toThrow('[filter-length]');
    expect(() => FilterTester.sqs([])).not.toThrow();
  });

  test('filters that never match are tried', () => {
    expect(FilterTester.sqs([{ Body: ['x'] }]).test(SampleRecords.sqsText('x')).toString()).toBe('DELETED\nfilter 0: Body: expected "x", found no value');
  });

  test('a whole event is no record', () => {
    expect(() => FilterTester.sqs([paid]).test({ Records: [SampleRecords.sqs({})] })).toThrow(
      'The record has Records, but a record of sqs has "body". Pass one record of the event, not the event, such as event.Records[0].');
    expect(() => FilterTester.dynamo([]).test({})).toThrow('The record has no keys');
  });

  test('a record is plain data', () => {
    expect(() => FilterTester.sqs([]).test({ body: 'x', big: 1n })).toThrow('The record is no JSON: 1 is no JSON value');
  });
});

describe('values that only the deployment knows are refused by their place', () => {
  const text = Fn.importValue('text');
  const KNOWN = 'is known only at deployment, but a test needs the value itself. Write one out in its place.';

  test.each<[string, any, string]>([
    ['a text', { body: [text] }, 'filters[0].body[0]'],
    ['a part of a text', { body: { a: [{ prefix: `x-${text}` }] } }, 'filters[0].body.a[0].prefix'],
    ['a number', { body: { a: [{ numeric: ['>', Token.asNumber(text)] }] } }, 'filters[0].body.a[0].numeric[1]'],
    ['a list', { body: { a: Fn.split(',', text) } }, 'filters[0].body.a'],
    ['an object', { body: Lazy.any({ produce: () => ['x'] }) }, 'filters[0].body'],
    ['a key', { body: { [text]: ['x'] } }, 'A key of filters[0].body'],
    ['a match', { body: { a: FilterMatch.equalTo(text) } }, 'filters[0].body.a[0]'],
    ['a whole pattern', { pattern: text }, 'filters[0].pattern'],
  ])('%s of a filter', (_, filter, place) => {
    expect(() => FilterTester.sqs([filter])).toThrow(new Error(`${place} ${KNOWN}`));
  });

  test('a record', () => {
    expect(() => FilterTester.sqs([]).test({ body: text })).toThrow(new Error(`record.body ${KNOWN}`));
  });
});

test('what is no list of filters, and no record, is refused', () => {
  expect(() => FilterTester.sqs({ body: ['x'] } as any)).toThrow(new Error('FilterTester: filters is an object with body, but it must be a list. Pass an array.'));
  expect(() => FilterTester.sqs([undefined as any])).toThrow('filters[0] is undefined, but a pattern holds');
  expect(() => FilterTester.sqs([]).test(null as any))
    .toThrow(new Error('FilterTester.test: record is null, but it must be an object. Pass one record of the event, such as event.Records[0].'));
});
