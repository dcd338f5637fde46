import { parseYaml } from '../../../src/cli/input/parse-yaml';
import { expectProportionalTime } from '../../growth';

/** What YAML is read as. */
function read(text: string): unknown {
  return parseYaml(text, 't.yaml').value;
}

/** What the value of a key is read as. */
function readValue(text: string): unknown {
  return (read(`Value: ${text}\n`) as { Value: unknown }).Value;
}

function refusalOf(text: string): string {
  try {
    read(text);
  } catch (error) {
    return (error as Error).message;
  }
  return 'none';
}

describe('plain scalars are those of YAML 1.1, as the SafeLoader of PyYAML has them; dates stay text', () => {
  test.each<[unknown, string]>([
    [true, 'yes Yes YES true True TRUE on On ON'],
    [false, 'no No NO false False FALSE off Off OFF'],
    [null, '~ null Null NULL'],
    [0, '0 00 0_ 0b0 0x0'],
    [10, '10 +10 1_0 1__0 012 0b1010 0xA 0xa +0xa 10. 1_0.0 1.0e+1'],
    [-10, '-10 -1_0 -012 -0b1010 -0xA -10.0'],
    [511, '0777 0_777 +0777'],
    [90, '1:30 +1:30 0x5a'],
    [685230, '190:20:30'],
    [685230.5, '190:20:30.5'],
    [-90, '-1:30 -1:30.'],
    [30.5, '0:30.5'],
    [0.5, '.5 0.5 5.0e-1 .5e+0'],
    [Infinity, '.inf .Inf .INF +.inf'],
    [-Infinity, '-.inf -.INF'],
    [NaN, '.nan .NaN .NAN'],
    [123456789012, '123456789012'],
  ])('%s', (value, spellings) => {
    for (const spelling of spellings.split(' ')) { expect({ [spelling]: readValue(spelling) }).toEqual({ [spelling]: value }); }
  });

  test.each([
    'yEs y n nULL tRUE', // words that are no switches
    '0o17 0o777 08 09 0X1F 0x 0b 0b2 0xG 012345678901', // a 0 before digits of no base
    '1e3 1e+3 1.0e3 +.5 _1 1.2.3 10.0.0.0/16 1:60 0:30 1:2a', // almost numbers
    'inf .iNf -.nan NaN', // almost no numbers
    '2012-10-17 2010-09-09 2012-10-17T00:00:00Z', // dates, which CloudFormation does not know
    '- -- + . .. arn:aws:sqs:::a http://x',
  ])('texts: %s', spellings => {
    for (const spelling of spellings.split(' ').filter(each => each !== '-')) { expect(readValue(spelling)).toBe(spelling); }
  });

  test('nothing is null, and an empty text is one', () => {
    expect(read('a:\nb: ""\nc: !Sub\nd: [~]\ne: {f}\n')).toEqual({ a: null, b: '', c: { 'Fn::Sub': '' }, d: [null], e: { f: null } });
  });

  test('in quotes, in blocks and behind a short form all are texts', () => {
    expect(read('a: "yes"\nb: \'10\'\nc: |-\n  0777\nd: !Sub 1:30\ne: !!str ~\n')).toEqual({ a: 'yes', b: '10', c: '0777', d: { 'Fn::Sub': '1:30' }, e: '~' });
  });

  test('keys are texts as they are written', () => {
    expect(read('yes: 1\n0777: 2\n~: 3\n123456789012: 4\n')).toEqual({ 'yes': 1, '0777': 2, '~': 3, '123456789012': 4 });
  });
});

