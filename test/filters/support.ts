import { readJson } from '../../src/filters/json';
import { matcher, matches } from '../../src/filters/match';
import { parsePattern } from '../../src/filters/parse';

/** Whether a pattern matches a record, both given as JSON text so that spelling and repeated keys count. */
export function matchText(pattern: string, record: string): boolean {
  const parsed = parsePattern(pattern);
  if (!parsed.pattern) {
    throw new Error(parsed.issues.map(found => found.message).join('\n'));
  }
  return matches(matcher(parsed.pattern), readJson(record));
}

/** Ids of the issues of a pattern. */
export function issueIds(pattern: string): string[] {
  return parsePattern(pattern).issues.map(found => found.id);
}
