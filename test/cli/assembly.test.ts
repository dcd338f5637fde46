import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { App, CfnStack, NestedStack, Stack, Stage, Validations } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { Asset } from 'aws-cdk-lib/aws-s3-assets';
import { Construct } from 'constructs';
import { check } from '../../src/cli/check';
import { newFunction, queueArn } from '../builders';

let outdir: string;

beforeEach(() => { outdir = mkdtempSync(join(tmpdir(), 'assembly-')); });
afterEach(() => rmSync(outdir, { recursive: true, force: true }));

/** A mapping that AWS refuses, of a queue for each stack. */
function wrongMapping(scope: Construct, id = 'Mapping', props: Partial<lambda.CfnEventSourceMappingProps> = {}): lambda.CfnEventSourceMapping {
  return new lambda.CfnEventSourceMapping(scope, id, { functionName: 'fulfil', eventSourceArn: queueArn(`${scope.node.addr}.fifo`), batchSize: 11, ...props });
}

function newApp(): App {
  return new App({ outdir, analyticsReporting: false });
}

/** File, rule and logical id of each finding. */
function foundIn(folder = outdir): string[] {
  const report = check([folder], { acknowledge: [] });
  expect(report.unreadable).toEqual([]);
  return report.findings.map(({ template, finding }) => `${template.slice(outdir.length + 1)} ${finding.ruleId} ${finding.path}`);
}

test('all stacks of an app are checked', () => {
  const app = newApp();
  wrongMapping(new Stack(app, 'Shop'));
  wrongMapping(new Stack(app, 'Store'));
  new Stack(app, 'Empty');
  app.synth();
  expect(foundIn()).toEqual(['Shop.template.json sqs-fifo-batch-size Mapping', 'Store.template.json sqs-fifo-batch-size Mapping']);
  expect(check([outdir], { acknowledge: [] }).checked).toMatchObject({ templates: 3, mappings: 2 });
});

test('stages, stages of stages and nested stacks are checked', () => {
  const app = newApp();
  wrongMapping(new Stack(new Stage(app, 'Beta'), 'Shop'));
  wrongMapping(new Stack(new Stage(new Stage(app, 'Outer'), 'Inner'), 'Shop'));
  const nested = new NestedStack(new Stack(app, 'Shop'), 'Nested');
  wrongMapping(new NestedStack(nested, 'Deeper'));
  wrongMapping(nested, 'Second', { functionName: 'other' });
  app.synth();
  expect(foundIn().sort()).toEqual([
    expect.stringMatching(/^ShopNested\w*Deeper\w*\.nested\.template\.json sqs-fifo-batch-size Mapping$/),
    expect.stringMatching(/^ShopNested\w*\.nested\.template\.json sqs-fifo-batch-size Second$/),
    expect.stringMatching(/^assembly-Beta\/BetaShop\w*\.template\.json sqs-fifo-batch-size Mapping$/),
    expect.stringMatching(/^assembly-Outer\/assembly-Outer-Inner\/OuterInnerShop\w*\.template\.json sqs-fifo-batch-size Mapping$/),
  ]);
});

