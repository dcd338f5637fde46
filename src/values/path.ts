import { INCOMPLETE, isIntrinsic } from './intrinsics';
import { memberAt } from './json';
import { ABSENT, UNKNOWN, Value } from './value';

const segmentsOf = new Map<string, readonly string[]>();

/** `Filters[].Pattern` as `Filters`, `[]`, `Pattern`. */
export function splitPath(path: string): readonly string[] {
  let segments = segmentsOf.get(path);
  if (!segments) {
    segments = path.replace(/\[\]/g, '.[]').split('.');
    segmentsOf.set(path, segments);
  }
  return segments;
}

/** Whether a path is of a property of the validated resource, which begins with a capital, and not of a fact about it. */
export function isProperty(path: string): boolean {
  return path < 'a';
}

/** Most properties of a resource are absent. */
const NOTHING: Value[] = Object.freeze([ABSENT]) as Value[];

/**
 * The values at a path of a JSON value that may be unknown in parts. A `[]` segment gives a value for each item, `Count` the number
 * of items. Segments before `start` led to the root.
 */
export function valuesAt(root: Value, segments: readonly string[], start: number = 0): Value[] {
  let value: Value = root;
  for (let i = start; i < segments.length; i++) {
    if (value === ABSENT || value === undefined || value === null) { return NOTHING; }
    if (value === UNKNOWN) { return [UNKNOWN]; }
    if (typeof value === 'object' && isIntrinsic(value)) { return [UNKNOWN]; }
    const segment = segments[i];
    if (segment === '[]') {
      const rest = segments.slice(i + 1);
      return Array.isArray(value) ? value.flatMap(item => valuesAt(item, rest)) : [ABSENT];
    }
    if (segment === 'Count' && Array.isArray(value)) {
      value = value.includes(UNKNOWN) ? UNKNOWN : value.length;
    } else {
      value = memberAt(value, segment) ?? (typeof value === 'object' && Object.hasOwn(value, INCOMPLETE) ? UNKNOWN : ABSENT);
    }
  }
  return value === ABSENT ? NOTHING : [value ?? ABSENT];
}
