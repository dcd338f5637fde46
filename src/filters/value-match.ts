import { NumericRange, ValueTest } from './ast';
import { inIpRange, ipDigits } from './ip';
import { Json } from './json';
import { comparableNumber, sortableText } from './numbers';
import { coveredIgnoringCase, endsIgnoringCase, matchesWildcard } from './text-match';

/** A string, number, true, false or null. */
export type Scalar = Exclude<Json, { kind: 'array' | 'object' }>;

/**
 * A value as the tests see it. AWS's matcher writes strings in quotes, so that "1" and 1 differ, and looks at a value up to twice:
 * as an address if the field has a test of addresses, then as a number if it has a numeric test and can compare the number, else as text.
 */
interface View {
  readonly as: 'address' | 'number' | 'text';
  readonly text: string;
  readonly number?: number;
}

/** The work that all tests of one field share, done once. */
export interface TestList {
  readonly tests: readonly ValueTest[];
  readonly hasAddress: boolean;
  readonly hasNumeric: boolean;
  readonly hasSuffix: boolean;
  readonly hasAbsent: boolean;
}

/** Prepares the tests of one field. */
export function testList(tests: readonly ValueTest[]): TestList {
  const has = (...ops: Array<ValueTest['op']>) => tests.some(test => ops.includes(test.op));
  return {
    tests,
    hasAddress: has('ip', 'cidr'),
    hasNumeric: has('numeric', 'anything-but-number') || tests.some(test => test.op === 'number' && test.number.value !== undefined),
    hasSuffix: has('suffix', 'suffix-ignore-case', 'anything-but'),
    hasAbsent: has('absent'),
  };
}

/** True if at least one test holds for the value. */
export function matchesValue(value: Scalar, list: TestList): boolean {
  return viewsOf(value, list).some(view => list.tests.some(test => holds(test, view)));
}

function viewsOf(value: Scalar, list: TestList): View[] {
  const views: View[] = [];
  if (list.hasAddress && value.kind === 'string') {
    const digits = ipDigits(value.value);
    if (digits !== undefined) { views.push({ as: 'address', text: digits }); }
  }
  const number = list.hasNumeric && value.kind === 'number' ? comparableNumber(value.text) : undefined;
  views.push(number === undefined
    ? { as: 'text', text: value.kind === 'string' ? `"${value.value}"` : value.text }
    : { as: 'number', text: list.hasSuffix ? sortableText(number) : '', number });
  return views;
}

function holds(test: ValueTest, { as, text, number }: View): boolean {
  switch (test.op) {
    case 'text': return text === `"${test.text}"`;
    case 'literal': return text === test.text;
    case 'number': return as === 'number' ? number === test.number.value : text === test.number.text;
    case 'ip':
    case 'cidr': return as !== 'number' && inIpRange(text, test.range);
    case 'numeric': return as === 'number' && inRange(number!, test.range);
    case 'prefix': return text.startsWith(`"${test.text}`);
    case 'suffix': return text.endsWith(`${test.text}"`);
    case 'wildcard': return as === 'text' && text.startsWith('"') && matchesWildcard(text, quoted(test.pieces));
    case 'equals-ignore-case': return coveredIgnoringCase(text, `"${test.text}"`) === text.length;
    case 'prefix-ignore-case': return coveredIgnoringCase(text, `"${test.text}`) >= 0;
    case 'suffix-ignore-case': return endsIgnoringCase(text, `${test.text}"`);
    case 'exists': return true;
    case 'absent': return false;
    case 'anything-but-text': return as === 'number' || as === 'text' && !(text.startsWith('"') && test.texts.has(text.slice(1, -1)));
    case 'anything-but-number': return as === 'text' || as === 'number' && !test.numbers.has(number!);
    case 'anything-but': return as !== 'address' && !test.tests.some(inner => holds(inner, { as, text, number }));
  }
}

function quoted(pieces: readonly string[]): string[] {
  const all = [...pieces];
  all[0] = `"${all[0]}`;
  all[all.length - 1] += '"';
  return all;
}

function inRange(number: number, { lower, lowerIncluded, upper, upperIncluded }: NumericRange): boolean {
  return (lower === undefined || number > lower || lowerIncluded && number === lower)
    && (upper === undefined || number < upper || upperIncluded && number === upper);
}
