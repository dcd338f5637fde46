import { comparableNumber, hasShortestSpelling, sortableText } from '../../src/filters/numbers';

test.each([
  ['1', 1], ['1.0', 1], ['10E-1', 1], ['1e2', 100], ['-0', 0], ['0.00', 0], ['0e5', 0], ['0.1', 0.1], ['-5.25', -5.25], ['9007199254740992', 2 ** 53],
  ['100000000000000000000', 1e20], ['5e-324', 5e-324], ['1.7976931348623157e308', Number.MAX_VALUE],
])('%s is compared as a number', (text, value) => expect(comparableNumber(text)).toBe(value));

test.each(['9007199254740993', '0.1234567890123456789', '1e400', '-1e400', '1e-400', '0e99999999999', '123456789012345678901'])(
  '%s is compared as text: no double holds it', text => expect(comparableNumber(text)).toBeUndefined());

test('the shortest spelling is that of JSON writers', () => {
  expect(['300', '0.1', '-5', '1e+21'].every(hasShortestSpelling)).toBe(true);
  expect(['300.0', '3e2', '-0', '0.10', '1E2', '9007199254740993'].some(hasShortestSpelling)).toBe(false);
});

test('the sortable text sorts like the numbers', () => {
  const numbers = [-Number.MAX_VALUE, -1e10, -5.5, -5, -1e-10, 0, 1e-10, 0.1, 0.3, 5, 5.5, 300, 1e10, Number.MAX_VALUE];
  const texts = numbers.map(sortableText);
  expect([...texts].sort()).toEqual(texts);
  expect(texts.every(text => text.length === 10)).toBe(true);
});
