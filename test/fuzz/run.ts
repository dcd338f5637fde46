import { main } from '../../src/cli/main';

/** What a run of the command printed, and how it ended. */
export interface Run {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Longer than any input of a test may take, in milliseconds of the processor. */
const MOST_MILLIS = 1000;

const COMMANDS = [
  ['check'], ['check', '--format=json'], ['check', '--format=sarif'], ['map'], ['map', '--format=html'],
];

/** Runs the command in this process. */
export async function run(...args: string[]): Promise<Run> {
  const written = { stdout: '', stderr: '' };
  const spies = (['stdout', 'stderr'] as const).map(stream => jest.spyOn(process[stream], 'write').mockImplementation(text => {
    written[stream] += text;
    return true;
  }));
  try {
    return { status: await main(args), ...written };
  } finally {
    spies.forEach(spy => spy.mockRestore());
  }
}

/** Runs every command in every format, and throws where one does what no input may make it do. */
export async function expectSanity(...files: string[]): Promise<void> {
  for (const [command, ...options] of COMMANDS) {
    const started = process.cpuUsage();
    const { status, stdout, stderr } = await run(command, ...files, ...options);
    const { user, system } = process.cpuUsage(started);
    const seen = `${command} ${options.join()}: status ${status}\n${stderr}`;
    const faults = [
      ...[0, 1, 2].includes(status) ? [] : ['another status'],
      ...status === 2 && stderr === '' ? ['bad input that nobody is told of'] : [],
      .../fault of cdk-lambda-event-sources/.test(stderr) ? ['an unexpected error'] : [],
      .../^\s+at .+:\d+/m.test(stderr + stdout) ? ['a stack trace'] : [],
      .../\[object |Symbol\(|undefined/.test(stderr) ? ['text made of what is none'] : [],
      ...Object.keys(Object.prototype).length > 0 || Object.keys(Array.prototype).length > 0 ? ['a prototype that is touched'] : [],
      ...(user + system) / 1000 > MOST_MILLIS ? [`${(user + system) / 1000} ms`] : [],
      ...command === 'check' && options.length > 0 && !isJson(stdout) ? ['no JSON'] : [],
    ];
    if (faults.length > 0) { throw new Error(`${faults.join(', ')} by ${seen}`); }
  }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
