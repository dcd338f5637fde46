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
