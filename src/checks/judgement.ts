import { evaluate } from './evaluate';
import { Finding, FindingSeverity } from './finding';
import { MappingFacts } from './mapping-facts';
import { IndexedMapping, MappingIndex } from './mapping-index';
import { describe, Spelling } from './message';
import { RULES } from '../limits';

/** What was found of one resource. */
export interface Judgement {
  readonly findings: Finding[];
  /** How many checks stayed undecided because a fact is known only at deployment. */
  readonly undecided: number;
}

/**
 * Judges one mapping by all rules: the one way through the engine, for all of its doors.
 *
 * @param acknowledged the rules that somebody has acknowledged for this mapping; asked for only if there is a finding
 */
export function judgeMapping(mapping: IndexedMapping, index: MappingIndex, spelling: Spelling, acknowledged: () => Set<string>): Judgement {
  const facts = new MappingFacts(mapping, index);
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
      property: violation.rule.property,
      path: mapping.resource.name,
    }));
  return { findings, undecided };
}
