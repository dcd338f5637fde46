import { ABSENT, hasUnknown, isObject, UNKNOWN, Value } from '../../values/value';

/** The sizes of a filter policy that Amazon SNS limits. */
export interface PolicyMeasures {
  /** Keys at the top. */
  readonly Keys: Value;
  /** Keys that have conditions, at whatever depth. */
  readonly LeafKeys: Value;
  /** The numbers of conditions of all keys, multiplied. */
  readonly Combinations: Value;
  /** The same, each number multiplied by the depth of its key. */
  readonly NestedCombinations: Value;
  /** A key that has keys inside. */
  readonly NestedAttribute: Value;
  /** The size as JSON. */
  readonly Bytes: Value;
}

interface Leaf {
  readonly depth: number;
  readonly conditions: Value;
}

export function measure(policy: Readonly<Record<string, Value>>): PolicyMeasures {
  const leaves = leavesOf(policy, 1);
  const nested = Object.entries(policy).find(([, value]) => isObject(value));
  // AWS does not document how alternatives count.
  const certain = leaves.every(({ conditions }) => Array.isArray(conditions)) && !hasKey(policy, '$or');
  const product = (factor: (leaf: Leaf) => number) => certain ? leaves.reduce((all, leaf) => all * factor(leaf), 1) : UNKNOWN;
  const count = ({ conditions }: Leaf) => (conditions as Value[]).length;
  return {
    Keys: Object.keys(policy).length,
    LeafKeys: leaves.some(({ conditions }) => conditions === UNKNOWN) ? UNKNOWN : leaves.length,
    Combinations: product(count),
    NestedCombinations: product(leaf => count(leaf) * leaf.depth),
    NestedAttribute: nested ? nested[0] : ABSENT,
    Bytes: hasUnknown(policy) ? UNKNOWN : Buffer.byteLength(JSON.stringify(policy)),
  };
}

/** All numbers that conditions compare with. */
export function numbersIn(value: Value): Value[] {
  if (typeof value === 'number') { return [value]; }
  if (value === UNKNOWN) { return [UNKNOWN]; }
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(numbersIn) : [];
}

function leavesOf(policy: Readonly<Record<string, Value>>, depth: number): Leaf[] {
  return Object.values(policy).flatMap((value): Leaf[] =>
    isObject(value) ? leavesOf(value, depth + 1) : [{ depth, conditions: value }]);
}

function hasKey(value: Value, name: string): boolean {
  if (typeof value !== 'object' || value === null) { return false; }
  return Object.entries(value).some(([key, item]) => key === name || hasKey(item, name));
}