describe('nested stacks of plain templates', () => {
  const WRONG = `Resources:
  Mapping:
    Type: AWS::Lambda::EventSourceMapping
    Properties: { FunctionName: f, EventSourceArn: "${queueArn('orders.fifo')}", BatchSize: 11 }
`;

  /** An app with a nested stack of a template, which is an asset. */
  function nesting(scopeOf: (app: App) => Construct = app => app, ...ids: string[]): void {
    const source = mkdtempSync(join(tmpdir(), 'template-'));
    writeFileSync(join(source, 'orders.yaml'), WRONG);
    const app = newApp();
    const stack = new Stack(scopeOf(app), 'Shop');
    const asset = new Asset(stack, 'Template', { path: join(source, 'orders.yaml') });
    ['Nested', ...ids].forEach(id => new CfnStack(stack, id, { templateUrl: asset.httpUrl }));
    app.synth();
    rmSync(source, { recursive: true });
  }

  test.each<[string, (app: App) => Construct]>([
    ['the app', app => app],
    ['a stage', app => new Stage(app, 'Beta')],
  ])('in %s are found by their asset, and checked', (_, scopeOf) => {
    nesting(scopeOf);
    expect(foundIn()).toEqual([expect.stringMatching(/^asset\.\w+\.yaml sqs-fifo-batch-size Mapping$/)]);
    expect(check([outdir], { acknowledge: [] })).toMatchObject({ checked: { templates: 2, mappings: 1 }, unread: [] });
  });

  test('that share a template are checked once', () => {
    nesting(undefined, 'Again');
    expect(foundIn()).toHaveLength(1);
  });

  test('whose template is elsewhere are told', () => {
    const app = newApp();
    new CfnStack(new Stack(app, 'Shop'), 'Nested', { templateUrl: 'https://example.com/orders.yaml' });
    app.synth();
    expect(check([outdir], { acknowledge: [] })).toMatchObject({
      checked: { templates: 1, mappings: 0, undecided: 1 }, unread: [`${join(outdir, 'Shop.template.json')}: Nested: its template is in another file`],
    });
  });

  test('of NestedStack are checked once, and none is reported as not read', () => {
    const app = newApp();
    wrongMapping(new NestedStack(new Stack(app, 'Shop'), 'Nested'));
    app.synth();
    expect(foundIn()).toHaveLength(1);
    expect(check([outdir], { acknowledge: [] }).unread).toEqual([]);
  });

  test('beside a template are followed by their path, in circles too', () => {
    const nest = (url: unknown) => JSON.stringify({ Resources: { Nested: { Type: 'AWS::CloudFormation::Stack', Properties: { TemplateURL: url } } } });
    writeFileSync(join(outdir, 'outer.json'), nest('./inner.json'));
    writeFileSync(join(outdir, 'inner.json'), nest('outer.json'));
    expect(check([join(outdir, 'outer.json')], { acknowledge: [] })).toMatchObject({ checked: { templates: 2, undecided: 0 }, unread: [], unreadable: [] });
    writeFileSync(join(outdir, 'inner.json'), nest({ Ref: 'Url' }));
    expect(check([join(outdir, 'outer.json')], { acknowledge: [] }).unread).toEqual([`${join(outdir, 'inner.json')}: Nested: its template is in another file`]);
  });

  test('are checked though the list of assets is damaged', () => {
    nesting();
    writeFileSync(join(outdir, 'Shop.assets.json'), '{');
    expect(check([outdir], { acknowledge: [] })).toMatchObject({ unreadable: [], unread: [expect.stringContaining('Nested: its template is in another file')] });
  });
});

test('the Region of a stack is known', () => {
  const app = newApp();
  wrongMapping(new Stack(app, 'Here', { env: { region: 'eu-west-1', account: '111122223333' } }), 'Mapping', { batchSize: 10 });
  wrongMapping(new Stack(app, 'There', { env: { region: 'us-east-1' } }), 'Mapping', { batchSize: 10 });
  wrongMapping(new Stack(app, 'Anywhere'), 'Mapping', { batchSize: 10 });
  app.synth();
  expect(foundIn()).toEqual(['There.template.json source-region Mapping']);
});

test('a nested stack has the Region of its stack', () => {
  const app = newApp();
  wrongMapping(new NestedStack(new Stack(app, 'There', { env: { region: 'us-east-1' } }), 'Nested'), 'Mapping', { batchSize: 10 });
  app.synth();
  expect(foundIn()).toEqual([expect.stringMatching(/nested\.template\.json source-region Mapping$/)]);
});

