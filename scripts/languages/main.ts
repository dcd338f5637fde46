import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { join, resolve } from 'path';
import { annotationsOf, differentFindings, differentTemplates, findingsIn, firstDifference, withoutCode } from './compare';
import { Language, LANGUAGES, PINS } from './language';
import { Run, run } from './run';

/*
 * Builds the package of each language, runs examples/<language> with it, and compares templates, findings and answers with those of
 * examples/typescript. Usage: scripts/languages/test-languages.sh
 */

const ROOT = process.cwd();
const OUT = join(ROOT, 'dist/languages');
const bin = (name: string) => join(ROOT, 'node_modules/.bin', name);

/** The result of examples/typescript, with the versions of the other languages. */
interface Expected {
  readonly folder: string;
  readonly findings: readonly string[];
  readonly checks: string;
}

interface Row {
  readonly language: string;
  readonly figures: Record<string, number>;
  peakMegabytes: number;
  result: string;
}

class Failed extends Error {}

async function main([tarball, ...args]: string[]): Promise<void> {
  const languages = selected(args);
  const missing = new Map<Language, string[]>();
  for (const language of languages) { missing.set(language, await toolsMissingFor(language)); }
  const stopped = languages.filter(language => missing.get(language)!.length > 0 && !language.generatedIsEnough);
  stopped.forEach(language => console.error(`${language.name} cannot be run: it needs ${missing.get(language)!.join(' and ')}.`));
  if (stopped.length === languages.length) { throw new Failed('Nothing is left to run.'); }

  rmSync(OUT, { recursive: true, force: true });
  mkdirSync(OUT, { recursive: true });
  await succeed('Unpacking', ['tar', '-xzf', resolve(tarball), '-C', OUT], ROOT);

  const expectedRow: Row = { language: 'typescript', figures: {}, peakMegabytes: 0, result: 'expected' };
  const expected = await typescript(resolve(tarball), expectedRow);
  const rows = [expectedRow];
  for (const language of languages) {
    const row: Row = { language: language.name, figures: {}, peakMegabytes: 0, result: '' };
    rows.push(row);
    try {
      row.result = stopped.includes(language) ? 'NOT RUN' : await tryLanguage(language, missing.get(language)!, expected, row);
    } catch (error) {
      if (!(error instanceof Failed)) { throw error; }
      console.error(`\n${language.name}: ${error.message}`);
      row.result = 'FAILED';
    }
  }
  printTable(rows);
  process.exitCode = rows.some(({ result }) => ['FAILED', 'NOT RUN'].includes(result)) ? 1 : 0;
}

function selected(args: readonly string[]): Language[] {
  const names = args.filter(arg => arg !== '--only').flatMap(arg => arg.replace(/^--only=/, '').split(','));
  const unknown = names.filter(name => !LANGUAGES.some(language => language.name === name));
  if (unknown.length > 0) {
    throw new Failed(`${unknown.join(', ')}: no such language. There are ${LANGUAGES.map(({ name }) => name).join(', ')}.`);
  }
  return LANGUAGES.filter(({ name }) => names.length === 0 || names.includes(name));
}

async function toolsMissingFor({ tools }: Language): Promise<string[]> {
  const missing: string[] = [];
  for (const { probe, install } of tools) {
    const found = await run(probe, ROOT).catch(() => undefined);
    if (found?.exitStatus !== 0) { missing.push(install); }
  }
  return missing;
}

async function typescript(tarball: string, row: Row): Promise<Expected> {
  const folder = join(OUT, 'typescript');
  cpSync('examples/typescript', folder, { recursive: true, filter: path => !/node_modules|cdk\.out/.test(path) });
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  Object.assign(manifest.dependencies, { 'aws-cdk-lib': PINS.cdk, 'constructs': PINS.constructs, 'cdk-lambda-event-sources': `file:${tarball}` });
  writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest));

  const app = (program: string) => ['npx', 'ts-node', `bin/${program}.ts`];
  await timed(row, 'install', ['npm', 'install', '--prefer-offline', '--no-package-lock', '--silent'], folder);
  await timed(row, 'load', ['node', '-e', 'require("cdk-lambda-event-sources")'], folder);
  const checks = await timed(row, 'checks', app('checks'), folder);
  await synth(row, folder, app('shop'), 'shop');
  await synth(row, folder, app('first'), 'first');
  const findings = findingsIn(await mistakes(row, folder, app('mistakes')));
  if (findings.length < 12) { throw new Failed(`only ${findings.length} findings of the mistakes in TypeScript`); }
  return { folder, findings, checks: plain(checks.stdout) };
}

