import { parseArgs } from 'util';
import { check, errorsIn } from './check';
import { explain, unknownRule } from './explain';
import { FORMATS } from './formats';
import { InputError } from './input-error';

const CLEAN = 0;
const FOUND = 1;
const BAD_INPUT = 2;

const USAGE = `Usage:
  cdk-lambda-event-sources check <template file | cdk.out folder>... [options]
  cdk-lambda-event-sources explain <rule id>

Options of check:
  --format text|json|sarif  how to print what was found (default text)
  --acknowledge <rule id>   leave the findings of a rule out; may be given several times
  --strict                  end with status 1 for warnings too

What a construct or its stack acknowledges is read from cdk.out. What a Stage or the App acknowledges is not in it.

Exit status: 0 nothing found or warnings only, 1 errors found, 2 bad input, whatever else was found.
`;

/** Runs the command line and answers its exit status. */
export async function main(args: string[]): Promise<number> {
  try {
    return run(args);
  } catch (error) {
    if (error instanceof InputError || isUsageError(error)) {
      process.stderr.write(`${(error as Error).message}\n${isUsageError(error) ? `\n${USAGE}` : ''}`);
      return BAD_INPUT;
    }
    throw error;
  }
}

function run(args: string[]): number {
  const { values, positionals: [command, ...rest] } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      format: { type: 'string', default: 'text' },
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
    case 'explain': {
      process.stdout.write(`${explain(onlyOf(rest))}\n`);
      return CLEAN;
    }
    default: throw new UsageError(command === undefined ? 'Which command?' : `There is no command ${command}.`);
  }
}

function runCheck(files: string[], options: { readonly format: string; readonly acknowledge: string[]; readonly strict: boolean }): number {
  if (files.length === 0) { throw new UsageError('check takes the template files or cdk.out folders to judge.'); }
  if (!Object.hasOwn(FORMATS, options.format)) { throw new UsageError(`--format is ${options.format}, but it must be one of ${Object.keys(FORMATS).join(', ')}.`); }
  options.acknowledge.map(unknownRule).forEach(problem => problem && process.stderr.write(`--acknowledge ${problem}\n`));
  const showsProgress = process.stderr.isTTY;
  const report = check(files, {
    acknowledge: options.acknowledge,
    onTemplate: showsProgress ? (file, position, total) => { process.stderr.write(`\r\u001b[Kchecking ${position} of ${total}: ${file}`); } : undefined,
  });
  if (showsProgress) { process.stderr.write('\r\u001b[K'); }
  process.stdout.write(`${FORMATS[options.format](report)}\n`);
  if (options.format === 'json') { report.notJudged.forEach(what => process.stderr.write(`not judged: ${what}\n`)); }
  report.unreadable.forEach(problem => process.stderr.write(`${problem}\n`));
  if (report.unreadable.length > 0) { return BAD_INPUT; }
  const failing = options.strict ? report.findings.length : errorsIn(report);
  return failing > 0 ? FOUND : CLEAN;
}

function onlyOf(args: string[]): string {
  if (args.length !== 1) { throw new UsageError('explain takes one rule id.'); }
  return args[0];
}

/** The words of the call are off. */
class UsageError extends Error {}

function isUsageError(error: unknown): boolean {
  return error instanceof UsageError || String((error as NodeJS.ErrnoException).code).startsWith('ERR_PARSE_ARGS');
}
