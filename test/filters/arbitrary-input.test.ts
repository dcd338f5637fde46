import * as fc from 'fast-check';
import { matchText } from './support';
import { checkFilters } from '../../src/filters/check';
import { fromValue, JsonError, readJson } from '../../src/filters/json';
import { matcher, matches } from '../../src/filters/match';
import { parsePattern } from '../../src/filters/parse';
import { renderPattern } from '../../src/filters/render';

const key = fc.oneof(fc.constantFrom('a', 'b', 'a.b', '', '.', '$or', '__proto__', 'constructor', 'toString', 'prefix', 'body'), fc.string({ unit: 'binary', maxLength: 5 }));
const json = fc.letrec(tie => ({
  value: fc.oneof({ maxDepth: 6 }, fc.constantFrom<any>(null, true, '', 'a', '\ud800', '🚀', 0, -0, 1e300), fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.string({ unit: 'binary' }), fc.array(tie('value'), { maxLength: 4 }), tie('object')),
  object: fc.array(fc.tuple(key, tie('value')), { maxLength: 4 }).map(entries => Object.fromEntries(entries)),
}));
const test1 = fc.oneof(fc.constantFrom<any>('a', 1, null, '', '1.2.3.4'), fc.constantFrom<any>({ exists: false }, { prefix: 'a' }, { 'anything-but': ['a'] }, { numeric: ['>', 0] }, { suffix: { 'equals-ignore-case': 'ß' } }));
const pattern = fc.letrec(tie => ({
  object: fc.dictionary(key.filter(name => name !== '$or' && name !== 'prefix'), fc.oneof({ maxDepth: 4 }, fc.array(test1, { minLength: 1, maxLength: 3 }), tie('object')), { minKeys: 1, maxKeys: 3 }),
})).object;

