/** The images that records of a stream do not carry, by its view type. */
export const UNREACHABLE_BY_VIEW_TYPE: { readonly [viewType: string]: readonly string[] } = {
  KEYS_ONLY: ['NewImage', 'OldImage'],
  NEW_IMAGE: ['OldImage'],
  OLD_IMAGE: ['NewImage'],
  NEW_AND_OLD_IMAGES: [],
};

/** The image that keeps a filter from ever matching, as `dynamodb.OldImage`. What is no pattern has other mistakes. */
export function missingImageOf(pattern: string, missing: readonly string[]): string | undefined {
  if (missing.length === 0) { return undefined; }
  let parsed: unknown;
  try {
    parsed = JSON.parse(pattern);
  } catch {
    return undefined;
  }
  return blockedBy(parsed, [], missing);
}

/** All keys of a pattern must match, and one of the patterns of an `$or`: so the first key that never does decides. */
function blockedBy(pattern: unknown, path: readonly string[], missing: readonly string[]): string | undefined {
  if (Array.isArray(pattern)) {
    return isMissing(path, missing) && !pattern.some(acceptsAbsence) ? path.slice(0, 2).join('.') : undefined;
  }
  if (typeof pattern !== 'object' || pattern === null) { return undefined; }
  for (const [key, value] of Object.entries(pattern)) {
    const blocked = key === '$or' && Array.isArray(value)
      ? blockedInAll(value, path, missing)
      : blockedBy(value, [...path, key], missing);
    if (blocked) { return blocked; }
  }
  return undefined;
}

function blockedInAll(patterns: readonly unknown[], path: readonly string[], missing: readonly string[]): string | undefined {
  const blocked = patterns.map(pattern => blockedBy(pattern, path, missing));
  return blocked.every(Boolean) ? blocked[0] : undefined;
}

function isMissing([first, second]: readonly string[], missing: readonly string[]): boolean {
  return first === 'dynamodb' && missing.includes(second);
}

function acceptsAbsence(matcher: unknown): boolean {
  return typeof matcher === 'object' && matcher !== null && (matcher as { exists?: unknown }).exists === false;
}
