import { parseArgs } from 'util';
import { check, checkFiles, CheckOptions } from './check';
import { visible } from './escape';
import { explain, unknownRule } from './explain';
import { FORMATS, lookOf } from './formatters';
import { faultOf, InputError } from './input/input-error';
import { DRAWINGS, mapOf } from './map/map';
import { errorsIn } from './report';
import { entryAt } from '../values/json';
import { asText } from '../values/text';

const CLEAN = 0;
const FOUND = 1;
const BAD_INPUT = 2;

const USAGE = `Usage:
  cdk-lambda-event-sources check <template file | cdk.out folder>... [options]
  cdk-lambda-event-sources explain <rule id>
  cdk-lambda-event-sources map <template file | cdk.out folder>... [options]

Options of check:
  --format text|json|sarif  how to print what was found (default text)
  --acknowledge <rule id>   leave the findings of a rule out; may be given several times
  --strict                  end with status 1 for warnings too

What a construct or its stack acknowledges is read from cdk.out. What a Stage or the App acknowledges is not in it.

Options of map:
  --format mermaid|html     how to draw the event sources (default mermaid)
  --acknowledge <rule id>   as for check

Exit status of check: 0 nothing found or warnings only, 1 errors found, 2 bad input, whatever else was found.
Of the others: 0, or 2 for bad input.
`;

/** Runs the command line and answers its exit status. */
export async function main(args: string[]): Promise<number> {
  [process.stdout, process.stderr].forEach(endQuietly);
  try {
    return run(args);
  } catch (error) {
    tell(error instanceof InputError || isUsageError(error) ? (error as Error).message : faultOf(error));
    if (isUsageError(error)) { process.stderr.write(`\n${USAGE}`); }
    return BAD_INPUT;
  }
}

function run(args: string[]): number {
  const { values, positionals: [command, ...rest] } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      format: { type: 'string' },
      acknowledge: { type: 'string', multiple: true, default: [] },
      strict: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) {
    process.stdout.write(USAGE);
    return CLEAN;
  }
  switch (command) {
    case 'check': return runCheck(rest, values);
    case 'map': return runMap(rest, values);
    case 'explain': {
      process.stdout.write(`${explain(onlyOf(rest))}\n`);
      return CLEAN;
    }
    default: throw new UsageError(command === undefined ? 'Which command?' : `There is no command ${command}.`);
  }
}

interface RunOptions {
  readonly format?: string;
  readonly acknowledge: string[];
  readonly strict: boolean;
}

function runCheck(files: string[], { format = 'text', acknowledge, strict }: RunOptions): number {
  if (files.length === 0) { throw new UsageError('check takes the template files or cdk.out folders to check.'); }
  const print = chosen(FORMATS, format);
  tellUnknownRules(acknowledge);
  const report = check(files, { acknowledge, ...progress() });
  endProgress();
  process.stdout.write(`${print(report, lookOf(process.stdout))}\n`);
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
