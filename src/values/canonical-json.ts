import { isObject, Value } from './value';

/** JSON with the keys in order: equal for values that mean the same. */
export function canonicalJson(value: Value): string {
  const sorted = (item: Readonly<Record<string, Value>>) => Object.fromEntries(Object.entries(item).sort(([a], [b]) => a < b ? -1 : 1));
  return JSON.stringify(value, (_, item: Value) => isObject(item) ? sorted(item) : item);
}
