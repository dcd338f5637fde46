/*
 * The language of filter patterns, apart from the rules about it: those are loaded when one of them is broken.
 */

/** The limits of AWS for the filters of a mapping, which rules and checks share. */
export const FILTER_LIMITS = {
  /** Filters of one mapping without a quota increase. */
  filtersByDefault: 5,
  /** Filters of one mapping after the largest quota increase. */
  filtersByQuota: 10,
  /** Characters of one pattern. */
  patternCharacters: 4096,
  /** Combinations of `$or` branches that EventBridge allows; Lambda states no number of its own. */
  orCombinations: 1000,
  /** Levels of nesting that event-ruler's JSON reader accepts. */
  jsonDepth: 1000,
} as const;

/** How far AWS documents an operator for event source mappings. */
export const FILTER_OPERATORS: Record<string, 'documented' | 'doubtful' | 'unsupported'> = {
  'prefix': 'documented',
  'suffix': 'documented',
  'equals-ignore-case': 'documented',
  'anything-but': 'documented',
  'numeric': 'documented',
  'exists': 'documented',
  'exactly': 'doubtful',
  'wildcard': 'doubtful',
  'cidr': 'doubtful',
  'prefix equals-ignore-case': 'doubtful',
  'suffix equals-ignore-case': 'doubtful',
  'anything-but prefix': 'doubtful',
  'anything-but suffix': 'doubtful',
  'anything-but equals-ignore-case': 'doubtful',
  'anything-but wildcard': 'unsupported',
};

/** Field names that AWS's matcher refuses inside the branches of `$or`. */
export const RESERVED_IN_OR: ReadonlySet<string> = new Set([
  'exactly', 'equals-ignore-case', 'prefix', 'suffix', 'anything-but', 'exists', 'wildcard', 'numeric', 'cidr',
  '=', '<', '<=', '>', '>=', 'regex', 'not-wildcard', 'not-equals-ignore-case',
  'date-after', 'date-on-or-after', 'date-before', 'date-on-or-before', 'in-date-range',
  'ip-address-in-range', 'ip-address-not-in-range',
]);
