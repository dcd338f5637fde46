import { CheckKind, CheckOf, Outcome } from './check-kind';
import { Facts } from '../../facts/facts';
import { FactPath } from '../../rules';
import { Trilean } from '../../values/trilean';
import { ABSENT, isEmpty, isOff, UNKNOWN, Value } from '../../values/value';

export const REQUIRED: CheckKind<CheckOf<'required'>> = {
  isBrokenByAbsence: true,
  evaluate: (_, value, facts, fact) => value === ABSENT ? { value } : mayBeAbsent(value, facts, fact) ? UNKNOWN : true,
  expected: (_, { fact }) => `${fact} to be set`,
  statement: (_, { name }) => `${name} is missing.`,
};

export const NOT_ALLOWED: CheckKind<CheckOf<'not-allowed'>> = {
  evaluate: (_, value, facts, fact) => ofSetValue(value, facts, fact, () => ({ value })),
  expected: (_, { fact }) => `${fact} to be omitted`,
  statement: (_, { name, must, isConditional }) =>
    `${name} is set, but ${must === 'must' && !isConditional ? 'this event source does not have it' : `it ${must} be omitted`}.`,
};

export const REQUIRES: CheckKind<CheckOf<'requires'>> = {
  evaluate: (check, value, facts, fact) => ofSetValue(value, facts, fact, () => {
    const other = isSet(facts, check.fact);
    return other === false ? { value } : other;
  }),
  expected: (check, words) => `${words.factOf(check.fact)} beside it`,
  statement: (check, { name, nameOf }) => `${name} is set and ${nameOf(check.fact)} is not.`,
};

export const EXCLUDES: CheckKind<CheckOf<'excludes'>> = {
  evaluate: (check, value, facts, fact) => ofSetValue(value, facts, fact, () => {
    const other = isSet(facts, check.fact);
    return other === true ? { value } : other === UNKNOWN ? UNKNOWN : true;
  }),
  expected: (check, words) => `no ${words.factOf(check.fact)} beside it`,
  statement: (check, { name, nameOf }) => `${name} and ${nameOf(check.fact)} are both set.`,
};

export const OBSERVED: CheckKind<CheckOf<'observed'>> = {
  evaluate: (_, value) => value === UNKNOWN ? UNKNOWN : value === ABSENT || { value },
  expected: () => 'that this is not so',
  statement: (_, { name }) => `${name}.`,
};

/** Whether a fact has a value that AWS does not treat as omitted. */
export function isSet(facts: Facts, fact: FactPath): Trilean {
  const [value] = facts.values(fact);
  if (value === UNKNOWN) { return facts.isDefined(fact) || UNKNOWN; }
  return value !== ABSENT && !isUnset(value);
}

/** A value that only the deployment knows is set all the same, unless it may turn out to be absent. */
function ofSetValue(value: Value, facts: Facts, fact: FactPath, outcome: () => Outcome): Outcome {
  if (mayBeAbsent(value, facts, fact)) { return UNKNOWN; }
  return value === ABSENT || isUnset(value) || outcome();
}

function mayBeAbsent(value: Value, facts: Facts, fact: FactPath): boolean {
  return value === UNKNOWN && !facts.isDefined(fact);
}

/** AWS treats an empty value, and a switch that is off, as an omitted property, as far as we know. */
function isUnset(value: Value): boolean {
  return isOff(value) || isEmpty(value);
}
