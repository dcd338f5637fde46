import { isSet } from './check-kinds';
import { effectiveValue } from './defaults';
import { Facts } from '../facts/facts';
import { Condition } from '../rules';
import { Trilean } from '../values/trilean';
import { ABSENT, asNumber, isOff, isOn, UNKNOWN, Value } from '../values/value';

/** Whether a condition of a rule is met. */
export function isMet(condition: Condition, facts: Facts): Trilean {
  if (condition.present !== undefined) {
    const set = isSet(facts, condition.fact);
    return set === UNKNOWN ? UNKNOWN : set === condition.present;
  }
  const { value } = effectiveValue(facts, condition.fact);
  if (value === UNKNOWN) { return UNKNOWN; }
  if (value === ABSENT) { return false; }
  if (condition.equals !== undefined && !isSame(value, condition.equals)) { return false; }
  if (condition.notEquals !== undefined && isSame(value, condition.notEquals)) { return false; }
  if (condition.containsAny !== undefined) {
    const items: readonly Value[] = Array.isArray(value) ? value : [value];
    if (!items.some(item => condition.containsAny!.includes(item as string))) { return items.includes(UNKNOWN) ? UNKNOWN : false; }
  }
  const number = asNumber(value);
  if (condition.above !== undefined && !(number > condition.above)) { return false; }
  if (condition.whole && !Number.isInteger(number)) { return false; }
  if (condition.below !== undefined && !(number < condition.below)) { return false; }
  if (condition.atLeastFact !== undefined) {
    const { value: other } = effectiveValue(facts, condition.atLeastFact);
    if (other === UNKNOWN) { return UNKNOWN; }
    if (other === ABSENT || !(number >= asNumber(other))) { return false; }
  }
  return true;
}

/** Numbers and switches are also written as text in templates. */
function isSame(value: Value, expected: string | number | boolean): boolean {
  if (typeof expected === 'number') { return asNumber(value) === expected; }
  if (typeof expected === 'boolean') { return expected ? isOn(value) : isOff(value); }
  return value === expected;
}
