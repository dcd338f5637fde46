import { Assumptions } from '../../../src/readers/template/assumptions';
import { DeployedTemplate } from '../../../src/readers/template/cross-stack';
import { readTemplates, TemplateSource } from '../../../src/readers/template/read-template';
import { TemplateResource } from '../../../src/readers/template/template-resource';
import { ABSENT, UNKNOWN } from '../../../src/values/value';

type Sections = { [name: string]: any };

const QUEUE = { Type: 'AWS::SQS::Queue', Properties: { VisibilityTimeout: 30 } };
const ARN_OF_QUEUE = { 'Fn::GetAtt': ['Orders', 'Arn'] };
const LITERAL = 'arn:aws:sqs:eu-west-1:111122223333:orders';

/** A template with a queue, and outputs that may be exported. */
function queues(outputs: Sections, more: Partial<DeployedTemplate> = {}, sections: Sections = {}): DeployedTemplate {
  return { key: 'queues.json', name: 'queues.json', stack: 'queues', source: { Resources: { Orders: QUEUE }, Outputs: outputs, ...sections }, ...more };
}

/** A template with a mapping of a source. */
function functions(source: unknown, more: Partial<DeployedTemplate> = {}, sections: Sections = {}): DeployedTemplate {
  return {
    key: 'functions.json',
    name: 'functions.json',
    stack: 'functions',
    source: { Resources: { Mapping: { Type: 'AWS::Lambda::EventSourceMapping', Properties: { EventSourceArn: source } } }, ...sections },
    ...more,
  };
}

/** A template with a nested stack that it gives parameters. */
function around(key: string, parameters: unknown, sections: Sections = {}, more: Partial<DeployedTemplate> = {}): DeployedTemplate {
  return {
    key: 'outer.json',
    name: 'outer.json',
    stack: 'outer',
    nested: new Map([['Inner', key]]),
    ...more,
    source: { ...sections, Resources: { Orders: QUEUE, Inner: { Type: 'AWS::CloudFormation::Stack', Properties: { Parameters: parameters } }, ...sections.Resources } },
  };
}

const NESTED = { stack: undefined };

/** The mapping of the templates, read with or without the defaults of parameters. */
function mappingIn(templates: readonly DeployedTemplate[], assumptions = new Assumptions(new Map(), false)): TemplateResource {
  const template = readTemplates(templates).find(({ resources }) => resources.Mapping)!;
  return new TemplateResource(template, 'Mapping', assumptions, template);
}

/** The name of the resource that the mapping polls. */
function polled(...templates: DeployedTemplate[]): string | undefined {
  return mappingIn(templates).target(['EventSourceArn'])?.name;
}

/** What the mapping has as its source, where that is no resource. */
function value(...templates: DeployedTemplate[]): unknown {
  return mappingIn(templates).value(['EventSourceArn']);
}

const exported = (name: unknown, of: unknown = ARN_OF_QUEUE) => ({ Arn: { Value: of, Export: { Name: name } } });
const imported = (name: unknown) => ({ 'Fn::ImportValue': name });
const output = (more: Sections = {}) => ({ 'Fn::GetStackOutput': { StackName: 'queues', OutputName: 'Arn', ...more } });

const IN_QUEUES = 'Orders in queues.json';

