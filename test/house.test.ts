import { existsSync, readdirSync, readFileSync } from 'fs';
import { join } from 'path';

const ROOT = join(__dirname, '..');
const read = (...path: string[]) => readFileSync(join(ROOT, ...path), 'utf8');

/** Files of `src/sources` that have an event source of their own: `kafka-upstream.ts` has only other ways to write `kafka.ts`. */
const SOURCES = readdirSync(join(ROOT, 'src', 'sources'))
  .filter(file => /^export class \w+EventSource(V2)? /m.test(read('src', 'sources', file)))
  .map(file => file.replace(/\.ts$/, ''))
  .filter(source => source !== 'kafka-upstream');

/** What a source may lack, and why. */
const LACKING: Record<string, string> = {
  'src/limits/api.ts': 'it makes a method of a REST API, of which API Gateway judges everything itself',
};

test('the event sources are found', () => {
  expect(SOURCES).toEqual(['api', 'documentdb', 'dynamodb', 'kafka', 'kinesis', 'mq', 's3', 'sns', 'sqs']);
});

test.each(SOURCES)('%s: limits, test, page and integration app have the same base name', source => {
  const missing = [
    `src/limits/${source}.ts`, `test/sources/${source}.test.ts`, `docs/sources/${source}.md`,
    `test/integ.${source}.ts`, `test/integ.${source}.ts.snapshot/integ.json`,
  ].filter(file => LACKING[file] === undefined && !existsSync(join(ROOT, file)));
  expect(missing).toEqual([]);
});

test('nothing is excused that is there', () => {
  expect(Object.keys(LACKING).filter(file => existsSync(join(ROOT, file)))).toEqual([]);
});

const INTEGRATION_APPS = readdirSync(join(ROOT, 'test')).filter(file => /^integ\..*\.ts$/.test(file));

test.each(INTEGRATION_APPS)('%s says what it takes to run it', app => {
  const header = read('test', app).split('*/')[0];
  expect(header).toContain(` * - Run:  npx integ-runner ${app} --force, with an account: see CONTRIBUTING.md\n`);
  expect(header).toMatch(/^ \* - Time: \S/m);
  expect(header).toMatch(/^ \* - Cost: [^]*https:\/\/aws\.amazon\.com\/[a-z0-9/-]+\/pricing\//m);
});

test('every snapshot is of an integration app', () => {
  const apps = readdirSync(join(ROOT, 'test')).filter(file => file.endsWith('.snapshot')).map(file => file.replace(/\.snapshot$/, ''));
  expect(apps).toEqual(INTEGRATION_APPS);
});

/** A method of an API has no options but those of API Gateway. */
const WITH_OPTIONS = SOURCES.filter(source => source !== 'api');

test.each(WITH_OPTIONS)('%s: the page says what readers look for', source => {
  const headings = [...read('docs', 'sources', `${source}.md`).matchAll(/^## (.+)$/gm)].map(([, heading]) => heading);
  expect(headings).toEqual(expect.arrayContaining(['Options', 'Permissions', 'What is checked', 'Testing']));
});

test.each(SOURCES)('%s: README names it and links its page', source => {
  expect(read('README.md')).toContain(`docs/sources/${source}.md`);
});

const FILES = readdirSync(join(ROOT, 'src'), { recursive: true, encoding: 'utf8' }).filter(file => file.endsWith('.ts'));

test.each(FILES)('%s has at most 400 lines', file => {
  expect(read('src', file).split('\n').length).toBeLessThanOrEqual(400);
});
