/** An object as parsed from JSON: a template, a section of one, a resource, a manifest. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** The object at a key of a value; undefined if there is none. */
export function objectAt(value: unknown, key: string): JsonObject | undefined {
  const found = typeof value === 'object' && value !== null && Object.hasOwn(value, key) ? (value as JsonObject)[key] : undefined;
  return typeof found === 'object' && found !== null ? found as JsonObject : undefined;
}
