import { RULES } from '../../../src/rules';
import { OwnCases } from '../cases';
import { ABSENT, UNKNOWN } from '../situation';

/** What the judge of filters says is about the text of a filter: it is that which is unknown, or no filter at all. */
const OF_PATTERNS = RULES.filter(({ check }) => check.kind === 'filter').map(({ id }): [string, OwnCases] => [id, {
  unknown: { 'FilterCriteria.Filters': [{ Pattern: UNKNOWN }] },
  absent: { FilterCriteria: ABSENT },
}]);

export const FILTERS: { readonly [rule: string]: OwnCases } = {
  ...Object.fromEntries(OF_PATTERNS),
};
