import { UNKNOWN, Value } from '../../values/value';

/** One way that the conditions of a template may turn out: a truth for each comparison that was needed so far. */
export type Assignment = ReadonlyMap<string, boolean>;

/** Comparisons that a judgement met and had no truth for. */
export type UndecidedComparisons = Set<string>;

/**
 * The `Conditions` of a template.
 *
 * What they compare is known only at deployment, but not all combinations can happen: `Not`, `And` and `Or` follow from the
 * comparisons, and one value cannot equal two texts.
 */
export class Conditions {
  public constructor(private readonly definitions: Readonly<Record<string, unknown>>) {}

  /** Whether a condition holds; unknown notes the comparison that it depends on. */
  public isTrue(name: string, assignment: Assignment, needed: UndecidedComparisons): boolean | typeof UNKNOWN {
    return this.evaluate({ Condition: name }, assignment, needed, new Set());
  }

  private evaluate(expression: unknown, assignment: Assignment, needed: UndecidedComparisons, names: ReadonlySet<string>): boolean | typeof UNKNOWN {
    if (typeof expression !== 'object' || expression === null) { return UNKNOWN; }
    const [[fn, operand] = ['', undefined]] = Object.entries(expression);
    const all = () => (Array.isArray(operand) ? operand : [operand]).map(item => this.evaluate(item, assignment, needed, names));
    switch (fn) {
      case 'Condition': {
        const name = String(operand);
        // A condition that refers to itself is refused by CloudFormation.
        if (names.has(name) || !Object.hasOwn(this.definitions, name)) { return UNKNOWN; }
        return this.evaluate(this.definitions[name], assignment, needed, new Set([...names, name]));
      }
      case 'Fn::Not': {
        const [value] = all();
        return value === UNKNOWN ? UNKNOWN : !value;
      }
      case 'Fn::And': {
        const values = all();
        return values.includes(false) ? false : values.includes(UNKNOWN) ? UNKNOWN : true;
      }
      case 'Fn::Or': {
        const values = all();
        return values.includes(true) ? true : values.includes(UNKNOWN) ? UNKNOWN : false;
      }
      case 'Fn::Equals': return this.compare(operand, assignment, needed);
      default: return UNKNOWN;
    }
  }

  private compare(operand: unknown, assignment: Assignment, needed: UndecidedComparisons): boolean | typeof UNKNOWN {
    if (!Array.isArray(operand) || operand.length !== 2) { return UNKNOWN; }
    const [left, right] = operand;
    if (typeof left !== 'object' && typeof right !== 'object') { return String(left) === String(right); }
    const comparison = comparisonOf(left, right);
    const known = assignment.get(comparison);
    if (known !== undefined) { return known; }
    needed.add(comparison);
    return UNKNOWN;
  }
}

/** The texts that a value may be, where a parameter says; by the value as comparisons have it. */
export type Allowed = ReadonlyMap<string, readonly string[]>;

/** What parameters allow. */
export function allowedBy(parameters: Readonly<Record<string, unknown>>): Allowed {
  return new Map(Object.entries(parameters).flatMap(([name, parameter]): [string, string[]][] => {
    const values = (parameter as { readonly AllowedValues?: unknown } | null)?.AllowedValues;
    return Array.isArray(values) && values.length > 0 ? [[JSON.stringify({ Ref: name }), values.map(String)]] : [];
  }));
}

/** Whether all of it can be true at once: a value does not equal two texts, and equals one of those that are allowed. */
export function isPossible(assignment: Assignment, allowed: Allowed): boolean {
  const equal = new Map<string, string>();
  const unequal = new Set<string>();
  for (const [comparison, truth] of assignment) {
    const [value, text] = JSON.parse(comparison) as [string, string | null];
    if (text === null) { continue; }
    if (!truth) {
      unequal.add(comparison);
    } else if (equal.has(value)) {
      return false;
    } else {
      equal.set(value, text);
    }
  }
  return [...comparedValues(assignment)].every(value => {
    const text = equal.get(value);
    const texts = allowed.get(value);
    return texts === undefined || (text === undefined ? texts.some(each => !unequal.has(JSON.stringify([value, each]))) : texts.includes(text));
  });
}

/** What is compared with texts, of the comparisons that an assignment knows. */
export function comparedValues(assignment: Assignment): Set<string> {
  return new Set([...assignment.keys()].map(valueIn));
}

/** Whether all that one assignment says of a value that is compared is said by another as well. */
export function agreesOn(one: Assignment, other: Assignment, value: string): boolean {
  return [...one].every(([comparison, truth]) => valueIn(comparison) !== value || other.get(comparison) === truth);
}

function valueIn(comparison: string): string {
  const [value] = JSON.parse(comparison) as [string, Value];
  return value;
}

/** Whether it is taken for granted that a parameter has another value than its default. */
export function excludesDefault(assignment: Assignment, parameter: string, byDefault: unknown): boolean {
  const written = JSON.stringify({ Ref: parameter });
  return [...assignment].some(([comparison, truth]) => {
    const [value, text] = JSON.parse(comparison) as [string, Value];
    return value === written && text !== null && truth !== (text === String(byDefault));
  });
}

/** What is compared, in one order, and the text that it is compared with, where it is one. */
function comparisonOf(left: unknown, right: unknown): string {
  const [value, other] = typeof left === 'object' ? [left, right] : [right, left];
  return typeof other === 'object'
    ? JSON.stringify([[value, other].map(item => JSON.stringify(item)).sort().join(), null])
    : JSON.stringify([JSON.stringify(value), String(other)]);
}
