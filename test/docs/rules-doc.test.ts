import { readFileSync } from 'fs';
import { join } from 'path';
import { rulesDocument } from '../../scripts/build/rules-doc';
import { RULES } from '../../src/rules';

const document = readFileSync(join(__dirname, '..', '..', 'docs', 'RULES.md'), 'utf8');

test('docs/RULES.md is what the rows make: otherwise run `npx projen docs:rules`', () => {
  expect(document).toBe(rulesDocument());
});

test('every rule has one heading', () => {
  const headings = [...document.matchAll(/^### (.+)$/gm)].map(([, id]) => id);
  expect([...headings].sort()).toEqual(RULES.map(({ id }) => id).sort());
});

test.each(RULES.map(rule => [rule.id, rule] as const))('%s has its severity, repair, examples and page', (id, rule) => {
  const [section] = document.slice(document.indexOf(`\n### ${id}\n`) + 1).split(/\n(?=##)/);
  expect(section).toContain(`**${rule.severity}** (${rule.because})`);
  expect(section).toMatch(/^Asks for: .+\.$/m);
  expect(section).toMatch(/^Why: .+\.$/m);
  expect(section).toMatch(/^Repair: .+\.$/m);
  expect(section).toMatch(/^- Accepted: .+$/m);
  expect(section).toMatch(/^- Found: .+$/m);
  expect(section).toContain(`(${rule.source.url}), read on ${rule.source.checkedOn}`);
  expect(section.replace(/^- AWS answered: .*$/m, '')).not.toMatch(/undefined|\{(limit|value|detail)\}|\[object/);
});
