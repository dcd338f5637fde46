import { evaluate } from './evaluate';
import { Finding, FindingSeverity } from './finding';
import { lintIdOf } from './lint-id';
import { describe, Spelling } from './message';
import { propertyOf } from './rule-properties';
import { Facts } from '../facts/facts';
import { RULES } from '../rules';

/** The findings of one resource. */
export interface ValidationResult {
  readonly findings: readonly Finding[];
  /** How many checks stayed undecided because a fact is known only at deployment. */
  readonly undecided: number;
}

/**
 * Validates one resource by all rules. Every entry point of the engine comes through here.
 *
 * @param acknowledged the rules that are acknowledged for it; called only if there is a finding
 * @param locate the code that made it; called only if there is a finding
 */
export function validateFacts(
  facts: Facts,
  spelling: Spelling,
  acknowledged: () => ReadonlySet<string>,
  locate?: () => string | undefined,
): ValidationResult {
  const { violations, undecided } = evaluate(facts, RULES);
  if (violations.length === 0) { return { findings: [], undecided }; }
  const ignored = acknowledged();
  const location = locate?.();
  const findings = violations
    .filter(({ rule }) => !ignored.has(rule.id) && !ignored.has(lintIdOf(rule) ?? rule.id))
    .map(violation => new Finding({
      ruleId: violation.rule.id,
      severity: violation.rule.severity === 'error' ? FindingSeverity.ERROR : FindingSeverity.WARNING,
      ...describe(violation, facts, spelling),
      property: propertyOf(violation.rule, facts),
      path: facts.name,
      location,
    }));
  return { findings, undecided };
}
