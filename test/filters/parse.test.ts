import { issueIds } from './support';
import { fromValue } from '../../src/filters/json';
import { parsePattern } from '../../src/filters/parse';

describe('refused', () => {
  test.each([
    ['', 'filter-not-json'], ['{', 'filter-not-json'], ['{"a":["x"]} {}', 'filter-not-json'], ['{"a":[x]}', 'filter-not-json'],
    ['null', 'filter-not-object'], ['"body"', 'filter-not-object'], ['[{"a":["x"]}]', 'filter-not-object'], ['5', 'filter-not-object'],
    ['{}', 'filter-empty-object'], ['{"a":{}}', 'filter-empty-object'],
    ['{"a":"x"}', 'filter-leaf-not-array'], ['{"a":5}', 'filter-leaf-not-array'], ['{"a":null}', 'filter-leaf-not-array'], ['{"a":{"prefix":"x"}}', 'filter-leaf-not-array'],
    ['{"a":[]}', 'filter-empty-array'],
    ['{"a":[["x"]]}', 'filter-nested-array'],
    ['{"a":[{}]}', 'filter-unknown-operator'], ['{"a":[{"Prefix":"x"}]}', 'filter-unknown-operator'], ['{"a":[{"__proto__":"x"}]}', 'filter-unknown-operator'],
    ['{"a":[{"prefix":"x","suffix":"y"}]}', 'filter-operator-several-keys'],
    ['{"a":[{"prefix":["x"]}]}', 'filter-operand'], ['{"a":[{"prefix":{"suffix":"x"}}]}', 'filter-operand'], ['{"a":[{"suffix":null}]}', 'filter-operand'],
    ['{"a":[{"prefix":{"equals-ignore-case":"x","prefix":"y"}}]}', 'filter-operand'], ['{"a":[{"equals-ignore-case":["x"]}]}', 'filter-operand'],
    ['{"a":[{"exactly":1}]}', 'filter-operand'], ['{"a":[{"exists":"true"}]}', 'filter-operand'], ['{"a":[{"exists":null}]}', 'filter-operand'],
    ['{"a":[{"wildcard":"**"}]}', 'filter-operand'], ['{"a":[{"wildcard":"\\\\x"}]}', 'filter-operand'], ['{"a":[{"cidr":"10.0.0.0/32"}]}', 'filter-operand'],
    ['{"a":[{"anything-but":[]}]}', 'filter-operand'], ['{"a":[{"anything-but":["x",1]}]}', 'filter-operand'], ['{"a":[{"anything-but":null}]}', 'filter-operand'],
    ['{"a":[{"anything-but":[null]}]}', 'filter-operand'], ['{"a":[{"anything-but":9007199254740993}]}', 'filter-operand'],
    ['{"a":[{"anything-but":{"prefix":""}}]}', 'filter-operand'], ['{"a":[{"anything-but":{"suffix":[]}}]}', 'filter-operand'],
    ['{"a":[{"anything-but":{"exists":true}}]}', 'filter-operand'], ['{"a":[{"anything-but":{"wildcard":["**"]}}]}', 'filter-operand'],
    ['{"a":[{"anything-but":{"prefix":"x","suffix":"y"}}]}', 'filter-operand'], ['{"a":[{"anything-but":{"equals-ignore-case":1}}]}', 'filter-operand'],
    ['{"a":[{"numeric":5}]}', 'filter-operand'], ['{"a":[{"numeric":[]}]}', 'filter-operand'], ['{"a":[{"numeric":[">"]}]}', 'filter-operand'],
    ['{"a":[{"numeric":[">","5"]}]}', 'filter-operand'], ['{"a":[{"numeric":["!=",5]}]}', 'filter-operand'], ['{"a":[{"numeric":["=",5,"<",6]}]}', 'filter-operand'],
    ['{"a":[{"numeric":["<",9,">",5]}]}', 'filter-operand'], ['{"a":[{"numeric":[">",1,"<",2,"<",3]}]}', 'filter-operand'], ['{"a":[{"numeric":[">",1e400]}]}', 'filter-operand'],
    ['{"a":[{"numeric":[">",5,"<",5]}]}', 'filter-numeric-range'], ['{"a":[{"numeric":[">=",5,"<=",5]}]}', 'filter-numeric-range'], ['{"a":[{"numeric":[">",10,"<",5]}]}', 'filter-numeric-range'],
    ['{"$or":{"a":["x"]}}', 'filter-or-branches'], ['{"$or":[]}', 'filter-or-branches'], ['{"$or":[{"a":["x"]}]}', 'filter-or-branches'], ['{"$or":[{"a":["x"]},"y"]}', 'filter-or-branches'],
    ['{"$or":[{"exists":["x"]},{"b":["y"]}]}', 'filter-or-reserved-key'], ['{"$or":[{"a":{">":["x"]}},{"b":["y"]}]}', 'filter-or-reserved-key'],
  ])('%s: %s', (pattern, id) => {
    const parsed = parsePattern(pattern);
    expect(parsed.pattern).toBeUndefined();
    expect(parsed.issues.map(found => found.id)).toEqual([id]);
    expect(parsed.issues[0].severity).toBe('error');
  });

  test('all mistakes come at once, with their places', () => {
    const { issues } = parsePattern('{"a":"x","b":[{"prefix":1},[]],"c":{"d":[]}}', 'Filters[0].Pattern');
    expect(issues.map(({ path, received }) => [path, received])).toEqual([
      ['Filters[0].Pattern.a', '"x"'],
      ['Filters[0].Pattern.b[0].prefix', '1'],
      ['Filters[0].Pattern.b[1]', '[]'],
      ['Filters[0].Pattern.c.d', '[]'],
    ]);
  });

  test('an operator without its array gets the array around it', () => {
    expect(parsePattern('{"a":{"prefix":"x"}}').issues[0].message).toContain('Write "a": [{"prefix": "x"}].');
    expect(parsePattern('{"a":"x"}').issues[0].message).toContain('Write ["x"].');
  });

  test('bounds in the wrong order are told to swap', () => {
    expect(parsePattern('{"a":[{"numeric":["<",9,">",5]}]}').issues[0].message).toContain('Put the lower bound first.');
  });

  test('deep nesting has an issue of its own', () => {
    expect(issueIds('{"a":'.repeat(1e5))).toEqual(['filter-too-deep']);
  });
});

