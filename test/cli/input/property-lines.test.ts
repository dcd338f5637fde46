import { parseTemplate } from '../../../src/cli/input/parse-template';
import { expectProportionalTime } from '../../growth';

/** The lines of properties of the resource `Mapping`. */
function linesIn(text: string, ...properties: string[]): (number | undefined)[] {
  const { lineOf } = parseTemplate(text, 'template');
  return properties.map(property => lineOf('Mapping', property));
}

const JSON_TEXT = `{
"Resources": {
  "Other": { "Properties": { "BatchSize": 1,
    "Enabled": true } },
  "Mapping": {
    "Type": "AWS::Lambda::EventSourceMapping",
    "Properties": {
      "BatchSize": 11,
      "ScalingConfig": {
        "MaximumConcurrency": 1 },
      "ProvisionedPollerConfig": { "Fn::If": ["Live",
        { "MinimumPollers": 1 }, { "Ref": "AWS::NoValue" }] },
      "Topics": [1,
        "orders,\\n{ \\"BatchSize\\": [",
        "returns"],
      "FilterCriteria": {
        "Filters": [
          { "Pattern": "{}" } ] },
      "SourceAccessConfigurations": [
        { "Type": "BASIC_AUTH" },
        { "Type": "VIRTUAL_HOST",
          "URI": "/" }
      ]
    }
  },
  "Enabled": {}
} }`;

const YAML_TEXT = `#
Resources:
  Other: { Properties: { BatchSize: 1,
    Enabled: true } }
  Mapping:
    Type: AWS::Lambda::EventSourceMapping
    Properties:
      BatchSize: 11
      ScalingConfig:
        MaximumConcurrency: 1
      ProvisionedPollerConfig: !If [Live,
        { MinimumPollers: 1 }, !Ref AWS::NoValue]
      Topics: [1,
        "orders",
        returns]
      FilterCriteria:
        Filters:
          - Pattern: "{}"
      SourceAccessConfigurations:
        - Type: BASIC_AUTH
        - Type: VIRTUAL_HOST
          URI: /
  Enabled: {}
`;

describe.each([['JSON', JSON_TEXT], ['YAML', YAML_TEXT]])('%s', (_, text) => {
  test('a property has the line of its key, however deep it is', () => {
    expect(linesIn(text, 'BatchSize', 'ScalingConfig', 'ScalingConfig.MaximumConcurrency', 'SourceAccessConfigurations[1].URI')).toEqual([8, 9, 10, 22]);
  });

  test('an item of a list has its own line, and the only one is found without its number', () => {
    expect(linesIn(text, 'Topics[1]', 'Topics[2]', 'FilterCriteria.Filters[].Pattern', 'FilterCriteria.Filters[0]')).toEqual([14, 15, 18, 18]);
  });

  test('of several items none is meant, so the list has the line', () => {
    expect(linesIn(text, 'SourceAccessConfigurations[].URI', 'Topics[]')).toEqual([19, 13]);
  });

  test('where the path goes on, the line is that of the last segment there is', () => {
    expect(linesIn(text, 'BatchSize.Most', 'ProvisionedPollerConfig.MinimumPollers', 'FilterCriteria.Filters[1].Pattern', 'SourceAccessConfigurations[0].URI'))
      .toEqual([8, 11, 17, 20]);
  });

  test('a property that is omitted has the line of the resource, whatever else is called so', () => {
    expect(linesIn(text, 'Enabled', 'StartingPosition', 'constructor', '', 'URI')).toEqual([5, 5, 5, 5, 5]);
  });
});

test('what is no object has the line of the resource', () => {
  expect(linesIn('{ "Resources": {\n"Mapping": "text",\n"Other": { "Properties": { "BatchSize": 1 } } } }', 'BatchSize')).toEqual([2]);
  expect(linesIn('{ "Resources": {\n"Mapping": 1,\n"Other": { "Properties": { "BatchSize": 1 } } } }', 'BatchSize')).toEqual([2]);
  expect(linesIn('{ "Resources": {\n"Mapping": { "Properties": [\n"BatchSize"] } } }', 'BatchSize')).toEqual([2]);
  expect(linesIn('Resources:\n  Mapping:\n    Properties: [\n      BatchSize]\n', 'BatchSize')).toEqual([2]);
  expect(linesIn('Resources:\n  Mapping:\n', 'BatchSize')).toEqual([2]);
});

test('aliases and merges of YAML lead to where the property is written', () => {
  const text = 'Common: &common\n  BatchSize: 1\nList: &list\n  - A\nResources:\n  Mapping:\n    Properties:\n      <<: *common\n      Topics: *list\n';
  expect(linesIn(text, 'BatchSize', 'Topics', 'Topics[]')).toEqual([2, 9, 4]);
});

test('a key that is an alias is passed over', () => {
  expect(linesIn('Name: &name BatchSize\nResources:\n  Mapping:\n    Properties:\n      *name : 1\n', 'BatchSize')).toEqual([3]);
});

test.each<[string, (size: number) => string]>([
  ['JSON', size => JSON.stringify({ Resources: Object.fromEntries(Array.from({ length: size }, (_, i) => [`M${i}`, { Properties: { A: 1, B: [{ C: i }] } }])) })],
  ['YAML', size => `Resources:\n${Array.from({ length: size }, (_, i) => `  M${i}: { Properties: { A: 1, B: [{ C: ${i} }] } }\n`).join('')}`],
])('of %s each resource is looked through for itself', (_, textOf) => {
  expectProportionalTime(2000, size => {
    const { lineOf } = parseTemplate(textOf(size), 'template');
    return () => { for (let i = 0; i < size; i++) { lineOf(`M${i}`, 'B[].C'); } };
  });
});