describe('what constructs acknowledge', () => {
  const acknowledge = (scope: Construct) => Validations.of(scope).acknowledge({ id: 'EventSources::sqs-fifo-batch-size', reason: 'tried' });

  test.each<[string, (app: App, stack: Stack, mapping: Construct) => Construct]>([
    ['the mapping', (_, __, mapping) => mapping],
    ['its stack', (_, stack) => stack],
  ])('on %s counts there and nowhere else', (_, scopeOf) => {
    const app = newApp();
    const stack = new Stack(app, 'Shop');
    acknowledge(scopeOf(app, stack, wrongMapping(stack)));
    wrongMapping(new Stack(app, 'Store'));
    app.synth();
    expect(foundIn()).toEqual(['Store.template.json sqs-fifo-batch-size Mapping']);
  });

  test('on a stage or the app is not in the output', () => {
    const app = newApp();
    const stage = new Stage(app, 'Beta');
    wrongMapping(new Stack(stage, 'Shop'));
    [app, stage].forEach(acknowledge);
    app.synth();
    expect(foundIn()).toHaveLength(1);
    expect(check([outdir], { acknowledge: ['sqs-fifo-batch-size'] }).findings).toEqual([]);
  });

  test('in a nested stack does not count for the mapping of the same name around it', () => {
    const app = newApp();
    const stack = new Stack(app, 'Shop');
    wrongMapping(stack);
    acknowledge(wrongMapping(new NestedStack(stack, 'Nested')));
    app.synth();
    expect(foundIn()).toEqual(['Shop.template.json sqs-fifo-batch-size Mapping']);
  });
});

test('mappings that this library made are checked in their template as well', () => {
  const app = newApp();
  const stack = new Stack(app, 'Shop');
  wrongMapping(stack, 'Mapping', { functionName: newFunction(stack).functionName });
  app.synth();
  expect(foundIn()).toEqual(['Shop.template.json sqs-fifo-batch-size Mapping']);
});

