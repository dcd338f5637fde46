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

test.each(SOURCES)('%s: limits, test and page have the same base name', source => {
  const missing = [`src/limits/${source}.ts`, `test/sources/${source}.test.ts`, `docs/sources/${source}.md`]
    .filter(file => LACKING[file] === undefined && !existsSync(join(ROOT, file)));
  expect(missing).toEqual([]);
});

test('nothing is excused that is there', () => {
  expect(Object.keys(LACKING).filter(file => existsSync(join(ROOT, file)))).toEqual([]);
});

/** A method of an API has no options but those of API Gateway. */
const WITH_OPTIONS = SOURCES.filter(source => source !== 'api');

test.each(WITH_OPTIONS)('%s: the page says what readers look for', source => {
  const headings = [...read('docs', 'sources', `${source}.md`).matchAll(/^## (.+)$/gm)].map(([, heading]) => heading);
  expect(headings).toEqual(expect.arrayContaining(['Minimal example', 'Options', 'Permissions', 'What is checked', 'When the function fails', 'Testing']));
});

test.each(SOURCES)('%s: README names it and links its page', source => {
  expect(read('README.md')).toContain(`docs/sources/${source}.md`);
});

const FILES = readdirSync(join(ROOT, 'src'), { recursive: true, encoding: 'utf8' }).filter(file => file.endsWith('.ts'));

test.each(FILES)('%s has at most 400 lines', file => {
  expect(read('src', file).split('\n').length).toBeLessThanOrEqual(400);
});
