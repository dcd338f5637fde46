import { parseArgs } from 'util';
import { check, checkFiles, CheckOptions } from './check';
import { visible } from './escape';
import { explain, unknownRule } from './explain';
import { FORMATS, lookOf } from './formatters';
import { faultOf, InputError } from './input/input-error';
import { DRAWINGS, mapOf } from './map/map';
import { errorsIn } from './report';
import { listRules, RULE_LISTS } from './rule-list';
import { usageOf } from './usage';
import { ownVersion } from './version';
import { entryAt } from '../values/json';
import { asText } from '../values/text';

const CLEAN = 0;
const FOUND = 1;
const BAD_INPUT = 2;

/** All options. Each command takes some of them. */
const OPTIONS = {
  format: { type: 'string' },
  acknowledge: { type: 'string', multiple: true, default: [] as string[] },
  strict: { type: 'boolean', default: false },
  undecided: { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h', default: false },
  version: { type: 'boolean', short: 'v', default: false },
} as const;

interface RunOptions {
  readonly format?: string;
  readonly acknowledge: string[];
  readonly strict: boolean;
  readonly undecided: boolean;
}

interface Command {
  readonly options: readonly (keyof RunOptions)[];
  /** Answers the exit status. */
  run(args: string[], options: RunOptions): number;
}

const COMMANDS: { readonly [name: string]: Command } = {
  check: { options: ['format', 'acknowledge', 'strict', 'undecided'], run: runCheck },
  map: { options: ['format', 'acknowledge'], run: runMap },
  rules: { options: ['format'], run: runRules },
  explain: { options: [], run: args => print(explain(onlyOf(args))) },
};

/** Runs the command line and answers its exit status. */
export async function main(args: string[]): Promise<number> {
  [process.stdout, process.stderr].forEach(endQuietly);
  try {
    return run(args);
  } catch (error) {
    tell(error instanceof InputError || isUsageError(error) ? (error as Error).message : faultOf(error));
    if (isUsageError(error)) { process.stderr.write(`\n${usageOf(commandIn(args))}`); }
    return BAD_INPUT;
  }
}

function run(args: string[]): number {
  const { values, tokens, positionals: [name, ...rest] } = parseArgs({ args, allowPositionals: true, tokens: true, options: OPTIONS });
  if (values.help) {
    process.stdout.write(usageOf(name));
    return CLEAN;
  }
  if (values.version) { return print(ownVersion()); }
  if (name === undefined) { throw new UsageError('Which command?'); }
  const command = entryAt(COMMANDS, name);
  if (!command) { throw new UsageError(`There is no command ${name}.`); }
  const foreign = tokens.find(token => token.kind === 'option' && !command.options.includes(token.name as keyof RunOptions));
  if (foreign?.kind === 'option') { throw new UsageError(`${name} has no option ${foreign.rawName}.`); }
  return command.run(rest, values);
}

/** The command of a call that may be wrong in other ways. */
function commandIn(args: string[]): string | undefined {
  return parseArgs({ args, strict: false, options: OPTIONS }).positionals[0];
}

/** What was asked for goes to the output. */
function print(text: string): number {
  process.stdout.write(`${text}\n`);
  return CLEAN;
}

function runCheck(files: string[], { format = 'text', acknowledge, strict, undecided }: RunOptions): number {
  if (files.length === 0) { throw new UsageError('check takes the template files or cdk.out folders to check.'); }
  const show = chosen(FORMATS, format);
  tellUnknownRules(acknowledge);
  const report = check(files, { acknowledge, undecided, ...progress() });
  endProgress();
  print(show(report, lookOf(process.stdout)));
  if (format === 'json') { report.unread.forEach(part => tell(`not read: ${part}`)); }
  report.unreadable.forEach(tell);
  if (report.unreadable.length > 0) { return BAD_INPUT; }
  const failing = strict ? report.findings.length : errorsIn(report);
  return failing > 0 ? FOUND : CLEAN;
}

function runMap(files: string[], { format = 'mermaid', acknowledge }: RunOptions): number {
  if (files.length === 0) { throw new UsageError('map takes the template files or cdk.out folders to draw.'); }
  const draw = chosen(DRAWINGS, format);
  tellUnknownRules(acknowledge);
  const { checked, unreadable } = checkFiles(files, { acknowledge, ...progress() });
  endProgress();
  const problems = [...unreadable];
  if (checked.length > 0) {
    const { text, caution } = draw(mapOf(checked, problems));
    process.stdout.write(`${text}\n`);
    if (caution !== undefined) { tell(caution); }
  }
  problems.forEach(tell);
  return problems.length > 0 ? BAD_INPUT : CLEAN;
}

function runRules(args: string[], { format = 'text' }: RunOptions): number {
  if (args.length > 0) { throw new UsageError('rules lists all rules and takes no argument. To read about one of them, explain takes its id.'); }
  return print(listRules(chosen(RULE_LISTS, format)));
}

/** Whoever reads the output may have enough of it: `map ... | head`. */
function endQuietly(stream: NodeJS.WriteStream): void {
  if (stream.listeners('error').includes(ignoreClosedPipe)) { return; }
  stream.on('error', ignoreClosedPipe);
}

function ignoreClosedPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') { throw error; }
}

/** A line for whoever runs the command. What goes to the output may be read by a program. */
function tell(line: string): void {
  process.stderr.write(`${visible(line)}\n`);
}

/** An acknowledgement of nothing is no error: the rule may be one of another version. */
function tellUnknownRules(acknowledged: readonly string[]): void {
  acknowledged.map(unknownRule).forEach(problem => problem && tell(`--acknowledge ${problem}`));
}

function chosen<T>(formats: { readonly [name: string]: T }, format: string): T {
  const found = entryAt(formats, format);
  if (!found) { throw new UsageError(`--format is ${format}, but it must be one of ${Object.keys(formats).join(', ')}.`); }
  return found;
}

function progress(): Partial<CheckOptions> {
  if (!process.stderr.isTTY) { return {}; }
  return { onTemplate: (file, position, total) => { process.stderr.write(`\r\u001b[Kchecking ${position} of ${total}: ${visible(file)}`); } };
}

function endProgress(): void {
  if (process.stderr.isTTY) { process.stderr.write('\r\u001b[K'); }
}

function onlyOf(args: string[]): string {
  if (args.length !== 1) { throw new UsageError('explain takes one rule id.'); }
  return args[0];
}

/** The words of the call are off. */
class UsageError extends Error {}

function isUsageError(error: unknown): boolean {
  return error instanceof UsageError || asText((error as NodeJS.ErrnoException).code).startsWith('ERR_PARSE_ARGS');
}