describe('a damaged output', () => {
  const unreadable = () => check([outdir], { acknowledge: [] }).unreadable;

  function synthesised(): void {
    const app = newApp();
    wrongMapping(new Stack(app, 'Shop'));
    wrongMapping(new Stack(app, 'Store'));
    app.synth();
  }

  test('a template that is missing does not hide the others', () => {
    synthesised();
    rmSync(join(outdir, 'Shop.template.json'));
    const report = check([outdir], { acknowledge: [] });
    expect(report.unreadable).toEqual([
      `${join(outdir, 'manifest.json')}: artifacts.Shop.properties.templateFile is "Shop.template.json", but it must be the path of a file within the output of the app.`,
    ]);
    expect(report.findings).toHaveLength(1);
    expect(report.checked.templates).toBe(1);
  });

  test.each([
    ['truncated', '{ "artifacts": {', /manifest\.json: is no valid JSON: .+\.$/],
    ['empty', '', /manifest\.json: is empty\.$/],
    ['null', 'null', /manifest\.json: is no manifest of the CDK\.$/],
    ['a list', '[]', /manifest\.json: is no manifest of the CDK\.$/],
    ['without artifacts', '{}', /: has no stacks\.$/],
    ['with artifacts that are a list', '{"artifacts":[]}', /manifest\.json: artifacts is \[\], but it must be an object\.$/],
  ])('a manifest that is %s', (_, content, expected) => {
    writeFileSync(join(outdir, 'manifest.json'), content);
    expect(unreadable()).toEqual([expect.stringMatching(expected)]);
  });

  test('a manifest that names itself as a stage ends', () => {
    writeFileSync(join(outdir, 'manifest.json'), '{"artifacts":{"a":{"type":"cdk:cloud-assembly","properties":{"directoryName":"."}}}}');
    expect(unreadable()).toEqual([expect.stringMatching(/: has no stacks\.$/)]);
  });

  test('a stage whose folder is gone', () => {
    writeFileSync(join(outdir, 'manifest.json'), '{"artifacts":{"a":{"type":"cdk:cloud-assembly","properties":{"directoryName":"assembly-Beta"}}}}');
    expect(unreadable()).toEqual([expect.stringMatching(/: artifacts\.a\.properties\.directoryName is "assembly-Beta", but it must be the path of a folder within/)]);
  });

  const STACK = { type: 'aws:cloudformation:stack', properties: { templateFile: 'Store.template.json' } };
  const A_FILE = 'the path of a file within the output of the app';

  test.each<[string, object | null, string]>([
    ['null', null, 'artifacts.Shop is null, but it must be an object.'],
    ['without a type', { properties: {} }, 'artifacts.Shop.type is absent, but it must be a text.'],
    ['without a template', { ...STACK, properties: {} }, 'artifacts.Shop.properties.templateFile is absent, but it must be a text.'],
    ['with a number as template', { ...STACK, properties: { templateFile: 1 } }, 'artifacts.Shop.properties.templateFile is 1, but it must be a text.'],
    ['with a folder as template', { ...STACK, properties: { templateFile: '.' } }, `artifacts.Shop.properties.templateFile is ".", but it must be ${A_FILE}.`],
    ['with NUL in a name', { ...STACK, properties: { templateFile: 'a\0' } }, `artifacts.Shop.properties.templateFile is "a\\u0000", but it must be ${A_FILE}.`],
    ['with a template elsewhere', { ...STACK, properties: { templateFile: '../secret.json' } }, `artifacts.Shop.properties.templateFile is "../secret.json", but it must be ${A_FILE}.`],
    ['with an absolute path', { ...STACK, properties: { templateFile: '/etc/passwd' } }, `artifacts.Shop.properties.templateFile is "/etc/passwd", but it must be ${A_FILE}.`],
    ['with a link that leads out', { ...STACK, properties: { templateFile: 'link.json' } }, `artifacts.Shop.properties.templateFile is "link.json", but it must be ${A_FILE}.`],
    ['with a link to a device', { ...STACK, properties: { templateFile: 'zero' } }, `artifacts.Shop.properties.templateFile is "zero", but it must be ${A_FILE}.`],
    ['with a number as stack name', { ...STACK, properties: { ...STACK.properties, stackName: 1 } }, 'artifacts.Shop.properties.stackName is 1, but it must be a text.'],
    ['with an environment that is a list', { ...STACK, environment: ['x'] }, 'artifacts.Shop.environment is ["x"], but it must be a text.'],
    ['with metadata that is text', { ...STACK, metadata: 'x' }, 'artifacts.Shop.metadata is "x", but it must be an object.'],
    ['with metadata of nothing', { ...STACK, metadata: { '/Shop/M': null } }, 'artifacts.Shop.metadata["/Shop/M"] is null, but it must be a list.'],
    ['with entries of nothing', { ...STACK, metadata: { '/M': [null] } }, 'artifacts.Shop.metadata["/M"].0 is null, but it must be an object.'],
    ['that acknowledges nothing', { ...STACK, metadata: { '/M': [{ type: 'aws:cdk:acknowledged-rules', data: null }] } },
      'artifacts.Shop.metadata["/M"].0.data is null, but it must be an object.'],
    ['with a number as file of metadata', { ...STACK, additionalMetadataFile: 1 }, 'artifacts.Shop.additionalMetadataFile is 1, but it must be a text.'],
    ['with metadata elsewhere', { ...STACK, additionalMetadataFile: '../secret.json' }, `artifacts.Shop.additionalMetadataFile is "../secret.json", but it must be ${A_FILE}.`],
    ['with a stage that is a file', { type: 'cdk:cloud-assembly', properties: { directoryName: 'Store.template.json' } },
      'artifacts.Shop.properties.directoryName is "Store.template.json", but it must be the path of a folder within the output of the app.'],
    ['with a stage elsewhere', { type: 'cdk:cloud-assembly', properties: { directoryName: '..' } },
      'artifacts.Shop.properties.directoryName is "..", but it must be the path of a folder within the output of the app.'],
  ])('an artifact that is %s is refused, and does not hide the others', (_, artifact, problem) => {
    synthesised();
    const secret = join(outdir, '..', 'secret.json');
    writeFileSync(secret, '{"Resources":{}}');
    symlinkSync(secret, join(outdir, 'link.json'));
    symlinkSync('/dev/zero', join(outdir, 'zero'));
    const manifest = JSON.parse(readFileSync(join(outdir, 'manifest.json'), 'utf8'));
    writeFileSync(join(outdir, 'manifest.json'), JSON.stringify({ ...manifest, artifacts: { ...manifest.artifacts, Shop: artifact } }));
    const report = check([outdir], { acknowledge: [] });
    rmSync(secret);
    expect(report.unreadable).toEqual([`${join(outdir, 'manifest.json')}: ${problem}`]);
    expect(report.findings.map(({ template }) => template)).toEqual([join(outdir, 'Store.template.json')]);
  });

  test('an acknowledgement by the name of an inherited member changes nothing but itself', () => {
    synthesised();
    const manifest = JSON.parse(readFileSync(join(outdir, 'manifest.json'), 'utf8'));
    manifest.artifacts.Shop.metadata = {
      '/Shop/M': [{ type: 'aws:cdk:logicalId', data: '__proto__' }, { type: 'aws:cdk:acknowledged-rules', data: { 'sqs-fifo-batch-size': 'tried' } }],
    };
    delete manifest.artifacts.Shop.additionalMetadataFile;
    writeFileSync(join(outdir, 'manifest.json'), JSON.stringify(manifest));
    expect(foundIn()).toEqual(['Shop.template.json sqs-fifo-batch-size Mapping', 'Store.template.json sqs-fifo-batch-size Mapping']);
    expect(Object.keys(Object.prototype)).toEqual([]);
  });

  test('the fields that are read are fields of the schema of the CDK', () => {
    const { definitions } = JSON.parse(readFileSync(require.resolve('@aws-cdk/cloud-assembly-schema/schema/cloud-assembly.schema.json'), 'utf8'));
    const typeOf = (definition: string, name: string) => definitions[definition].properties[name].type;
    expect([
      typeOf('ArtifactManifest', 'environment'), typeOf('ArtifactManifest', 'additionalMetadataFile'),
      typeOf('AwsCloudFormationStackProperties', 'templateFile'), typeOf('AwsCloudFormationStackProperties', 'stackName'),
      typeOf('NestedCloudAssemblyProperties', 'directoryName'), typeOf('MetadataEntry', 'type'),
    ]).toEqual(Array(6).fill('string'));
    expect(definitions.ArtifactManifest.required).toEqual(['type']);
    expect(definitions.AwsCloudFormationStackProperties.required).toEqual(['templateFile']);
    expect(definitions.NestedCloudAssemblyProperties.required).toEqual(['directoryName']);
    expect(typeOf('AssemblyManifest', 'artifacts')).toBe('object');
    expect(typeOf('ArtifactManifest', 'metadata')).toBe('object');
    expect(definitions.ArtifactManifest.properties.metadata.additionalProperties.type).toBe('array');
  });

  test('metadata in a file of its own is read', () => {
    const app = newApp();
    const stack = new Stack(app, 'Shop');
    Validations.of(stack).acknowledge({ id: 'EventSources::sqs-fifo-batch-size', reason: 'tried' });
    wrongMapping(stack);
    app.synth();
    const file = join(outdir, 'manifest.json');
    const manifest = JSON.parse(readFileSync(file, 'utf8'));
    const { metadata } = manifest.artifacts.Shop;
    if (metadata) {
      delete manifest.artifacts.Shop.metadata;
      manifest.artifacts.Shop.additionalMetadataFile = 'Shop.metadata.json';
      writeFileSync(join(outdir, 'Shop.metadata.json'), JSON.stringify(metadata));
      writeFileSync(file, JSON.stringify(manifest));
    }
    expect(foundIn()).toEqual([]);
  });
});
