import { existsSync, readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import { isDeepStrictEqual } from 'util';
import { isSeenByConstructs, templatesIn } from './checks/templates';
import { EVENT_SOURCES as SOURCES } from './event-sources';
import { RULES } from '../src/limits';

const ROOT = join(__dirname, '..');
const read = (...path: string[]) => readFileSync(join(ROOT, ...path), 'utf8');

/** What a source may lack, and why. */
const LACKING: Record<string, string> = {
  'src/limits/api.ts': 'it makes a method of a REST API, of which API Gateway judges everything itself',
};

// A new source is added to this list by hand, so that none gets lost.
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

test('each page of a source has a source', () => {
  const pages = readdirSync(join(ROOT, 'docs', 'sources')).map(file => file.replace(/\.md$/, ''));
  expect(pages.filter(page => !SOURCES.includes(page))).toEqual([]);
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

const HEADINGS = new Set([...read('docs', 'RULES.md').matchAll(/^### (.+)$/gm)].map(([, id]) => id));
const BROKEN = new Set(templatesIn('bad').flatMap(({ expected }) => expected.map(line => /^\w+ \S+ \[([\w-]+)\]/.exec(line)?.[1])));

// The example is run by test/limits/rules.test.ts, the template by test/checks/template-bad.test.ts, the heading is read by test/docs.
test.each(RULES.map(rule => [rule.id, rule] as const))('%s has an example, a template that breaks it, and its heading', (id, rule) => {
  const missing = Object.entries({
    'example: a valid and an invalid case that differ, in the row': !isDeepStrictEqual(rule.example.valid, rule.example.invalid),
    'test/templates/bad: a .yaml that breaks it, with the finding in its .expected': isSeenByConstructs(rule) || BROKEN.has(id),
    'docs/RULES.md: its heading, which `npx projen docs:rules` writes': HEADINGS.has(id),
  }).filter(([, isThere]) => !isThere).map(([what]) => what);
  expect(missing).toEqual([]);
});

const FILES = readdirSync(join(ROOT, 'src'), { recursive: true, encoding: 'utf8' }).filter(file => file.endsWith('.ts'));

test.each(FILES)('%s has at most 400 lines', file => {
  expect(read('src', file).split('\n').length).toBeLessThanOrEqual(400);
});
