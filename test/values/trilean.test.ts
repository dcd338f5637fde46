import { allOf, anyOf, Trilean } from '../../src/values/trilean';
import { UNKNOWN } from '../../src/values/value';

test.each<[readonly Trilean[], Trilean, Trilean]>([
  [[], false, true],
  [[true], true, true],
  [[false], false, false],
  [[UNKNOWN], UNKNOWN, UNKNOWN],
  [[true, false], true, false],
  [[true, UNKNOWN], true, UNKNOWN],
  [[UNKNOWN, false], UNKNOWN, false],
  [[UNKNOWN, true, false], true, false],
])('of %p any is %p, and all are %p', (truths, any, all) => {
  expect(anyOf(truths, truth => truth)).toBe(any);
  expect(allOf(truths)).toBe(all);
});
