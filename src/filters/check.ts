import { Group } from './ast';
import { checkKeys, checkMeaning } from './check-meaning';
import { FilterIssue } from './issue';
import { parsePattern } from './parse';
import { FILTER_LIMITS } from '../aws/filter-language';
import { SourceKind } from '../aws/source-kinds';
import { hasPlaceholder } from '../values/text';

/** The filters of one mapping. */
export interface FilterInput {
  /** JSON texts, in order. Text with a token of the CDK in it is checked as far as it is known. */
  readonly patterns: readonly string[];
  /** Kind of the source; without it only the patterns themselves are checked. */
  readonly source?: SourceKind;
  /** View type of a DynamoDB stream, where it is known. */
  readonly streamViewType?: string;
}

/**
 * Checks the filters of one mapping one by one, for patterns that the service refuses, that can never match, or that are doubtful.
 *
 * How many there may be, how long, and of which sources, is not asked here: rules of the mapping say so.
 */
export function checkFilters({ patterns, source, streamViewType }: FilterInput): FilterIssue[] {
  // Lambda does not filter them at all.
  if (source === 'documentdb') { return []; }
  const issues: FilterIssue[] = [];
  const parsed: Array<{ pattern: Group; root: string }> = [];
  const refused: Group[] = [];
  patterns.forEach((text, i) => {
    const root = `Filters[${i}].Pattern`;
    const result = parsePattern(text, root);
    const unreadable = hasPlaceholder(text) && result.issues.some(found => found.id === 'filter-not-json' || found.id === 'filter-not-object');
    issues.push(...unreadable ? [] : result.issues);
    // A pattern that is too long is refused whatever its meaning, and a check of it would take long.
    if (result.pattern && text.length <= FILTER_LIMITS.patternCharacters) { parsed.push({ pattern: result.pattern, root }); }
    if (result.refused && text.length <= FILTER_LIMITS.patternCharacters) { refused.push(result.refused); }
  });
  issues.push(...checkMeaning(parsed, source, streamViewType), ...refused.flatMap(pattern => checkKeys(pattern, source)));
  return issues;
}
