import { parseTemplate } from '../../../src/cli/input/parse-template';

/** What a YAML value is read as. */
function read(value: string): unknown {
  return parseTemplate(`Resources: {}\nValue: ${value}\n`, 'template.yaml').template.Value;
}

describe('short forms of YAML are the functions of JSON', () => {
  test.each<[string, unknown]>([
    ['!Ref Queue', { Ref: 'Queue' }],
    ['!Condition Prod', { Condition: 'Prod' }],
    ['!GetAtt Queue.Arn', { 'Fn::GetAtt': ['Queue', 'Arn'] }],
    ['!GetAtt Nested.Outputs.QueueArn', { 'Fn::GetAtt': ['Nested', 'Outputs.QueueArn'] }],
    ['!GetAtt [Queue, Arn]', { 'Fn::GetAtt': ['Queue', 'Arn'] }],
    ['!Sub "arn:${AWS::Partition}:sqs"', { 'Fn::Sub': 'arn:${AWS::Partition}:sqs' }],
    ['!Sub ["${A}", { A: !Ref B }]', { 'Fn::Sub': ['${A}', { A: { Ref: 'B' } }] }],
    ['!Join [":", [a, !Ref B]]', { 'Fn::Join': [':', ['a', { Ref: 'B' }]] }],
    ['!If [Prod, !Ref A, !Ref "AWS::NoValue"]', { 'Fn::If': ['Prod', { Ref: 'A' }, { Ref: 'AWS::NoValue' }] }],
    ['!Equals [!Ref Stage, prod]', { 'Fn::Equals': [{ Ref: 'Stage' }, 'prod'] }],
    ['!Not [!Condition Prod]', { 'Fn::Not': [{ Condition: 'Prod' }] }],
    ['!And [!Condition A, !Condition B]', { 'Fn::And': [{ Condition: 'A' }, { Condition: 'B' }] }],
    ['!Or [!Condition A, !Condition B]', { 'Fn::Or': [{ Condition: 'A' }, { Condition: 'B' }] }],
    ['!Select [0, !GetAZs ""]', { 'Fn::Select': [0, { 'Fn::GetAZs': '' }] }],
    ['!Split [",", !ImportValue list]', { 'Fn::Split': [',', { 'Fn::ImportValue': 'list' }] }],
    ['!FindInMap [Sizes, prod, batch]', { 'Fn::FindInMap': ['Sizes', 'prod', 'batch'] }],
    ['!ImportValue queue', { 'Fn::ImportValue': 'queue' }],
    ['!Base64 text', { 'Fn::Base64': 'text' }],
    ['!Cidr [a, 1, 2]', { 'Fn::Cidr': ['a', 1, 2] }],
    ['!Transform { Name: AWS::Include, Parameters: { Location: x } }', { 'Fn::Transform': { Name: 'AWS::Include', Parameters: { Location: 'x' } } }],
    ['!ToJsonString { a: 1 }', { 'Fn::ToJsonString': { a: 1 } }],
    ['!Length [a]', { 'Fn::Length': ['a'] }],
    ['{ Fn::GetAtt: [Queue, Arn] }', { 'Fn::GetAtt': ['Queue', 'Arn'] }],
  ])('%s', (yaml, json) => {
    expect(read(yaml)).toEqual(json);
  });
});

describe('scalars', () => {
  test.each<[string, unknown]>([
    ['10', 10], ['"10"', '10'], ['true', true], ['True', true], ['yes', true], ['On', true], ['NO', false], ['off', false], ['"yes"', 'yes'], ["'off'", 'off'], ['yEs', 'yEs'], ['y', 'y'], ['0.5', 0.5], ['null', null], ['', null], ['2012-10-17', '2012-10-17'], ['arn:aws:sqs:::a', 'arn:aws:sqs:::a'],
    ['&a [1]', [1]], ['10_000', 10000], ['-1_0', -10], ['"1_0"', '1_0'], ['orders_1', 'orders_1'], ['!Sub no', { 'Fn::Sub': 'no' }], ['!!str no', 'no'],
  ])('%s', (yaml, json) => {
    expect(read(yaml)).toEqual(json);
  });

  test('text over several lines', () => {
    expect(read('|\n  a\n  b')).toBe('a\nb\n');
    expect(read('>-\n  a\n  b')).toBe('a b');
  });
});

test('anchors and merges', () => {
  const { template } = parseTemplate('Base: &base { A: 1, B: 2 }\nResources:\n  Both: { <<: *base, B: 3 }\n  Same: *base\n', 't.yaml');
  expect(template.Resources).toEqual({ Both: { A: 1, B: 3 }, Same: { A: 1, B: 2 } });
});

test('a key that objects have of their own stays a key', () => {
  const { template } = parseTemplate('Resources:\n  __proto__: { Type: A }\n', 't.yaml');
  expect(Object.keys(template.Resources)).toEqual(['__proto__']);
  expect(({} as any).Type).toBeUndefined();
});

test('of two documents in one file the reader says so', () => {
  expect(() => parseTemplate('Resources: {}\n---\nResources: {}\n', 't.yaml')).toThrow(/^t\.yaml:\d+: is no valid YAML: /);
});

test('JSON with a comment before it is read as YAML', () => {
  expect(parseTemplate('# made by hand\n{ "Resources": { "A": { "Type": "B" } } }', 't.json').template).toEqual({ Resources: { A: { Type: 'B' } } });
});

test('brackets in text are no nesting', () => {
  expect(parseTemplate(JSON.stringify({ Resources: { A: '['.repeat(2000) } }), 't.json').template.Resources.A).toHaveLength(2000);
});
