import { isIntrinsic } from '../../src/values/intrinsics';

test.each([
  [{ Ref: 'Size' }, true],
  [{ 'Fn::GetAtt': ['Q', 'Arn'] }, true],
  [{ 'Fn::If': ['C', 1, 2] }, true],
  [{ Condition: 'C' }, true],
  [{ Ref: 'a', Other: 'b' }, false],
  [{}, false],
  [{ Pattern: '{}' }, false],
])('%j is an intrinsic function: %s', (value, expected) => {
  expect(isIntrinsic(value)).toBe(expected);
});
