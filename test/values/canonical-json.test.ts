import { canonicalJson } from '../../src/values/canonical-json';

test.each<[string, unknown, unknown, boolean]>([
  ['keys in another order', { a: 1, b: 2 }, { b: 2, a: 1 }, true],
  ['keys in another order further inside', [{ x: { a: 1, b: 2 } }], [{ x: { b: 2, a: 1 } }], true],
  ['items in another order', [1, 2], [2, 1], false],
  ['another value', { a: 1 }, { a: '1' }, false],
])('%s', (_, one, other, expected) => {
  expect(canonicalJson(one) === canonicalJson(other)).toBe(expected);
});
