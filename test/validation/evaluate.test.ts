import { SourceKind } from '../../src/aws/source-kinds';
import { Check, Condition, Rule } from '../../src/rules';
import { evaluate } from '../../src/validation/evaluate';
import { ABSENT, UNKNOWN, Value } from '../../src/values/value';
import { ExampleFacts, FlatFacts } from '../rules/example-facts';

const ruleOf = (check: Check, more: Partial<Rule> = {}) => ({
  id: 'some-rule',
  title: 'Some rule',
  severity: 'error',
  because: 'refused',
  sources: ['sqs'],
  fact: 'P',
  check,
  why: 'so it is',
  fix: 'Change it.',
  source: { url: 'https://docs.aws.amazon.com/', checkedOn: '2026-11-21' },
  example: { valid: {}, invalid: {} },
  ...more,
}) as Rule;

type Answer = 'holds' | 'violated' | 'undecided';

function answer(rule: Rule, facts: FlatFacts, kinds: SourceKind | SourceKind[] = 'sqs'): Answer {
  const { violations, undecided } = evaluate(new ExampleFacts(kinds, facts), [rule]);
  expect(violations.length + undecided).toBeLessThanOrEqual(1);
  return violations.length > 0 ? 'violated' : undecided > 0 ? 'undecided' : 'holds';
}

const observed: Check = { kind: 'observed' };

describe('conditions', () => {
  test.each<[Condition, Value, Answer]>([
    [{ fact: 'C', present: true }, 0, 'violated'],
    [{ fact: 'C', present: true }, '', 'holds'],
    [{ fact: 'C', present: true }, {}, 'holds'],
    [{ fact: 'C', present: true }, ABSENT, 'holds'],
    [{ fact: 'C', present: true }, UNKNOWN, 'undecided'],
    [{ fact: 'C', present: false }, ABSENT, 'violated'],
    [{ fact: 'C', present: false }, 1, 'holds'],
    [{ fact: 'C', present: false }, UNKNOWN, 'undecided'],
    [{ fact: 'C', equals: true }, true, 'violated'],
    [{ fact: 'C', equals: true }, false, 'holds'],
    [{ fact: 'C', equals: true }, ABSENT, 'holds'],
    [{ fact: 'C', equals: true }, UNKNOWN, 'undecided'],
    [{ fact: 'C', equals: false }, false, 'violated'],
    [{ fact: 'C', above: 10 }, 10, 'holds'],
    [{ fact: 'C', above: 10 }, 11, 'violated'],
    [{ fact: 'C', above: 10 }, '11', 'violated'],
    [{ fact: 'C', above: 10 }, 'eleven', 'holds'],
    [{ fact: 'C', above: 10 }, NaN, 'holds'],
    [{ fact: 'C', above: 10 }, UNKNOWN, 'undecided'],
    [{ fact: 'C', below: 10 }, 10, 'holds'],
    [{ fact: 'C', below: 10 }, 9, 'violated'],
    [{ fact: 'C', below: 10 }, ABSENT, 'holds'],
    [{ fact: 'C', atLeastFact: 'D' }, 5, 'violated'],
    [{ fact: 'C', atLeastFact: 'D' }, 4, 'holds'],
    [{ fact: 'C', atLeastFact: 'nothing' }, 5, 'holds'],
    [{ fact: 'C', atLeastFact: 'U' }, 5, 'undecided'],
  ])('%j with %p: %s', (condition, C, expected) => {
    expect(answer(ruleOf(observed, { when: [condition] }), { P: 1, C, D: 5, U: UNKNOWN })).toBe(expected);
  });

  test('all of several must hold', () => {
    const when = [{ fact: 'A', equals: 1 }, { fact: 'B', equals: 1 }];
    expect(answer(ruleOf(observed, { when }), { P: 1, A: 1, B: 1 })).toBe('violated');
    expect(answer(ruleOf(observed, { when }), { P: 1, A: 1, B: 2 })).toBe('holds');
    expect(answer(ruleOf(observed, { when }), { P: 1, A: 2, B: 1 })).toBe('holds');
  });

  test('count the default where the fact is absent', () => {
    const above = (number: number) => ruleOf(observed, { when: [{ fact: 'BatchSize', above: number }] });
    expect(answer(above(9), { P: 1 })).toBe('violated');
    expect(answer(above(10), { P: 1 })).toBe('holds');
  });

  test('are undecided about a default that depends on what the source is', () => {
    const rule = ruleOf(observed, { sources: ['sqs', 'kinesis'], when: [{ fact: 'BatchSize', above: 9 }] });
    expect(answer(rule, { P: 1 }, ['sqs', 'kinesis'])).toBe('undecided');
    expect(answer(rule, { P: 1, BatchSize: 10 }, ['sqs', 'kinesis'])).toBe('violated');
  });
});

