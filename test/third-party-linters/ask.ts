import { execFile } from 'child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { promisify } from 'util';
import type { Template } from './edits';

const run = promisify(execFile);

export type Linter = 'aws-cdk-lib' | 'cfn-lint' | 'cdk-preflight' | 'cdk-nag';

/** What a linter says of a template. */
export interface Report {
  readonly linter: Linter;
  readonly template: string;
  readonly rule: string;
  /** The logical id, or what else it is about. */
  readonly resource: string;
  readonly place: string;
  readonly severity: 'error' | 'warning';
  readonly message: string;
}

/** Templates by name. */
export type Templates = Readonly<Record<string, Template>>;

const NAMES: { readonly [name: string]: Linter } = { 'CloudFormation Validate': 'aws-cdk-lib', 'cdk-preflight': 'cdk-preflight', 'Serverless': 'cdk-nag' };
/** What cdk-preflight reports when its rules did not run. */
const ENGINE_BROKEN = 'pf-engine-error';
const REGION = 'eu-west-1';
const MOST_OUTPUT = 256 * 1024 * 1024;
/** cfn-lint reports what it finds by its exit status as well: bits for errors, warnings and information. */
const CFN_LINT_STATUS = [0, 2, 4, 6, 8, 10, 12, 14];

/** The template linter of aws-cdk-lib, cdk-preflight and cfn-lint, each on all templates; two processes at a time. */
export async function askLinters(templates: Templates): Promise<Report[]> {
  const [inCdk, cfnLint] = await Promise.all([inCdkProcess('linters', templates), askCfnLint(templates)]);
  return [...inCdk, ...cfnLint];
}

/** cdk-nag's pack for serverless applications. */
export async function askNag(templates: Templates): Promise<Report[]> {
  return inCdkProcess('nag', templates);
}

/** The ids of all rules of cdk-preflight about event sources and asynchronous invocation. */
export async function preflightRules(): Promise<string[]> {
  const { stdout } = await run('node', ['-p', 'JSON.stringify(require("cdk-preflight").Preflight.ruleIds())'], { cwd: __dirname, maxBuffer: MOST_OUTPUT });
  return (JSON.parse(stdout) as string[]).filter(isAboutEventSources);
}

export function isAboutEventSources(preflightRule: string): boolean {
  return /^pf-lambda-(esm|eic)-/.test(preflightRule);
}

async function inCdkProcess(mode: 'linters' | 'nag', templates: Templates): Promise<Report[]> {
  return inFolder(async folder => {
    const file = join(folder, 'templates.json');
    writeFileSync(file, JSON.stringify(templates));
    const { stdout } = await run('node', [join(__dirname, 'in-cdk.cjs'), mode, file], { maxBuffer: MOST_OUTPUT });
    const reports = JSON.parse(stdout) as any[];
    const broken = reports.find(({ rule }) => rule === ENGINE_BROKEN);
    if (broken) { throw new Error(`cdk-preflight did not check ${broken.template}: ${broken.message}`); }
    return reports.map(report => ({ ...report, linter: NAMES[report.linter] }));
  });
}

async function askCfnLint(templates: Templates): Promise<Report[]> {
  return inFolder(async folder => {
    const files = new Map(Object.entries(templates).map(([name, template], index) => {
      const file = join(folder, `${index}.json`);
      writeFileSync(file, JSON.stringify(template));
      return [file, name];
    }));
    const command = join(__dirname, '.venv', 'bin', 'cfn-lint');
    const { stdout } = await run(command, ['--regions', REGION, '--format', 'json', '--', ...files.keys()], { maxBuffer: MOST_OUTPUT })
      .catch(error => { if (CFN_LINT_STATUS.includes(error.code)) { return error; } throw error; });
    return (JSON.parse(stdout) as any[]).map(({ Filename, Rule, Level, Message, Location }) => ({
      linter: 'cfn-lint',
      template: files.get(Filename)!,
      rule: Rule.Id,
      resource: String(Location.Path?.[1] ?? ''),
      place: (Location.Path ?? []).slice(2).join('.'),
      severity: Level === 'Error' ? 'error' : 'warning',
      message: Message,
    }));
  });
}

async function inFolder<T>(use: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'linters-'));
  try { return await use(folder); } finally { rmSync(folder, { recursive: true, force: true }); }
}
