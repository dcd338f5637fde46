import type { FilterRow } from '../rules/filter-patterns';

/** Something that is wrong with a filter, or may be. */
export interface FilterIssue {
  /** The row of the limits that it concerns. */
  readonly id: string;
  readonly severity: 'error' | 'warning';
  /** Where: `Filters[0].body.status[1]`, or `Filters`. */
  readonly path: string;
  /** What would be allowed. */
  readonly expected: string;
  /** What was given, as JSON or in words. */
  readonly received: string;
  /** One sentence with place, value, reason and repair; without the id and the address of the AWS page, which the row has. */
  readonly message: string;
}

let rowsById: Map<string, FilterRow> | undefined;

/** The row of that id; the id is always one of ours. */
export function filterRow(id: string): FilterRow {
  rowsById ??= new Map(rows().map(row => [row.id, row]));
  return rowsById.get(id)!;
}

/** Loaded with the first issue. */
function rows(): readonly FilterRow[] {
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  return (require('../rules/filter-patterns') as typeof import('../rules/filter-patterns')).FILTER_ROWS;
}

/** Words an issue. The fix is the row's unless the place suggests a better one. */
export function issue(id: string, path: string, received: string, expected: string, fix?: string): FilterIssue {
  const row = filterRow(id);
  return {
    id,
    severity: row.severity,
    path,
    expected,
    received,
    message: `${path} is ${received}, but ${expected}. ${row.why} ${fix ?? row.fix}`,
  };
}
