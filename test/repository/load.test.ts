import { execFileSync } from 'child_process';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { join, sep } from 'path';
import { pathToFileURL } from 'url';
import * as publicSurface from '../../src';
import { explain } from '../../src/cli/explain';
import { DEFAULTS, RULES } from '../../src/rules';
import { CompiledPackage } from '../compiled-package';

/*
 * What the package loads is seen in a process of its own, on the files that ship: under jest everything is loaded already, and by
 * another loader.
 */

const ROOT = join(__dirname, '..', '..');

jest.setTimeout(120_000);

let compiled: CompiledPackage;
let folder: string;

beforeAll(() => {
  compiled = new CompiledPackage();
  ({ folder } = compiled);
});

afterAll(() => compiled.remove());

/** The files of the package that are loaded after each step of a program, as paths in `lib` without extension. */
function loadedAfter(...steps: string[]): string[][] {
  const program = [
    'const path = require("path"); const report = [];',
    'const lib = require("fs").realpathSync("lib") + path.sep;',
    'const own = () => Object.keys(require.cache).filter(file => file.startsWith(lib) && file.endsWith(".js")).map(file => file.slice(lib.length));',
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
  const deadLetterQueue = { queue: new sqs.Queue(stack, "Failed"), maxReceiveCount: 5 };
  fn.addEventSource(new events.SqsEventSource(new sqs.Queue(stack, "Orders", { deadLetterQueue }), { reportBatchItemFailures: true }));
`;

test('require loads the index alone, and touching all that it exports the files that hold it', () => {
  const [required, touched] = loadedAfter(REQUIRE, 'Object.values(events).forEach(value => Object.values(value));');
  expect(required).toEqual(['index']);
  expect(touched.sort()).toEqual([
    'bundle/async', 'bundle/brokers', 'bundle/core', 'bundle/engine', 'bundle/streams', 'bundle/testing', 'index',
  ]);
});

test('an app with a queue loads no other source, and the engine with its first synthesis', () => {
  const [, built, synthesised] = loadedAfter(REQUIRE, APP, 'app.synth();');
  expect(built).toEqual(['index', 'bundle/core']);
  expect(synthesised).toEqual(['index', 'bundle/core', 'bundle/engine']);
});

test('what rules say is read with the first finding', () => {
  const READ = `
    const fs = require("fs"); const texts = []; const { readFileSync } = fs;
    fs.readFileSync = (...read) => { if (/rules[^/]*[.]json$/.test(read[0])) { texts.push(require("path").basename(read[0])); } return readFileSync(...read); };
    process.on("exit", () => process.stdout.write("\\n" + texts.join()));
  `;
  const readBy = (app: string) => execFileSync(process.execPath, ['-e', `${READ}${REQUIRE}${app} app.synth();`], { cwd: folder, encoding: 'utf8', env: { ...process.env, CDK_OUTDIR: join(folder, 'cdk.out') } }).split('\n').pop();
  expect(readBy(APP)).toBe('rules.json');
  expect(readBy(APP.replace('{ deadLetterQueue }', '{}'))).toBe('rules.json,rules-words.json');
});

test('filters load what checks them', () => {
  const filtered = APP.replace('new App()', 'new App({ autoSynth: false })').replace('reportBatchItemFailures: true', 'batchSize: 0, filters: [{ pattern: "{" }]');
  const [, , synthesised] = loadedAfter(REQUIRE, filtered, 'try { app.synth(); } catch {}');
  expect(synthesised).toEqual(['index', 'bundle/core', 'bundle/filters', 'bundle/engine']);
});

test('no source waits by itself: its imports are plain, and the package defers them', () => {
  const sources = readdirSync(join(ROOT, 'src'), { recursive: true, encoding: 'utf8' }).filter(file => file.endsWith('.ts'));
  expect(sources.filter(file => /\b(?:require|await import)\(/.test(readFileSync(join(ROOT, 'src', file), 'utf8')))).toEqual([]);
});

test('rules say in the package what they say in the sources', () => {
  const program = 'const { RuleCatalogue } = require("./lib").rules; process.stdout.write(JSON.stringify(RuleCatalogue.all()));';
  const packed = execFileSync(process.execPath, ['-e', program], { cwd: folder, encoding: 'utf8' });
  expect(JSON.parse(packed)).toEqual(JSON.parse(JSON.stringify(publicSurface.rules.RuleCatalogue.all())));
});

test('rules have in the package the fields that they have in the sources', () => {
  const fields = [...new Set(RULES.flatMap(Object.keys))];
  const program = `
    const { RULES, DEFAULTS } = require("./lib/bundle/engine.js")("rules/index");
    process.stdout.write(JSON.stringify([RULES.map(rule => Object.fromEntries(${JSON.stringify(fields)}.map(field => [field, rule[field]]))), DEFAULTS]));
  `;
  const packed = execFileSync(process.execPath, ['-e', program], { cwd: folder, encoding: 'utf8' });
  expect(JSON.parse(packed)).toEqual(JSON.parse(JSON.stringify([RULES, DEFAULTS])));
});

test('the command explains every rule in the package as in the sources', () => {
  const ids = publicSurface.rules.RuleCatalogue.all().map(({ id }) => id);
  const program = `
    const { main } = require("./lib/cli/main");
    (async () => { for (const id of ${JSON.stringify(ids)}) { process.exitCode ||= await main(["explain", id]); } })();
  `;
  const packed = execFileSync(process.execPath, ['-e', program], { cwd: folder, encoding: 'utf8' });
  expect(packed).toBe(ids.map(id => `${explain(id)}\n`).join(''));
});

test('a plain template is checked in the package as in the sources', () => {
  const template = {
    Resources: { Orders: { Type: 'AWS::Lambda::EventSourceMapping', Properties: { FunctionName: 'fulfil', EventSourceArn: 'arn:aws:sqs:eu-west-1:111122223333:orders', BatchSize: 10001 } } },
  };
  const program = `process.stdout.write(JSON.stringify(require("./lib").rules.TemplateChecker.check(${JSON.stringify(template)})));`;
  const packed = execFileSync(process.execPath, ['-e', program], { cwd: folder, encoding: 'utf8' });
  expect(JSON.parse(packed)).toEqual(JSON.parse(JSON.stringify(publicSurface.rules.TemplateChecker.check(template))));
  expect(packed).toContain('sqs-batch-size');
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

test('the command line holds the packages that it uses, and their licences', () => {
  const main = readFileSync(join(folder, 'lib', 'cli', 'main.js'), 'utf8');
  const licence = readFileSync(join(ROOT, 'node_modules', 'yaml', 'LICENSE'), 'utf8').trim();
  expect(main).toContain(licence);
  expect(main).not.toContain('require("yaml")');
});

test('to package a second time changes nothing', () => {
  const contents = () => readdirSync(join(folder, 'lib'), { recursive: true, encoding: 'utf8' }).sort()
    .map(file => file.endsWith('js') ? readFileSync(join(folder, 'lib', file), 'utf8') : file);
  const once = contents();
  compiled.package();
  expect(contents()).toEqual(once);
});

test('a module that is compiled beside the packaged ones is refused, because nothing would load it', () => {
  const alone = join(folder, 'lib', 'sources', 'sqs.js');
  writeFileSync(alone, '');
  expect(() => compiled.package()).toThrow(/sources\/sqs was compiled beside it/);
  rmSync(alone);
});

describe('imports of a compiled module', () => {
  const CASES = {
    'stand where they are used, and not where names are like them': {
      module: 'const lambda = __importStar(require("aws-lambda"));\nnew lambda.Alias({ lambda, other: lambda, lambda: x.lambda });',
      packaged: 'new (require("aws-lambda")).Alias({ lambda: (require("aws-lambda")), other: (require("aws-lambda")), lambda: x.lambda });',
    },
    'become getters where they are exported': {
      module: '__exportStar(require("./sqs"), exports);\nexports.rules = __importStar(require("./validation"));',
      packaged: 'for (const name of ["First","Second"]) { Object.defineProperty(exports, name, { enumerable: true, configurable: true, get: () => require("./sqs")[name] }); }\n'
        + 'Object.defineProperty(exports, "rules", { enumerable: true, configurable: true, get: () => require("./validation") });',
    },
    'leave no helper that was theirs alone': {
      module: 'var __importStar = (this && this.__importStar) || function () {};\nconst a = __importStar(require("a"));\na.b();',
      packaged: '(require("a")).b();',
    },
    'leave the helpers of others': { module: 'var __rest = function () {};\n__rest();', packaged: 'var __rest = function () {};\n__rest();' },
    'of the same name as something else are refused': { module: 'const a_1 = require("a");\nfunction f(a_1) {}', packaged: 'module.js imports a_1, and calls something else so. Rename one of them.' },
  };
  let packaged: string[];

  beforeAll(() => {
    const program = `
      import { deferImports } from ${JSON.stringify(pathToFileURL(join(ROOT, 'scripts', 'build', 'defer-imports.mjs')).href)};
      const packaged = ${JSON.stringify(Object.values(CASES))}.map(({ module }) => {
        try { return deferImports(module, "module.js", () => ["First", "Second"]).text.trim(); } catch (error) { return error.message; }
      });
      process.stdout.write(JSON.stringify(packaged));
    `;
    packaged = JSON.parse(execFileSync(process.execPath, ['--input-type=module', '-e', program], { encoding: 'utf8' }));
  });

  test.each(Object.keys(CASES))('%s', name => {
    expect(packaged[Object.keys(CASES).indexOf(name)]).toBe(CASES[name as keyof typeof CASES].packaged);
  });
});
