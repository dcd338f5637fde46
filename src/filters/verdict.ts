import { ValueTest } from './ast';
import { FilterIssue, issue } from './issue';
import { hasPlaceholder } from '../values/text';

/** The result of one condition. */
export interface Verdict {
  /** Why no record satisfies it. */
  readonly never?: FilterIssue;
  /** True if every record satisfies it. */
  readonly always?: boolean;
  /** A doubt about the condition, or the reason why it is refused on its own. */
  readonly issues?: readonly FilterIssue[];
}

/** True for the two tests that ask whether there is a value. */
export function asksPresence(test: ValueTest): boolean {
  return test.op === 'exists' || test.op === 'absent';
}

/** True for tests that no text passes. */
export function isNumeric(test: ValueTest): boolean {
  return test.op === 'number' || test.op === 'numeric' || test.op === 'literal';
}

/** True for tests whose operand is known only at deployment. */
export function isUnknown(test: ValueTest): boolean {
  return 'text' in test && hasPlaceholder(test.text) || test.op === 'anything-but-text' && [...test.texts].some(hasPlaceholder);
}

/** The issue of `exists` on something that holds an object. */
export function existsOnObject(path: string): FilterIssue {
  return issue('filter-exists-inner-node', path, 'asked to exist', 'it holds an object, not a value');
}

/** The issue of a number compared with text. */
export function numberOnText(path: string): FilterIssue {
  return issue('filter-number-on-text', path, 'compared with a number', 'it holds text');
}
