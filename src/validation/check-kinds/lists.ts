import { CheckKind, CheckOf, Outcome, ofKnownValue } from './check-kind';
import { ABSENT, hasUnknown, UNKNOWN, Value } from '../../values/value';
import { numberBetween, quantity } from '../quantity';

export const ONE_OF: CheckKind<CheckOf<'one-of'>> = {
  evaluate: ({ values }, value) => ofKnownValue(value, () => {
    const items = itemsOf(value);
    const [wrong, ...others] = items.filter(item => item !== UNKNOWN && !values.includes(item as string));
    return wrong === undefined ? trueUnlessUnknown(items) : { value: wrong, others };
  }),
  expected: ({ values, form }, { oneOf }) => oneOf(values, form),
};

export const CONTAINS: CheckKind<CheckOf<'contains'>> = {
  isBrokenByAbsence: true,
  evaluate: (check, value) => {
    const items = itemsOf(value);
    return items.includes(check.value) || (items.includes(UNKNOWN) ? UNKNOWN : { value });
  },
  expected: (check, { literal }) => `${literal(check.value)} in it`,
  statement: (_, { value, name, shown }) => value === ABSENT ? `${name} is missing.` : `${shown}.`,
};

export const COUNT: CheckKind<CheckOf<'count'>> = {
  // An unknown item may turn out to be none, so it counts for the least number and not for the greatest.
  evaluate: ({ min, max }, value) => ofKnownValue(value, () => {
    const items = entriesOf(value);
    const known = items.filter(item => item !== UNKNOWN);
    return items.length < min || known.length > max ? { value } : trueUnlessUnknown(items);
  }),
  expected: ({ min, max, unit }) => numberBetween(min, max, unit),
  statement: ({ min, max, unit }, { value, name, must }) => {
    const number = value === ABSENT ? 0 : Object.keys(value as object).length;
    return `${name} has ${quantity(number, unit)}, but it ${must} have ${numberBetween(min, max)}.`;
  },
};

export const UNIQUE_ITEMS: CheckKind<CheckOf<'unique-items'>> = {
  evaluate: (_, value) => ofKnownValue(value, () => {
    const items = itemsOf(value);
    if (items.length < 2) { return true; } // one item repeats nothing, known or not
    const known = items.filter(item => !hasUnknown(item)).map(item => JSON.stringify(item));
    const repeated = known.find((item, i) => known.indexOf(item) !== i);
    return repeated === undefined ? !items.some(hasUnknown) || UNKNOWN : { value: JSON.parse(repeated) };
  }),
  expected: () => 'no item twice',
  statement: (_, { value, name, format }) => `${name} has ${format(value)} twice, but each item may stand there once.`,
};

function itemsOf(value: Value): readonly Value[] {
  return Array.isArray(value) ? value : [value];
}

/** The items of a list, or the keys of an object. */
function entriesOf(value: Value): readonly Value[] {
  return Array.isArray(value) ? value : Object.keys(value as object);
}

function trueUnlessUnknown(items: readonly Value[]): Outcome {
  return !items.includes(UNKNOWN) || UNKNOWN;
}
