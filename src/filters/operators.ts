import { ValueTest } from './ast';
import { cidrRange } from './ip';
import { issue, Report } from './issue';
import { Json, JsonMember, showJson } from './json';
import { comparableNumber } from './numbers';
import { numericTest } from './numeric-operator';
import { wildcardPieces } from './text-match';
import { FILTER_OPERATORS } from '../aws/filter-language';
import { entryAt } from '../values/json';

const INNER = ['prefix', 'suffix', 'equals-ignore-case', 'wildcard'];

/** Reads one operator object such as {"prefix": "a"}; undefined if it is not valid. */
export function parseOperator(members: readonly JsonMember[], path: string, report: Report): ValueTest | undefined {
  const shown = showJson({ kind: 'object', members });
  if (members.length !== 1) {
    const id = members.length === 0 ? 'filter-unknown-operator' : 'filter-operator-several-keys';
    report(issue(id, path, shown, 'an operator has exactly one key'));
    return undefined;
  }
  const [{ key, value }] = members;
  const at = `${path}.${key}`;
  const operand = showJson(value);
  const refuse = (expected: string) => report(issue('filter-operand', at, operand, expected));
  const doubt = (operator: string) => reportDoubt(operator, at, operand, report);
  switch (key) {
    case 'exactly':
    case 'equals-ignore-case':
    case 'wildcard':
    case 'cidr':
    case 'prefix':
    case 'suffix':
      return textTest(key, value, refuse, doubt);
    case 'exists':
      if (value.kind === 'literal' && value.text !== 'null') { return { op: value.text === 'true' ? 'exists' : 'absent' }; }
      refuse('exists takes true or false');
      return undefined;
    case 'numeric':
      return numericTest(value, at, report);
    case 'anything-but':
      return anythingBut(value, refuse, doubt);
    default:
      report(issue('filter-unknown-operator', at, 'no operator'));
      return undefined;
  }
}

function reportDoubt(operator: string, at: string, operand: string, report: Report) {
  const support = entryAt(FILTER_OPERATORS, operator);
  if (support === 'documented') { return; }
  const id = support === 'unsupported' ? 'filter-anything-but-wildcard' : 'filter-doubtful-operator';
  report(issue(id, at, operand, `the guide of Lambda does not list ${operator}`));
}

type Refuse = (expected: string) => void;
type Doubt = (operator: string) => void;

/** The operators whose operand is text, and prefix and suffix in any case. */
function textTest(operator: string, value: Json, refuse: Refuse, doubt: Doubt): ValueTest | undefined {
  const ignoresCase = (operator === 'prefix' || operator === 'suffix') && value.kind === 'object';
  if (ignoresCase) {
    const [inner, ...more] = value.members;
    if (inner?.key !== 'equals-ignore-case' || inner.value.kind !== 'string' || more.length > 0) {
      refuse(`${operator} takes a string or {"equals-ignore-case": string}`);
      return undefined;
    }
    doubt(`${operator} equals-ignore-case`);
    return { op: `${operator}-ignore-case`, text: inner.value.value } as ValueTest;
  }
  if (value.kind !== 'string') {
    refuse(`${operator} takes a string`);
    return undefined;
  }
  const test = namedTextTest(operator, value.value, refuse);
  if (test) { doubt(operator); }
  return test;
}

function namedTextTest(operator: string, text: string, refuse: Refuse): ValueTest | undefined {
  switch (operator) {
    case 'exactly': return { op: 'text', text };
    case 'cidr': {
      const range = cidrRange(text);
      if (!range) { refuse('cidr takes a block of addresses such as "10.0.0.0/8" or "2001:db8::/32"'); }
      return range && { op: 'cidr', text, range };
    }
    case 'wildcard': {
      const pieces = wildcardPieces(text);
      if (!pieces) { refuse('wildcard takes no two asterisks in a row, and a backslash only before * or \\'); }
      return pieces && { op: 'wildcard', text, pieces };
    }
    default: return { op: operator, text } as ValueTest;
  }
}

function anythingBut(value: Json, refuse: Refuse, doubt: Doubt): ValueTest | undefined {
  if (value.kind === 'object') { return anythingButInner(value.members, refuse, doubt); }
  const items = value.kind === 'array' ? value.items : [value];
  const texts = new Set(items.flatMap(item => item.kind === 'string' ? [item.value] : []));
  const numbers = items.flatMap(item => item.kind === 'number' ? [comparableNumber(item.text)] : []);
  const onlyText = items.length > 0 && items.every(item => item.kind === 'string');
  const onlyNumbers = items.length > 0 && numbers.length === items.length;
  if (!onlyText && !onlyNumbers) {
    refuse('anything-but takes a string, a number, or a list of only strings or only numbers');
    return undefined;
  }
  if (onlyText) { return { op: 'anything-but-text', texts }; }
  if (numbers.includes(undefined)) {
    refuse('anything-but takes numbers that a double holds exactly');
    return undefined;
  }
  return { op: 'anything-but-number', numbers: new Set(numbers as number[]) };
}

/** {"anything-but": {"prefix": "a"}} and its kind, also with a list. */
function anythingButInner(members: readonly JsonMember[], refuse: Refuse, doubt: Doubt): ValueTest | undefined {
  const [inner, ...more] = members;
  if (!inner || more.length > 0 || !INNER.includes(inner.key)) {
    refuse(`anything-but takes values or exactly one of ${INNER.join(', ')}`);
    return undefined;
  }
  const { key, value } = inner;
  const items = value.kind === 'array' ? value.items : [value];
  const emptyAllowed = key === 'equals-ignore-case' || key === 'wildcard';
  if (items.length === 0 || !items.every(item => item.kind === 'string' && (emptyAllowed || item.value !== ''))) {
    refuse(`${key} inside anything-but takes a string or a list of strings${emptyAllowed ? '' : ', none of them empty'}`);
    return undefined;
  }
  const tests = items.map(item => namedTextTest(key, (item as { value: string }).value, refuse));
  if (!tests.every(test => test !== undefined)) { return undefined; }
  doubt(`anything-but ${key}`);
  return { op: 'anything-but', tests };
}