async function tryLanguage(language: Language, missing: readonly string[], expected: Expected, row: Row): Promise<string> {
  const generatedOnly = missing.length > 0;
  const target = [...language.target, ...generatedOnly && !language.target.includes('--code-only') ? ['--code-only'] : []];
  await timed(row, 'package', [bin('jsii-pacmak'), ...target, '--outdir', OUT, '--rosetta-unknown-snippets', 'verbatim', join(OUT, 'package')], ROOT);
  if (generatedOnly) { return `generated only: to run it needs ${missing.join(' and ')}`; }

  const folder = join(ROOT, 'examples', language.name);
  const pins = readFileSync(join(folder, language.pins), 'utf8');
  const unpinned = Object.values(PINS).filter(version => !pins.includes(version));
  if (unpinned.length > 0) { throw new Failed(`${language.pins} does not pin ${unpinned.join(' and ')}, so its templates could differ`); }

  language.forget?.();
  for (const command of language.install) { await timed(row, 'install', command, folder); }
  await timed(row, 'load', language.load, folder);
  const checks = await timed(row, 'checks', language.program('checks'), folder);
  await synth(row, folder, language.program('shop'), 'shop');
  await synth(row, folder, language.program('first'), 'first');
  const error = await mistakes(row, folder, language.program('mistakes'));

  const shop = (at: string) => join(at, 'cdk.out/shop');
  const differences = [
    ...differentTemplates(shop(expected.folder), shop(folder)),
    ...differentTemplates(join(expected.folder, 'cdk.out/first'), join(folder, 'cdk.out/first')).map(text => `README's example, ${text}`),
    ...firstDifference(annotationsOf(shop(expected.folder)), annotationsOf(shop(folder))).map(text => `warnings and acknowledgements, ${text}`),
    ...differentFindings(expected.findings, error).map(text => `findings of the mistakes, ${text}`),
    ...firstDifference(withoutCode(expected.checks), plain(checks.stdout)).map(text => `answers of the checks, ${text}`),
  ];
  if (differences.length > 0) { throw new Failed(`not as in TypeScript:\n  ${differences.join('\n  ')}`); }
  return `same templates, ${expected.findings.length} findings, same answers`;
}

function cdk(folder: string, app: readonly string[], output: string): string[] {
  rmSync(join(folder, 'cdk.out', output), { recursive: true, force: true });
  return [bin('cdk'), 'synth', '--quiet', '--app', app.join(' '), '--output', `cdk.out/${output}`];
}

async function synth(row: Row, folder: string, app: readonly string[], output: string): Promise<void> {
  await timed(row, 'synth', cdk(folder, app, output), folder);
}

/** What the app with mistakes fails with. */
async function mistakes(row: Row, folder: string, app: readonly string[]): Promise<string> {
  const { exitStatus, output } = await measured(row, 'mistakes', cdk(folder, app, 'mistakes'), folder);
  if (exitStatus === 0) { throw new Failed('the app with mistakes is synthesised'); }
  return output;
}

async function measured(row: Row, step: string, command: readonly string[], folder: string): Promise<Run> {
  console.log(`${row.language}: ${command.map(part => part.replace(`${ROOT}/`, '')).join(' ').slice(0, 120)}`);
  const result = await run(command, folder);
  row.figures[step] = (row.figures[step] ?? 0) + result.seconds;
  row.peakMegabytes = Math.max(row.peakMegabytes, result.peakMegabytes);
  return result;
}

async function timed(row: Row, step: string, command: readonly string[], folder: string): Promise<Run> {
  const result = await measured(row, step, command, folder);
  if (result.exitStatus !== 0) { throw new Failed(`${step} failed:\n${lastLines(result.output)}`); }
  return result;
}

async function succeed(step: string, command: readonly string[], folder: string): Promise<void> {
  const { exitStatus, output } = await run(command, folder);
  if (exitStatus !== 0) { throw new Failed(`${step} failed:\n${lastLines(output)}`); }
}

const lastLines = (output: string) => output.split('\n').slice(-40).join('\n');

/** Without the colours that Maven sends even to a file. */
// eslint-disable-next-line no-control-regex
const plain = (text: string) => text.replace(/\x1b\[[0-9;]*m/g, '').trim();

function printTable(rows: readonly Row[]): void {
  const steps = ['package', 'install', 'load', 'checks', 'synth', 'mistakes'];
  const table = [
    ['LANGUAGE', ...steps.map(step => `${step.toUpperCase()} s`), 'PEAK MB', 'RESULT'],
    ...rows.map(row => [row.language, ...steps.map(step => row.figures[step]?.toFixed(1) ?? '-'), String(row.peakMegabytes || '-'), row.result]),
  ];
  const widths = table[0].map((_, column) => Math.max(...table.map(cells => cells[column].length)));
  console.log();
  table.forEach(cells => console.log(cells.map((cell, column) => column === widths.length - 1 ? cell : cell.padEnd(widths[column])).join('  ')));
}

if (!existsSync('examples')) { throw new Error('Run it at the root of the repository, as npm run test:languages does.'); }
main(process.argv.slice(2)).catch(error => {
  console.error(error instanceof Failed ? error.message : error);
  process.exitCode = 1;
});
