import { readFileSync } from 'fs';
import { join } from 'path';
import * as testing from '../../src/testing';

const guide = readFileSync(join(__dirname, '../../docs/filters.md'), 'utf8');

test('the example of the guide for jest does what it says', () => {
  const code = /```ts\nimport \{ testing \}[^\n]*\n([^]*?)```/.exec(guide)![1];
  let ran = 0;
  const run = (_: string, body: () => void) => {
    body();
    ran++;
  };
  new Function('testing', 'test', 'expect', code)(testing, run, expect);
  expect(ran).toBe(1);
});

test('the example of the guide for pytest tells the truth', () => {
  const record = testing.SampleRecords.dynamo({ keys: { id: { S: '1' } }, newImage: { id: { S: '1' }, status: { S: 'open' } } });
  const result = testing.FilterTester.dynamo([{ dynamodb: { NewImage: { status: { S: ['paid'] } } } }]).test(record);
  expect(result.mismatches[0]).toMatchObject({ path: 'dynamodb.NewImage.status.S', found: '"open"' });
});
