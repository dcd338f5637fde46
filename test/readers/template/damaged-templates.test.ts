import { rules } from '../../../src';
import { expectProportionalTime } from '../../growth';

const ARN = 'arn:aws:sqs:eu-west-1:111122223333:orders';

/** What is found in a template, as rule and logical id. */
function foundIn(template: object): string[] {
  return rules.TemplateChecker.check(template).findings.map(({ ruleId, path }) => `${ruleId} ${path}`);
}

function polling(source: unknown, sections: object = {}): object {
  return { ...sections, Resources: { Mapping: { Type: 'AWS::Lambda::EventSourceMapping', Properties: { FunctionName: 'fulfil', EventSourceArn: source, BatchSize: 0 } } } };
}

describe('expressions within one another are read once each', () => {
  const within = (levels: number, wrap: (inner: unknown) => unknown) =>
    Array.from({ length: levels }).reduce<unknown>(inner => wrap(inner), { Ref: 'AWS::Region' });

  test.each<[string, (inner: unknown) => unknown]>([
    ['Fn::Join', inner => ({ 'Fn::Join': ['', [inner]] })],
    ['Fn::Join of several', inner => ({ 'Fn::Join': [':', ['x', inner, 'x']] })],
    ['Fn::Sub', inner => ({ 'Fn::Sub': ['${a}x', { a: inner }] })],
    ['Fn::If', inner => ({ 'Fn::If': ['Unknown', 'x', inner] })],
    ['Fn::Select', inner => ({ 'Fn::Select': [0, [inner]] })],
    ['Fn::Split', inner => ({ 'Fn::Select': [0, { 'Fn::Split': [',', inner] }] })],
  ])('%s', (_, wrap) => {
    expectProportionalTime(60, levels => {
      const template = polling(within(levels, wrap));
      return () => expect(foundIn(template)).toEqual([]);
    });
  });

  test('conditions', () => {
    const conditions = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, i) => [`C${i}`,
      i === 0 ? { 'Fn::Equals': [{ Ref: 'P' }, 'x'] } : { 'Fn::Or': [{ Condition: `C${i - 1}` }, { 'Fn::Not': [{ Condition: `C${i - 1}` }] }] }]));
    expectProportionalTime(100, count => {
      const template = polling({ 'Fn::If': [`C${count - 1}`, ARN, ARN] }, { Parameters: { P: { Type: 'String' } }, Conditions: conditions(count) });
      return () => expect(foundIn(template)).toEqual(['sqs-batch-size Mapping']);
    });
  });

  test('a chain of conditions that no stack could take is unknown', () => {
    const conditions = Object.fromEntries(Array.from({ length: 20_000 }, (_, i) => [`C${i}`, { 'Fn::Not': [{ Condition: `C${i + 1}` }] }]));
    expect(foundIn(polling({ 'Fn::If': ['C0', ARN, 'x'] }, { Conditions: conditions }))).toEqual([]);
  });
});

describe('what refers to itself is unknown', () => {
  test.each<[string, object]>([
    ['a condition', polling({ 'Fn::If': ['A', ARN, 'x'] }, { Conditions: { A: { 'Fn::Not': [{ Condition: 'B' }] }, B: { Condition: 'A' } } })],
    ['an entry of a mapping', polling({ 'Fn::FindInMap': ['m', 'a', 'b'] }, { Mappings: { m: { a: { b: { 'Fn::FindInMap': ['m', 'a', 'b'] } } } } })],
    ['a list in a mapping', polling({ 'Fn::Select': [0, { 'Fn::FindInMap': ['m', 'a', 'b'] }] }, { Mappings: { m: { a: { b: [{ 'Fn::FindInMap': ['m', 'a', 'b'] }] } } } })],
    ['an export', polling({ 'Fn::ImportValue': 'x' }, { Outputs: { O: { Value: { 'Fn::ImportValue': 'x' }, Export: { Name: 'x' } } } })],
    ['the name of an export', polling({ 'Fn::ImportValue': 'x' }, { Outputs: { O: { Value: 1, Export: { Name: { 'Fn::ImportValue': 'x' } } } } })],
  ])('%s', (_, template) => { expect(foundIn(template)).toEqual([]); });
});

test('null is as if left out, in every place', () => {
  const full = {
    Parameters: { P: { Type: 'String', Default: 'x', AllowedValues: ['x'] } },
    Mappings: { m: { a: { b: 'c' } } },
    Conditions: { C: { 'Fn::Equals': [{ Ref: 'P' }, 'x'] } },
    Outputs: { O: { Value: { Ref: 'P' }, Export: { Name: 'o' } } },
    Resources: {
      Mapping: {
        Type: 'AWS::Lambda::EventSourceMapping',
        Condition: 'C',
        Metadata: { EventSources: { acknowledge: ['sqs-redrive-policy-missing'] } },
        Properties: { FunctionName: 'fulfil', EventSourceArn: { 'Fn::GetAtt': ['Orders', 'Arn'] }, BatchSize: 10, FilterCriteria: { Filters: [{ Pattern: '{"body":["a"]}' }] } },
      },
      Orders: { Type: 'AWS::SQS::Queue', Properties: { RedrivePolicy: { deadLetterTargetArn: ARN, maxReceiveCount: 5 } } },
    },
  };
  const places: string[][] = [];
  const visit = (value: unknown, path: string[]): void => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) { return; }
    for (const [key, member] of Object.entries(value)) {
      if (!key.startsWith('Fn::') && key !== 'Ref') { places.push([...path, key]); }
      visit(member, [...path, key]);
    }
  };
  visit(full, []);
  expect(places.length).toBeGreaterThan(30);
  for (const path of places.filter(place => place.join() !== 'Resources')) {
    const change = (alter: (parent: any, key: string) => void): object => {
      const copy: any = structuredClone(full);
      alter(path.slice(0, -1).reduce((parent, key) => parent[key], copy), path[path.length - 1]);
      return copy;
    };
    const [empty, without] = [change((parent, key) => { parent[key] = null; }), change((parent, key) => { delete parent[key]; })];
    expect({ path, found: foundIn(empty) }).toEqual({ path, found: foundIn(without) });
  }
});

test('a logical id may be the name of an inherited member', () => {
  const resources = JSON.parse(`{
    "__proto__": { "Type": "AWS::SQS::Queue", "Properties": { "FifoQueue": true } },
    "constructor": { "Type": "AWS::Lambda::EventSourceMapping", "Properties": { "FunctionName": "toString", "EventSourceArn": { "Fn::GetAtt": ["__proto__", "Arn"] }, "BatchSize": 11 } },
    "toString": { "Type": "AWS::Lambda::EventSourceMapping", "Properties": { "FunctionName": { "Ref": "valueOf" }, "EventSourceArn": { "Fn::GetAtt": ["hasOwnProperty", "Arn"] } } }
  }`);
  expect(foundIn({ Resources: resources })).toEqual(['sqs-fifo-batch-size constructor', 'sqs-redrive-policy-missing constructor']);
  expect(Object.keys(Object.prototype)).toEqual([]);
});
