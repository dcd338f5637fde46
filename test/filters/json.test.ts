import { fromValue, JsonError, memberOf, readJson, showJson } from '../../src/filters/json';

describe('reading text', () => {
  test('keeps repeated keys and the spelling of numbers', () => {
    expect(readJson('{"a": 1.0, "a": 1e0}')).toEqual({
      kind: 'object',
      members: [{ key: 'a', value: { kind: 'number', text: '1.0' } }, { key: 'a', value: { kind: 'number', text: '1e0' } }],
    });
  });

  test('takes keys that are special in JavaScript like any other', () => {
    const json = readJson('{"__proto__": {"constructor": "x"}}');
    expect(showJson(json)).toBe('{"__proto__": {"constructor": "x"}}');
    expect(({} as any).constructor).toBe(Object);
  });

  test.each([
    ['null', 'null'], ['true', 'true'], ['false', 'false'], ['-0.5E+3', '-0.5E+3'], ['[]', '[]'], ['{}', '{}'], [' [ 1 , 2 ] ', '[1, 2]'],
    ['"\\u0041\\n\\/\\\\\\""', '"A\\n/\\\\\\""'], ['"🚀"', '"🚀"'], ['"\\ud83d\\ude80"', '"🚀"'],
  ])('reads %s', (text, shown) => expect(showJson(readJson(text))).toBe(shown));

  test.each([
    '', ' ', '{', '}', '[1,]', '{"a":1,}', '{a:1}', "{'a':1}", '{"a" 1}', '01', '1.', '.5', '+1', '--1', 'nul', 'True', 'NaN', 'Infinity', '"a', '"\n"', '"\\x"',
    '"\\u12"', '"\\u12g4"', '1 2', '{"a":1}}', '[1 2]', '\ufeff{}', '"\\',
  ])('refuses %j as JSON.parse does', text => {
    expect(() => JSON.parse(text)).toThrow();
    expect(() => readJson(text)).toThrow(JsonError);
  });

  test('tells what was expected where', () => {
    expect(() => readJson('{"a": [1, 2}')).toThrow('expected "]" at character 12, found "}"');
    expect(() => readJson('{"a"')).toThrow('expected ":" at character 5, found the end');
  });

  test('reads 1000 levels, not 1001', () => {
    expect(readJson('['.repeat(1000) + ']'.repeat(1000)).kind).toBe('array');
    expect(() => readJson('['.repeat(1001) + ']'.repeat(1001))).toThrow('nested deeper than 1000 levels');
  });
});

describe('reading values', () => {
  test('writes numbers as JSON does and leaves out what JSON cannot hold', () => {
    expect(showJson(fromValue({ a: 1e21, b: undefined, c: () => 1, d: [null, undefined, true] }))).toBe('{"a": 1e+21, "d": [null, null, true]}');
  });

  test('asks objects how they are written', () => {
    expect(showJson(fromValue({ at: new Date(0) }))).toBe('{"at": "1970-01-01T00:00:00.000Z"}');
  });

  test.each([[NaN], [Infinity], [Symbol('x')], [1n]])('refuses %s', value => expect(() => fromValue(value)).toThrow(JsonError));

  test('refuses a cycle', () => {
    const cycle: any = {};
    cycle.self = cycle;
    expect(() => fromValue(cycle)).toThrow('nested deeper than 1000 levels');
  });
});

test('the last of repeated members counts', () => {
  expect(memberOf(readJson('{"a":1,"a":2}'), 'a')).toEqual({ kind: 'number', text: '2' });
  expect(memberOf(readJson('{"a":1}'), 'b')).toBeUndefined();
  expect(memberOf(readJson('[1]'), '0')).toBeUndefined();
});

test('long values are cut short in messages', () => {
  expect(showJson({ kind: 'string', value: 'x'.repeat(1000) })).toMatch(/^"x{199}\.\.\.$/);
  expect(showJson(fromValue(Array(1e5).fill(1))).length).toBeLessThan(210);
});
