import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'fs';
import { dirname, join } from 'path';
import { LegacyESLint } from 'eslint/use-at-your-own-risk';
import { LAYERS } from '../../projenrc/enforce-layers';
import { EVENT_SOURCES, fileOf } from '../event-sources';

const ROOT = join(__dirname, '..', '..');
const PATHS = 'import/no-restricted-paths';
const CIRCLES = 'import/no-cycle';
const CDK = 'no-restricted-imports';

/** What the project's rules of these names find in a file with this content, as if it were `src/<folder>/<file>`. */
async function complaints(file: string, content: string, names = [PATHS, CDK], filePath = join(ROOT, file)): Promise<string[]> {
  const { parser, settings, rules } = await new LegacyESLint({ cwd: ROOT }).calculateConfigForFile(join(ROOT, file));
  // The other rules need the types of a file that is on disk.
  const eslint = new LegacyESLint({
    cwd: ROOT,
    useEslintrc: false,
    overrideConfig: {
      ignorePatterns: ['!.cache'],
      parser,
      settings,
      parserOptions: { sourceType: 'module', ecmaVersion: 2022 },
      plugins: ['import'],
      rules: Object.fromEntries(names.filter(name => rules[name]).map(name => [name, rules[name]])),
    },
  });
  const [{ messages }] = await eslint.lintText(`${content}\n`, { filePath });
  return messages.map(({ ruleId, message }) => `${ruleId}: ${message}`);
}

const importOf = (from: string) => `import * as it from '${from}'; export { it };`;

describe('the table of layers', () => {
  const FILES = readdirSync(join(ROOT, 'src'), { recursive: true, encoding: 'utf8' }).filter(file => file.endsWith('.ts') && file !== 'index.ts');
  const rows = LAYERS.map(({ folder }) => folder);
  const isWithin = (folder: string, outer: string) => folder === outer || folder.startsWith(`${outer}/`);

  test('each folder of src has a row, or is within a folder that has one', () => {
    const folders = [...new Set(FILES.map(file => dirname(file)))];
    expect(folders.filter(folder => !rows.some(row => isWithin(folder, row)))).toEqual([]);
  });

  test('each row has a folder', () => {
    expect(rows.filter(row => !FILES.some(file => file.startsWith(`${row}/`)))).toEqual([]);
    expect(new Set(rows).size).toBe(rows.length);
  });

  test('no row points upward: a folder imports only from those of the rows before it', () => {
    const upward = LAYERS.flatMap(({ folder, imports }, i) => (imports ?? [])
      .filter(from => !rows.slice(0, i).some(row => isWithin(from, row)) || isWithin(from, folder))
      .map(from => `${folder} imports ${from}`));
    expect(upward).toEqual([]);
  });

  test('each folder says what it holds, unless it is within one that does, and has a bundle', () => {
    const around = (folder: string) => LAYERS.filter(layer => isWithin(folder, layer.folder));
    expect(rows.filter(folder => !around(folder).some(({ holds }) => holds))).toEqual([]);
    const withFiles = rows.filter(folder => FILES.some(file => dirname(file) === folder));
    expect(withFiles.filter(folder => !around(folder).some(({ bundle }) => bundle))).toEqual([]);
  });
});

