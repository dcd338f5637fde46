import { entryAt, memberAt } from '../../values/json';
import { asText } from '../../values/text';
import { allOf, anyOf, Trilean } from '../../values/trilean';
import { UNKNOWN, Value } from '../../values/value';

/** One way that the conditions of a template may turn out: a truth for each comparison that mattered so far. */
export type Assignment = ReadonlyMap<string, boolean>;

/** Comparisons that a reader came upon and that are not assumed either way. */
export type UndecidedComparisons = Set<string>;

/** Deeper than conditions that name one another are written, and far from what recursion can take. */
const DEEPEST = 1000;

/** One reading of a condition, with what is known so far. */
interface Reading {
  readonly assignment: Assignment;
  readonly undecided: UndecidedComparisons;
  readonly known: Map<string, Trilean>;
}

/**
 * The `Conditions` of a template.
 *
 * The values that they compare are known only at deployment, but not all combinations can happen: `Not`, `And` and `Or` follow from
 * the comparisons, and one value cannot equal two texts.
 */
export class Conditions {
  /**
   * @param definitions the section of the template
   * @param argumentText the text of a value that the stack around this one gives
   */
  public constructor(
    private readonly definitions: Readonly<Record<string, unknown>>,
    private readonly argumentText: (value: unknown) => string | undefined,
  ) {}

  /** Whether a condition holds; if that is unknown, adds the comparison that it depends on to `undecided`. */
  public isTrue(name: string, assignment: Assignment, undecided: UndecidedComparisons): Trilean {
    return this.evaluate({ Condition: name }, { assignment, undecided, known: new Map() }, 0);
  }

  private evaluate(expression: unknown, reading: Reading, depth: number): Trilean {
    if (typeof expression !== 'object' || expression === null || depth > DEEPEST) { return UNKNOWN; }
    const [[fn, operand] = ['', undefined]] = Object.entries(expression);
    const all = () => (Array.isArray(operand) ? operand : [operand]).map(item => this.evaluate(item, reading, depth + 1));
    switch (fn) {
      case 'Condition': return this.truthOf(asText(operand), reading, depth);
      case 'Fn::Not': {
        const [value] = all();
        return value === UNKNOWN ? UNKNOWN : !value;
      }
      case 'Fn::And': return allOf(all());
      case 'Fn::Or': return anyOf(all(), truth => truth);
      case 'Fn::Equals': return this.compare(operand, reading);
      default: return UNKNOWN;
    }
  }

  /** Read once, however many others name it. */
  private truthOf(name: string, reading: Reading, depth: number): Trilean {
    const { known } = reading;
    const before = known.get(name);
    if (before !== undefined) { return before; }
    // CloudFormation refuses a condition that refers to itself, so that it is unknown while it is being read.
    known.set(name, UNKNOWN);
    const truth = this.evaluate(entryAt(this.definitions, name), reading, depth + 1);
    known.set(name, truth);
    return truth;
  }

  private compare(operand: unknown, { assignment, undecided }: Reading): Trilean {
    if (!Array.isArray(operand) || operand.length !== 2 || operand.includes(null)) { return UNKNOWN; }
    const [left, right] = operand.map(side => this.argumentText(side) ?? side);
    if (typeof left !== 'object' && typeof right !== 'object') { return asText(left) === asText(right); }
    const comparison = comparisonOf(left, right);
    const known = assignment.get(comparison);
    if (known !== undefined) { return known; }
    undecided.add(comparison);
    return UNKNOWN;
  }
}

/** The texts that a parameter allows, by the value as comparisons have it. */
export type Allowed = ReadonlyMap<string, readonly string[]>;

export function allowedBy(parameters: Readonly<Record<string, unknown>>): Allowed {
  return new Map(Object.entries(parameters).flatMap(([name, parameter]): [string, string[]][] => {
    const values = memberAt(parameter, 'AllowedValues');
    return Array.isArray(values) && values.length > 0 ? [[JSON.stringify({ Ref: name }), values.map(asText)]] : [];
  }));
}

/** Whether all comparisons can turn out so together: a value does not equal two texts, and equals one of those that are allowed. */
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

/** The values that the comparisons of an assignment are about. */
export function comparedValues(assignment: Assignment): Set<string> {
  return new Set([...assignment.keys()].map(valueIn));
}

/** Whether two assignments agree on every comparison of a value that the first one has. */
export function agreesOn(one: Assignment, other: Assignment, value: string): boolean {
  return [...one].every(([comparison, truth]) => valueIn(comparison) !== value || other.get(comparison) === truth);
}

function valueIn(comparison: string): string {
  const [value] = JSON.parse(comparison) as [string, Value];
  return value;
}

/** Whether an assignment assumes that a parameter has another value than this one. */
export function excludesValue(assignment: Assignment, parameter: string, value: unknown): boolean {
  const source = JSON.stringify({ Ref: parameter });
  return [...assignment].some(([comparison, truth]) => {
    const [compared, text] = JSON.parse(comparison) as [string, Value];
    return compared === source && text !== null && truth !== (text === asText(value));
  });
}

/** The value and the text that it is compared with; of two values both, in one order. */
function comparisonOf(left: unknown, right: unknown): string {
  const [value, other] = typeof left === 'object' ? [left, right] : [right, left];
  return typeof other === 'object'
    ? JSON.stringify([[value, other].map(item => JSON.stringify(item)).sort().join(), null])
    : JSON.stringify([JSON.stringify(value), asText(other)]);
}
