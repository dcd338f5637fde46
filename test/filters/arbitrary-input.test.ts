import * as fc from 'fast-check';
import { matchText } from './support';
import { checkFilters } from '../../src/filters/check';
import { fromValue, JsonError, readJson } from '../../src/filters/json';
import { matcher, matches } from '../../src/filters/match';
import { parsePattern } from '../../src/filters/parse';
import { renderPattern } from '../../src/filters/render';
import { expectProportionalTime } from '../growth';

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
  const list = (count: number, make: (i: number) => string) => Array.from({ length: count }, (_, i) => make(i)).join(',');
  const text = (length: number, letters = 'x') => letters.repeat(length);
  /** So many values or fields; there are ten times as many letters. */
  const MANY = 25_000;

  test.each<[string, number, (n: number) => string]>([
    ['deep arrays', MANY, n => text(n, '[')],
    ['deep objects', MANY, n => text(n, '{"a":')],
    ['long text', 10 * MANY, n => `{"a":["${text(n)}"]}`],
    ['many escapes', 10 * MANY, n => `{"a":["${text(n, '\\n')}"]}`],
    ['a long number', MANY, n => `{"a":[1${text(n, '0')}]}`],
    ['zeros before a digit', MANY, n => `{"a":[0.${text(n, '0')}1]}`],
    ['many values', MANY, n => `{"a":[${list(n, i => `"v${i}"`)}]}`],
    ['many fields', MANY, n => `{${list(n, i => `"f${i}":["x"]`)}}`],
    ['many fields far down', MANY, n => `${text(900, '{"a":')}{${list(n, i => `"f${i}":["x"]`)}}${text(900, '}')}`],
    ['repeated fields', MANY, n => `{${list(n, () => '"f":["x"]')}}`],
    ['many alternatives', MANY, n => `{"$or":[${list(n, i => `{"f${i}":["x"]}`)}]}`],
    ['alternatives in alternatives', 200, n => `${text(n, '{"$or":[{"x":["y"]},')}{"z":["y"]}${text(n, ']}')}`],
    ['products of alternatives', 500, n => `{${list(n, i => `"f${i}":{"$or":[{"a":["x"]},{"b":["x"]}]}`)}}`],
    ['bare alternatives in alternatives', 10 * MANY, n => `${text(490, '{"$or":[')}"${text(n)}"${text(490, ']}')}`],
    ['spaces', 10 * MANY, n => `{"a":${text(n, ' ')}["x"]}`],
  ])('a pattern of %s', (_, size, patternOf) => {
    expectProportionalTime(size, n => {
      const given = patternOf(n);
      return () => checkFilters({ patterns: [given], source: 'sqs' });
    });
  });

  const both = '{"r":{"a":[1],"b":[2]}}';
  test.each<[string, string, number, (n: number) => string, boolean]>([
    ['an array without the element', both, MANY, n => `{"r":[${list(n, i => i % 2 ? '{"a":1}' : '{"b":2}')}]}`, false],
    ['an array with the element at its end', both, MANY, n => `{"r":[${list(n, () => '{"a":1,"b":0}')},{"a":1,"b":2}]}`, true],
    ['two arrays that match and one that does not', '{"r":{"a":[1]},"s":{"a":[1]},"t":{"a":[1],"b":[1]}}', MANY / 4,
      n => `{"r":[${list(n, () => '{"a":1}')}],"s":[${list(n, () => '{"a":1}')}],"t":[${list(n, i => i % 2 ? '{"a":1}' : '{"b":1}')}]}`, false],
    ['arrays in arrays', '{"r":{"s":{"a":[1],"b":[1]},"c":[1]}}', MANY, n => `{"r":[${list(100, () => `{"s":[${list(n / 100, () => '{"a":1,"b":1}')}],"c":0}`)}]}`, false],
    ['absence in no element', '{"r":{"a":[1],"b":[{"exists":false}]}}', MANY, n => `{"r":[${list(n, () => '{"a":1,"b":1}')}]}`, false],
    ['scalars', '{"r":["x"]}', MANY, n => `{"r":[${list(n, i => `"v${i}"`)}]}`, false],
    ['levels', '{"a.a.a":["x"]}', 245, n => `${text(n, '{"a":[')}1${text(n, ']}')}`, false],
    ['a long text against a wildcard', `{"a":[{"wildcard":"${text(100, '*a')}b*"}]}`, MANY, n => `{"a":"${text(n, 'a')}"}`, false],
    ['a long text against a suffix', '{"a":[{"suffix":{"equals-ignore-case":"ab"}}]}', 10 * MANY, n => `{"a":"${text(n, 'A')}"}`, false],
  ])('a record of %s', (_, given, size, recordOf, expected) => {
    expect(matchText(given, recordOf(size))).toBe(expected);
    expectProportionalTime(size, n => {
      const record = recordOf(n);
      return () => { matchText(given, record); };
    });
  });

  test('work that takes longer than in proportion is noticed', () => {
    const cubes = (n: number) => {
      const steps = n ** 3;
      return () => { for (let i = 0, x = 0; i < steps; i++) { x = (31 * x + i) % 1_000_003; } };
    };
    expect(() => expectProportionalTime(150, cubes)).toThrow(/^Size 150 takes \d+ ms, and twice that size \d+ ms: more than in proportion$/);
  });
});
