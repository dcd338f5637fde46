import { ExampleFacts, FlatFacts } from './example-facts';
import { SourceKind } from '../../src/aws/source-kinds';
import { Check, DEFAULTS, FactPath, Rule, RULES } from '../../src/rules';
import { evaluate } from '../../src/validation/evaluate';
import { ABSENT, UNKNOWN, Value } from '../../src/values/value';

/** Beyond these bounds the conditions of the rule no longer hold, because another rule speaks. */
const SPOKEN_FOR: Record<string, string> = {
  'sqs-batch-window-missing above': 'batching-window',
  'sqs-maximum-pollers-quota below': 'sqs-maximum-pollers',
  'filters-quota below': 'filters-count',
};

type Of<Kind extends Check['kind']> = Extract<Check, { kind: Kind }>;

function rowsWith<Kind extends Check['kind']>(kind: Kind): [string, Rule, Of<Kind>][] {
  return RULES.filter(rule => rule.check.kind === kind).map(rule => [rule.id, rule, rule.check as Of<Kind>]);
}

/** A test of each kind of source that the rule is about. */
function forEachKind(title: string, rule: Rule, run: (kind: SourceKind) => void): void {
  test(title, () => rule.sources.forEach(run));
}

function brokenBy(kind: SourceKind, facts: FlatFacts): string[] {
  return evaluate(new ExampleFacts(kind, facts), RULES).violations.map(({ rule }) => rule.id);
}

/** The invalid example meets the conditions of the rule: only the property is another. */
function withValue(rule: Rule, value: Value): FlatFacts {
  const { [rule.fact.split('[]')[0]]: _, ...conditions } = rule.example.invalid;
  return { ...conditions, [rule.fact]: value };
}

function expectBroken(kind: SourceKind, rule: Rule, value: Value, side: 'below' | 'above'): void {
  expect(brokenBy(kind, withValue(rule, value))).toContain(SPOKEN_FOR[`${rule.id} ${side}`] ?? rule.id);
}

function defaultOf(path: FactPath, kind: SourceKind): Value {
  return DEFAULTS.find(row => row.fact === path && row.sources.includes(kind))?.value;
}

describe.each(rowsWith('integer-range'))('%s', (id, rule, { min, max }) => {
  forEachKind('both bounds hold', rule, (kind) => {
    expect(brokenBy(kind, withValue(rule, min))).not.toContain(id);
    expect(brokenBy(kind, withValue(rule, String(min)))).not.toContain(id);
    expect(brokenBy(kind, withValue(rule, max ?? Number.MAX_SAFE_INTEGER))).not.toContain(id);
  });

  forEachKind('one beyond either bound violates', rule, (kind) => {
    expectBroken(kind, rule, min - 1, 'below');
    expectBroken(kind, rule, String(min - 1), 'below');
    if (max !== undefined) { expectBroken(kind, rule, max + 1, 'above'); }
  });

  forEachKind('a fraction between the bounds violates, where there is one', rule, (kind) => {
    if (max === min || rule.id === 'sqs-batch-window-missing') { return; } // 1.5 seconds are a fraction for batching-window
    expect(brokenBy(kind, withValue(rule, min + 0.5))).toContain(id);
  });

  forEachKind('a value known at deployment stays silent', rule, (kind) => {
    expect(brokenBy(kind, withValue(rule, UNKNOWN))).not.toContain(id);
  });

  forEachKind('left out, the default is judged', rule, (kind) => {
    const value = defaultOf(rule.fact, kind);
    const isExempt = rule.when?.some(({ fact, notEquals }) => fact === rule.fact && notEquals === value);
    const isBroken = typeof value === 'number' && !isExempt && (value < min || value > (max ?? Infinity));
    expect(brokenBy(kind, withValue(rule, ABSENT)).includes(id)).toBe(isBroken);
  });
});