describe('Fn::ImportValue', () => {
  test('leads to the resource that another template exports', () => {
    const queue = mappingIn([queues(exported('orders')), functions(imported('orders'))]).target(['EventSourceArn'])!;
    expect(queue.value(['VisibilityTimeout'])).toBe(30);
    expect({ type: queue.type, name: queue.name }).toEqual({ type: 'AWS::SQS::Queue', name: IN_QUEUES });
  });

  test.each<[string, unknown, unknown, string | undefined]>([
    ['of another name', 'orders', 'claims', undefined],
    ['with the name of the stack in it', { 'Fn::Sub': '${AWS::StackName}-orders' }, 'queues-orders', IN_QUEUES],
    ['with the name of another stack in it', { 'Fn::Sub': '${AWS::StackName}-orders' }, 'functions-orders', undefined],
    ['that both compose', { 'Fn::Join': ['-', [{ Ref: 'AWS::StackName' }, 'orders']] }, { 'Fn::Sub': 'queues-orders' }, IN_QUEUES],
    ['that only the deployment knows', { 'Fn::Sub': '${Stage}-orders' }, { 'Fn::Sub': '${Stage}-orders' }, undefined],
    ['that is no text', 5, 5, undefined],
  ])('by a name %s', (_, name, wanted, expected) => {
    expect(polled(queues(exported(name)), functions(imported(wanted)))).toBe(expected);
  });

  test('of a name that two templates export is unknown, wherever they stand', () => {
    const other = queues(exported('orders'), { key: 'others.json', stack: 'others' });
    expect(polled(queues(exported('orders')), functions(imported('orders')), other)).toBeUndefined();
    expect(value(queues(exported('orders', LITERAL)), functions(imported('orders')), other)).toBe(UNKNOWN);
  });

  test('of a name that two outputs export under conditions is unknown', () => {
    const conditional = { A: { Condition: 'Large', ...exported('orders').Arn }, B: { Condition: 'Small', ...exported('orders', LITERAL).Arn } };
    expect(value(queues(conditional), functions(imported('orders')))).toBe(UNKNOWN);
  });

  test.each<[string, Sections, Sections, string | undefined]>([
    ['the same Region', { region: 'eu-west-1' }, { region: 'eu-west-1' }, IN_QUEUES],
    ['another Region', { region: 'us-east-1' }, { region: 'eu-west-1' }, undefined],
    ['another account', { account: '111122223333' }, { account: '444455556666' }, undefined],
    ['a Region that is not known', {}, { region: 'eu-west-1' }, undefined],
  ])('sees the exports of %s', (_, here, there, expected) => {
    expect(polled(queues(exported('orders'), here), functions(imported('orders'), there))).toBe(expected);
  });

  test('of the same name in two Regions leads to the one of its own', () => {
    const [here, there] = ['eu-west-1', 'us-east-1'].map(region => queues(exported('orders'), { region, key: region, name: region }));
    expect(polled(here, there, functions(imported('orders'), { region: 'us-east-1' }))).toBe('Orders in us-east-1');
  });

  test.each<[string, unknown, unknown]>([
    ['text', LITERAL, LITERAL],
    ['composed text', { 'Fn::Join': [':', ['arn:aws:sqs:eu-west-1:111122223333', 'orders']] }, LITERAL],
    ['a function of something unknown', { 'Fn::Select': [0, { Ref: 'List' }] }, UNKNOWN],
  ])('is worth the %s that another template exports', (_, of, expected) => {
    expect(value(queues(exported('orders', of)), functions(imported('orders')))).toBe(expected);
  });

  test('is followed over several exports', () => {
    const between = queues(exported('again', imported('orders')), { key: 'between.json', stack: 'between' });
    expect(polled(functions(imported('again')), between, queues(exported('orders')))).toBe(IN_QUEUES);
  });

  test('is unknown where exports lead to themselves', () => {
    const [one, other] = [['a', 'b'], ['b', 'a']].map(([name, of]) => queues(exported(name, imported(of)), { key: name, stack: name }));
    const mapping = mappingIn([one, other, functions(imported('a'))]);
    expect(mapping.target(['EventSourceArn'])).toBeUndefined();
    expect(mapping.targets(['EventSourceArn'])).toEqual([]);
    expect(mapping.value(['EventSourceArn'])).toBe(UNKNOWN);
    expect(mapping.text(['EventSourceArn'])).toMatch(/^.$/u);
  });

  test('in composed text gives the resources that the text is composed of', () => {
    const mapping = mappingIn([queues(exported('orders')), functions({ 'Fn::Join': ['', [imported('orders'), ':live']] })]);
    expect(mapping.targets(['EventSourceArn']).map(({ name }) => name)).toEqual([IN_QUEUES]);
    expect(mapping.target(['EventSourceArn'])).toBeUndefined();
  });

  test('text that doubles with each export ends', () => {
    const twice = (name: string) => ({ 'Fn::Join': ['', [imported(name), imported(name)]] });
    const chain = Array.from({ length: 100 }, (_, i) => queues(exported(`n${i}`, twice(`n${i + 1}`)), { key: `${i}`, stack: `${i}` }));
    expect(value(...chain, functions(twice('n0')))).toBe(UNKNOWN);
  });

  test('sees a name by the default of a parameter only under that assumption, and says so', () => {
    const sections = { Parameters: { Stage: { Type: 'String', Default: 'prod' } } };
    const templates = [queues(exported({ 'Fn::Sub': '${Stage}-orders' }), {}, sections), functions(imported('prod-orders'))];
    const [certain, byDefault] = [false, true].map(withDefaults => new Assumptions(new Map(), withDefaults));
    expect(mappingIn(templates, certain).target(['EventSourceArn'])).toBeUndefined();
    expect(certain.usedDefault).toBe(true);
    expect(mappingIn(templates, byDefault).target(['EventSourceArn'])?.name).toBe('Orders in queues.json');
  });
});

