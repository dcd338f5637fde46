import { SourceKind } from '../../src/aws/source-kinds';
import { checkFilters } from '../../src/filters/check';
import { FILTER_PATTERN_RULES } from '../../src/rules/filter-patterns';
import { RuleExample } from '../../src/rules/rule';

function issuesOf(example: RuleExample['valid']) {
  return checkFilters({
    patterns: (example['FilterCriteria.Filters'] as { Pattern: string }[]).map(({ Pattern }) => Pattern),
    source: example['example.Source'] as SourceKind | undefined,
    streamViewType: example['table.StreamSpecification.StreamViewType'] as string | undefined,
  });
}

describe.each(FILTER_PATTERN_RULES.map(rule => [rule.id, rule] as const))('%s', (id, rule) => {
  test('has a prefix of its own, and is the issue that it asks for', () => {
    expect(id).toMatch(/^filter(-[a-z0-9]+)+$/);
    expect(rule.check).toEqual({ kind: 'filter', issue: id });
  });

  test('its valid example has no issue at all', () => {
    expect(issuesOf(rule.example.valid)).toEqual([]);
  });

  test('its invalid example has this issue, in the words of the rule', () => {
    const found = issuesOf(rule.example.invalid).filter(issue => issue.id === id);
    expect(found.length).toBeGreaterThan(0);
    found.forEach(issue => {
      expect(issue.severity).toBe(rule.severity);
      expect(issue.message).toContain(`${rule.why}. `);
    });
  });
});