describe('between brackets no indentation counts', () => {
  test.each<[string, string, unknown]>([
    ['a bracket below its key', 'a:\n  b: [\n  x\n  ]\n  c: 1\n', { a: { b: ['x'], c: 1 } }],
    ['braces within brackets below their key', 'a:\n  b: [{\n    k: v\n  }]\n  c: 1\n', { a: { b: [{ k: 'v' }], c: 1 } }],
    ['a brace left of its key', 'a:\n    b: {\n  k: v\n  }\n    c: 1\n', { a: { b: { k: 'v' }, c: 1 } }],
    ['everything at the margin', 'a:\n  b: [\nx, [\ny\n], {\nz: 1\n}\n]\n  c: 1\n', { a: { b: ['x', ['y'], { z: 1 }], c: 1 } }],
    ['in a list', 'a:\n  - {\nk: v\n}\n  - [\nx]\n  - y\n', { a: [{ k: 'v' }, ['x'], 'y'] }],
    ['in lists of lists', 'a:\n  - - [\nx\n]\n    - y\n  - z\n', { a: [[['x'], 'y'], 'z'] }],
    ['behind a short form', 'a:\n  b: !Join [",", [\n x\n]]\n  c: !If [p, {\nk: !Ref v\n}, !Ref w\n]\n', { a: { b: { 'Fn::Join': [',', ['x']] }, c: { 'Fn::If': ['p', { k: { Ref: 'v' } }, { Ref: 'w' }] } } }],
    ['a text over lines', 'a:\n  b: [x\ny, "p\nq", \'r\n\ns\']\n  c: 1\n', { a: { b: ['x y', 'p q', 'r\ns'], c: 1 } }],
    ['comments and blank lines', 'a:\n  b: [ # first\n# second\n\nx, # third\n]\n', { a: { b: ['x'] } }],
    ['tabs', 'a:\n  b: [\n\tx,\n\ty\n\t]\n', { a: { b: ['x', 'y'] } }],
    ['lines of Windows', 'a:\r\n  b: [\r\nx\r\n]\r\n  c: 1\r\n', { a: { b: ['x'], c: 1 } }],
    ['an anchor', 'a:\n  b: &b [\nx\n]\n  c: *b\n', { a: { b: ['x'], c: ['x'] } }],
  ])('%s', (_, text, value) => {
    expect(read(text)).toEqual(value);
  });

  test('what is never closed is refused, and so is what is closed twice', () => {
    expect(refusalOf('a:\n  b: [x\n  c: 1\n')).toMatch(/^t\.yaml:\d: is no valid YAML: /);
    expect(refusalOf('a:\n  b: [\nx\n]]\n')).toMatch(/^t\.yaml:4: is no valid YAML: /);
    expect(refusalOf('a: [x,\n---\ny]\n')).toMatch(/^t\.yaml:\d: is no valid YAML: /);
  });

  test('behind the bracket indentation counts again', () => {
    expect(refusalOf('a:\n  b: [\nx\n]\n   c: 1\n')).toMatch(/^t\.yaml:\d: is no valid YAML: /);
    expect(read('a:\n  b: [\nx\n]\nc: 1\n')).toEqual({ a: { b: ['x'] }, c: 1 });
    expect(read('a:\n  b: [\nx\n]\n  c: |\n    y\n')).toEqual({ a: { b: ['x'], c: 'y\n' } });
  });
});

