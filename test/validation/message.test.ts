import { Check, Rule } from '../../src/rules';
import { evaluate } from '../../src/validation/evaluate';
import { describe as wordsOf, Spelling } from '../../src/validation/message';
import { ABSENT, UNKNOWN } from '../../src/values/value';
import { ExampleFacts, FlatFacts } from '../rules/example-facts';

const URL = 'https://docs.aws.amazon.com/lambda/latest/dg/some-page.html';

function say(check: Check, facts: FlatFacts, more: Partial<Rule> = {}, spelling: Spelling = 'prop') {
  const rule = { ...someRule(), fact: 'BatchSize', check, ...more } as Rule;
  const view = new ExampleFacts('sqs', facts);
  return wordsOf(evaluate(view, [rule]).violations[0], view, spelling);
}

function statement(...args: Parameters<typeof say>): string {
  const { statement: said, why, fix } = say(...args);
  expect({ why, fix }).toEqual({ why: 'So it is.', fix: 'Change it.' });
  return said;
}

const range = (min: number, max?: number): Check => ({ kind: 'integer-range', min, max, unit: 'messages' });

describe.each<[string, Check, FlatFacts, string]>([
  ['a range', range(1, 10), { BatchSize: 11 }, 'batchSize is 11 messages, but it must be a whole number from 1 to 10 messages.'],
  ['a range with one value', range(0, 0), { BatchSize: 1 }, 'batchSize is 1 message, but it must be 0 messages.'],
  ['a range without an end', range(5), { BatchSize: 4 }, 'batchSize is 4 messages, but it must be at least 5 messages.'],
  ['a range from 1 without an end', range(1), { BatchSize: 0 }, 'batchSize is 0 messages, but it must be at least 1 message.'],
  ['a value that is the default', range(11), {}, 'batchSize is 10 messages (the default), but it must be at least 11 messages.'],
  ['a value equal to the default', range(11), { BatchSize: 10 }, 'batchSize is 10 messages, but it must be at least 11 messages.'],
  ['NaN', range(1, 10), { BatchSize: NaN }, 'batchSize is NaN messages, but it must be a whole number from 1 to 10 messages.'],
  ['text for a number', range(1, 10), { BatchSize: 'ten' }, 'batchSize is "ten" messages, but it must be a whole number from 1 to 10 messages.'],
  ['at least', { kind: 'at-least', term: { of: 'F' }, unit: 'seconds' }, { BatchSize: 1, F: 2 },
    'batchSize is 1 second, but it must be at least 2 seconds.'],
  ['at most', { kind: 'at-most', term: { of: 'F' }, unit: 'seconds' }, { BatchSize: 2, F: 1 },
    'batchSize is 2 seconds, but it must be at most 1 second.'],
  ['equality', { kind: 'equal-to', fact: 'mapping.Region' }, { 'BatchSize': 'a', 'mapping.Region': 'b' },
    'batchSize is "a", but the Region of the mapping is b.'],
  ['a choice', { kind: 'one-of', values: ['a', 'b'] }, { BatchSize: 'c' }, 'batchSize is "c", but it must be one of a, b.'],
  ['a choice of one', { kind: 'one-of', values: ['a'] }, { BatchSize: ['a', 'c'] }, 'batchSize is "c", but it must be a.'],
  ['a count', { kind: 'count', min: 1, max: 2, unit: 'filters' }, { BatchSize: [] }, 'batchSize has 0 filters, but it must have 1 to 2.'],
  ['a count without a least', { kind: 'count', min: 0, max: 1, unit: 'tags' }, { BatchSize: [1, 2] },
    'batchSize has 2 tags, but it must have at most 1.'],
  ['a count of entries', { kind: 'count', min: 0, max: 1, unit: 'tags' }, { BatchSize: { a: 1, b: 2 } },
    'batchSize has 2 tags, but it must have at most 1.'],
  ['unique items', { kind: 'unique-items' }, { BatchSize: ['a', 'a'] }, 'batchSize has "a" twice, but each item may stand there once.'],
  ['a length', { kind: 'length', min: 1, max: 2 }, { BatchSize: 'abc' }, 'batchSize has 3 characters ("abc"), but it must have 1 to 2.'],
  ['a length without a least', { kind: 'length', min: 0, max: 2 }, { BatchSize: 'abc' },
    'batchSize has 3 characters ("abc"), but it must have at most 2.'],
  ['a pattern', { kind: 'pattern', pattern: 'a', form: 'an a' }, { BatchSize: 'b' }, 'batchSize is "b", but it must be an a.'],
  ['a missing item', { kind: 'contains', value: 'a' }, { BatchSize: ['b'] }, 'batchSize is ["b"].'],
  ['a missing list', { kind: 'contains', value: 'a' }, { BatchSize: ABSENT }, 'batchSize is missing.'],
  ['something required', { kind: 'required' }, {}, 'batchSize is missing.'],
  ['something not allowed', { kind: 'not-allowed' }, { BatchSize: true }, 'batchSize is set, but this event source does not have it.'],
  ['something empty', { kind: 'not-empty' }, { BatchSize: {} }, 'batchSize is empty.'],
  ['a requirement', { kind: 'requires', fact: 'KmsKeyArn' }, { BatchSize: 1 }, 'batchSize is set and filterEncryption is not.'],
  ['an exclusion', { kind: 'excludes', fact: 'KmsKeyArn' }, { BatchSize: 1, KmsKeyArn: 'k' }, 'batchSize and filterEncryption are both set.'],
  ['something seen', { kind: 'observed' }, { BatchSize: 'x' }, 'batchSize.'],
])('%s', (_, check, facts, expected) => {
  test('gives property, value, and what is allowed and why', () => expect(statement(check, facts)).toBe(expected));
});

