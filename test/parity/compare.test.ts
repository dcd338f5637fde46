import { compareTemplates, Template } from './compare';

const MAPPING = { Type: 'AWS::Lambda::EventSourceMapping', Properties: { BatchSize: 10, Filters: ['a', 'b'] }, DependsOn: ['Policy', 'Role'] };
const POLICY = {
  Type: 'AWS::IAM::Policy',
  Properties: { PolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: ['sqs:A', 'sqs:B'], Resource: 'queue' }] } },
};
const THEIRS: Template = { Resources: { Mapping: MAPPING, Policy: POLICY, Role: { Type: 'AWS::IAM::Role' } }, Outputs: { Id: { Value: 'x' } } };

function differences(ours: Template, theirs: Template = THEIRS): string[] {
  return compareTemplates({ 'Shop.template.json': theirs }, { 'Shop.template.json': ours }).map(({ kind, text }) => `${kind}: ${text}`);
}

function withMapping(mapping: object): Template {
  return { ...THEIRS, Resources: { ...THEIRS.Resources, Mapping: { ...MAPPING, ...mapping } } };
}

function withStatement(...statements: object[]): Template {
  const document = { ...POLICY.Properties.PolicyDocument, Statement: statements };
  return { ...THEIRS, Resources: { ...THEIRS.Resources, Policy: { ...POLICY, Properties: { PolicyDocument: document } } } };
}

describe('templates', () => {
  test.each<[string, Template, string[]]>([
    ['are the same: no difference', JSON.parse(JSON.stringify(THEIRS)), []],
    ['name dependencies in another order: no difference', withMapping({ DependsOn: ['Role', 'Policy'] }), []],
    ['have another property value', withMapping({ Properties: { ...MAPPING.Properties, BatchSize: 11 } }),
      ['template: AWS::Lambda::EventSourceMapping.Properties.BatchSize is 11 instead of 10']],
    ['have a property more', withMapping({ Properties: { ...MAPPING.Properties, Enabled: false } }),
      ['template: AWS::Lambda::EventSourceMapping.Properties.Enabled is false instead of absent']],
    ['have an item less', withMapping({ Properties: { ...MAPPING.Properties, Filters: ['a'] } }),
      ['template: AWS::Lambda::EventSourceMapping.Properties.Filters.1 is absent instead of "b"']],
    ['have metadata more', withMapping({ Metadata: { 'aws:cdk:path': 'Shop/X' } }),
      ['template: AWS::Lambda::EventSourceMapping.Metadata is {"aws:cdk:path":"Shop/X"} instead of absent']],
    ['wait for less', withMapping({ DependsOn: 'Role' }),
      ['template: AWS::Lambda::EventSourceMapping no longer waits for AWS::IAM::Policy']],
    ['have another output', { ...THEIRS, Outputs: { Id: { Value: 'y' } } },
      ['template: Shop.template.json.Outputs.Id.Value is "y" instead of "x"']],
  ])('%s', (_, ours, expected) => expect(differences(ours)).toEqual(expected));

  test('with another logical id differ by both', () => {
    const { Mapping: _, ...others } = THEIRS.Resources!;
    expect(differences({ ...THEIRS, Resources: { ...others, Renamed: MAPPING } })).toEqual([
      'template: AWS::Lambda::EventSourceMapping Mapping is only upstream\'s',
      'template: AWS::Lambda::EventSourceMapping Renamed is only ours',
    ]);
  });

  test('of one side only are named', () => {
    expect(compareTemplates({ 'A.json': THEIRS }, { 'B.json': THEIRS }).map(({ text }) => text))
      .toEqual(['template A.json is only upstream\'s', 'template B.json is only ours']);
  });
});

describe('a policy document', () => {
  const AT = 'AWS::IAM::Policy.Properties.PolicyDocument';
  const allow = (Action: unknown, Resource: unknown = 'queue', more: object = {}) => ({ Effect: 'Allow', Action, Resource, ...more });
  const condition = { Condition: { StringEquals: { 'aws:SourceAccount': '1' } } };

  test.each<[string, Template, Template, string[]]>([
    ['cut into other statements is the same', THEIRS, withStatement(allow('sqs:B', ['queue']), allow('sqs:A')), []],
    ['with an action less is tighter', THEIRS, withStatement(allow('sqs:A')), [`tightening: ${AT} no longer allows sqs:B`]],
    ['with an action more is wider', THEIRS, withStatement(allow(['sqs:A', 'sqs:B', 'sqs:C'])), [`widening: ${AT} allows sqs:C on queue as well`]],
    ['with another resource is wider', THEIRS, withStatement(allow(['sqs:A', 'sqs:B'], ['queue', 'other'])),
      [`widening: ${AT} allows sqs:A on other as well`, `widening: ${AT} allows sqs:B on other as well`]],
    ['with a condition is tighter', THEIRS, withStatement(allow('sqs:A', 'queue', condition), allow('sqs:B')),
      [`tightening: ${AT} allows sqs:A only with StringEquals aws:SourceAccount`]],
    ['without its condition is wider', withStatement(allow('sqs:A', 'queue', condition)), withStatement(allow('sqs:A')),
      [`widening: ${AT} allows sqs:A on queue as well`]],
    ['with one action of a wildcard is tighter', withStatement(allow('sqs:*')), withStatement(allow('sqs:A')),
      [`tightening: ${AT} allows sqs:A instead of sqs:*`]],
    ['with a wildcard for one action is wider', withStatement(allow('sqs:A')), withStatement(allow('sqs:*')),
      [`widening: ${AT} allows sqs:* on queue as well`]],
    ['with one resource of all is tighter', withStatement(allow('sqs:A', '*')), withStatement(allow('sqs:A')),
      [`tightening: ${AT} allows sqs:A on one resource instead of all`]],
    ['for another principal is wider', withStatement(allow('sqs:A', 'queue', { Principal: 'x' })), withStatement(allow('sqs:A', 'queue', { Principal: 'y' })),
      [`widening: ${AT} allows sqs:A on queue as well`, `tightening: ${AT} no longer allows sqs:A`]],
    ['that denies less is wider', withStatement({ ...allow('sqs:A'), Effect: 'Deny' }), withStatement(),
      [`widening: ${AT} denies sqs:A on queue no longer`]],
  ])('%s', (_, theirs, ours, expected) => expect(differences(ours, theirs)).toEqual(expected));
});