const REFUSED: [string, string][] = [
  ['src/values/some.ts', '../aws/ports'],
  ['src/values/some.ts', '../model/resource'],
  ['src/aws/some.ts', '../values/value'],
  ['src/aws/some.ts', '../rules/rule'],
  ['src/rules/some.ts', '../values/value'],
  ['src/rules/some.ts', '../filters/render'],
  ['src/rules/some.ts', '../grants/role-grants'],
  ['src/rules/brokers/some.ts', '../../facts/facts'],
  ['src/rules/some.ts', '../index'],
  ['src/filters/some.ts', '../model/resource'],
  ['src/filters/some.ts', '../sources/filter-match'],
  ['src/model/some.ts', '../rules/rule'],
  ['src/model/some.ts', '../filters/render'],
  ['src/model/some.ts', '../cdk/references'],
  ['src/cli/some.ts', '../validation/app/validate-app'],
  ['src/cli/input/some.ts', '../../validation/hook/validate-at-synthesis'],
  ['src/validation/template/some.ts', '../app/validate-app'],
  ['src/model/brokers/some.ts', '../../facts/brokers/kafka'],
  ['src/cdk/some.ts', '../readers/app/l1-resource'],
  ['src/cdk/some.ts', '../rules/rule'],
  ['src/readers/app/some.ts', '../template/template'],
  ['src/readers/app/some.ts', '../../facts/facts'],
  ['src/readers/template/some.ts', '../../cdk/references'],
  ['src/readers/template/some.ts', '../app/l1-resource'],
  ['src/facts/some.ts', '../readers/app/l1-resource'],
  ['src/facts/some.ts', '../readers/template/template'],
  ['src/facts/some.ts', '../cdk/references'],
  ['src/facts/async/some.ts', '../../validation/finding'],
  ['src/validation/some.ts', '../cdk/references'],
  ['src/validation/some.ts', '../readers/app/l1-resource'],
  ['src/validation/template/some.ts', '../../readers/app/l1-resource'],
  ['src/validation/app/some.ts', '../../sources/sqs'],
  ['src/validation/hook/some.ts', '../../readers/app/l1-resource'],
  ['src/validation/some.ts', '../grants/role-grants'],
  ['src/validation/some.ts', '../testing/findings'],
  ['src/validation/some.ts', '../invoke/destinations'],
  ['src/grants/some.ts', '../values/value'],
  ['src/grants/some.ts', '../rules/rule'],
  ['src/grants/some.ts', '../sources/sqs'],
  ['src/invoke/some.ts', '../sources/sqs'],
  ['src/invoke/private/some.ts', '../../validation/evaluate'],
  ['src/sources/some.ts', '../rules/rule'],
  ['src/sources/some.ts', '../facts/facts'],
  ['src/sources/some.ts', '../validation/evaluate'],
  ['src/sources/some.ts', '../readers/template/template'],
  ['src/sources/some.ts', '../testing/findings'],
  ['src/sources/some.ts', '../index'],
  ['src/testing/some.ts', '../sources/sqs'],
  ['src/testing/some.ts', '../grants/role-grants'],
  ['src/testing/private/some.ts', '../../readers/app/l1-resource'],
  ['src/cli/some.ts', '../sources/sqs'],
  ['src/cli/some.ts', '../readers/app/l1-resource'],
  ['src/cli/map/some.ts', '../../facts/facts'],
  ['src/cli/some.ts', '../index'],
];

const ACCEPTED: [string, string][] = [
  ['src/rules/some.ts', './rule'],
  ['src/rules/brokers/some.ts', '../../aws/source-kinds'],
  ['src/filters/some.ts', '../rules'],
  ['src/filters/some.ts', '../values/value'],
  ['src/model/some.ts', '../aws/source-kinds'],
  ['src/model/some.ts', './async/notification'],
  ['src/cdk/some.ts', '../model/resource'],
  ['src/cdk/some.ts', 'aws-cdk-lib'],
  ['src/readers/app/some.ts', '../../cdk/references'],
  ['src/readers/app/some.ts', '../../model/resource'],
  ['src/readers/app/some.ts', 'constructs'],
  ['src/readers/template/some.ts', '../../model/resource'],
  ['src/facts/some.ts', '../filters/render'],
  ['src/facts/some.ts', '../model/resource'],
  ['src/facts/some.ts', './brokers/kafka'],
  ['src/facts/brokers/some.ts', '../facts'],
  ['src/validation/some.ts', '../facts/facts'],
  ['src/validation/template/some.ts', '../../readers/template/template'],
  ['src/validation/app/some.ts', '../../readers/app/l1-resource'],
  ['src/validation/app/some.ts', '../finding'],
  ['src/validation/hook/some.ts', 'aws-cdk-lib'],
  ['src/grants/some.ts', '../aws/permissions'],
  ['src/grants/some.ts', '../cdk/references'],
  ['src/invoke/private/some.ts', '../../grants/role-grants'],
  ['src/invoke/some.ts', '../validation/hook/validate-at-synthesis'],
  ['src/sources/some.ts', '../filters/render'],
  ['src/sources/some.ts', '../grants/role-grants'],
  ['src/sources/some.ts', '../invoke/event-invoke-config'],
  ['src/sources/sqs.ts', './polling-event-source'],
  ['src/sources/streams/kinesis.ts', '../private/event-source-mapping'],
  ['src/sources/brokers/kafka-upstream.ts', './kafka'],
  ['src/testing/some.ts', '../validation/finding'],
  ['src/testing/some.ts', 'aws-cdk-lib'],
  ['src/cli/some.ts', '../validation/finding'],
  ['src/cli/map/some.ts', '../../readers/template/template'],
  ['src/index.ts', './sources/sqs'],
  ['src/index.ts', './validation'],
  ['test/some.ts', '../src/sources/sqs'],
];

