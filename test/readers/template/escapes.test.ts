import { DeployedTemplate } from '../../../src/readers/template/cross-stack';
import { readTemplates, TemplateSource } from '../../../src/readers/template/read-template';

type Sections = { readonly [name: string]: any };

const VPC = { Type: 'AWS::EC2::VPC' };
const custom = (vpc: unknown) => ({ Type: 'Custom::Endpoints', Properties: { Vpc: vpc } });
const subnet = (vpc: unknown) => ({ Type: 'AWS::EC2::Subnet', Properties: { VpcId: vpc } });
const ID = { Ref: 'Vpc' };

function template(key: string, Resources: Sections, sections: Sections = {}, nested: readonly (readonly [string, string])[] = []): DeployedTemplate {
  return { key, name: key, stack: key.startsWith('inner') ? undefined : key, source: { Resources, ...sections }, nested: new Map(nested) };
}

/** Whether the VPC of the first template escapes. */
function escapes(...templates: DeployedTemplate[]): boolean {
  const source = new TemplateSource(readTemplates(templates));
  return source.escapes(source.resources('AWS::EC2::VPC')[0]);
}

describe('a resource that an output names', () => {
  const CDK = 'ExportsOutputRefVpc';
  const exported = (id: string) => ({ Outputs: { [id]: { Value: ID, Export: { Name: 'network' } } } });
  const importing = { 'Fn::ImportValue': 'network' };

  test.each<[string, string, Sections, boolean]>([
    ['that the CDK made for a stack that is at hand', CDK, { Subnet: subnet(importing) }, false],
    ['that the CDK made for a stack that is not', CDK, { Subnet: subnet({ 'Fn::ImportValue': 'other' }) }, true],
    ['that somebody wrote, for whoever reads it', 'Vpc', { Subnet: subnet(importing) }, true],
    ['that a custom resource of another stack is given', CDK, { Subnet: subnet(importing), More: custom(importing) }, true],
    ['that a custom resource is given in text', CDK, { Subnet: subnet(importing), More: custom({ 'Fn::Join': ['/', ['vpc', importing]] }) }, true],
    ['that a custom resource may be given, by a name that is not known', CDK, { Subnet: subnet(importing), More: custom({ 'Fn::ImportValue': { Ref: 'Name' } }) }, true],
    ['beside a custom resource that is given something else', CDK, { Subnet: subnet(importing), More: custom({ 'Fn::ImportValue': 'other' }) }, false],
  ])('%s', (_, id, resources, expected) => {
    expect(escapes(template('network', { Vpc: VPC }, exported(id)), template('functions', resources))).toBe(expected);
  });

  test('that a macro of another stack may use', () => {
    expect(escapes(template('network', { Vpc: VPC }, exported(CDK)), template('functions', { Subnet: subnet(importing) }, { Transform: 'Mine' }))).toBe(true);
  });
});

describe('a resource that a nested stack is given', () => {
  const outer = (sections: Sections = {}, nested: readonly (readonly [string, string])[] = [['Inner', 'inner']]) =>
    template('outer', { Vpc: VPC, Inner: { Type: 'AWS::CloudFormation::Stack', Properties: { Parameters: { Network: ID } } } }, sections, nested);
  const inner = (resources: Sections, sections: Sections = {}) => template('inner', resources, { Parameters: { Network: { Type: 'String' } }, ...sections });
  const NETWORK = { Ref: 'Network' };
  const OUTPUT = { Outputs: { Network: { Value: NETWORK } } };
  const AGAIN = { Outputs: { Network: { Value: { 'Fn::GetAtt': ['Inner', 'Outputs.Network'] } } } };

  test.each<[string, DeployedTemplate[], boolean]>([
    ['that is not at hand', [outer({}, [])], true],
    ['that only reads it', [outer(), inner({ Subnet: subnet(NETWORK) })], false],
    ['that gives it to a custom resource', [outer(), inner({ More: custom(NETWORK) })], true],
    ['that has a macro', [outer(), inner({ Subnet: subnet(NETWORK) }, { Transform: 'Mine' })], true],
    ['that gives it back', [outer(), inner({ Subnet: subnet(NETWORK) }, OUTPUT)], false],
    ['that gives it back, and an output has it then', [outer(AGAIN), inner({ Subnet: subnet(NETWORK) }, OUTPUT)], true],
    ['that exports it', [outer(), inner({ Subnet: subnet(NETWORK) }, { Outputs: { Network: { Value: NETWORK, Export: { Name: 'x' } } } })], true],
    ['of which there are two', [outer({}, [['Inner', 'inner'], ['Again', 'inner']]), inner({ Subnet: subnet(NETWORK) })], true],
  ])('%s', (_, templates, expected) => {
    expect(escapes(...templates)).toBe(expected);
  });

  test('of a nested stack that gives it to a custom resource', () => {
    const deepest = template('inner 2', { More: custom(NETWORK) }, { Parameters: { Network: { Type: 'String' } } });
    const between = template('inner', { Deepest: { Type: 'AWS::CloudFormation::Stack', Properties: { Parameters: { Network: NETWORK } } } }, { Parameters: { Network: { Type: 'String' } } }, [['Deepest', 'inner 2']]);
    expect(escapes(outer(), between, deepest)).toBe(true);
  });
});

test('a resource that a nested stack outputs escapes where the stack around it passes it on', () => {
  const inner = template('inner', { Vpc: VPC }, { Outputs: { Vpc: { Value: ID } } });
  const outer = (resources: Sections) => template('outer', { Inner: { Type: 'AWS::CloudFormation::Stack' }, ...resources }, {}, [['Inner', 'inner']]);
  expect(escapes(inner, outer({}))).toBe(false);
  expect(escapes(inner, outer({ More: custom({ 'Fn::GetAtt': ['Inner', 'Outputs.Vpc'] }) }))).toBe(true);
});