describe('whatever comes in', () => {
  test('text is read like JSON.parse reads it, or refused like it', () => {
    fc.assert(fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.json({ noUnicodeString: false } as any), fc.stringMatching(/^[[\]{}:,"\\0-9eE.+a-z\- ]*$/)), text => {
      let expected: unknown;
      try {
        expected = JSON.parse(text);
      } catch {
        expect(() => readJson(text)).toThrow(JsonError);
        return;
      }
      expect(fromValue(expected)).toEqual(lastMembers(readJson(text)));
    }), { numRuns: 2000 });
  });

  test('the judgement of a pattern is a list of issues', () => {
    fc.assert(fc.property(fc.oneof(fc.string({ unit: 'binary' }), json.value.map(value => JSON.stringify(value))), fc.constantFrom(undefined, 'sqs', 'dynamodb', 'kinesis', 'msk' as const), (text, source: any) => {
      for (const found of checkFilters({ patterns: [text], source })) {
        expect(Object.values(found).every(part => part.length > 0)).toBe(true);
        expect(found.message).not.toMatch(/undefined|\[object/);
      }
    }), { numRuns: 2000 });
  });

  test('a pattern and a record match or do not', () => {
    fc.assert(fc.property(pattern, json.object, (given, record) => {
      const parsed = parsePattern(renderPattern(given as any));
      expect(parsed.pattern).toBeDefined();
      expect(typeof matches(matcher(parsed.pattern!), fromValue(record))).toBe('boolean');
    }), { numRuns: 2000 });
  });

  test('a pattern of the record\'s own text values matches it', () => {
    const plain = fc.dictionary(fc.stringMatching(/^[a-z_]{1,9}$/), fc.string({ unit: 'grapheme' }), { minKeys: 1 });
    fc.assert(fc.property(plain, record => {
      const own = Object.fromEntries(Object.entries(record).map(([name, value]) => [name, [value]]));
      expect(matchText(JSON.stringify(own), JSON.stringify(record))).toBe(true);
      expect(matchText(JSON.stringify(own), '{}')).toBe(false);
    }));
  });

  test('adding an alternative value never takes a match away', () => {
    fc.assert(fc.property(pattern, json.object, test1, (given: any, record, more) => {
      const name = Object.keys(given)[0];
      if (!Array.isArray(given[name])) { return; }
      const before = matches(matcher(parsePattern(fromValue(given)).pattern!), fromValue(record));
      const after = matches(matcher(parsePattern(fromValue({ ...given, [name]: [...given[name], more] })).pattern!), fromValue(record));
      expect(after || !before).toBe(true);
    }), { numRuns: 1000 });
  });
});

/** As JSON.parse leaves it: of repeated keys the last, in the place of the first; numbers in their shortest spelling; integer keys first. */
function lastMembers(given: ReturnType<typeof readJson>): ReturnType<typeof readJson> {
  return fromValue(JSON.parse(showAll(given)));
}

function showAll(given: ReturnType<typeof readJson>): string {
  switch (given.kind) {
    case 'string': return JSON.stringify(given.value);
    case 'array': return `[${given.items.map(showAll).join(',')}]`;
    case 'object': return `{${given.members.map(member => `${JSON.stringify(member.key)}:${showAll(member.value)}`).join(',')}}`;
    default: return given.text;
  }
}

describe('large input takes time in proportion to its size', () => {
  /** Far above what a slow machine needs in linear time, far below what quadratic time takes. */
  const MOST_MILLIS = 3000;

  function timed<T>(work: () => T): T {
    const start = performance.now();
    const result = work();
    expect(performance.now() - start).toBeLessThan(MOST_MILLIS);
    return result;
  }

  const many = 100_000;
  const list = (count: number, make: (i: number) => string) => Array.from({ length: count }, (_, i) => make(i)).join(',');

  test.each([
    ['deep arrays', '['.repeat(many)],
    ['deep objects', '{"a":'.repeat(many)],
    ['long text', `{"a":["${'x'.repeat(10 * many)}"]}`],
    ['many escapes', `{"a":["${'\\n'.repeat(10 * many)}"]}`],
    ['a long number', `{"a":[1${'0'.repeat(many)}]}`],
    ['zeros before a digit', `{"a":[0.${'0'.repeat(many)}1]}`],
    ['many values', `{"a":[${list(many, i => `"v${i}"`)}]}`],
    ['many fields', `{${list(many, i => `"f${i}":["x"]`)}}`],
    ['many fields far down', `${'{"a":'.repeat(900)}{${list(many, i => `"f${i}":["x"]`)}}${'}'.repeat(900)}`],
    ['repeated fields', `{${list(many, () => '"f":["x"]')}}`],
    ['many alternatives', `{"$or":[${list(many, i => `{"f${i}":["x"]}`)}]}`],
    ['alternatives in alternatives', `${'{"$or":[{"x":["y"]},'.repeat(400)}{"z":["y"]}${']}'.repeat(400)}`],
    ['products of alternatives', `{${list(1000, i => `"f${i}":{"$or":[{"a":["x"]},{"b":["x"]}]}`)}}`],
    ['bare alternatives in alternatives', `${'{"$or":['.repeat(490)}"${'x'.repeat(10 * many)}"${']}'.repeat(490)}`],
    ['spaces', `{"a":${' '.repeat(10 * many)}["x"]}`],
  ])('a pattern of %s', (_, text) => {
    timed(() => checkFilters({ patterns: [text], source: 'sqs' }));
  });

  const both = '{"r":{"a":[1],"b":[2]}}';
  test.each([
    ['an array without the element', both, `{"r":[${list(many, i => i % 2 ? '{"a":1}' : '{"b":2}')}]}`, false],
    ['an array with the element at its end', both, `{"r":[${list(many, () => '{"a":1,"b":0}')},{"a":1,"b":2}]}`, true],
    ['two arrays that match and one that does not', '{"r":{"a":[1]},"s":{"a":[1]},"t":{"a":[1],"b":[1]}}',
      `{"r":[${list(many / 4, () => '{"a":1}')}],"s":[${list(many / 4, () => '{"a":1}')}],"t":[${list(many / 4, i => i % 2 ? '{"a":1}' : '{"b":1}')}]}`, false],
    ['arrays in arrays', '{"r":{"s":{"a":[1],"b":[1]},"c":[1]}}', `{"r":[${list(300, () => `{"s":[${list(300, () => '{"a":1,"b":1}')}],"c":0}`)}]}`, false],
    ['absence in no element', '{"r":{"a":[1],"b":[{"exists":false}]}}', `{"r":[${list(many, () => '{"a":1,"b":1}')}]}`, false],
    ['scalars', '{"r":["x"]}', `{"r":[${list(many, i => `"v${i}"`)}]}`, false],
    ['levels', '{"a.a.a":["x"]}', `${'{"a":['.repeat(490)}1${']}'.repeat(490)}`, false],
    ['a long text against a wildcard', `{"a":[{"wildcard":"${'*a'.repeat(100)}b*"}]}`, `{"a":"${'a'.repeat(many)}"}`, false],
    ['a long text against a suffix', '{"a":[{"suffix":{"equals-ignore-case":"ab"}}]}', `{"a":"${'A'.repeat(10 * many)}"}`, false],
  ])('a record of %s', (_, given, record, expected) => {
    expect(timed(() => matchText(given, record))).toBe(expected);
  });
});