describe('what the source may be', () => {
  test.each<[SourceKind[], Answer]>([
    [['sqs'], 'violated'],
    [['sqs-fifo'], 'violated'],
    [['sqs', 'sqs-fifo'], 'violated'],
    [['kinesis'], 'holds'],
    [['sqs', 'kinesis'], 'undecided'],
    [['kinesis', 'dynamodb'], 'holds'],
  ])('%j for a rule of queues: %s', (kinds, expected) => {
    expect(answer(ruleOf(observed, { sources: ['sqs', 'sqs-fifo'] }), { P: 1 }, kinds)).toBe(expected);
  });
});

describe('checks', () => {
  const range: Check = { kind: 'integer-range', min: 1, max: 10, unit: 'messages' };
  const atLeast: Check = { kind: 'at-least', term: { of: 'F', times: 6, plus: 'W' }, unit: 'seconds' };
  const atMost: Check = { kind: 'at-most', term: { of: 'F' }, unit: 'seconds' };
  const count: Check = { kind: 'count', min: 1, max: 2, unit: 'items' };
  const cases: [Check, Value, FlatFacts, Answer][] = [
    [range, 1, {}, 'holds'], [range, 10, {}, 'holds'], [range, '10', {}, 'holds'],
    [range, 0, {}, 'violated'], [range, 11, {}, 'violated'], [range, '11', {}, 'violated'], [range, 1.5, {}, 'violated'],
    [range, -1, {}, 'violated'], [range, NaN, {}, 'violated'], [range, Infinity, {}, 'violated'], [range, 1e21, {}, 'violated'],
    [range, 'ten', {}, 'violated'], [range, '', {}, 'violated'], [range, '1.5', {}, 'violated'], [range, true, {}, 'violated'],
    [range, [], {}, 'violated'], [range, {}, {}, 'violated'],
    [range, ABSENT, {}, 'holds'], [range, UNKNOWN, {}, 'undecided'],
    [{ kind: 'integer-range', min: 5, unit: 'x' }, Number.MAX_SAFE_INTEGER, {}, 'holds'],
    [{ kind: 'integer-range', min: 5, unit: 'x' }, 4, {}, 'violated'],

    [atLeast, 64, { F: 10, W: 4 }, 'holds'], [atLeast, 63, { F: 10, W: 4 }, 'violated'], [atLeast, '63', { F: '10', W: 4 }, 'violated'],
    [atLeast, 1, { F: UNKNOWN, W: 4 }, 'undecided'], [atLeast, 1, { F: 10, W: UNKNOWN }, 'undecided'], [atLeast, UNKNOWN, { F: 10, W: 4 }, 'undecided'],
    [atLeast, 1, { W: 4 }, 'holds'], [atLeast, 1, { F: 10 }, 'holds'], [atLeast, 1, { F: 'ten', W: 4 }, 'holds'],
    [atLeast, ABSENT, { F: 10, W: 4 }, 'holds'], [atLeast, NaN, { F: 10, W: 4 }, 'holds'], [atLeast, 'ten', { F: 10, W: 4 }, 'holds'],
    [atMost, 5, { F: 5 }, 'holds'], [atMost, 6, { F: 5 }, 'violated'], [atMost, 6, { F: UNKNOWN }, 'undecided'], [atMost, 1, { F: 0 }, 'violated'],

    [{ kind: 'equal-to', fact: 'F' }, 'a', { F: 'a' }, 'holds'], [{ kind: 'equal-to', fact: 'F' }, 'a', { F: 'b' }, 'violated'],
    [{ kind: 'equal-to', fact: 'F' }, 'a', { F: UNKNOWN }, 'undecided'], [{ kind: 'equal-to', fact: 'F' }, UNKNOWN, { F: 'a' }, 'undecided'],
    [{ kind: 'equal-to', fact: 'F' }, 'a', {}, 'holds'], [{ kind: 'equal-to', fact: 'F' }, ABSENT, { F: 'a' }, 'holds'],
    [{ kind: 'equal-to', fact: 'F' }, false, { F: true }, 'violated'],

    [{ kind: 'one-of', values: ['a', 'b'] }, 'b', {}, 'holds'], [{ kind: 'one-of', values: ['a', 'b'] }, 'c', {}, 'violated'],
    [{ kind: 'one-of', values: ['a', 'b'] }, ['a', 'b'], {}, 'holds'], [{ kind: 'one-of', values: ['a', 'b'] }, ['a', 'c'], {}, 'violated'],
    [{ kind: 'one-of', values: ['a'] }, ['a', UNKNOWN], {}, 'undecided'], [{ kind: 'one-of', values: ['a'] }, [UNKNOWN, 'c'], {}, 'violated'],
    [{ kind: 'one-of', values: ['a'] }, [], {}, 'holds'], [{ kind: 'one-of', values: ['a'] }, ABSENT, {}, 'holds'],

    [count, [1], {}, 'holds'], [count, [1, 2], {}, 'holds'], [count, [], {}, 'violated'], [count, [1, 2, 3], {}, 'violated'],
    [count, [UNKNOWN], {}, 'undecided'], [count, [1, 2, UNKNOWN], {}, 'undecided'], [count, [1, 2, 3, UNKNOWN], {}, 'violated'],
    [count, { a: 1, b: 2 }, {}, 'holds'], [count, { a: 1, b: 2, c: 3 }, {}, 'violated'], [count, ABSENT, {}, 'holds'],

    [{ kind: 'unique-items' }, ['a', 'b'], {}, 'holds'], [{ kind: 'unique-items' }, ['a', 'a'], {}, 'violated'],
    [{ kind: 'unique-items' }, [{ a: 1 }, { a: 1 }], {}, 'violated'], [{ kind: 'unique-items' }, ['a', UNKNOWN], {}, 'undecided'],
    [{ kind: 'unique-items' }, [UNKNOWN, UNKNOWN], {}, 'undecided'], [{ kind: 'unique-items' }, ['a', UNKNOWN, 'a'], {}, 'violated'],
    [{ kind: 'unique-items' }, [], {}, 'holds'], [{ kind: 'unique-items' }, [UNKNOWN], {}, 'holds'],

    [{ kind: 'length', min: 2, max: 3 }, 'ab', {}, 'holds'], [{ kind: 'length', min: 2, max: 3 }, 'abc', {}, 'holds'],
    [{ kind: 'length', min: 2, max: 3 }, 'a', {}, 'violated'], [{ kind: 'length', min: 2, max: 3 }, 'abcd', {}, 'violated'],
    [{ kind: 'length', min: 2, max: 3 }, 7, {}, 'holds'], [{ kind: 'length', min: 2, max: 3 }, ABSENT, {}, 'holds'],

    [{ kind: 'pattern', pattern: 'a|b', form: 'a or b' }, 'b', {}, 'holds'], [{ kind: 'pattern', pattern: 'a|b', form: 'a or b' }, 'bb', {}, 'violated'],
    [{ kind: 'pattern', pattern: 'a.b', form: '' }, 'a\nb', {}, 'holds'], [{ kind: 'pattern', pattern: 'a', form: '' }, 'a\n', {}, 'violated'],
    [{ kind: 'pattern', pattern: 'a', form: '' }, UNKNOWN, {}, 'undecided'], [{ kind: 'pattern', pattern: 'a', form: '' }, 7, {}, 'holds'],

    [{ kind: 'contains', value: 'a' }, ['b', 'a'], {}, 'holds'], [{ kind: 'contains', value: 'a' }, ['b'], {}, 'violated'],
    [{ kind: 'contains', value: 'a' }, ['b', UNKNOWN], {}, 'undecided'], [{ kind: 'contains', value: 'a' }, [UNKNOWN, 'a'], {}, 'holds'],
    [{ kind: 'contains', value: 'a' }, ABSENT, {}, 'violated'],

    [{ kind: 'required' }, ABSENT, {}, 'violated'], [{ kind: 'required' }, 0, {}, 'holds'], [{ kind: 'required' }, UNKNOWN, {}, 'undecided'],
    [{ kind: 'not-allowed' }, ABSENT, {}, 'holds'], [{ kind: 'not-allowed' }, 0, {}, 'violated'], [{ kind: 'not-allowed' }, false, {}, 'holds'], [{ kind: 'not-allowed' }, true, {}, 'violated'],
    [{ kind: 'not-allowed' }, {}, {}, 'holds'], [{ kind: 'not-allowed' }, [], {}, 'holds'], [{ kind: 'not-allowed' }, UNKNOWN, {}, 'undecided'],
    [{ kind: 'not-empty' }, {}, {}, 'violated'], [{ kind: 'not-empty' }, [], {}, 'violated'], [{ kind: 'not-empty' }, { a: 1 }, {}, 'holds'],
    [{ kind: 'not-empty' }, ABSENT, {}, 'holds'], [{ kind: 'not-empty' }, UNKNOWN, {}, 'undecided'],

    [{ kind: 'requires', fact: 'F' }, 1, {}, 'violated'], [{ kind: 'requires', fact: 'F' }, 1, { F: 0 }, 'holds'],
    [{ kind: 'requires', fact: 'F' }, 1, { F: {} }, 'violated'], [{ kind: 'requires', fact: 'F' }, 1, { F: UNKNOWN }, 'undecided'],
    [{ kind: 'requires', fact: 'F' }, ABSENT, {}, 'holds'],
    [{ kind: 'excludes', fact: 'F' }, 1, { F: 0 }, 'violated'], [{ kind: 'excludes', fact: 'F' }, 1, {}, 'holds'],
    [{ kind: 'excludes', fact: 'F' }, 1, { F: {} }, 'holds'], [{ kind: 'excludes', fact: 'F' }, 1, { F: UNKNOWN }, 'undecided'],
    [{ kind: 'excludes', fact: 'F' }, ABSENT, { F: 1 }, 'holds'], [{ kind: 'excludes', fact: 'F' }, UNKNOWN, { F: 1 }, 'undecided'],

    [observed, 'seen', {}, 'violated'], [observed, ABSENT, {}, 'holds'], [observed, UNKNOWN, {}, 'undecided'],
  ];
  test.each(cases)('%j of %p beside %p: %s', (check, P, facts, expected) => {
    expect(answer(ruleOf(check), { P, ...facts })).toBe(expected);
  });
});

