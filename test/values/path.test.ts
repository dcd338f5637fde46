import { splitPath, valuesAt } from '../../src/values/path';
import { ABSENT, UNKNOWN } from '../../src/values/value';

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

describe('the value at a path', () => {
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

  test('is a value for each item of a list', () => {
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
