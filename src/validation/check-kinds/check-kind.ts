import type { Facts } from '../../facts/facts';
import type { Check, FactPath } from '../../rules';
import { ABSENT, UNKNOWN, Value } from '../../values/value';

/** The check of one kind. */
export type CheckOf<K extends Check['kind']> = Extract<Check, { kind: K }>;

/** A value that breaks a check, with what its message needs. */
export interface Broken {
  readonly value: Value;
  /** Whether `value` is AWS's default for a property that is omitted. */
  readonly isDefault?: boolean;
  /** The bound that was computed from other facts. */
  readonly limit?: number | string;
  /** The other values of the fact that break it. */
  readonly others?: readonly Value[];
}

/** True where a check holds. */
export type Outcome = true | typeof UNKNOWN | Broken;

/** How what a check asks for is put into words: in a message by names and values, in the documentation in general. */
export interface Words {
  /** The fact that the rule asks. */
  readonly fact: string;
  readonly title: string;
  /** The bound of a check that computes one. */
  readonly limit: string;
  factOf(path: FactPath): string;
  literal(value: string): string;
  /** The values of a list of which one is allowed. */
  oneOf(values: readonly string[], form?: string): string;
}

/** A violation in words. */
export interface Statement extends Broken {
  /** What the message calls the fact. */
  readonly name: string;
  /** `<name> is <value>`. */
  readonly shown: string;
  /** `must`, or `should` for what AWS only recommends. */
  readonly must: 'must' | 'should';
  /** Whether the rule holds under conditions only. */
  readonly isConditional: boolean;
  nameOf(path: FactPath): string;
  format(value: Value, unit?: string): string;
  /** Text that is long enough to say which. */
  cut(text: string): string;
  /** The place of an issue in a filter, as the reader calls it. */
  filterPath(path: string): string;
}

/** All that is known of one kind of check. */
export interface CheckKind<C extends Check> {
  /** Whether an absent value breaks it. Other kinds hold where there is no value. */
  readonly isBrokenByAbsence?: boolean;

  /** Applies a check to one value of a fact. */
  evaluate(check: C, value: Value, facts: Facts, fact: FactPath): Outcome;

  /** What a check asks for, as a noun: `at least 5 pollers`. */
  expected(check: C, words: Words): string;

  /**
   * Says what is wrong, in one sentence.
   *
   * @default - `<name> is <value>, but it must be <expected>.`
   */
  statement?(check: C, statement: Statement): string;

  /**
   * One of several values that break it, in a list.
   *
   * @default - the value
   */
  place?(value: Value, statement: Pick<Statement, 'filterPath' | 'format'>): string;
}

/** Known values alone can break most checks. */
export function ofKnownValue(value: Value, outcome: () => Outcome): Outcome {
  if (value === UNKNOWN) { return UNKNOWN; }
  return value === ABSENT || outcome();
}
