import { FILTER_ROWS, FilterExample } from './filter-patterns';
import { Rule, RuleExample } from './rule';
import { allBut } from '../aws/source-kinds';

/** What the judge of filters may say, as rules: to be acknowledged, explained and documented like all others. */
export const FILTER_RULES: readonly Rule[] = FILTER_ROWS.map((row): Rule => ({
  id: row.id,
  severity: row.severity,
  because: row.because,
  sources: allBut('documentdb'),
  fact: 'FilterCriteria.Filters',
  check: { kind: 'filter', issue: row.id },
  why: row.why.replace(/\.$/, ''),
  fix: row.fix,
  fixInTemplate: row.fixInTemplate,
  source: row.source,
  example: { valid: facts(row.example.valid), invalid: facts(row.example.invalid) },
}));

function facts({ patterns, source, streamViewType }: FilterExample): RuleExample['valid'] {
  return {
    'FilterCriteria.Filters': patterns.map(Pattern => ({ Pattern })),
    ...source === undefined ? {} : { 'example.Source': source },
    ...streamViewType === undefined ? {} : { 'table.StreamSpecification.StreamViewType': streamViewType },
  };
}