describe('names', () => {
  test.each([
    ['prop', 'ScalingConfig.MaximumConcurrency', 'maxConcurrency'],
    ['template', 'ScalingConfig.MaximumConcurrency', 'ScalingConfig.MaximumConcurrency'],
    ['prop', 'queue.VisibilityTimeout', 'visibilityTimeout of the queue Shop/Orders'],
    ['template', 'queue.VisibilityTimeout', 'VisibilityTimeout of the queue Shop/Orders'],
    ['prop', 'function.Timeout', 'timeout of the function Shop/Fulfil'],
    ['prop', 'source.Region', 'The Region of the event source'],
    ['template', 'source.Region', 'The Region of the event source'],
    ['prop', 'Topics', 'topic'],
    ['template', 'Topics', 'Topics'],
  ] as const)('in the spelling of a %s, %s is called %s', (spelling, fact, name) => {
    expect(statement({ kind: 'not-allowed' }, { [fact]: 1 }, { fact } as Partial<Rule>, spelling)).toMatch(new RegExp(`^${name} is set, `));
  });

  test('of each item of a list leave the brackets out', () => {
    const facts = { Tags: [{ Key: 'abc' }] };
    const check: Check = { kind: 'length', min: 0, max: 1 };
    expect(statement(check, facts, { fact: 'Tags[].Key' }, 'template')).toMatch(/^Tags\.Key has 3 characters/);
    expect(statement(check, facts, { fact: 'Tags[].Key' }, 'prop')).toMatch(/^tags has 3 characters/);
  });

  test('of a resource without a name end with what it is', () => {
    const facts = new (class extends ExampleFacts {
      public nameOf(): string { return undefined as unknown as string; }
    })('sqs', { 'queue.VisibilityTimeout': 1 });
    const rule = { ...someRule(), fact: 'queue.VisibilityTimeout', property: 'EventSourceArn', check: range(2) } as const;
    const [violation] = evaluate(facts, [rule]).violations;
    expect(wordsOf(violation, facts, 'prop').statement).toContain('visibilityTimeout of the queue is 1 message, ');
  });
});

describe('values', () => {
  const shown = (value: unknown) =>
    /^batchSize is (.*), but the Region/.exec(statement({ kind: 'equal-to', fact: 'mapping.Region' }, { 'BatchSize': value, 'mapping.Region': 'b' }))?.[1];

  test('up to 40 characters are shown whole, longer ones are cut', () => {
    expect(shown('a'.repeat(38))).toBe(`"${'a'.repeat(38)}"`);
    expect(shown('a'.repeat(39))).toBe(`"${'a'.repeat(38)}…`);
    expect(shown({ a: 'b'.repeat(200) })).toHaveLength(40);
  });

  test('that only the deployment knows are called so, inside of others too', () => {
    expect(shown(['a', UNKNOWN])).toBe('["a","(known at deployment)"]');
    expect(shown({ a: { b: UNKNOWN } })).toBe('{"a":{"b":"(known at deployment)"}}');
  });
});

describe('what is filled in', () => {
  const check: Check = { kind: 'at-least', term: { of: 'F' }, unit: 'seconds' };

  test('is the bound with its unit, in the singular for one', () => {
    const more = { fix: 'Set it to {limit}.', why: 'Lambda needs {limit}' };
    expect(say(check, { BatchSize: 1, F: 2 }, more).fix).toBe('Set it to 2 seconds.');
    expect(say(check, { BatchSize: 0, F: 1 }, more)).toMatchObject({ why: 'Lambda needs 1 second.', fix: 'Set it to 1 second.' });
  });

  test('is what was seen, whatever characters it has', () => {
    const more = { why: 'see {detail}', fix: 'Ask {detail}.' };
    expect(say({ kind: 'observed' }, { BatchSize: 'a $& b $\' c $$' }, more)).toEqual({
      statement: 'batchSize.',
      why: 'See a $& b $\' c $$.',
      fix: 'Ask a $& b $\' c $$.',
      url: URL,
    });
  });
});

function someRule(): Omit<Rule, 'fact' | 'property' | 'check'> {
  return {
    id: 'some-rule',
    title: 'Some rule',
    severity: 'error',
    because: 'refused',
    sources: ['sqs'],
    why: 'so it is',
    fix: 'Change it.',
    source: { url: URL, checkedOn: '2026-11-21' },
    example: { valid: {}, invalid: {} },
  };
}
