import { anyOf, allOf, Trilean } from '../values/trilean';
import { ABSENT, UNKNOWN, Value } from '../values/value';

/** The keys of objects that a notification is for. */
export interface KeyFilter {
  readonly prefix: Value;
  readonly suffix: Value;
}

/** Whether a key may exist that both match. */
export function mayBothMatch(one: KeyFilter, other: KeyFilter): Trilean {
  const prefixes = meet(one.prefix, other.prefix, (longer, shorter) => longer.startsWith(shorter));
  const suffixes = meet(one.suffix, other.suffix, (longer, shorter) => longer.endsWith(shorter));
  return allOf([prefixes, suffixes]);
}

function meet(one: Value, other: Value, contains: (longer: string, shorter: string) => boolean): Trilean {
  if (one === ABSENT || other === ABSENT) { return true; }
  if (typeof one !== 'string' || typeof other !== 'string') { return UNKNOWN; }
  return contains(one, other) || contains(other, one);
}

/** Whether two lists of event types have a type in common: `s3:ObjectCreated:*` has `s3:ObjectCreated:Put` in it. */
export function mayShareEvent(some: readonly Value[], others: readonly Value[]): Trilean {
  return anyOf(some, one => anyOf(others, other => share(one, other)));
}

function share(one: Value, other: Value): Trilean {
  if (typeof one !== 'string' || typeof other !== 'string') { return UNKNOWN; }
  return one === other || within(one, other) || within(other, one);
}

function within(event: string, group: string): boolean {
  return group.endsWith(':*') && event.startsWith(group.slice(0, -1));
}

/** The keys that a pattern of IAM stands for, as far as a prefix and a suffix tell: `out/*.png`. */
export function keysOf(pattern: string): KeyFilter {
  const wildcard = /[*?]/;
  if (!wildcard.test(pattern)) { return { prefix: pattern, suffix: pattern }; }
  const parts = pattern.split(wildcard);
  return { prefix: parts[0], suffix: parts[parts.length - 1] };
}
