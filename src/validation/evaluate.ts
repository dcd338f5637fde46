import { Broken, checkKind, Outcome } from './check-kinds';
import { isMet } from './conditions';
import { holdsForSome, RuleIndex } from './rule-index';
import { Facts } from '../facts/facts';
import { FactPath, Rule } from '../rules';
import { asText } from '../values/text';
import { ABSENT, UNKNOWN, Value } from '../values/value';

/** A rule that is broken, with what its message needs. */
export interface Violation extends Broken {
  readonly rule: Rule;
  readonly isDefault: boolean;
  /** What a fact of the rule observed, as text. */
  readonly detail?: string;
}

export interface Evaluation {
  readonly violations: readonly Violation[];
  /** How many checks stayed undecided because a fact is known only at deployment. */
  readonly undecided: number;
}

/**
 * Applies all rules that hold for every kind that the source may be.
 *
 * @param onUndecided called with each rule whose check stays undecided
 */
export function evaluate(facts: Facts, rules: readonly Rule[], onUndecided?: (rule: Rule) => void): Evaluation {
  const violations: Violation[] = [];
  const { byProperty, byFact, ofFilters, always, possible } = indexOf(rules).of(facts.kinds);
  let undecided = possible;
  if (onUndecided) { rules.filter(({ sources }) => holdsForSome(sources, facts.kinds)).forEach(onUndecided); }
  const apply = (group: readonly Rule[]) => {
    for (const rule of group) {
      const outcome = evaluateRule(facts, rule);
      if (outcome === UNKNOWN) {
        undecided++;
        onUndecided?.(rule);
      } else if (outcome !== true) {
        violations.push({ ...outcome, rule, isDefault: outcome.isDefault ?? false, detail: detailOf(facts, rule, outcome) });
      }
    }
  };
  // Most properties are omitted, and then all rules about them hold.
  for (const property of facts.definedProperties?.() ?? [...byProperty.keys()].filter(name => !isAbsent(facts, name))) {
    apply(byProperty.get(property) ?? []);
  }
  for (const [fact, group] of byFact) {
    if (!isAbsent(facts, fact)) { apply(group); }
  }
  if (ofFilters.length > 0 && facts.filterIssues?.().length) { apply(ofFilters); }
  apply(always);
  if (violations.length > 1) { violations.sort((a, b) => rules.indexOf(a.rule) - rules.indexOf(b.rule)); }
  return { violations, undecided };
}

const indexes = new WeakMap<readonly Rule[], RuleIndex>();

function indexOf(rules: readonly Rule[]): RuleIndex {
  let index = indexes.get(rules);
  if (!index) { indexes.set(rules, index = new RuleIndex(rules)); }
  return index;
}

function isAbsent(facts: Facts, fact: FactPath): boolean {
  const values = facts.values(fact);
  return values.length === 1 && values[0] === ABSENT;
}

/** Applies one rule. */
export function evaluateRule(facts: Facts, { when = [], fact, check }: Rule): Outcome {
  for (const condition of when) {
    const met = isMet(condition, facts);
    if (met !== true) { return met === UNKNOWN ? UNKNOWN : true; }
  }
  const kind = checkKind(check);
  let outcome: Outcome = true;
  let broken: Broken | undefined;
  const others: Value[] = [];
  for (const value of facts.values(fact)) {
    const ofValue = kind.evaluate(check, value, facts, fact);
    if (typeof ofValue === 'object') {
      broken ??= ofValue;
      others.push(...ofValue === broken ? [] : [ofValue.value], ...ofValue.others ?? []);
    } else if (ofValue === UNKNOWN) {
      outcome = UNKNOWN;
    }
  }
  return broken ? { ...broken, others } : outcome;
}

/** What was observed, in each place once; of other checks, what the library saw that makes the rule hold. */
function detailOf(facts: Facts, { check, when }: Rule, { value, others = [] }: Broken): string | undefined {
  if (check.kind === 'observed') { return [...new Set([value, ...others].map(asText))].join(' and '); }
  const observed = when?.find(condition => condition.fact.startsWith('construct.'))?.fact;
  return observed === undefined ? undefined : asText(facts.values(observed)[0]);
}
