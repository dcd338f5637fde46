import { CheckKind, CheckOf } from './check-kind';
import { CONTAINS, COUNT, ONE_OF, UNIQUE_ITEMS } from './lists';
import { AT_LEAST, AT_MOST, INTEGER_RANGE, NUMBER_RANGE } from './numbers';
import { EXCLUDES, NOT_ALLOWED, OBSERVED, REQUIRED, REQUIRES } from './presence';
import { EQUAL_TO, FILTER, LENGTH, NOT_EMPTY, PATTERN } from './values';
import type { Check } from '../../rules';

const CHECK_KINDS: { readonly [K in Check['kind']]: CheckKind<CheckOf<K>> } = {
  'integer-range': INTEGER_RANGE,
  'number-range': NUMBER_RANGE,
  'at-least': AT_LEAST,
  'at-most': AT_MOST,
  'equal-to': EQUAL_TO,
  'one-of': ONE_OF,
  'count': COUNT,
  'unique-items': UNIQUE_ITEMS,
  'length': LENGTH,
  'pattern': PATTERN,
  'contains': CONTAINS,
  'required': REQUIRED,
  'not-allowed': NOT_ALLOWED,
  'not-empty': NOT_EMPTY,
  'requires': REQUIRES,
  'excludes': EXCLUDES,
  'filter': FILTER,
  'observed': OBSERVED,
};

/** How checks of this kind are evaluated and put into words. */
export function checkKind(check: Check): CheckKind<Check> {
  return CHECK_KINDS[check.kind] as CheckKind<Check>;
}

export type { Broken, Outcome, Statement, Words } from './check-kind';
export { isSet } from './presence';
