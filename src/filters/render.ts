/** A filter as the mapping takes it. */
export interface RenderedFilter {
  readonly pattern: string;
}

/** One filter as text: a pattern object with its keys sorted, because maps have no order in Go and Java; a ready-made pattern as it is. */
export function renderFilter(filter: { readonly [key: string]: any }): RenderedFilter {
  const keys = Object.keys(filter);
  if (keys.length === 1 && keys[0] === 'pattern' && typeof filter.pattern === 'string') { return { pattern: filter.pattern }; }
  return { pattern: JSON.stringify(sorted(filter)) };
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) { return value.map(sorted); }
  if (typeof value !== 'object' || value === null) { return value; }
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => a < b ? -1 : 1).map(([key, item]) => [key, sorted(item)]));
}
