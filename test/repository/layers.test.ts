import { join } from 'path';
import { LegacyESLint } from 'eslint/use-at-your-own-risk';
import { EVENT_SOURCES } from '../event-sources';

const ROOT = join(__dirname, '..', '..');
const RULE = 'import/no-restricted-paths';

/** What the import rule, as the project has it, says of a file with this import. */
async function complaints(file: string, statement: string): Promise<string[]> {
  const filePath = join(ROOT, file);
  const { parser, settings, rules } = await new LegacyESLint({ cwd: ROOT }).calculateConfigForFile(filePath);
  // The other rules ask for the types of a file that is on disk.
  const eslint = new LegacyESLint({
    cwd: ROOT,
    useEslintrc: false,
    overrideConfig: { parser, settings, parserOptions: { sourceType: 'module', ecmaVersion: 2022 }, plugins: ['import'], rules: { [RULE]: rules[RULE] } },
  });
  const [{ messages }] = await eslint.lintText(`${statement}\n`, { filePath });
  return messages.map(({ ruleId, message }) => `${ruleId}: ${message}`);
}

const importOf = (from: string) => `import * as it from '${from}'; export { it };`;

const REFUSED: [string, string][] = [
  ['src/limits/some.ts', '../checks/view'],
  ['src/limits/some.ts', '../access/permissions'],
  ['src/limits/some.ts', '../filters/render'],
  ['src/limits/some.ts', '../sources/sqs'],
  ['src/limits/some.ts', '../index'],
  ['src/filters/some.ts', '../access/permissions'],
  ['src/filters/some.ts', '../checks/view'],
  ['src/filters/some.ts', '../sources/sqs'],
  ['src/access/some.ts', '../checks/view'],
  ['src/access/some.ts', '../filters/render'],
  ['src/access/some.ts', '../sources/sqs'],
  ['src/checks/some.ts', '../access/permissions'],
  ['src/checks/some.ts', '../sources/sqs'],
  ['src/checks/some.ts', '../testing/findings'],
  ['src/checks/some.ts', '../index'],
  ['src/sources/some.ts', '../testing/findings'],
  ['src/sources/some.ts', '../index'],
  ['src/sources/polling-event-source.ts', './sqs'],
  ['src/sources/streams/kinesis.ts', './sqs'],
  ['src/sources/brokers/mq.ts', './kafka'],
  ['src/sources/brokers/kafka-upstream.ts', './mq'],
  ['src/sources/kafkaesque.ts', './kafka'],
  ['src/invoke/some.ts', '../sources/sqs'],
  ['src/checks/some.ts', '../invoke/destinations'],
  ['src/testing/some.ts', '../sources/sqs'],
  ['src/testing/some.ts', '../access/permissions'],
  ['src/cli/some.ts', '../sources/sqs'],
  ['src/cli/some.ts', '../index'],
];

const ACCEPTED: [string, string][] = [
  ['src/limits/some.ts', './rule'],
  ['src/filters/some.ts', '../limits'],
  ['src/access/some.ts', '../limits'],
  ['src/checks/some.ts', '../limits'],
  ['src/checks/some.ts', '../filters/render'],
  ['src/sources/some.ts', '../limits'],
  ['src/sources/some.ts', '../filters/render'],
  ['src/sources/some.ts', '../access/grants'],
  ['src/sources/some.ts', '../checks/view'],
  ['src/sources/sqs.ts', './polling-event-source'],
  ['src/sources/some.ts', '../invoke/event-invoke-config'],
  ['src/sources/brokers/kafka-upstream.ts', './kafka'],
  ['src/invoke/some.ts', '../checks/view'],
  ['src/invoke/some.ts', '../access/grants'],
  ['src/testing/some.ts', '../checks/finding'],
  ['src/cli/some.ts', '../checks/finding'],
  ['src/checks/some.ts', 'aws-cdk-lib'],
  ['src/index.ts', './sources/sqs'],
  ['src/index.ts', './checks'],
  ['test/some.ts', '../src/sources/sqs'],
];

test.each(REFUSED)('%s may not import %s', async (file, from) => {
  expect(await complaints(file, importOf(from))).toEqual([expect.stringMatching(`^${RULE}: .*(may import only from|does not import another source)`)]);
});

test.each(EVENT_SOURCES)('what event sources share may not import the source %s, which projenrc/layers.ts lists', async (source) => {
  expect(await complaints('src/sources/polling-event-source.ts', importOf(`./${source}`))).toHaveLength(1);
});

test.each(ACCEPTED)('%s may import %s', async (file, from) => {
  expect(await complaints(file, importOf(from))).toEqual([]);
});

test.each([
  'import type { SqsEventSource } from \'../sources/sqs\'; export type It = SqsEventSource;',
  'export * from \'../sources/sqs\';',
  'const it = require(\'../sources/sqs\'); export { it };',
  'export const it = import(\'../sources/sqs\');',
])('no way to write it is let through: %s', async (statement) => {
  expect(await complaints('src/checks/some.ts', statement)).toHaveLength(1);
});
