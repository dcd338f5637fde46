import { FILTER_LIMITS } from '../aws/filter-language';
import { isListToken } from '../values/text';

/** More values than any pattern of allowed length has. A value that is shared level by level would never end. */
const MOST_VALUES = 100_000;

/**
 * The text of a filter: a pattern object as JSON with sorted keys, since maps of Go and Java have no order.
 *
 * The result of `lambda.FilterCriteria.filter`, `{ pattern: <JSON text> }`, is used as it is.
 *
 * @param place what paths in messages start with
 * @throws for values that JSON cannot hold.
 */
export function renderPattern(filter: { [key: string]: any }, place = 'The filter'): string {
  return ready(filter, place) ?? new Rendering().text(filter, place, 0);
}

/** The text that a filter has already. */
function ready(filter: unknown, place: string): string | undefined {
  if (typeof filter !== 'object' || filter === null) { return undefined; }
  const keys = read(place, () => Object.keys(filter));
  const pattern = keys.length === 1 && keys[0] === 'pattern' ? read(place, () => (filter as { pattern?: unknown }).pattern) : undefined;
  return typeof pattern === 'string' ? pattern : undefined;
}

class Rendering {
  private values = 0;

  public text(value: unknown, path: string, depth: number): string {
    if (depth > FILTER_LIMITS.jsonDepth) {
      throw new Error(`${path.slice(0, 60)}... is nested deeper than ${FILTER_LIMITS.jsonDepth} levels, but a pattern may not be. Flatten it, and look for a cycle.`);
    }
    if (++this.values > MOST_VALUES) {
      throw new Error(`${path.slice(0, 60)}... has more than ${MOST_VALUES} values before it, but a pattern has at most ${FILTER_LIMITS.patternCharacters} characters. Name fewer.`);
    }
    if (typeof value === 'string' || typeof value === 'boolean' || value === null) { return JSON.stringify(value); }
    if (typeof value === 'number' && Number.isFinite(value)) { return JSON.stringify(value); }
    if (typeof value !== 'object') {
      throw new Error(`${path} is ${String(value).slice(0, 60)}, but a pattern holds strings, finite numbers, true, false, null, arrays and objects. Use one of these.`);
    }
    if (read(path, () => typeof (value as { resolve?: unknown }).resolve === 'function')) {
      throw new Error(`${path} is a token object, but a pattern is JSON text. Use its string form, such as Token.asString(...).`);
    }
    return Array.isArray(value) ? this.list(value, path, depth) : this.object(value, path, depth);
  }

  private list(list: readonly unknown[], path: string, depth: number): string {
    if (isListToken(list)) {
      throw new Error(`${path} is a list that is known only at deployment, but a pattern is JSON text. Name its values one by one, such as Fn.select(0, list).`);
    }
    const items = read(path, () => Array.from(list)).flatMap(item => inList(item, path));
    return `[${items.map((item, i) => this.text(item, `${path}[${i}]`, depth + 1)).join(',')}]`;
  }

  private object(value: object, path: string, depth: number): string {
    if (isRendering(value, path)) { return this.text(read(path, () => value.toJSON()), path, depth + 1); }
    const entries = read(path, () => Object.entries(value));
    const members = entries
      .filter(([, member]) => member !== undefined)
      .sort(([one], [other]) => one < other ? -1 : 1)
      .map(([key, member]) => `${JSON.stringify(key)}:${this.text(member, `${path}.${key}`, depth + 1)}`);
    return `{${members.join(',')}}`;
  }
}

/** A match inside an array of values adds its own values to it. A null of another language arrives as undefined; JSON.stringify agrees. */
function inList(item: unknown, path: string): unknown[] {
  if (item === undefined) { return [null]; }
  const values = isRendering(item, path) ? read(path, () => item.toJSON()) : undefined;
  return Array.isArray(values) ? values : [item];
}

function isRendering(value: unknown, path: string): value is { toJSON(): unknown } {
  return typeof value === 'object' && value !== null && read(path, () => typeof (value as { toJSON?: unknown }).toJSON === 'function');
}

/** Getters and proxies may throw anything. */
function read<Value>(path: string, get: () => Value): Value {
  try {
    return get();
  } catch (error) {
    throw new Error(`${path} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}