describe.each(rowsWith('count'))('%s', (id, rule, { min, max }) => {
  const items = (count: number) => Array.from({ length: count }, (_, i) => ({ Pattern: `{"body":[${i}]}`, Key: `k${i}`, Value: 'v' }));

  forEachKind('both bounds hold', rule, (kind) => {
    expect(brokenBy(kind, withValue(rule, items(min)))).not.toContain(id);
    expect(brokenBy(kind, withValue(rule, items(max)))).not.toContain(id);
  });

  forEachKind('one beyond either bound violates', rule, (kind) => {
    if (min > 0) { expectBroken(kind, rule, items(min - 1), 'below'); }
    expectBroken(kind, rule, items(max + 1), 'above');
  });

  forEachKind('an unknown list, or one whose unknown items decide, stays silent', rule, (kind) => {
    expect(brokenBy(kind, withValue(rule, UNKNOWN))).not.toContain(id);
    expect(brokenBy(kind, withValue(rule, [...items(max), UNKNOWN]))).not.toContain(id);
    expect(brokenBy(kind, withValue(rule, [UNKNOWN]))).not.toContain(id);
  });

  forEachKind('left out, nothing is judged', rule, (kind) => {
    expect(brokenBy(kind, withValue(rule, ABSENT))).not.toContain(id);
  });
});

describe.each(rowsWith('length'))('%s', (id, rule, { min, max }) => {
  forEachKind('both bounds hold', rule, (kind) => {
    expect(brokenBy(kind, withValue(rule, 'a'.repeat(min)))).not.toContain(id);
    expect(brokenBy(kind, withValue(rule, 'a'.repeat(max)))).not.toContain(id);
  });

  forEachKind('one beyond either bound violates', rule, (kind) => {
    if (min > 0) { expectBroken(kind, rule, 'a'.repeat(min - 1), 'below'); }
    expectBroken(kind, rule, 'a'.repeat(max + 1), 'above');
  });

  forEachKind('unknown or left out, nothing is judged', rule, (kind) => {
    expect(brokenBy(kind, withValue(rule, UNKNOWN))).not.toContain(id);
    expect(brokenBy(kind, withValue(rule, ABSENT))).not.toContain(id);
  });
});

describe.each([...rowsWith('at-least'), ...rowsWith('at-most')])('%s', (id, rule, { kind: direction, term }) => {
  const limit = (kind: SourceKind, facts: FlatFacts) => [term.of, term.plus].reduce((sum, path, i) => path === undefined
    ? sum
    : sum + (i === 0 ? term.times ?? 1 : 1) * Number(facts[path] ?? defaultOf(path, kind)), 0);
  const beyond = direction === 'at-least' ? -1 : 1;
  const bound = limit(rule.sources[0], rule.example.invalid);

  forEachKind('at the bound holds', rule, (kind) => {
    expect(brokenBy(kind, withValue(rule, bound))).not.toContain(id);
  });

  forEachKind('one beyond the bound violates', rule, (kind) => {
    expect(brokenBy(kind, withValue(rule, bound + beyond))).toContain(id);
  });

  forEachKind('an unknown value stays silent', rule, (kind) => {
    expect(brokenBy(kind, withValue(rule, UNKNOWN))).not.toContain(id);
  });

  forEachKind('an unknown side of the comparison stays silent', rule, (kind) => {
    for (const path of [term.of, term.plus]) {
      if (path !== undefined) { expect(brokenBy(kind, { ...withValue(rule, bound + beyond), [path]: UNKNOWN })).not.toContain(id); }
    }
  });

  forEachKind('left out, the default is judged', rule, (kind) => {
    const value = defaultOf(rule.fact, kind);
    const isBroken = typeof value === 'number' && value * -beyond < bound * -beyond;
    const conditional = rule.when?.some(({ atLeastFact }) => atLeastFact !== undefined);
    if (!conditional) { expect(brokenBy(kind, withValue(rule, ABSENT)).includes(id)).toBe(isBroken); }
  });

  forEachKind('where the default of the other side counts, it is the bound', rule, (kind) => {
    const { [term.of]: _, ...rest } = rule.example.invalid;
    const value = defaultOf(term.of, kind);
    const facts = { ...rest, [term.of]: ABSENT, [rule.fact]: value === undefined ? bound + beyond : limit(kind, rest) + beyond };
    const decided = value !== undefined && !rule.when?.some(({ fact }) => fact === term.of);
    expect(brokenBy(kind, facts).includes(id)).toBe(decided);
  });
});