describe('Fn::GetStackOutput', () => {
  test.each<[string, unknown, Sections, string | undefined]>([
    ['of a stack of the deployment', output(), {}, IN_QUEUES],
    ['of another stack', output({ StackName: 'claims' }), {}, undefined],
    ['that the stack has not', output({ OutputName: 'Url' }), {}, undefined],
    ['of its own Region', output({ Region: { Ref: 'AWS::Region' } }), {}, IN_QUEUES],
    ['of the Region that is named', output({ Region: 'us-east-1' }), { region: 'us-east-1' }, IN_QUEUES],
    ['of another Region', output({ Region: 'us-east-1' }), { region: 'eu-west-1' }, undefined],
    ['of a Region that only the deployment knows', output({ Region: { Ref: 'Somewhere' } }), {}, undefined],
    ['of the account of the role', output({ RoleArn: { 'Fn::Sub': 'arn:${AWS::Partition}:iam::444455556666:role/reader' } }), { account: '444455556666' }, IN_QUEUES],
    ['of another account than the role', output({ RoleArn: 'arn:aws:iam::444455556666:role/reader' }), { account: '111122223333' }, undefined],
    ['that is written as text', { 'Fn::GetStackOutput': 'queues.Arn' }, {}, undefined],
  ])('%s', (_, source, there, expected) => {
    expect(polled(queues({ Arn: { Value: ARN_OF_QUEUE } }, there), functions(source))).toBe(expected);
  });

  test('of one of two stacks of one name is unknown', () => {
    expect(polled(queues({ Arn: { Value: ARN_OF_QUEUE } }), queues({}, { key: 'others.json' }), functions(output()))).toBeUndefined();
  });
});

