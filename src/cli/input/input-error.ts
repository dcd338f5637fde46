import { debuglog } from 'util';

const REPORTS = 'https://github.com/cdk-lambda-event-sources/cdk-lambda-event-sources/issues';

/** The input cannot be checked. Ends the command with status 2. */
export class InputError extends Error {
  /**
   * @param file the file, as the user named it
   * @param problem what is wrong, and what would be right
   * @param line where, counted from 1
   */
  public constructor(file: string, problem: string, line?: number) {
    super(`${line === undefined ? file : `${file}:${line}`}: ${problem}`);
  }
}

/** Reads or checks a part of the input. What goes wrong is added to the problems, and does not hide what the other parts have. */
export function attempt<T>(part: string, problems: string[], work: () => T): T | undefined {
  try {
    return work();
  } catch (error) {
    problems.push(error instanceof InputError ? error.message : `${part}: ${faultOf(error)}`);
    return undefined;
  }
}

/** A line about an error that nobody expected. Where it was thrown is for us alone, and a stack trace helps nobody else. */
export function faultOf(error: unknown): string {
  debuglog('cdk-lambda-event-sources')('%s', error instanceof Error ? error.stack : error);
  return `a fault of cdk-lambda-event-sources and not yours (${error instanceof Error ? error.message : typeof error}). `
    + `Report it at ${REPORTS}, with the template and what NODE_DEBUG=cdk-lambda-event-sources prints.`;
}
