import { CheckKind, CheckOf, ofKnownValue } from './check-kind';
import type { FilterIssues } from '../../facts/filters';
import { asText } from '../../values/text';
import { ABSENT, isEmpty, UNKNOWN } from '../../values/value';
import { numberBetween, quantity } from '../quantity';

type FilterIssue = FilterIssues[number];

export const EQUAL_TO: CheckKind<CheckOf<'equal-to'>> = {
  evaluate: (check, value, facts) => ofKnownValue(value, () => {
    const [other] = facts.values(check.fact);
    if (other === UNKNOWN) { return UNKNOWN; }
    return other === ABSENT || other === value || { value, limit: asText(other) };
  }),
  expected: (check, words) => `the same as ${words.factOf(check.fact)}`,
  statement: (check, { shown, nameOf, limit }) => `${shown}, but ${nameOf(check.fact)} is ${limit}.`,
};

export const LENGTH: CheckKind<CheckOf<'length'>> = {
  evaluate: ({ min, max }, value) => ofKnownValue(value, () =>
    typeof value !== 'string' || (value.length >= min && value.length <= max) || { value }),
  expected: ({ min, max }) => numberBetween(min, max, 'characters'),
  statement: ({ min, max }, { name, value, format, must }) =>
    `${name} has ${quantity((value as string).length, 'characters')} (${format(value)}), but it ${must} have ${numberBetween(min, max)}.`,
};

export const PATTERN: CheckKind<CheckOf<'pattern'>> = {
  evaluate: ({ pattern }, value) => ofKnownValue(value, () => typeof value !== 'string' || matches(pattern, value) || { value }),
  expected: ({ form }) => form,
};

export const NOT_EMPTY: CheckKind<CheckOf<'not-empty'>> = {
  evaluate: (_, value) => ofKnownValue(value, () => !isEmpty(value) || { value }),
  expected: () => 'something in it',
  statement: (_, { name }) => `${name} is empty.`,
};

export const FILTER: CheckKind<CheckOf<'filter'>> = {
  evaluate: (check, _, facts) => {
    const [issue, ...others] = facts.filterIssues?.().filter(({ id }) => id === check.issue) ?? [];
    return issue === undefined || { value: issue, others };
  },
  expected: (_, { title }) => `that ${title.replace(/^[A-Z](?=[a-z ])/, first => first.toLowerCase())}`,
  statement: (_, { value, filterPath, cut }) => {
    const { path, received, expected } = value as FilterIssue;
    const shown = /^["[{]/.test(received) ? cut(received) : received;
    return `${filterPath(path)} is ${shown}${expected === undefined ? '' : `, but ${expected}`}.`;
  },
  place: (value, { filterPath }) => filterPath((value as FilterIssue).path),
};

const patterns = new Map<string, RegExp>();

function matches(pattern: string, value: string): boolean {
  let compiled = patterns.get(pattern);
  if (!compiled) {
    compiled = new RegExp(`^(?:${pattern})$`, 's');
    patterns.set(pattern, compiled);
  }
  return compiled.test(value);
}
