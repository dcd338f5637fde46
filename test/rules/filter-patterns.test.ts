import { SourceKind } from '../../src/aws/source-kinds';
import { checkFilters } from '../../src/filters/check';
import { FILTER_ROWS, FilterExample } from '../../src/rules/filter-patterns';

const judge = ({ patterns, source, streamViewType }: FilterExample) => checkFilters({ patterns, source: source as SourceKind, streamViewType });

test('ids are unique kebab-case, with a prefix of their own', () => {
  const ids = FILTER_ROWS.map(row => row.id);
  expect(new Set(ids).size).toBe(ids.length);
  ids.forEach(id => expect(id).toMatch(/^filter(-[a-z0-9]+)+$/));
});

describe.each(FILTER_ROWS.map(row => [row.id, row] as const))('%s', (id, row) => {
  test('cites a page of AWS, with the day of checking', () => {
    expect(row.source.url).toMatch(/^https:\/\/docs\.aws\.amazon\.com\/.+\.html$/);
    expect(row.source.checkedOn).toMatch(/^\d{4}-\d{2}-\d{2}$/);
  });

  test('is an error exactly if AWS refuses it or it never works', () => {
    expect(row.severity).toBe(row.because === 'refused' || row.because === 'never-works' ? 'error' : 'warning');
  });

  test('has sentences for title, reason and repair', () => {
    expect(row.title).toMatch(/^[A-Z`a-z][^.]+[^.]$/);
    expect(row.why).toMatch(/[.]$|"\.?$/);
    expect(row.fix).toMatch(/\.$/);
  });

  test('its valid example has no finding at all', () => {
    expect(judge(row.example.valid)).toEqual([]);
  });

  test('its invalid example has exactly this finding, among others at most', () => {
    const found = judge(row.example.invalid).filter(issue => issue.id === id);
    expect(found.length).toBeGreaterThan(0);
    found.forEach(issue => {
      expect(issue.severity).toBe(row.severity);
      expect(issue.message).toContain(row.why);
    });
  });
});
