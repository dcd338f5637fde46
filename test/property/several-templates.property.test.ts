import * as fc from 'fast-check';
import { Deployment } from '../../src/model/deployment';
import { DeployedTemplate } from '../../src/readers/template/cross-stack';
import { readTemplates, TemplateSource } from '../../src/readers/template/read-template';
import { validateTemplates } from '../../src/validation/template/validate-template';

/*
 * Few names, so that references meet exports, parameters, outputs and resources of other templates, and lead in circles.
 */

const KEYS = ['a.json', 'b.json', 'c.json'];
const name = fc.constantFrom('A', 'B', 'Nested');
const text = fc.constantFrom('A', 'B', '${A}', '${Nested.Outputs.A}', '${AWS::StackName}', 'arn:aws:sqs:eu-west-1:111122223333:a');

const { value } = fc.letrec<{ value: unknown }>(tie => ({
  value: fc.oneof({ maxDepth: 3, withCrossShrink: true },
    text,
    fc.record({ Ref: name }),
    fc.record({ 'Fn::GetAtt': fc.tuple(name, fc.constantFrom('Arn', 'Outputs.A', 'Outputs.B')) }),
    fc.record({ 'Fn::ImportValue': tie('value') }),
    fc.record({ 'Fn::GetStackOutput': fc.record({ StackName: tie('value'), OutputName: name }) }),
    fc.record({ 'Fn::Sub': text }),
    fc.record({ 'Fn::Join': fc.tuple(fc.constant(':'), fc.array(tie('value'), { maxLength: 3 })) }),
    fc.record({ 'Fn::If': fc.tuple(name, tie('value'), tie('value')) })),
}));

const condition = fc.record({ 'Fn::Equals': fc.tuple(value, value) });
const output = fc.record({ Value: value, Export: fc.record({ Name: value }) });
const sectionOf = (item: fc.Arbitrary<unknown>) => fc.record({ A: item, B: item }, { requiredKeys: [] });

const resources = fc.record({
  A: fc.record({ Type: fc.constantFrom('AWS::SQS::Queue', 'AWS::Lambda::Alias', 'AWS::Kinesis::StreamConsumer'), Properties: fc.record({ FunctionName: value, StreamARN: value, RedrivePolicy: value }) }),
  Nested: fc.record({ Type: fc.constant('AWS::CloudFormation::Stack'), Properties: fc.record({ Parameters: fc.oneof(sectionOf(value), value) }) }),
  Mapping: fc.record({ Type: fc.constant('AWS::Lambda::EventSourceMapping'), Properties: fc.record({ FunctionName: value, EventSourceArn: value, BatchSize: value }) }),
}, { requiredKeys: ['Mapping'] });

const template = fc.record({
  Parameters: sectionOf(fc.record({ Type: fc.constant('String'), Default: fc.constantFrom('A', 'B') }, { requiredKeys: ['Type'] })),
  Conditions: sectionOf(condition),
  Outputs: sectionOf(output),
  Resources: resources,
});

const deployed = fc.tuple(...KEYS.map(key => fc.record({
  key: fc.constant(key),
  name: fc.constant(key),
  source: template,
  stack: fc.option(name, { nil: undefined }),
  region: fc.constantFrom('eu-west-1', undefined),
  nested: fc.constantFrom(...KEYS).map(inner => new Map([['Nested', inner]])),
})));

test('of any templates that refer to one another, reading ends, and finds each mistake once, and the same again', () => {
  fc.assert(fc.property(deployed, (templates: readonly DeployedTemplate[]) => {
    const results = validateTemplates(templates, []);
    expect(results.map(({ mappings }) => mappings)).toEqual([1, 1, 1]);
    for (const { findings } of results) { expect(new Set(findings.map(({ message }) => message)).size).toBe(findings.length); }
    expect(validateTemplates(templates, [])).toEqual(results);
    const edges = new Deployment(new TemplateSource(readTemplates(templates), true)).edges();
    expect(edges.filter(({ kind }) => kind === 'polls')).toHaveLength(new Set(edges.filter(({ kind }) => kind === 'polls').map(({ from }) => from.id)).size);
  }), { numRuns: 200 });
});