describe('a nested stack', () => {
  const parameters = { Parameters: { Source: { Type: 'String', Default: 'arn:aws:sqs:eu-west-1:111122223333:default.fifo' } } };
  const inner = (source: unknown = { Ref: 'Source' }, sections: Sections = parameters) => functions(source, NESTED, sections);

  test.each<[string, unknown]>([
    ['Ref', { Ref: 'Source' }],
    ['Fn::Sub', { 'Fn::Sub': '${Source}' }],
  ])('leads by %s of a parameter to the resource that it is given', (_, source) => {
    expect(polled(around('functions.json', { Source: ARN_OF_QUEUE }), inner(source))).toBe('Orders in outer.json');
  });

  test.each<[string, unknown, unknown]>([
    ['text', { Source: LITERAL }, LITERAL],
    ['something unknown', { Source: { Ref: 'Other' } }, UNKNOWN],
    ['nothing', { Source: { Ref: 'AWS::NoValue' } }, UNKNOWN],
    ['what a transform adds', { 'Fn::Transform': { Name: 'AWS::Include' }, 'Other': 'x' }, UNKNOWN],
    ['parameters that are one function', { 'Fn::If': ['Large', {}, {}] }, UNKNOWN],
    ['none of its parameters', {}, 'arn:aws:sqs:eu-west-1:111122223333:default.fifo'],
  ])('given %s has that in the place of the default', (_, given, expected) => {
    expect(mappingIn([around('functions.json', given), inner()], new Assumptions(new Map(), true)).value(['EventSourceArn'])).toBe(expected);
  });

  test('has the items of a list that it is given as text', () => {
    const list = { Parameters: { Topics: { Type: 'CommaDelimitedList' } } };
    expect(value(around('functions.json', { Topics: 'a, b' }), inner({ Ref: 'Topics' }, list))).toEqual(['a', 'b']);
  });

  test('decides its conditions by the text that it is given', () => {
    const sections = { Parameters: { Stage: { Type: 'String' } }, Conditions: { IsProd: { 'Fn::Equals': [{ Ref: 'Stage' }, 'prod'] } } };
    const source = { 'Fn::If': ['IsProd', LITERAL, { Ref: 'AWS::NoValue' }] };
    const given = (stage: unknown) => value(around('functions.json', { Stage: stage }), inner(source, sections));
    expect([given('prod'), given('dev'), given({ Ref: 'Stage' })]).toEqual([LITERAL, ABSENT, UNKNOWN]);
  });

  test('is the source of its outputs', () => {
    const nestedQueues = queues({ Arn: { Value: ARN_OF_QUEUE } }, NESTED);
    const sections = { Resources: { Mapping: { Type: 'AWS::Lambda::EventSourceMapping', Properties: { EventSourceArn: { 'Fn::GetAtt': ['Inner', 'Outputs.Arn'] } } } } };
    expect(polled(around('queues.json', {}, sections), nestedQueues)).toBe(IN_QUEUES);
    sections.Resources.Mapping.Properties.EventSourceArn = { 'Fn::GetAtt': ['Inner', 'Outputs.Url'] };
    expect(polled(around('queues.json', {}, sections), nestedQueues)).toBe('Inner');
  });

  test('gives outputs to another one by way of the stack around both', () => {
    const outer = around('functions.json', { Source: { 'Fn::GetAtt': ['Queues', 'Outputs.Arn'] } }, { Resources: { Queues: { Type: 'AWS::CloudFormation::Stack' } } },
      { nested: new Map([['Inner', 'functions.json'], ['Queues', 'queues.json']]) });
    expect(polled(outer, inner(), queues({ Arn: { Value: ARN_OF_QUEUE } }, NESTED))).toBe(IN_QUEUES);
  });

  test('of a file that two stacks share is unknown, also its parameters', () => {
    const twice = new Map([['Inner', 'functions.json'], ['Again', 'functions.json']]);
    expect(value(around('functions.json', { Source: LITERAL }, {}, { nested: twice }), inner())).toBe(UNKNOWN);
    expect(value(around('functions.json', { Source: LITERAL }), functions({ Ref: 'Source' }, {}, parameters))).toBe(UNKNOWN);
  });

  test('that contains itself ends', () => {
    const circle = functions({ Ref: 'Source' }, { ...NESTED, nested: new Map([['Mapping', 'functions.json']]) }, parameters);
    const template = { ...circle, source: { ...circle.source, Resources: { Mapping: { Type: 'AWS::CloudFormation::Stack', Properties: { EventSourceArn: { Ref: 'Source' }, Parameters: { Source: { Ref: 'Source' } } } } } } };
    expect(value(template)).toBe(UNKNOWN);
  });

  test.each([['with', 'Large', true], ['without', undefined, false]])('%s a condition makes its resources conditional: %s', (_, condition, expected) => {
    const outer = around('functions.json', {}, { Resources: { Inner: { Type: 'AWS::CloudFormation::Stack', ...condition && { Condition: condition } } } });
    expect(mappingIn([outer, inner()]).isConditional).toBe(expected);
  });

  test('is deployed where the stack around it is', () => {
    const mapping = mappingIn([around('functions.json', {}, {}, { region: 'eu-west-1', account: '111122223333' }), inner()]);
    expect(mapping.environment).toEqual({ region: 'eu-west-1', account: '111122223333', key: '111122223333 eu-west-1' });
    expect(mappingIn([around('functions.json', {}), inner()]).environment.key).toBe('outer.json');
  });
});

describe('resources of several templates', () => {
  const templates = [queues({}), queues({}, { key: 'others.json', name: 'others.json', stack: 'others' })];
  const found = new TemplateSource(readTemplates(templates)).resources('AWS::SQS::Queue');

  test('of one logical id differ, and their names say where they are', () => {
    expect(new Set(found.map(({ id }) => id)).size).toBe(2);
    expect(found.map(({ name }) => name)).toEqual(['Orders in queues.json', 'Orders in others.json']);
  });

  test('have texts of their own, because one reference means another resource in each', () => {
    expect(new Set(found.map(queue => queue.sourceText(['VisibilityTimeout']))).size).toBe(2);
  });

  test('of a template alone are called by their logical ids', () => {
    expect(new TemplateSource(readTemplates([queues({}, { key: '', name: '' })])).resources('AWS::SQS::Queue').map(({ id, name }) => [id, name])).toEqual([['Orders', 'Orders']]);
  });
});
