import { Group } from './ast';
import { FilterIssue, issue } from './issue';
import { showJson } from './json';
import { judgeMeaning } from './judge-meaning';
import { parsePattern } from './parse';
import { holdsToken } from './token';
import { FILTER_LIMITS } from '../limits/filters';
import { SourceKind } from '../limits/source-kind';

/** The filters of one mapping. */
export interface FilterInput {
  /** JSON texts, in order. Text with a token of the CDK in it is judged as far as it is known. */
  readonly patterns: readonly string[];
  /** Kind of the source; without it only the patterns themselves are judged. */
  readonly source?: SourceKind;
  /** View type of a DynamoDB stream, where it is known. */
  readonly streamViewType?: string;
}

/** Judges the filters of one mapping: what the service refuses, what can never work, what is doubtful. */
export function judgeFilters({ patterns, source, streamViewType }: FilterInput): FilterIssue[] {
  if (source === 'documentdb') {
    return patterns.length === 0 ? [] : [issue('filter-documentdb', 'Filters', counted(patterns), 'DocumentDB takes no filters')];
  }
  const issues = judgeList(patterns);
  const parsed: Array<{ pattern: Group; root: string }> = [];
  patterns.forEach((text, i) => {
    const root = `Filters[${i}].Pattern`;
    const unknown = holdsToken(text);
    if (text.length > FILTER_LIMITS.patternCharacters && !unknown) {
      issues.push(issue('filter-too-long', root, `${text.length} characters long`, `at most ${FILTER_LIMITS.patternCharacters} characters are allowed`));
    }
    const result = parsePattern(text, root);
    const unreadable = unknown && result.issues.some(found => found.id === 'filter-not-json' || found.id === 'filter-not-object');
    issues.push(...unreadable ? [] : result.issues);
    // What is too long is refused, whatever it means; judging it would take long as well.
    if (result.pattern && text.length <= FILTER_LIMITS.patternCharacters) { parsed.push({ pattern: result.pattern, root }); }
  });
  issues.push(...judgeMeaning(parsed, source, streamViewType));
  return issues;
}

function judgeList(patterns: readonly string[]): FilterIssue[] {
  const issues: FilterIssue[] = [];
  const { filtersByDefault, filtersByQuota } = FILTER_LIMITS;
  if (patterns.length > filtersByQuota) {
    issues.push(issue('filter-count', 'Filters', counted(patterns), `at most ${filtersByQuota} are allowed`));
  } else if (patterns.length > filtersByDefault) {
    issues.push(issue('filter-count-quota', 'Filters', counted(patterns), `${filtersByDefault} are allowed without a quota increase`));
  }
  const first = new Map<string, number>();
  patterns.forEach((text, i) => {
    const earlier = first.get(text);
    if (earlier === undefined) {
      first.set(text, i);
    } else {
      issues.push(issue('filter-duplicate', `Filters[${i}]`, showJson({ kind: 'string', value: text }), `it repeats Filters[${earlier}]`));
    }
  });
  return issues;
}

function counted(patterns: readonly string[]): string {
  return patterns.length === 1 ? '1 filter' : `${patterns.length} filters`;
}
