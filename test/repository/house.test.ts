import { existsSync, readdirSync, readFileSync } from 'fs';
import { dirname, join } from 'path';
import { isDeepStrictEqual } from 'util';
import { parse } from 'yaml';
import { RULES } from '../../src/rules';
import { EVENT_SOURCES as SOURCES, fileOf } from '../event-sources';
import { isSeenByConstructs, templatesIn } from '../templates/templates';

const ROOT = join(__dirname, '..', '..');
const read = (...path: string[]) => readFileSync(join(ROOT, ...path), 'utf8');

const INTEGRATION_APPS = readdirSync(join(ROOT, 'test')).filter(file => /^integ\..*\.ts$/.test(file));

// A new source is added to this list by hand, so that none gets lost.
test('the event sources are found', () => {
  expect(SOURCES).toEqual(['api', 'documentdb', 'dynamodb', 'kafka', 'kinesis', 'mq', 's3', 'sns', 'sqs']);
});

/** The method of a REST API: API Gateway checks it, no rule of ours. */
const WITHOUT_RULES = ['api'];

test.each(SOURCES)('%s: rules, page of rules, test, page and integration app have the same base name', source => {
  const files = {
    'src/rules': fileOf(source, 'src/rules'),
    'docs/rules': fileOf(source, 'docs/rules', '.md'),
    'test/sources': fileOf(source, 'test/sources', '.test.ts'),
    'docs/sources': fileOf(source, 'docs/sources', '.md'),
    'test/integ.*.ts': INTEGRATION_APPS.find(app => app === `integ.${source}.ts`),
  };
  const missing = Object.entries(files).filter(([, file]) => file === undefined).map(([folder]) => folder);
  expect(missing).toEqual(WITHOUT_RULES.includes(source) ? ['src/rules', 'docs/rules'] : []);
});

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
  expect(headings).toEqual(expect.arrayContaining(['Minimal example', 'Options', 'Permissions', 'What is checked', 'When the function fails', 'Testing']));
});

test('each page of a source has a source', () => {
  const pages = readdirSync(join(ROOT, 'docs', 'sources')).map(file => file.replace(/\.md$/, ''));
  expect(pages.filter(page => !SOURCES.includes(page))).toEqual([]);
});

test.each(SOURCES)('%s: README names it and links its page', source => {
  expect(read('README.md')).toContain(`docs/sources/${source}.md`);
});

describe('the pages', () => {
  const ofFolder = (folder: string) => readdirSync(join(ROOT, folder)).filter(file => file.endsWith('.md')).map(file => join(folder, file));
  const PAGES = ['.', 'docs', join('docs', 'contributing'), join('docs', 'sources')].flatMap(ofFolder).filter(page => page !== 'API.md');
  const isThere = (path: string) => existsSync(join(ROOT, path));

  test.each(PAGES)('%s links to files that are there', page => {
    const links = [...read(page).matchAll(/\]\((?!\w+:)([^)#]+)/g)].map(([, link]) => join(dirname(page), link));
    expect(links.filter(link => !isThere(link))).toEqual([]);
  });

  test.each(['CONTRIBUTING.md', 'SECURITY.md', 'docs/ARCHITECTURE.md', 'docs/decisions.md', ...ofFolder('docs/contributing')])('%s names files that are there', page => {
    const named = [...read(page).matchAll(/`((?:src|test|docs|scripts|projenrc|examples)\/[\w./-]+)`/g)].map(([, path]) => path);
    expect(named.filter(path => !isThere(path))).toEqual([]);
  });
});

describe('the forms for issues', () => {
  const FORMS = readdirSync(join(ROOT, '.github', 'ISSUE_TEMPLATE')).filter(file => file !== 'config.yml');

  test.each(FORMS)('%s can be read, and has a name and questions with an id each', file => {
    const { name, description, labels, body } = parse(read('.github', 'ISSUE_TEMPLATE', file));
    expect([name, description, labels]).toEqual([expect.any(String), expect.any(String), [expect.any(String)]]);
    const ids = body.filter((item: any) => item.type !== 'markdown').map((item: any) => item.id);
    expect(ids.length).toBeGreaterThan(0);
    expect(new Set(ids.filter(Boolean)).size).toBe(ids.length);
  });

  test('what they lead to is there', () => {
    const { contact_links: links } = parse(read('.github', 'ISSUE_TEMPLATE', 'config.yml'));
    const paths = links.flatMap(({ url }: any) => /\/blob\/main\/(.+)$/.exec(url)?.[1] ?? []);
    expect(paths.length).toBeGreaterThan(0);
    expect(paths.filter((path: string) => !existsSync(join(ROOT, path)))).toEqual([]);
  });
});

const HEADINGS = new Set(readdirSync(join(ROOT, 'docs', 'rules')).flatMap(page => [...read('docs', 'rules', page).matchAll(/^## (.+)$/gm)].map(([, id]) => id)));
const BROKEN = new Set(templatesIn('bad').flatMap(({ expected }) => expected.map(line => /^\w+ \S+ \[([\w-]+)\]/.exec(line)?.[1])));

// The example is run by test/rules/rules.test.ts, the template by test/templates/bad.test.ts, the heading is read by test/docs.
test.each(RULES.map(rule => [rule.id, rule] as const))('%s has an example, a template that breaks it, and its heading', (id, rule) => {
  const missing = Object.entries({
    'example: a valid and an invalid case that differ, in the rule': !isDeepStrictEqual(rule.example.valid, rule.example.invalid),
    'test/templates/bad: a .yaml that breaks it, with the finding in its .expected': isSeenByConstructs(rule) || BROKEN.has(id),
    'docs/rules: its heading, which `npx projen docs:rules` writes': HEADINGS.has(id),
  }).filter(([, isThere]) => !isThere).map(([what]) => what);
  expect(missing).toEqual([]);
});

describe('the rooms', () => {
  const filesIn = (folder: string) => readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }).filter(file => file.endsWith('.ts')).sort();
  const FILES = filesIn('src');
  const FOLDERS = [...new Set(FILES.map(file => dirname(file)))];

  /** Tests of something else than one room of src: of the pages, of what users do, of the whole, with tools of others. */
  const ACROSS_ROOMS = ['docs', 'event-ruler', 'examples', 'fuzz', 'integration', 'languages', 'parity', 'property', 'repository', 'templates', 'third-party-linters'];

  test.each(FILES)('src/%s has at most 400 lines', file => {
    expect(read('src', file).trimEnd().split('\n').length).toBeLessThanOrEqual(400);
  });

  test.each(FOLDERS)('src/%s has at most 25 files', folder => {
    expect(readdirSync(join(ROOT, 'src', folder)).filter(file => file.endsWith('.ts')).length).toBeLessThanOrEqual(25);
  });

  test('each test is in a room that src has, too, or in one of those that test more than a room', () => {
    const withoutRoom = filesIn('test').filter(file => file.endsWith('.test.ts'))
      .filter(file => !ACROSS_ROOMS.includes(file.split('/')[0]) && !FOLDERS.includes(dirname(file)));
    expect(withoutRoom).toEqual([]);
  });

  test('what tests more than a room is there, and is no room', () => {
    expect(ACROSS_ROOMS.filter(folder => !existsSync(join(ROOT, 'test', folder)) || existsSync(join(ROOT, 'src', folder)))).toEqual([]);
  });
});
