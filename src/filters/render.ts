import { FILTER_LIMITS } from '../aws/filter-language';

/**
 * The text of a filter: a pattern object as JSON with sorted keys, since maps of Go and Java have no order.
 *
 * The result of `lambda.FilterCriteria.filter`, `{ pattern: <JSON text> }`, is used as it is.
 *
 * @throws for values that JSON cannot hold.
 */
export function renderPattern(filter: { [key: string]: any }): string {
  const keys = Object.keys(filter);
  if (keys.length === 1 && keys[0] === 'pattern' && typeof filter.pattern === 'string') { return filter.pattern; }
  return render(filter, 'The filter', 0);
}

function render(value: unknown, path: string, depth: number): string {
  if (depth > FILTER_LIMITS.jsonDepth) {
    throw new Error(`${path.slice(0, 60)}... is nested deeper than ${FILTER_LIMITS.jsonDepth} levels, but a pattern may not be. Flatten it, and look for a cycle.`);
  }
  if (typeof value === 'string' || typeof value === 'boolean' || value === null) { return JSON.stringify(value); }
  if (typeof value === 'number' && Number.isFinite(value)) { return JSON.stringify(value); }
  if (typeof value !== 'object') {
    throw new Error(`${path} is ${String(value)}, but a pattern holds strings, finite numbers, true, false, null, arrays and objects. Use one of these.`);
  }
  if (typeof (value as { resolve?: unknown }).resolve === 'function') {
    throw new Error(`${path} is a token object, but a pattern is JSON text. Use its string form, such as Token.asString(...).`);
  }
  if (Array.isArray(value)) { return `[${value.flatMap(item => inList(item)).map((item, i) => render(item, `${path}[${i}]`, depth + 1)).join(',')}]`; }
  if (isRendering(value)) { return render(value.toJSON(), path, depth + 1); }
  const object = value as Record<string, unknown>;
  const members = Object.keys(object)
    .filter(key => object[key] !== undefined)
    .sort()
    .map(key => `${JSON.stringify(key)}:${render(object[key], `${path}.${key}`, depth + 1)}`);
  return `{${members.join(',')}}`;
}

/** A match inside an array of values adds its own values to it. A null of another language arrives as undefined; JSON.stringify agrees. */
function inList(item: unknown): unknown[] {
  if (item === undefined) { return [null]; }
  const values = isRendering(item) ? item.toJSON() : undefined;
  return Array.isArray(values) ? values : [item];
}

function isRendering(value: unknown): value is { toJSON(): unknown } {
  return typeof value === 'object' && value !== null && typeof (value as { toJSON?: unknown }).toJSON === 'function';
}
