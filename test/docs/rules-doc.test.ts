import { readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import { linkTo, rulesDocuments } from '../../scripts/build/rules-doc';
import { RULES } from '../../src/rules';

const DOCS = join(__dirname, '..', '..', 'docs');
const read = (file: string) => readFileSync(join(DOCS, file), 'utf8');

const FILES = ['RULES.md', ...readdirSync(join(DOCS, 'rules')).map(page => `rules/${page}`)];

test('there are no other pages than those that the rules make', () => {
  expect(FILES).toEqual([...rulesDocuments().keys()].sort());
});

test.each(FILES)('docs/%s is as the rules make it: otherwise run `npx projen docs:rules`', file => {
  expect(read(file)).toBe(rulesDocuments().get(file));
});

test('the index lists every rule once', () => {
  const listed = [...read('RULES.md').matchAll(/^\| \[(.+?)\]\((.+?)\) \| (error|warning) \| \S.* \|$/gm)].map(([, id, link, severity]) => [id, link, severity]);
  const byId = (one: string[], other: string[]) => one[0] < other[0] ? -1 : 1;
  expect(listed.sort(byId)).toEqual(RULES.map(rule => [rule.id, linkTo(rule), rule.severity]).sort(byId));
});

test('every rule has one heading', () => {
  const headings = FILES.slice(1).flatMap(file => [...read(file).matchAll(/^## (.+)$/gm)].map(([, heading]) => heading));
  expect(headings.filter(heading => heading !== 'Shared with other sources').sort()).toEqual(RULES.map(({ id }) => id).sort());
});

test.each([
  ['sqs-batch-size', 'sqs'], ['filter-not-json', 'filters'], ['invoke-cycle', 'event-invoke-config'], ['schema-registry-uri', 'kafka'],
  ['tags-count', 'polled-sources'], ['topics-unsupported', 'several-sources'],
])('%s stands on the page %s', (id, page) => {
  expect(linkTo(RULES.find(rule => rule.id === id)!)).toBe(`rules/${page}.md#${id}`);
});

test('the page of a source lists the rules that it shares with some sources, and no others', () => {
  const shared = read('rules/sqs.md').split('\n## Shared with other sources\n')[1];
  expect(shared).toContain('| [topics-unsupported](several-sources.md#topics-unsupported) | error |');
  expect(shared).not.toContain('[tags-count]');
  expect(shared).not.toContain('[poller-network-sts]');
});

test.each(RULES.map(rule => [rule.id, rule] as const))('%s has its title, severity, repair, examples and page', (id, rule) => {
  const page = read(linkTo(rule).split('#')[0]);
  const [section] = page.slice(page.indexOf(`\n## ${id}\n`) + 1).split(/\n(?=##)/);
  expect(section).toContain(`\n${rule.title}.\n`);
  expect(section).toContain(`**${rule.severity}** (${rule.because})`);
  expect(section).toMatch(/^Asks for: .+\.$/m);
  expect(section).toMatch(/^Why: .+\.$/m);
  expect(section).toMatch(/^Repair: .+\.$/m);
  expect(section).toMatch(/^- Accepted: .+$/m);
  expect(section).toMatch(/^- Found: .+$/m);
  expect(section).toContain(`(${rule.source.url}), read on ${rule.source.checkedOn}`);
  expect(section.replace(/^- AWS answered: .*$/m, '')).not.toMatch(/undefined|\{(limit|value|detail)\}|\[object/);
});
