import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { App, NestedStack, Stack } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { check } from '../../src/cli/check';
import { queueArn } from '../builders';
import { run } from '../fuzz/run';

let folder: string;
let outdir: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'origin-'));
  outdir = join(folder, 'cdk.out');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function newApp(): App {
  return new App({ outdir, analyticsReporting: false });
}

function wrongMapping(scope: Construct, id: string): void {
  new lambda.CfnEventSourceMapping(scope, id, { functionName: id, eventSourceArn: queueArn(`${id}.fifo`), batchSize: 11 });
}

/** Construct path and code of each finding. */
function originsIn(place = outdir): (string | undefined)[][] {
  const { findings, unreadable } = check([place], { acknowledge: [] });
  expect(unreadable).toEqual([]);
  return findings.map(({ constructPath, location }) => [constructPath, location]);
}

/** An assembly with a wrong mapping, and with so much of its metadata. */
function madeUp(metadata: object, resource: object = {}): void {
  new App({ outdir }).synth();
  writeFileSync(join(outdir, 'Shop.json'), JSON.stringify({
    Resources: { Mapping: { Type: 'AWS::Lambda::EventSourceMapping', Properties: { FunctionName: 'f', EventSourceArn: queueArn('orders.fifo'), BatchSize: 11 }, ...resource } },
  }));
  writeFileSync(join(outdir, 'manifest.json'), JSON.stringify({ artifacts: { Shop: { type: 'aws:cloudformation:stack', metadata, properties: { templateFile: 'Shop.json' } } } }));
}

const LOGICAL_ID = { type: 'aws:cdk:logicalId', data: 'Mapping' };
const trace = (data: unknown) => ({ type: 'aws:cdk:creationStack', data });

test('a finding in the output of an app has the construct, and the line of the code that made it', () => {
  const app = newApp();
  const stack = new Stack(app, 'Shop');
  wrongMapping(new Construct(stack, 'Orders'), 'Mapping');
  wrongMapping(new NestedStack(stack, 'Nested'), 'Again');
  app.synth();
  const code = expect.stringMatching(/^test\/cli\/construct-origin\.test\.ts:\d+:\d+$/);
  expect(originsIn()).toEqual([['Shop/Orders/Mapping', code], ['Shop/Nested/Again', code]]);
});

test('a template alone has the construct that its metadata names', () => {
  const app = newApp();
  wrongMapping(new Stack(app, 'Shop'), 'Mapping');
  app.synth();
  expect(originsIn(join(outdir, 'Shop.template.json'))).toEqual([[undefined, undefined]]);
  madeUp({}, { Metadata: { 'aws:cdk:path': 'Shop/Orders/Resource' } });
  expect(originsIn(join(outdir, 'Shop.json'))).toEqual([['Shop/Orders/Resource', undefined]]);
});

test('the metadata of the resource counts before that of the assembly, if it is a text', () => {
  madeUp({ '/Shop/Other': [LOGICAL_ID] }, { Metadata: { 'aws:cdk:path': 'Shop/Orders/Resource' } });
  expect(originsIn()).toEqual([['Shop/Orders/Resource', undefined]]);
  madeUp({ '/Shop/Other': [LOGICAL_ID] }, { Metadata: { 'aws:cdk:path': ['Shop'] } });
  expect(originsIn()).toEqual([['Shop/Other', undefined]]);
});

test.each<[string, unknown[], string | undefined]>([
  ['no trace', [], undefined],
  ['a trace of packages only', [trace(['...aws-cdk-lib...', '(no user code in 10 frames, use --stack-trace-limit to capture more)'])], undefined],
  ['a trace without frames', [trace(undefined)], undefined],
  ['frames of packages before', [trace(['...aws-cdk-lib...', 'new Orders (/shop/lib/orders.ts:43:17)', '<anonymous> (/shop/bin/shop.ts:4:1)'])], '/shop/lib/orders.ts:43:17'],
  ['frames of this library before', [trace([`mine (${join(__dirname, '..', '..', 'src', 'sources', 'sqs.ts')}:1:1)`, 'mine (/shop/a.ts:2:3)'])], '/shop/a.ts:2:3'],
])('%s', (_, entries, expected) => {
  madeUp({ '/Shop/Mapping': [LOGICAL_ID, ...entries] });
  expect(originsIn()).toEqual([['Shop/Mapping', expected]]);
});

test.each<[unknown, string]>([['a', '"a"'], [{ 0: 'a' }, '{"0":"a"}'], [['a', 1], '["a",1]'], [null, 'null']])('a trace of %j is bad input', (data, shown) => {
  madeUp({ '/Shop/Mapping': [LOGICAL_ID, trace(data)] });
  expect(check([outdir], { acknowledge: [] }).unreadable).toEqual([
    `${join(outdir, 'manifest.json')}: artifacts.Shop.metadata["/Shop/Mapping"].1.data is ${shown}, but it must be a list of texts.`,
  ]);
});

describe('for programs', () => {
  const printed = async (format: string) => JSON.parse((await run('check', outdir, '--format', format)).stdout);
  const placed = (frame: string) => madeUp({ '/Shop/Orders/Mapping': [LOGICAL_ID, trace([frame])] });

  test('JSON has both', async () => {
    placed('mine (/shop/lib/orders.ts:43:17)');
    expect((await printed('json')).findings[0]).toMatchObject({ logicalId: 'Mapping', constructPath: 'Shop/Orders/Mapping', location: '/shop/lib/orders.ts:43:17' });
  });

  test('SARIF has the construct as the name, and the code as a related place', async () => {
    placed(`mine (${join(process.cwd(), 'lib', 'my orders.ts')}:43:17)`);
    const [result] = (await printed('sarif')).runs[0].results;
    expect(result.locations[0].logicalLocations).toEqual([{ name: 'Mapping', fullyQualifiedName: 'Shop/Orders/Mapping', kind: 'resource' }]);
    expect(result.relatedLocations).toEqual([{
      physicalLocation: { artifactLocation: { uri: 'lib/my%20orders.ts' }, region: { startLine: 43, startColumn: 17 } },
      message: { text: 'The code that makes the resource.' },
    }]);
  });

  test.each([
    ['mine (/shop/a.ts:0:17)', undefined],
    ['mine (/shop/a.ts:99999999999999999999:1)', undefined],
    ['mine (/shop/a.ts:3:0)', { startLine: 3 }],
    ['mine (\ud800a.ts:3:1)', { startLine: 3, startColumn: 1 }],
  ])('SARIF takes no line that there cannot be: %j', async (frame, region) => {
    placed(frame);
    expect((await printed('sarif')).runs[0].results[0].relatedLocations[0].physicalLocation.region).toEqual(region);
  });

  test('SARIF has whole sentences as titles, and the version', async () => {
    placed('mine (/shop/a.ts:1:1)');
    const { version } = JSON.parse(readFileSync(join(__dirname, '..', '..', 'package.json'), 'utf8'));
    const { driver } = (await printed('sarif')).runs[0].tool;
    expect(driver).toMatchObject({ version, semanticVersion: version });
    expect(driver.rules).toEqual([expect.objectContaining({
      id: 'sqs-fifo-batch-size',
      name: 'Batch size of an Amazon SQS FIFO queue.',
      shortDescription: { text: 'Batch size of an Amazon SQS FIFO queue.' },
      fullDescription: { text: 'Lambda reads at most 10 messages at a time from a FIFO queue, which has no batching window to gather more.' },
    })]);
  });
});
