import { execFileSync } from 'child_process';
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join, sep } from 'path';
import * as publicSurface from '../src';

/*
 * What the package loads is seen in a process of its own, on compiled code: under jest everything is loaded already, and by
 * another loader.
 */

const ROOT = join(__dirname, '..');
const MOST_MODULES = 70;

jest.setTimeout(120_000);

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'load-'));
  execFileSync(process.execPath, [
    join(ROOT, 'node_modules', 'typescript', 'bin', 'tsc'),
    '-p', ROOT, '--outDir', join(folder, 'lib'), '--noCheck', '--noResolve', '--types', 'node', '--declaration', 'false', '--inlineSourceMap', 'false', '--inlineSources', 'false',
  ], { cwd: ROOT });
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  execFileSync(process.execPath, [join(ROOT, 'scripts', 'lazy-exports.cjs'), join(folder, 'lib')]);
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The modules of the package that are loaded after each step of a program, as paths in `lib` without extension. */
function loadedAfter(...steps: string[]): string[][] {
  const program = [
    'const path = require("path"); const report = [];',
    'const lib = require("fs").realpathSync("lib") + path.sep;',
    'const own = () => Object.keys(require.cache).filter(file => file.startsWith(lib)).map(file => file.slice(lib.length));',
    ...steps.flatMap(step => [step, 'report.push(own());']),
    'process.stdout.write("\\n" + JSON.stringify(report));',
  ].join('\n');
  const output = execFileSync(process.execPath, ['-e', program], { cwd: folder, encoding: 'utf8', env: { ...process.env, CDK_OUTDIR: join(folder, 'cdk.out') } });
  const report = JSON.parse(output.slice(output.lastIndexOf('\n') + 1)) as string[][];
  return report.map(files => files.map(file => file.split(sep).join('/').replace(/\.js$/, '')));
}

const REQUIRE = 'const events = require("./lib");';
const APP = `
  const { App, Stack } = require("aws-cdk-lib");
  const lambda = require("aws-cdk-lib/aws-lambda");
  const sqs = require("aws-cdk-lib/aws-sqs");
  const app = new App();
  const stack = new Stack(app, "Shop");
  const fn = new lambda.Function(stack, "Fulfil", { runtime: lambda.Runtime.NODEJS_22_X, handler: "i.h", code: lambda.Code.fromInline("x") });
  fn.addEventSource(new events.SqsEventSource(new sqs.Queue(stack, "Orders")));
`;
const ENGINE = /^(limits\/(?!(source-kind|values)$)|checks\/(evaluate|judge|judgement|message|app-index|mapping-index|mapping-facts)$)/;

test('require loads the index alone, and touching all that it exports at most 70 modules', () => {
  const [required, touched] = loadedAfter(REQUIRE, 'Object.values(events).forEach(value => Object.values(value));');
  expect(required).toEqual(['index']);
  expect(touched.length).toBeGreaterThan(20);
  expect(touched.length).toBeLessThanOrEqual(MOST_MODULES);
});

test('an app with a queue loads no other source', () => {
  const [, built] = loadedAfter(REQUIRE, APP);
  expect(built.filter(file => file.startsWith('sources/')).sort())
    .toEqual(['sources/event-source-mapping', 'sources/given-resource', 'sources/polling-event-source', 'sources/sqs']);
});

test('what is exported is the same whoever asks first, and whether by require or by import', () => {
  writeFileSync(join(folder, 'names.mjs'), [
    'import { createRequire } from "node:module";',
    'import * as imported from "./lib/index.js";',
    'const required = createRequire(import.meta.url)("./lib");',
    'const names = Object.keys(required).sort();',
    'const same = names.every(name => imported[name] === required[name] && required[name] !== undefined);',
    'process.stdout.write(JSON.stringify({ names, same }));',
  ].join('\n'));
  const { names, same } = JSON.parse(execFileSync(process.execPath, ['names.mjs'], { cwd: folder, encoding: 'utf8' }));
  expect(names).toEqual(Object.keys(publicSurface).sort());
  expect(same).toBe(true);
});

test('to make exports lazy a second time changes nothing', () => {
  const index = join(folder, 'lib', 'index.js');
  const once = readFileSync(index, 'utf8');
  execFileSync(process.execPath, [join(ROOT, 'scripts', 'lazy-exports.cjs'), join(folder, 'lib')]);
  expect(readFileSync(index, 'utf8')).toBe(once);
});

test('the limits and the engine are loaded by the first synthesis, and not before', () => {
  const [required, built, synthesised] = loadedAfter(REQUIRE, APP, 'app.synth();');
  expect(required.filter(file => ENGINE.test(file))).toEqual([]);
  expect(built.filter(file => ENGINE.test(file))).toEqual([]);
  // A pattern that matches nothing would prove nothing.
  expect(synthesised).toEqual(expect.arrayContaining(['limits/sqs', 'limits/cross-resource', 'checks/evaluate', 'checks/judge']));
});

test('the command line is never loaded', () => {
  for (const files of loadedAfter(REQUIRE, APP, 'app.synth();')) {
    expect(files.filter(file => file.startsWith('cli/'))).toEqual([]);
  }
});
