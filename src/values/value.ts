import { PLACEHOLDER } from './text';

/** Not given: AWS's default counts, where there is one. */
export const ABSENT: unique symbol = Symbol('absent');

/** Given, but known only at deployment: neither right nor wrong. */
export const UNKNOWN: unique symbol = Symbol('unknown');

/** A fact as far as it is known at synth: a JSON value that may have `UNKNOWN` in it, or one of the two above. */
export type Value = unknown;

/** An intrinsic function of CloudFormation, which only the deployment can evaluate. */
export function isIntrinsic(value: object): boolean {
  const keys = Object.keys(value);
  return keys.length === 1 && (keys[0] === 'Ref' || keys[0] === 'Condition' || keys[0].startsWith('Fn::'));
}

/** Whether an intrinsic function leaves its property out. */
export function isNoValue(intrinsic: object): boolean {
  return 'Ref' in intrinsic && intrinsic.Ref === 'AWS::NoValue';
}

/** Whether an intrinsic function may leave its property out: a condition can choose nothing. */
export function mayBeNothing(intrinsic: object): boolean {
  return 'Fn::If' in intrinsic || isNoValue(intrinsic) || 'Fn::Transform' in intrinsic;
}

/** Whether an intrinsic function gives text that is never empty: an attribute, or something around one. */
export function isNeverEmpty(intrinsic: object): boolean {
  return 'Fn::GetAtt' in intrinsic || 'Fn::Sub' in intrinsic || 'Fn::Join' in intrinsic;
}

const DYNAMIC_REFERENCE = /\{\{resolve:[^{}]*\}\}/g;

/** Text with holes where CloudFormation looks something up at deployment: `{{resolve:ssm:/orders/queue}}`. */
export function withoutReferences(text: string): string {
  return text.includes('{{resolve:') ? text.replace(DYNAMIC_REFERENCE, PLACEHOLDER) : text;
}

/** Text that is known; unknown where a part of it is not. */
export function wholeText(text: string): Value {
  return withoutReferences(text).includes(PLACEHOLDER) ? UNKNOWN : text;
}

/** Marks an object that has properties which only a transform will tell. */
export const INCOMPLETE: unique symbol = Symbol('more');

/** Marks it where `Fn::Transform` or `Fn::ForEach` stands beside the properties that it adds to. Those that are undefined are among them. */
export function markIncomplete(object: Record<string, Value>): Record<string, Value> {
  for (const key in object) {
    if (key.startsWith('Fn::')) {
      const written = Object.entries(object).filter(([, value]) => value !== undefined);
      return Object.defineProperty(Object.fromEntries(written), INCOMPLETE, { value: true });
    }
  }
  return object;
}

/** Whether any of it is known only at deployment: then it may yet differ from what looks the same. */
export function hasUnknown(value: Value): boolean {
  return value === UNKNOWN || (typeof value === 'object' && value !== null && Object.values(value).some(hasUnknown));
}

export function isObject(value: Value): value is Readonly<Record<string, Value>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isEmpty(value: Value): boolean {
  return value === '' || (typeof value === 'object' && value !== null && Object.keys(value).length === 0);
}

/** Whether a switch is on. Switches are also written as text in templates, `True` for one. */
export function isOn(view: Value): boolean {
  return view === true || (typeof view === 'string' && view.toLowerCase() === 'true');
}

/** Whether a switch is off, and not only left out. */
export function isOff(view: Value): boolean {
  return view === false || (typeof view === 'string' && view.toLowerCase() === 'false');
}

/** Numbers are also written as text in templates, `100.0` for one. NaN where it is neither. */
export function asNumber(value: Value): number {
  return typeof value === 'string' && value.trim() !== '' ? Number(value) : typeof value === 'number' ? value : NaN;
}

const segmentsOf = new Map<string, readonly string[]>();

export function splitPath(path: string): readonly string[] {
  let segments = segmentsOf.get(path);
  if (!segments) {
    segments = path.replace(/\[\]/g, '.[]').split('.');
    segmentsOf.set(path, segments);
  }
  return segments;
}

/** Whether a path is that of a property of what is judged, which begin with a capital, and not of a fact about it. */
export function isProperty(path: string): boolean {
  return path < 'a';
}

/** Most properties of a resource are left out. */
const NOTHING: Value[] = Object.freeze([ABSENT]) as Value[];

/**
 * What stands at a path of a JSON value with holes. A `[]` segment gives a view for each item, `Count` the number of items.
 * Segments before `start` led to the value.
 */
export function valuesAt(root: Value, segments: readonly string[], start: number = 0): Value[] {
  let view: Value = root;
  for (let i = start; i < segments.length; i++) {
    if (view === ABSENT || view === undefined || view === null) { return NOTHING; }
    if (view === UNKNOWN) { return [UNKNOWN]; }
    if (typeof view === 'object' && isIntrinsic(view)) { return [UNKNOWN]; }
    const segment = segments[i];
    if (segment === '[]') {
      const rest = segments.slice(i + 1);
      return Array.isArray(view) ? view.flatMap(item => valuesAt(item, rest)) : [ABSENT];
    }
    if (segment === 'Count' && Array.isArray(view)) {
      view = view.includes(UNKNOWN) ? UNKNOWN : view.length;
    } else {
      view = typeof view === 'object' && Object.hasOwn(view, segment)
        ? (view as Record<string, Value>)[segment]
        : typeof view === 'object' && INCOMPLETE in view ? UNKNOWN : ABSENT;
    }
  }
  return view === ABSENT ? NOTHING : [view ?? ABSENT];
}
