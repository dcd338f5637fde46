import { execFileSync, spawnSync } from 'child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { join } from 'path';
import { CompiledPackage } from '../compiled-package';

/*
 * Apps are bundled to start sooner, and then nothing of a package is found beside its code: the package lies elsewhere, or nowhere.
 */

const ROOT = join(__dirname, '..', '..');

jest.setTimeout(120_000);

let compiled: CompiledPackage;
let folder: string;

beforeAll(() => {
  compiled = new CompiledPackage();
  folder = mkdtempSync(join(ROOT, '.cache', 'bundled-'));
  writeFileSync(join(folder, 'app.ts'), `
    import { App, Stack } from 'aws-cdk-lib';
    import * as lambda from 'aws-cdk-lib/aws-lambda';
    import * as sqs from 'aws-cdk-lib/aws-sqs';
    import { SqsEventSource } from ${JSON.stringify(join(compiled.folder, 'lib'))};

    const app = new App();
    const stack = new Stack(app, 'Shop');
    const fn = new lambda.Function(stack, 'Fulfil', { runtime: lambda.Runtime.NODEJS_22_X, handler: 'i.h', code: lambda.Code.fromInline('x') });
    const deadLetterQueue = { queue: new sqs.Queue(stack, 'Failed'), maxReceiveCount: 5 };
    const batchSize = Number(process.env.BATCH_SIZE);
    fn.addEventSource(new SqsEventSource(new sqs.Queue(stack, 'Orders', { deadLetterQueue }), { batchSize, filters: [{ body: { type: ['order'] } }] }));
    app.synth();
  `);
  for (const [file, ...options] of [['plain.js'], ['minified.js', '--minify']]) {
    const esbuild = join(ROOT, 'node_modules', 'esbuild', 'bin', 'esbuild');
    execFileSync(esbuild, ['app.ts', '--bundle', '--platform=node', '--external:aws-cdk-lib', '--external:constructs', `--outfile=${file}`, '--log-level=error', ...options], { cwd: folder });
  }
  compiled.remove();
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs the app by itself. */
function synthesise(file: string, batchSize: number) {
  return spawnSync(process.execPath, [file], {
    cwd: folder, encoding: 'utf8', env: { ...process.env, BATCH_SIZE: `${batchSize}`, CDK_OUTDIR: join(folder, 'cdk.out') },
  });
}

describe.each(['plain.js', 'minified.js'])('an app that esbuild bundles with this package, as %s,', file => {
  test('synthesises', () => {
    expect(synthesise(file, 10)).toMatchObject({ stderr: '', status: 0 });
    const { Resources } = JSON.parse(readFileSync(join(folder, 'cdk.out', 'Shop.template.json'), 'utf8'));
    expect(Object.values(Resources)).toContainEqual(expect.objectContaining({ Properties: expect.objectContaining({ BatchSize: 10 }) }));
  });

  test('is told what is wrong, with reason and repair', () => {
    const { stderr, status } = synthesise(file, 10_001);
    expect(stderr).toContain('sqs-batch-size');
    expect(stderr).toContain('or omit it for 10.');
    expect(status).toBe(1);
  });
});
