import { readFileSync } from 'fs';
import { join } from 'path';
import { fromValue } from '../../src/filters/json';
import { matcher, matches } from '../../src/filters/match';
import { parsePattern } from '../../src/filters/parse';
import { FilterTester, SampleRecords } from '../../src/testing';

function fixture(name: string): any {
  return JSON.parse(readFileSync(join(__dirname, 'fixtures', name), 'utf8'));
}

/**
 * Cases on operators that event source mappings do not have, with our outcome.
 * EventBridge refuses wildcards that are costly to search with others of the same bus; the matcher itself takes them.
 */
const NOT_OF_MAPPINGS: Record<string, string> = {
  'content wildcard complex': 'matches',
};

describe('patterns recorded from AWS', () => {
  const { cases } = fixture('recorded-patterns.json');

  test('are all here', () => {
    expect(cases).toHaveLength(78);
    expect(Object.keys(NOT_OF_MAPPINGS)).toHaveLength(1);
  });

  test.each<[string, any]>(cases.map((given: any) => [`${given.name} ${given.outcome}`, given]))('%s', (_, given) => {
    const { pattern } = parsePattern(fromValue(given.pattern));
    const outcome = !pattern ? 'is refused' : matches(matcher(pattern), fromValue(given.record)) ? 'matches' : 'does not match';
    expect(outcome).toBe(NOT_OF_MAPPINGS[given.name] ?? given.outcome);
  });
});

describe('mappings recorded from AWS', () => {
  const { cases } = fixture('recorded-mappings.json');
  const bodyRecord = (body: any) => typeof body === 'string' ? SampleRecords.sqsText(body) : SampleRecords.sqs(body);

  test.each<[string, any]>(cases.filter((given: any) => given.source === 'sqs').map((given: any) => [given.name, given]))('of SQS: %s', (_, given) => {
    const tester = FilterTester.sqs([given.filter]);
    given.passed.forEach((body: any) => expect(tester.test(bodyRecord(body)).outcome).toBe('PASSED'));
    given.dropped.forEach((body: any) => expect(tester.test(bodyRecord(body)).outcome).toBe('DELETED'));
  });

  test.each<[string, any]>(cases.filter((given: any) => given.source === 'dynamodb').map((given: any) => [given.name, given]))('of DynamoDB: %s', (_, given) => {
    const tester = FilterTester.dynamo([given.filter]);
    // A second put of the same item changes nothing, so the stream has no record of it.
    const items = [...new Set<string>(given.puts.map((item: any) => JSON.stringify(item)))].map(item => JSON.parse(item));
    const delivered = items.filter(item => tester.test(SampleRecords.dynamo({ keys: { id: item.id }, newImage: item })).passed);
    expect(delivered).toHaveLength(given.delivered);
  });
});
