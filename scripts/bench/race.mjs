// The race: separate processes, one after the other and in turns, on the packed library and the newest aws-cdk-lib.
// Usage: node scripts/bench/race.mjs <tarball> [--quick] [--resume] [--check]; see scripts/bench/bench.sh
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { appendFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { checkEquivalence } from './equivalence.mjs';
import { POINTS, WAYS } from './points.mjs';
import { reportOf } from './report.mjs';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const [tarball, ...options] = process.argv.slice(2);
const quick = options.includes('--quick');
const RUNS = Number(process.env.BENCH_RUNS ?? (quick ? 3 : 15));
const RESULTS = join(ROOT, 'dist', 'bench', quick ? 'quick.jsonl' : 'runs.jsonl');
const DOCUMENT = join(ROOT, 'docs', 'reports', 'PERFORMANCE.md');

const folder = mkdtempSync(join(os.tmpdir(), 'race-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
for (const signal of ['SIGINT', 'SIGTERM']) { process.on(signal, () => process.exit(1)); }

/** An app's folder with the packed library, and with the newest aws-cdk-lib under its own name. */
function prepare() {
  const modules = join(folder, 'node_modules');
  const library = join(modules, 'cdk-lambda-event-sources');
  mkdirSync(library, { recursive: true });
  execFileSync('tar', ['-xzf', tarball, '-C', library, '--strip-components=1']);
  for (const [name, installed] of [['aws-cdk-lib', 'aws-cdk-lib-newest'], ['constructs', 'constructs']]) {
    symlinkSync(realpathSync(join(ROOT, 'node_modules', installed)), join(modules, name));
  }
  writeFileSync(join(folder, 'app.cjs'), readFileSync(join(ROOT, 'scripts', 'bench', 'app.cjs')));
  const version = name => JSON.parse(readFileSync(join(modules, name, 'package.json'), 'utf8')).version;
  return { 'aws-cdk-lib': version('aws-cdk-lib'), 'constructs': version('constructs'), 'Node': process.version.slice(1) };
}

function run(way, point, keep = undefined) {
  const outdir = keep ?? join(folder, 'cdk.out');
  const env = { ...process.env, JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION: '20', ...point.linted ? {} : { CDK_VALIDATION: 'false' } };
  if (point.linted) { delete env.CDK_VALIDATION; }
  const { status, stdout, stderr } = spawnSync(process.execPath, ['app.cjs', way, JSON.stringify(point.shape), outdir], { cwd: folder, env, encoding: 'utf8', maxBuffer: 2 ** 28 });
  if (status !== 0) { throw new Error(`${way}, ${point.name}: exit status ${status}\n${stderr.slice(-2000)}`); }
  if (!keep) { rmSync(outdir, { recursive: true, force: true }); }
  return JSON.parse(stdout.trim().split('\n').at(-1));
}

/** With --resume, what was measured before of the same files and versions on the same machine. */
function resume(fingerprint) {
  mkdirSync(dirname(RESULTS), { recursive: true });
  if (!options.includes('--resume')) { rmSync(RESULTS, { force: true }); }
  const lines = existsSync(RESULTS) ? readFileSync(RESULTS, 'utf8').trim().split('\n').filter(Boolean).map(line => JSON.parse(line)) : [];
  return lines.filter(line => line.fingerprint === fingerprint);
}

function fingerprintOf(versions) {
  const hash = createHash('sha256');
  [join(folder, 'app.cjs'), tarball].forEach(file => hash.update(readFileSync(file)));
  return hash.update(JSON.stringify([versions, os.cpus()[0].model, os.cpus().length])).digest('hex').slice(0, 16);
}

const versions = prepare();
const fingerprint = fingerprintOf(versions);
const points = POINTS.filter(point => !quick || point.quick);
const began = Date.now();
const progress = text => console.log(`${String(Math.round((Date.now() - began) / 1000)).padStart(5)} s  ${text}`);

if (!options.includes('--check') && os.loadavg()[0] > 0.5) { console.log(`The machine is busy (load ${os.loadavg()[0].toFixed(1)}): the figures will be spread widely.`); }

let moreActions = [];
for (const point of points.filter(({ ways, linted }) => !ways && !linted)) {
  const folders = Object.fromEntries(WAYS.map(way => [way, join(folder, `check-${way}`)]));
  WAYS.slice(1).forEach(way => run(way, point, folders[way]));
  moreActions = checkEquivalence(folders);
  Object.values(folders).forEach(checked => rmSync(checked, { recursive: true, force: true }));
  progress(`same app: ${point.name}`);
}

if (options.includes('--check')) { process.exit(); }

const results = resume(fingerprint);
for (const point of points) {
  const ways = point.ways ?? WAYS;
  const done = new Set(results.filter(({ name }) => name === point.name).map(({ round }) => round));
  for (let round = 0; round < RUNS; round++) {
    if (done.has(round)) { continue; }
    // Every way comes first, last and in between: what heats or fills the machine meets all of them.
    const order = ways.map((_, i) => ways[(i + round) % ways.length]);
    const figures = Object.fromEntries(order.map(way => [way, run(way, point)]));
    const line = { fingerprint, name: point.name, round, figures };
    results.push(line);
    appendFileSync(RESULTS, `${JSON.stringify(line)}\n`);
  }
  progress(`${RUNS} runs: ${point.name}`);
}

const machine = {
  processor: `${os.cpus().length} x ${os.cpus()[0].model.trim()}`,
  memory: `${Math.round(os.totalmem() / 2 ** 30)} GB`,
  system: `${os.type()} ${os.release().split('-')[0]}`,
};
const rounds = Object.fromEntries(points.map(({ name }) => [name, results.filter(result => result.name === name && result.round < RUNS).map(({ figures }) => figures)]));
const report = reportOf({ points, rounds, runs: RUNS, versions, machine, moreActions, day: new Date().toISOString().slice(0, 10) });
console.log(`\n${report}`);
if (RUNS >= 15 && !quick) { writeFileSync(DOCUMENT, report); }
