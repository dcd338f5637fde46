import { ABSENT, isEmpty, isOff, isOn, UNKNOWN } from '../../src/values/value';

test.each([
  ['', true], [[], true], [{}, true],
  [0, false], [false, false], [null, false], [' ', false], [[0], false], [{ a: undefined }, false], [ABSENT, false], [UNKNOWN, false],
])('%p is empty: %s', (value, expected) => {
  expect(isEmpty(value)).toBe(expected);
});

describe('a switch', () => {
  test.each([true, 'true', 'True', 'TRUE'])('is on with %j, and not off', (value) => {
    expect([isOn(value), isOff(value)]).toEqual([true, false]);
  });

  test.each([false, 'false', 'False', 'FALSE'])('is off with %j, and not on', (value) => {
    expect([isOn(value), isOff(value)]).toEqual([false, true]);
  });

  test.each<[string, unknown]>([['no value', ABSENT], ['an unknown one', UNKNOWN], ['another text', 'yes'], ['1', 1], ['0', 0], ['an empty text', '']])('is neither with %s', (_, value) => {
    expect([isOn(value), isOff(value)]).toEqual([false, false]);
  });
});