describe('items of a list', () => {
  const rule = ruleOf({ kind: 'length', min: 0, max: 3 }, { fact: 'L[].P' });
  test.each<[Value, Answer]>([
    [[{ P: 'abc' }, { P: 'ab' }], 'holds'],
    [[{ P: 'abc' }, { P: 'abcd' }], 'violated'],
    [[{ P: UNKNOWN }, { P: 'abcd' }], 'violated'],
    [[UNKNOWN, { P: 'abc' }], 'undecided'],
    [[{}], 'holds'],
    [[], 'holds'],
    [ABSENT, 'holds'],
    [UNKNOWN, 'undecided'],
  ])('%p: %s', (L, expected) => expect(answer(rule, { L })).toBe(expected));
});

describe('what a violation tells', () => {
  const violation = (rule: Rule, facts: FlatFacts) => evaluate(new ExampleFacts('sqs', facts), [rule]).violations[0];

  test('the value and the computed bound', () => {
    const rule = ruleOf({ kind: 'at-least', term: { of: 'F', times: 6 }, unit: 'seconds' });
    expect(violation(rule, { P: 5, F: 1 })).toMatchObject({ rule, value: 5, isDefault: false, limit: 6 });
  });

  test('whether it is the default', () => {
    const rule = ruleOf({ kind: 'integer-range', min: 11, unit: 'messages' }, { fact: 'BatchSize' });
    expect(violation(rule, {})).toMatchObject({ value: 10, isDefault: true });
    expect(violation(rule, { BatchSize: 10 })).toMatchObject({ value: 10, isDefault: false });
  });

  test('the item that is wrong', () => {
    expect(violation(ruleOf({ kind: 'one-of', values: ['a'] }), { P: ['a', 'c'] }).value).toBe('c');
    expect(violation(ruleOf({ kind: 'unique-items' }), { P: [{ a: 1 }, 'b', { a: 1 }] }).value).toEqual({ a: 1 });
  });

  test('what was seen, in the property or in a condition', () => {
    expect(violation(ruleOf(observed), { P: 'Shop/Other' }).detail).toBe('Shop/Other');
    const rule = ruleOf({ kind: 'required' }, { when: [{ fact: 'construct.Metric', present: true }] });
    expect(violation(rule, { 'construct.Metric': 'the metric' }).detail).toBe('the metric');
    expect(violation(ruleOf({ kind: 'required' }), {}).detail).toBeUndefined();
  });

  test('violations come in the order of the rules, whichever facts they share', () => {
    const rules = ['P', 'Q', 'P.a', 'source.X', 'Q.b', 'P'].map((fact, i) => ruleOf(observed, { fact, id: `rule-${i}` } as Partial<Rule>));
    const { violations } = evaluate(new ExampleFacts('sqs', { 'P.a': 1, 'Q.b': 1, 'source.X': 1 }), rules);
    expect(violations.map(({ rule }) => rule)).toEqual(rules);
  });

  test('a rule that shares its property with others asks what is omitted of it', () => {
    const rules = [ruleOf(observed, { fact: 'P.a' }), ruleOf({ kind: 'required' }, { fact: 'P.b' }), ruleOf(observed, { fact: 'P.c' })];
    expect(evaluate(new ExampleFacts('sqs', { 'P.a': 1 }), rules).violations.map(({ rule }) => rule)).toEqual(rules.slice(0, 2));
    expect(evaluate(new ExampleFacts('sqs', { P: UNKNOWN }), rules)).toMatchObject({ violations: [], undecided: 3 });
    expect(evaluate(new ExampleFacts('sqs', {}), rules).violations.map(({ rule }) => rule)).toEqual([rules[1]]);
  });

  test('all rules are applied, and the undecided counted', () => {
    const rules = [ruleOf(observed), ruleOf({ kind: 'required' }, { fact: 'Q' }), ruleOf({ kind: 'required' }, { fact: 'U' })];
    const { violations, undecided } = evaluate(new ExampleFacts('sqs', { P: 1, U: UNKNOWN }), rules);
    expect(violations.map(({ rule }) => rule)).toEqual(rules.slice(0, 2));
    expect(undecided).toBe(1);
  });
});
