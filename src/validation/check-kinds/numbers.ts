import { CheckKind, CheckOf, Outcome } from './check-kind';
import { Facts } from '../../facts/facts';
import { FactPath, Term } from '../../rules';
import { ABSENT, asNumber, UNKNOWN, Value } from '../../values/value';
import { effectiveValue } from '../defaults';
import { quantity } from '../quantity';

export const INTEGER_RANGE: CheckKind<CheckOf<'integer-range'>> = {
  evaluate: ({ min, max = Infinity }, value, facts, fact) =>
    ofNumber(value, facts, fact, number => Number.isInteger(number) && number >= min && number <= max),
  expected: ({ min, max, unit }) => {
    if (min === max) { return quantity(min, unit); }
    return max === undefined ? `at least ${quantity(min, unit)}` : `a whole number from ${min} to ${quantity(max, unit)}`;
  },
};

export const NUMBER_RANGE: CheckKind<CheckOf<'number-range'>> = {
  evaluate: ({ min = -Infinity, max }, value, facts, fact) => ofNumber(value, facts, fact, number => number >= min && number <= max),
  expected: ({ min, max, unit }) => `${min === undefined ? '' : `at least ${min} and `}at most ${quantity(max, unit)}`,
};

export const AT_LEAST: CheckKind<CheckOf<'at-least'>> = {
  evaluate: ({ term }, value, facts, fact) => ofLimit(value, facts, fact, term, (number, limit) => number >= limit),
  expected: (_, { limit }) => `at least ${limit}`,
};

export const AT_MOST: CheckKind<CheckOf<'at-most'>> = {
  evaluate: ({ term }, value, facts, fact) => ofLimit(value, facts, fact, term, (number, limit) => number <= limit),
  expected: (_, { limit }) => `at most ${limit}`,
};

/** Numbers are validated with AWS's default, so that an omitted property can break a rule. */
function ofNumber(written: Value, facts: Facts, fact: FactPath, holds: (number: number) => boolean): Outcome {
  const { value, isDefault } = effectiveValue(facts, fact, written);
  if (value === UNKNOWN) { return UNKNOWN; }
  return value === ABSENT || holds(asNumber(value)) || { value, isDefault };
}

function ofLimit(written: Value, facts: Facts, fact: FactPath, term: Term, holds: (number: number, limit: number) => boolean): Outcome {
  const { value, isDefault } = effectiveValue(facts, fact, written);
  if (value === UNKNOWN || value === ABSENT) { return value === ABSENT || UNKNOWN; }
  const limit = valueOf(term, facts);
  if (limit === UNKNOWN) { return UNKNOWN; }
  const number = asNumber(value);
  // Another rule reports text that is no number.
  return Number.isNaN(number) || Number.isNaN(limit) || holds(number, limit) || { value, isDefault, limit };
}

/** NaN where a fact is absent and has no default. */
function valueOf({ of, times = 1, plus }: Term, facts: Facts): number | typeof UNKNOWN {
  let sum = 0;
  for (const [path, factor] of [[of, times], [plus, 1]] as const) {
    if (path === undefined) { continue; }
    const { value } = effectiveValue(facts, path);
    if (value === UNKNOWN) { return UNKNOWN; }
    sum += factor * asNumber(value);
    if (Number.isNaN(sum)) { return sum; }
  }
  return sum;
}
