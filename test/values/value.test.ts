import { ABSENT, isEmpty, isIntrinsic, isOff, isOn, splitPath, UNKNOWN, valuesAt } from '../../src/values/value';

const at = (root: unknown, path: string) => valuesAt(root, splitPath(path));

describe('a path', () => {
  test('is split at dots, each [] on its own', () => {
    expect(splitPath('BatchSize')).toEqual(['BatchSize']);
    expect(splitPath('FilterCriteria.Filters[].Pattern')).toEqual(['FilterCriteria', 'Filters', '[]', 'Pattern']);
  });

  test('that is split again is the same list', () => {
    expect(splitPath('Tags[].Key')).toBe(splitPath('Tags[].Key'));
  });
});

describe('what stands at a path', () => {
  test.each([0, false, '', 'text', 10, true])('%j is itself, falsy or not', (value) => {
    expect(at({ A: { B: value } }, 'A.B')).toEqual([value]);
  });

  test.each<[string, unknown]>([
    ['no such key', {}], ['undefined', { A: undefined }], ['null', { A: null }], ['nothing above it', { A: null, B: 1 }], ['text above it', { A: 'text' }],
  ])('is absent with %s', (_, root) => {
    expect(at(root, 'A.B')).toEqual([ABSENT]);
  });

  test('is absent for what every object has', () => {
    expect(at({ A: {} }, 'A.constructor')).toEqual([ABSENT]);
    expect(at({ A: {} }, 'A.toString')).toEqual([ABSENT]);
  });

  test('is unknown where something above it is', () => {
    expect(at({ A: UNKNOWN }, 'A.B.C')).toEqual([UNKNOWN]);
    expect(at({ A: UNKNOWN }, 'A[].B')).toEqual([UNKNOWN]);
    expect(at({ A: UNKNOWN }, 'A.Count')).toEqual([UNKNOWN]);
  });

  test('is unknown where something above it is an intrinsic function', () => {
    expect(at({ A: { 'Fn::If': ['C', { B: 1 }, { B: 2 }] } }, 'A.B')).toEqual([UNKNOWN]);
    expect(at({ A: [{ B: 1 }, { Ref: 'B' }] }, 'A[].B')).toEqual([1, UNKNOWN]);
    expect(at({ A: { 'Fn::If': ['C', 1, 2] } }, 'A')).toEqual([{ 'Fn::If': ['C', 1, 2] }]);
  });

  test('is a view of each item of a list', () => {
    expect(at({ A: [{ B: 1 }, {}, UNKNOWN, { B: UNKNOWN }] }, 'A[].B')).toEqual([1, ABSENT, UNKNOWN, UNKNOWN]);
  });

  test('is nothing for the items of an empty list, and absent for those of what is no list', () => {
    expect(at({ A: [] }, 'A[].B')).toEqual([]);
    expect(at({ A: 'text' }, 'A[].B')).toEqual([ABSENT]);
    expect(at({}, 'A[].B')).toEqual([ABSENT]);
  });

  test('is how many items there are, unless one is unknown', () => {
    expect(at({ A: [] }, 'A.Count')).toEqual([0]);
    expect(at({ A: [1, 2] }, 'A.Count')).toEqual([2]);
    expect(at({ A: [1, UNKNOWN] }, 'A.Count')).toEqual([UNKNOWN]);
    expect(at({ A: { Count: 7 } }, 'A.Count')).toEqual([7]);
  });
});

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

test.each([
  ['', true], [[], true], [{}, true],
  [0, false], [false, false], [null, false], [' ', false], [[0], false], [{ a: undefined }, false], [ABSENT, false], [UNKNOWN, false],
])('%p is empty: %s', (value, expected) => {
  expect(isEmpty(value)).toBe(expected);
});

describe('a switch', () => {
  test.each([true, 'true', 'True', 'TRUE'])('is on with %j, and not off', (view) => {
    expect([isOn(view), isOff(view)]).toEqual([true, false]);
  });

  test.each([false, 'false', 'False', 'FALSE'])('is off with %j, and not on', (view) => {
    expect([isOn(view), isOff(view)]).toEqual([false, true]);
  });

  test.each<[string, unknown]>([['no value', ABSENT], ['an unknown one', UNKNOWN], ['another text', 'yes'], ['1', 1], ['0', 0], ['an empty text', '']])('is neither with %s', (_, view) => {
    expect([isOn(view), isOff(view)]).toEqual([false, false]);
  });
});
