/** An object as parsed from JSON: a template, a section of one, a resource, a manifest. */
export type JsonObject = Readonly<Record<string, unknown>>;

/**
 * The entry of an object at a key; undefined if it has none of its own.
 *
 * Keys come from files that strangers wrote. `constructor` is in no table, although every object answers to it.
 */
export function entryAt<T>(object: { readonly [key: string]: T }, key: string): T | undefined {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}

/** What stands at a key of a value; undefined if the value is no object, or has none. */
export function memberAt(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? entryAt(value as JsonObject, key) : undefined;
}

/** The object at a key of a value; undefined if there is none. */
export function objectAt(value: unknown, key: string): JsonObject | undefined {
  const found = memberAt(value, key);
  return typeof found === 'object' && found !== null ? found as JsonObject : undefined;
}