test.each(REFUSED)('%s may not import %s', async (file, from) => {
  expect(await complaints(file, importOf(from))).toEqual([expect.stringMatching(`^${PATHS}: .*may import only from`)]);
});

test.each([
  ['src/sources/polling-event-source.ts', './sqs'],
  ['src/sources/streams/kinesis.ts', '../sqs'],
  ['src/sources/brokers/mq.ts', './kafka'],
  ['src/sources/brokers/kafka-upstream.ts', './mq'],
  ['src/sources/brokers/kafkaesque.ts', './kafka'],
  ['src/sources/private/some.ts', '../streams/dynamodb'],
])('%s may not import %s, which is a source', async (file, from) => {
  expect(await complaints(file, importOf(from))).toEqual([expect.stringMatching(`^${PATHS}: .*does not import another source`)]);
});

test.each(EVENT_SOURCES)('sources in general may not import the source %s, which projenrc/enforce-layers.ts lists', async (source) => {
  const from = `./${fileOf(source, 'src/sources')!.replace(/\.ts$/, '')}`;
  expect(await complaints('src/sources/some.ts', importOf(from))).toHaveLength(1);
});

test.each(ACCEPTED)('%s may import %s', async (file, from) => {
  expect(await complaints(file, importOf(from))).toEqual([]);
});

test.each([
  'values', 'aws', 'rules', 'rules/brokers', 'filters', 'model', 'model/async', 'readers', 'readers/template', 'facts', 'facts/brokers', 'validation', 'validation/template', 'cli', 'cli/map',
].flatMap(folder => ['aws-cdk-lib', 'aws-cdk-lib/aws-sqs', 'constructs'].map(name => [folder, name])))('src/%s may not import %s', async (folder, name) => {
  expect(await complaints(`src/${folder}/some.ts`, importOf(name))).toEqual([expect.stringMatching(`^${CDK}: .*knows no constructs`)]);
});

test.each([
  'import type { SqsEventSource } from \'../sources/sqs\'; export type It = SqsEventSource;',
  'export * from \'../sources/sqs\';',
  'const it = require(\'../sources/sqs\'); export { it };',
  'export const it = import(\'../sources/sqs\');',
])('no way to write an import is overlooked: %s', async (statement) => {
  expect(await complaints('src/validation/some.ts', statement)).toHaveLength(1);
});

describe('a circle', () => {
  let folder: string;
  beforeAll(() => {
    mkdirSync(join(ROOT, '.cache'), { recursive: true });
    folder = mkdtempSync(join(ROOT, '.cache', 'circle-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  /** Each file imports the next one; the last one imports what `last` says. */
  async function complaintsOf(length: number, last: string): Promise<string[]> {
    const contentOf = (i: number) => importOf(i === length - 1 ? last : `./${length}-${i + 1}`);
    const files = Array.from({ length }, (_, i) => join(folder, `${length}-${i}.ts`));
    files.forEach((file, i) => writeFileSync(file, contentOf(i)));
    return complaints('src/values/value.ts', contentOf(0), [CIRCLES], files[0]);
  }

  test.each([2, 3, 5])('of %d files is refused', async (length) => {
    expect(await complaintsOf(length, `./${length}-0`)).toEqual([expect.stringMatching(`^${CIRCLES}: Dependency cycle`)]);
  });

  test('is none as long as the last file does not import the first one', async () => {
    expect(await complaintsOf(4, 'path')).toEqual([]);
  });
});
