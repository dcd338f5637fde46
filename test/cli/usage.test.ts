import { readFileSync } from 'fs';
import { join } from 'path';
import { RULES } from '../../src/rules';
import { run } from '../fuzz/run';

const COMMANDS = ['check', 'map', 'rules', 'explain'];

/** The commands that a usage text shows how to call. */
function callsIn(text: string): string[] {
  return [...text.matchAll(/^ {2}cdk-lambda-event-sources (\w+)/gm)].map(([, command]) => command);
}

describe('a wrong call shows the usage of its command alone', () => {
  test.each<[string[], string]>([
    [['check'], 'check takes the template files or cdk.out folders to check.'],
    [['check', 'a.json', '--format', 'xml'], '--format is xml, but it must be one of text, json, sarif.'],
    [['--format', 'text', 'check', '--quiet'], "Unknown option '--quiet'"],
    [['check', '--format'], "Option '--format <value>' argument missing"],
    [['map'], 'map takes the template files or cdk.out folders to draw.'],
    [['map', 'a.json', '--strict'], 'map has no option --strict.'],
    [['map', 'a.json', '--undecided'], 'map has no option --undecided.'],
    [['rules', 'sqs'], 'rules lists all rules and takes no argument.'],
    [['rules', '--format', 'sarif'], '--format is sarif, but it must be one of text, json.'],
    [['explain'], 'explain takes one rule id.'],
    [['explain', 'a', '--format=json'], 'explain has no option --format.'],
  ])('%j', async (args, message) => {
    const { status, stdout, stderr } = await run(...args);
    expect({ status, stdout, calls: callsIn(stderr) }).toEqual({ status: 2, stdout: '', calls: [args.find(arg => COMMANDS.includes(arg))] });
    expect(stderr).toContain(message);
  });

  test.each([[[]], [['verify']], [['constructor']], [['--quiet']]])('%j has none, and shows that of all', async args => {
    const { status, stderr } = await run(...args);
    expect({ status, calls: callsIn(stderr) }).toEqual({ status: 2, calls: COMMANDS });
  });
});

describe('--help', () => {
  test.each(COMMANDS)('after %s is about that command', async command => {
    for (const option of ['--help', '-h']) {
      const { status, stdout, stderr } = await run(command, option);
      expect({ status, stderr, calls: callsIn(stdout) }).toEqual({ status: 0, stderr: '', calls: [command] });
    }
  });

  test('without a command is about all', async () => {
    const { status, stdout } = await run('--help');
    expect({ status, calls: callsIn(stdout) }).toEqual({ status: 0, calls: COMMANDS });
    for (const line of stdout.split('\n')) { expect(line.length).toBeLessThanOrEqual(120); }
  });
});

test.each(['--version', '-v'])('%s prints the version of the package', async option => {
  const { version } = JSON.parse(readFileSync(join(__dirname, '..', '..', 'package.json'), 'utf8'));
  expect(await run(option)).toEqual({ status: 0, stdout: `${version}\n`, stderr: '' });
});

describe('rules', () => {
  test('lists id, severity and title of every rule, a line each', async () => {
    const { status, stdout } = await run('rules');
    expect(status).toBe(0);
    expect(stdout.trimEnd().split('\n').map(line => line.split(/ {2,}/))).toEqual(RULES.map(({ id, severity, title }) => [id, severity, title]));
  });

  test('as JSON, with what else there is to choose by', async () => {
    const { stdout } = await run('rules', '--format', 'json');
    const rules = JSON.parse(stdout);
    expect(rules).toHaveLength(RULES.length);
    expect(rules.find(({ id }: { id: string }) => id === 'sqs-fifo-batch-size')).toEqual({
      id: 'sqs-fifo-batch-size',
      severity: 'error',
      title: 'Batch size of an Amazon SQS FIFO queue',
      because: 'refused',
      sources: ['sqs-fifo'],
      property: 'BatchSize',
      url: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lambda-eventsourcemapping.html',
    });
  });
});