describe('between quotes no indentation counts', () => {
  test.each<[string, string, unknown]>([
    ['at the margin', 'a:\n  b: "x\ny"\n  c: 1\n', { a: { b: 'x y', c: 1 } }],
    ['in single quotes', "a:\n  b: 'x\ny'\n  c: 1\n", { a: { b: 'x y', c: 1 } }],
    ['blank lines', 'a:\n  b: "x\n\n\ny"\n', { a: { b: 'x\n\ny' } }],
    ['an escaped end of a line', 'a:\n  b: "x\\\n y"\n', { a: { b: 'xy' } }],
    ['in a list', 'a:\n  - "x\ny"\n  - z\n', { a: ['x y', 'z'] }],
    ['behind a short form', 'a:\n  b: !Sub "x\n${y}"\n  c: !Sub [\'p\nq\', {}]\n', { a: { b: { 'Fn::Sub': 'x ${y}' }, c: { 'Fn::Sub': ['p q', {}] } } }],
    ['tabs', 'a:\n  b: "x\n\ty"\n', { a: { b: 'x y' } }],
    ['only the closing quote', 'a:\n  b: "x\n"\n  c: 1\n', { a: { b: 'x ', c: 1 } }],
    ['lines of Windows', 'a:\r\n  b: "x\r\ny"\r\n  c: 1\r\n', { a: { b: 'x y', c: 1 } }],
  ])('%s', (_, text, value) => {
    expect(read(text)).toEqual(value);
  });

  test('a text without quotes ends where the indentation does', () => {
    expect(refusalOf('a:\n  b: x\ny\n')).toMatch(/^t\.yaml:3: is no valid YAML: /);
    expect(refusalOf('a:\n  b: "x\n  c: 1\n')).toMatch(/^t\.yaml:\d: is no valid YAML: Missing closing "quote/);
  });
});

describe('a dash in brackets', () => {
  test.each<[string, unknown]>([
    ['[-]', ['-']], ['[-, a]', ['-', 'a']], ['[ -, [a, !Ref B]]', ['-', ['a', { Ref: 'B' }]]], ['[a, -]', ['a', '-']], ['!Join [-, [a, b]]', { 'Fn::Join': ['-', ['a', 'b']] }],
    ['{a: -}', { a: '-' }], ['{a: -, b: 1}', { a: '-', b: 1 }], ['{-, b}', { '-': null, 'b': null }], ['[!Sub -, a]', [{ 'Fn::Sub': '-' }, 'a']], ['[&x -, *x]', ['-', '-']], ['[-a, --, -1]', ['-a', '--', -1]],
  ])('%s', (text, value) => {
    expect(readValue(text)).toEqual(value);
  });

  test('before a space it begins an item of a list, which is refused', () => {
    expect(refusalOf('a: [- b]')).toMatch(/^t\.yaml:1: is no valid YAML: /);
    expect(refusalOf('a: [- , b]')).toMatch(/^t\.yaml:1: is no valid YAML: /);
  });
});

test('a comment right behind a quote or a bracket is one', () => {
  expect(read('a: "x"#y\nb: [x]#y\nc: x#y\n')).toEqual({ a: 'x', b: ['x'], c: 'x#y' });
});

test('the first mistake is told, with its line', () => {
  expect(refusalOf('a: 1\nb: [,]\nc: {,}\n')).toBe('t.yaml:2: is no valid YAML: Unexpected , in flow sequence.');
  expect(refusalOf('a: 1\nb: c: d\n')).toBe('t.yaml:2: is no valid YAML: Nested mappings are not allowed in compact mappings.');
  expect(refusalOf('a: 1\n{{ b }}: 1\n')).toMatch(/^t\.yaml:2: /);
  expect(refusalOf('a: 1\n? [b]\n: 1\n')).toBe('t.yaml:2: has a key that is no text.');
  expect(refusalOf('a: 1\n---\nb: 1\n')).toBe('t.yaml:2: is no valid YAML: it has several documents.');
  expect(refusalOf('a: 1\n...\n# the end\n')).toBe('none');
});

describe('depth', () => {
  const nested = (levels: number, open: string, close: string) => `a: ${open.repeat(levels)}${close.repeat(levels)}\n`;
  const indented = (levels: number) => Array.from({ length: levels }, (_, i) => `${' '.repeat(i)}a:`).join('\n');

  test('500 levels are read', () => {
    expect(refusalOf(nested(499, '[', ']'))).toBe('none');
    expect(refusalOf(indented(500))).toBe('none');
  });

  test.each([
    ['brackets', nested(502, '[', ']'), 1],
    ['maps', indented(502), 502],
    ['lists', `a:\n  ${'- '.repeat(502)}x`, 2],
    ['questions', '? '.repeat(100_000), 1],
  ])('more are refused before anything recurses into them: %s', (_, text, line) => {
    expect(refusalOf(text)).toBe(`t.yaml:${line}: is nested more than 500 levels deep, which no template needs.`);
  });

  test('what aliases nest counts', () => {
    const chain = (links: number) => `a0: &a0 1\n${Array.from({ length: links }, (_, i) => `a${i + 1}: &a${i + 1} [*a${i}]`).join('\n')}`;
    expect(refusalOf(chain(490))).toBe('none');
    expect(refusalOf(chain(510))).toMatch(/ is nested more than 500 levels deep/);
  });

  test('brackets within texts are none', () => {
    expect(read(`a: |\n  ${'['.repeat(2000)}\nb: x${'{'.repeat(2000)}\n`)).toHaveProperty('b');
  });
});

describe('aliases', () => {
  test('stand for the last anchor before them', () => {
    expect(read('a: &x 1\nb: *x\nc: &x [2, &y 3]\nd: *x\ne: &y 4\nf: [*x, *y]\n')).toEqual({ a: 1, b: 1, c: [2, 3], d: [2, 3], e: 4, f: [[2, 3], 4] });
  });

  test('stand for a short form, a key, nothing', () => {
    expect(read('a: &x !Ref B\nb: *x\nc: &k name\n*k : 1\nd: &n\ne: *n\n')).toEqual({ a: { Ref: 'B' }, b: { Ref: 'B' }, c: 'name', name: 1, d: null, e: null });
  });

  test.each<[string, string, string]>([
    ['without an anchor', 'a: 1\nb: *x\n', 't.yaml:2: has an alias *x without an anchor before it.'],
    ['before its anchor', 'a: *x\nb: &x 1\n', 't.yaml:1: has an alias *x without an anchor before it.'],
    ['of the list around it', 'a: &x\n  - *x\n', 't.yaml:2: has an alias *x that refers to itself.'],
    ['of a map far around it', 'a: &x\n  b:\n    - c: [*x]\n', 't.yaml:3: has an alias *x that refers to itself.'],
    ['of the list around it that takes a name again', 'a: &x 1\nb: &x [*x]\n', 't.yaml:2: has an alias *x that refers to itself.'],
    ['of the map that merges it', 'a: &x\n  b: 1\n  <<: *x\n', 't.yaml:3: has an alias *x that refers to itself.'],
  ])('%s', (_, text, refusal) => {
    expect(refusalOf(text)).toBe(refusal);
  });

  describe('stand for 1 MB at most', () => {
    /** Each value takes two characters, and a text its own in addition. */
    const text = 'x'.repeat(1022);

    test('of one text', () => {
      const repeating = (times: number) => `a: &a ${text}\nb:\n${'  - *a\n'.repeat(times)}`;
      expect(refusalOf(repeating(1024))).toBe('none');
      expect(refusalOf(repeating(1025))).toBe('t.yaml:1027: repeats more than 1 MB by aliases, up to *a. CloudFormation takes 1 MB, and no aliases.');
    });

    test('in all, however few aliases there are', () => {
      const doubling = (times: number) => `a0: &a0 [x]\n${Array.from({ length: times }, (_, i) => `a${i + 1}: &a${i + 1} [*a${i}, *a${i}]`).join('\n')}`;
      expect(refusalOf(doubling(15))).toBe('none');
      expect(refusalOf(doubling(60))).toMatch(/^t\.yaml:1\d: repeats more than 1 MB by aliases, up to \*a1\d\./);
    });

    test.each<[string, string, (before: string) => string]>([
      ['keys without values', '{k}', before => `{a: ${before}, b: ${before}}`],
      ['maps that stay empty', '{}', before => `{<<: [${before}, ${before}]}`],
      ['lists that stay empty', '[]', before => `[${before}, ${before}]`],
    ])('of %s', (_, first, repeat) => {
      const doubled = Array.from({ length: 60 }, (__, i) => `a${i + 1}: &a${i + 1} ${repeat(`*a${i}`)}`);
      expect(refusalOf(`a0: &a0 ${first}\n${doubled.join('\n')}`)).toMatch(/repeats more than 1 MB/);
    });

    test('and many that stand for little are read', () => {
      expect(read(`a: &a 1\nb:\n${'  - *a\n'.repeat(5000)}`)).toHaveProperty('b.length', 5000);
    });
  });
});

describe('merge keys', () => {
  test.each<[string, string, unknown]>([
    ['own keys win, wherever the merge stands', '[{a: 1, <<: {a: 2, b: 2}}, {<<: {a: 2, b: 2}, a: 1}]', [{ a: 1, b: 2 }, { a: 1, b: 2 }]],
    ['of a list the first map wins', '{<<: [{abc: 1}, {abc: 2, def: 2}]}', { abc: 1, def: 2 }],
    ['of two merges the last wins', '{<<: {abc: 1, def: 1}, <<: {abc: 2}}', { abc: 2, def: 1 }],
    ['merges merge', '{<<: {<<: {a: 1, b: 1}, a: 2}}', { a: 2, b: 1 }],
    ['nothing is merged', '{<<: [], <<: {}, a: 1}', { a: 1 }],
    ['in quotes it is a key like others', '{"<<": {a: 1}}', { '<<': { a: 1 } }],
    ['as a value it is a text', '{a: <<}', { a: '<<' }],
  ])('%s', (_, text, value) => {
    expect(readValue(text)).toEqual(value);
  });

  test('of anchors', () => {
    expect(read('x: &x {a: 1, b: 1}\ny: &y [*x, {c: 3, a: 3}]\nz:\n  <<: [*x, {b: 2, c: 2}]\n  d: 4\nw: {<<: *y}\n')).toMatchObject({
      z: { a: 1, b: 1, c: 2, d: 4 }, w: { a: 1, b: 1, c: 3 },
    });
  });

  test.each(['1', '[1]', '[[{a: 1}]]', ''])('of %s is refused', merged => {
    expect(refusalOf(`a: 1\nb: {<<: ${merged}}\n`)).toBe('t.yaml:2: has a merge key << of something else than maps.');
  });
});

describe('keys that objects have of their own', () => {
  const names = (value: unknown) => Object.getOwnPropertyNames(value);

  test.each<[string, string]>([
    ['block', '__proto__:\n  Type: A\nconstructor: 1\n'],
    ['flow', '{__proto__: {Type: A}, constructor: 1}'],
    ['merged', '<<: {__proto__: {Type: A}, constructor: 1}\n'],
    ['merged from a list of anchors', '<<: [&a {__proto__: {Type: A}}, &b {constructor: 1, __proto__: {Type: B}}]\n'],
    ['by an alias', '? &k __proto__\n: {Type: A}\nconstructor: 1\n'],
  ])('are keys: %s', (_, text) => {
    const value = read(text) as any;
    expect(names(value).sort()).toEqual(['__proto__', 'constructor']);
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
    expect(Object.getOwnPropertyDescriptor(value, '__proto__')!.value).toEqual({ Type: 'A' });
    expect(({} as any).Type).toBeUndefined();
  });

  test('even as a short form', () => {
    expect(names(readValue('!__proto__ {Type: A}'))).toEqual(['Fn::__proto__']);
  });
});

describe('lines of resources', () => {
  const lines = (text: string, ...ids: string[]) => ids.map(id => parseYaml(text, 't.yaml').lineOf(id));

  test('behind brackets and quotes that end left of their key', () => {
    expect(lines('Resources:\n  A:\n    B: [\nx\n]\n  C:\n    D: "x\n\ny"\n  E: {}\n', 'A', 'C', 'E')).toEqual([2, 6, 10]);
  });

  test('where an alias or a merge brings them in', () => {
    expect(lines('Shared: &shared\n  A: {}\nResources:\n  <<: [*shared, {B: {}}]\n  C: {}\n', 'A', 'B', 'C')).toEqual([2, 4, 5]);
    expect(lines('Shared: &shared\n  A: {}\nResources: *shared\n', 'A')).toEqual([2]);
  });
});

test.each<[string, (size: number) => string]>([
  ['brackets', size => `a: [${'{a: [b, c]},\n'.repeat(size)}]`],
  ['quotes over lines', size => `a:\n${'  - "x\ny"\n'.repeat(size)}`],
  ['one long text', size => `a: "${'x\n'.repeat(20 * size)}"`],
  ['anchors and aliases', size => Array.from({ length: size }, (_, i) => `k${i}: &a${i} 1\nl${i}: *a${i}`).join('\n')],
  ['a million mistakes', size => '}'.repeat(50 * size)],
])('takes time in proportion: %s', (_, textOf) => {
  expectProportionalTime(4000, size => {
    const text = textOf(size);
    return () => refusalOf(text);
  });
});
