import type { Report } from './ask';
import { seenBy } from './comparison';
import { EXCEPTIONS } from './exceptions';

const report = (props: Partial<Report>): Report => ({
  linter: 'cfn-lint', template: 'bad 1', rule: 'E3034', resource: 'Mapping', place: 'Properties.BatchSize', severity: 'error', message: '', ...props,
});

describe('a linter sees a mistake', () => {
  test('that it reports of the bad template alone', () => {
    expect([...seenBy([report({})], [])]).toEqual(['cfn-lint']);
  });

  test('that it reports of another place in the repaired template', () => {
    expect([...seenBy([report({})], [report({ place: 'Properties.Tags' })])]).toEqual(['cfn-lint']);
    expect([...seenBy([report({})], [report({ resource: 'Other' })])]).toEqual(['cfn-lint']);
    expect([...seenBy([report({})], [report({ rule: 'E3030' })])]).toEqual(['cfn-lint']);
  });

  test('that it reports more often of the bad template', () => {
    const items = [report({ place: 'Properties.Topics.0' }), report({ place: 'Properties.Topics.1' })];
    expect([...seenBy(items, [report({ place: 'Properties.Topics.0' })])]).toEqual(['cfn-lint']);
  });
});

describe('a linter does not see a mistake', () => {
  test('that another linter reports', () => {
    expect(seenBy([report({ linter: 'cdk-preflight' })], []).has('cfn-lint')).toBe(false);
  });

  test('when it says the same of both, with other words or of another item of a list', () => {
    expect(seenBy([report({ message: '10001 is too much' })], [report({ message: '10000 is too much' })]).size).toBe(0);
    expect(seenBy([report({ place: 'Properties.Topics.1' })], [report({ place: 'Properties.Topics.0' })]).size).toBe(0);
  });

  test('when it reports more of the repaired template', () => {
    expect(seenBy([report({})], [report({}), report({})]).size).toBe(0);
  });
});

test('every exception names a page of AWS, where it holds and why', () => {
  for (const { page, at, reason } of EXCEPTIONS) {
    expect(page).toMatch(/^https:\/\/docs\.aws\.amazon\.com\/.+\.html$/);
    expect(at.every(place => /^[\w-]+ \w+$/.test(place))).toBe(true);
    expect(at.length).toBeGreaterThan(0);
    expect(reason).toMatch(/\.$/);
  }
});