describe('accepted', () => {
  test.each([
    '{"a":[""]}', '{"a":[null,true,false,1,"x"]}', '{"a":[{"prefix":""}]}', '{"a":[{"numeric":[">=",5,"<=",5.1]}]}', '{"$or":[{"a":["x"]},{"b":["y"]}]}',
    '{"prefix":["x"]}', '{"a":[{"anything-but":""}]}', '{"a":[{"anything-but":[1,2.5]}]}', '{"a":[{"exists":false}]}',
  ])('%s without a doubt', pattern => expect(parsePattern(pattern)).toMatchObject({ pattern: expect.anything(), issues: [] }));

  test.each([
    ['{"a":[{"wildcard":"x*"}]}', 'filter-doubtful-operator'], ['{"a":[{"cidr":"10.0.0.0/8"}]}', 'filter-doubtful-operator'], ['{"a":[{"exactly":"x"}]}', 'filter-doubtful-operator'],
    ['{"a":[{"prefix":{"equals-ignore-case":"x"}}]}', 'filter-doubtful-operator'], ['{"a":[{"suffix":{"equals-ignore-case":"x"}}]}', 'filter-doubtful-operator'],
    ['{"a":[{"anything-but":{"prefix":"x"}}]}', 'filter-doubtful-operator'], ['{"a":[{"anything-but":{"suffix":["x"]}}]}', 'filter-doubtful-operator'],
    ['{"a":[{"anything-but":{"equals-ignore-case":"x"}}]}', 'filter-doubtful-operator'], ['{"a":[{"anything-but":{"wildcard":"x"}}]}', 'filter-anything-but-wildcard'],
    ['{"a":[300.0]}', 'filter-number-spelling'], ['{"a":[1e2]}', 'filter-number-spelling'], ['{"a":[9007199254740993]}', 'filter-number-spelling'],
    ['{"a":["x"],"a":["y"]}', 'filter-duplicate-key'], ['{"a":{"b":["x"]},"a":{"c":["y"]}}', 'filter-duplicate-key'], ['{"a":{"b":["x"]},"a.b":["y"]}', 'filter-duplicate-key'],
    ['{"a":["x"],"$or":[{"a":["y"]},{"b":["z"]}]}', 'filter-duplicate-key'], ['{"$or":[{"a":["y"]},{"b":["z"]}],"a":["x"]}', 'filter-duplicate-key'],
    ['{"$or":[{"a":["x"]},{"b":["x"]}],"$or":[{"c":["x"]},{"d":["x"]}]}', 'filter-duplicate-key'],
  ])('%s with one doubt: %s', (pattern, id) => {
    const parsed = parsePattern(pattern);
    expect(parsed.pattern).toBeDefined();
    expect(parsed.issues.map(found => found.id)).toEqual([id]);
  });

  test('the same field in two branches of $or is no repetition', () => {
    expect(issueIds('{"$or":[{"a":["x"]},{"a":["y"]}]}')).toEqual([]);
  });

  test('1000 combinations of $or without a doubt, more with one', () => {
    const choice = (count: number) => `{"$or":[${Array.from({ length: count }, (_, i) => `{"x${i}":[1]}`).join(',')}]}`;
    expect(issueIds(`{"a":${choice(10)},"b":${choice(10)},"c":${choice(10)}}`)).toEqual([]);
    expect(issueIds(`{"a":${choice(10)},"b":${choice(10)},"c":${choice(11)}}`)).toEqual(['filter-or-combinations']);
  });
});

test('values that were read already parse like their text', () => {
  expect(parsePattern(fromValue({ a: [{ prefix: 'x' }] }))).toEqual(parsePattern('{"a":[{"prefix":"x"}]}'));
});

describe('refused, although the compiler of event-ruler takes it', () => {
  test('text after the pattern: it stops reading, but the service wants JSON', () => expect(issueIds('{"a":["x"]}{"b":["y"]}')).toEqual(['filter-not-json']));
  test('anything-but with an empty inner list: its machine fails on it', () => expect(issueIds('{"a":[{"anything-but":{"prefix":[]}}]}')).toEqual(['filter-operand']));
});
