import { evaluate } from './evaluate';
import { Finding, FindingSeverity } from './finding';
import { describe, Spelling } from './message';
import { propertyOf } from './rule-properties';
import { Facts } from '../facts/facts';
import { RULES } from '../rules';

/** What was found of one resource. */
export interface ValidationResult {
  readonly findings: readonly Finding[];
  /** How many checks stayed undecided because a fact is known only at deployment. */
  readonly undecided: number;
}

/**
 * Judges one resource by all rules: the one way through the engine, for all of its doors.
 *
 * @param acknowledged the rules that somebody has acknowledged for it; asked for only if there is a finding
 */
export function validateFacts(facts: Facts, spelling: Spelling, acknowledged: () => ReadonlySet<string>): ValidationResult {
  const { violations, undecided } = evaluate(facts, RULES);
  if (violations.length === 0) { return { findings: [], undecided }; }
  const silenced = acknowledged();
  const findings = violations
    .filter(({ rule }) => !silenced.has(rule.id))
    .map(violation => new Finding({
      ruleId: violation.rule.id,
      severity: violation.rule.severity === 'error' ? FindingSeverity.ERROR : FindingSeverity.WARNING,
      ...describe(violation, facts, spelling),
      url: violation.rule.source.url,
      property: propertyOf(violation.rule, facts),
      path: facts.name,
    }));
  return { findings, undecided };
}
