import { Token } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { checkFilters } from '../../src/filters/check';
import { renderPattern } from '../../src/filters/render';
import { FilterMatch } from '../../src/sources/filter-match';

test('keys are sorted at every level, arrays keep their order', () => {
  expect(renderPattern({ b: ['y', 'x'], a: { 'd': [1], 'c': [null], 'Order-Type': [true] } })).toBe('{"a":{"Order-Type":[true],"c":[null],"d":[1]},"b":["y","x"]}');
});

test('what FilterCriteria.filter made is untouched', () => {
  const made = lambda.FilterCriteria.filter({ z: lambda.FilterRule.isEqual('1'), a: lambda.FilterRule.exists() });
  expect(renderPattern(made)).toBe('{"z":["1"],"a":[{"exists":true}]}');
});

test('a field named pattern is a field', () => {
  expect(renderPattern({ pattern: ['x'] })).toBe('{"pattern":["x"]}');
  expect(renderPattern({ pattern: 'x', body: ['y'] })).toBe('{"body":["y"],"pattern":"x"}');
});

test('rules of FilterRule work in pattern objects', () => {
  const { null: isNull, empty, isEqual, or, notEquals, between, exists, notExists, beginsWith } = lambda.FilterRule;
  const pattern = renderPattern({ body: { a: isNull(), b: empty(), c: isEqual(1), d: isEqual('x'), e: or('x', 'y'), f: notEquals('x'), g: between(1, 2), h: exists(), i: notExists(), j: beginsWith('x') } });
  expect(checkFilters({ patterns: [pattern], source: 'sqs' })).toEqual([]);
});

test('matches add their values to a list', () => {
  expect(renderPattern({ body: { a: ['x', FilterMatch.prefix('y')], b: FilterMatch.isNull() } })).toBe('{"body":{"a":["x",{"prefix":"y"}],"b":[null]}}');
});

test('members without a value are left out', () => expect(renderPattern({ a: ['x'], b: undefined })).toBe('{"a":["x"]}'));

test('undefined in a list is null, as which a null of another language arrives', () => {
  expect(renderPattern({ a: [undefined, 'x'] })).toBe('{"a":[null,"x"]}');
});

test('text tokens stay in the text, token objects are refused', () => {
  expect(renderPattern({ body: [Token.asString({ Ref: 'X' })] })).toMatch(/^\{"body":\["\$\{Token\[TOKEN\.\d+\]\}"\]\}$/);
  expect(() => renderPattern({ body: [Token.asAny({ Ref: 'X' })] })).toThrow('The filter.body[0] is a token object');
});

test.each([[NaN, 'NaN'], [Infinity, 'Infinity'], [() => 1, '() => 1'], [1n, '1']])('a value that JSON cannot hold is named with its place: %s', (value, shown) => {
  expect(() => renderPattern({ body: { a: [value] } })).toThrow(`The filter.body.a[0] is ${shown}, but a pattern holds strings`);
});

test('a cycle is refused', () => {
  const cycle: any = {};
  cycle.self = cycle;
  expect(() => renderPattern(cycle)).toThrow('is nested deeper than 1000 levels');
});
