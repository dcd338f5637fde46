import { parsePattern } from '../../src/filters/parse';
import { renderPattern } from '../../src/filters/render';
import { FilterMatch } from '../../src/sources/filter-match';
import { matchText } from '../filters/support';

/** A match, its JSON, values that pass, values that do not. */
type Case = [string, FilterMatch, string, unknown[], unknown[]];

const cases: Case[] = [
  ['equalTo', FilterMatch.equalTo('a'), '["a"]', ['a'], ['A', 'b', null]],
  ['equalToAny', FilterMatch.equalToAny('a', 'b'), '["a","b"]', ['a', 'b'], ['c']],
  ['equalToNumber', FilterMatch.equalToNumber(5), '[{"numeric":["=",5]}]', [5], ['5', 6]],
  ['equalToBoolean', FilterMatch.equalToBoolean(false), '[false]', [false], [true, 'false']],
  ['equalsIgnoreCase', FilterMatch.equalsIgnoreCase('aB'), '[{"equals-ignore-case":"aB"}]', ['AB', 'ab'], ['abc']],
  ['prefix', FilterMatch.prefix('a'), '[{"prefix":"a"}]', ['ab', 'a'], ['ba']],
  ['suffix', FilterMatch.suffix('a'), '[{"suffix":"a"}]', ['ba', 'a'], ['ab']],
  ['anythingBut', FilterMatch.anythingBut('a', 'b'), '[{"anything-but":["a","b"]}]', ['c', null, 1], ['a', 'b']],
  ['anythingButNumber', FilterMatch.anythingButNumber(1, 2), '[{"anything-but":[1,2]}]', [3, '1', null], [1, 2]],
  ['greaterThan', FilterMatch.greaterThan(5), '[{"numeric":[">",5]}]', [5.01], [5, 4]],
  ['greaterThanOrEqualTo', FilterMatch.greaterThanOrEqualTo(5), '[{"numeric":[">=",5]}]', [5, 6], [4.99]],
  ['lessThan', FilterMatch.lessThan(5), '[{"numeric":["<",5]}]', [4.99], [5, 6]],
  ['lessThanOrEqualTo', FilterMatch.lessThanOrEqualTo(5), '[{"numeric":["<=",5]}]', [5, 4], [5.01]],
  ['between', FilterMatch.between(1, 2), '[{"numeric":[">=",1,"<=",2]}]', [1, 1.5, 2], [0.99, 2.01]],
  ['betweenExclusive', FilterMatch.betweenExclusive(1, 2), '[{"numeric":[">",1,"<",2]}]', [1.5], [1, 2]],
  ['exists', FilterMatch.exists(), '[{"exists":true}]', ['', null, 0], [undefined]],
  ['notExists', FilterMatch.notExists(), '[{"exists":false}]', [undefined, {}], [null, '']],
  ['isNull', FilterMatch.isNull(), '[null]', [null], ['null', '', undefined]],
  ['isEmpty', FilterMatch.isEmpty(), '[""]', [''], [null, ' ']],
  ['anyOf', FilterMatch.anyOf(FilterMatch.equalTo('a'), FilterMatch.prefix('b'), FilterMatch.isNull()), '["a",{"prefix":"b"},null]', ['a', 'bc', null], ['c', undefined]],
];

test.each(cases)('%s', (_, match, json, yes, no) => {
  expect(JSON.stringify(match)).toBe(json);
  const pattern = renderPattern({ field: match });
  expect(parsePattern(pattern).issues).toEqual([]);
  const passes = (value: unknown) => matchText(pattern, JSON.stringify({ field: value }));
  expect(yes.map(passes)).toEqual(yes.map(() => true));
  expect(no.map(passes)).toEqual(no.map(() => false));
});

test('every factory has a case', () => {
  const factories = Object.getOwnPropertyNames(FilterMatch).filter(name => typeof (FilterMatch as any)[name] === 'function' && !['numeric', 'range'].includes(name));
  expect(cases.map(([name]) => name).sort()).toEqual(factories.sort());
});

test.each([
  ['equalToAny', () => FilterMatch.equalToAny(), 'no value is given'],
  ['anythingBut', () => FilterMatch.anythingBut(), 'no value is given'],
  ['anythingButNumber', () => FilterMatch.anythingButNumber(NaN), 'the number is NaN'],
  ['anyOf', () => FilterMatch.anyOf(), 'no value is given'],
  ['greaterThan', () => FilterMatch.greaterThan(Infinity), 'the number is Infinity'],
  ['between', () => FilterMatch.between(5, 5), 'the lower number is 5, but it must be under the upper one, 5'],
  ['betweenExclusive', () => FilterMatch.betweenExclusive(6, 5), 'the lower number is 6, but it must be under the upper one, 5'],
])('%s refuses operands that Lambda would refuse', (name, make, message) => expect(make).toThrow(`FilterMatch.${name}: ${message}`));
