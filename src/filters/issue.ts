import { FILTER_PATTERN_RULES } from '../rules/filter-patterns';
import { Rule } from '../rules/rule';

/** Something that is wrong with a filter, or may be. */
export interface FilterIssue {
  /** The rule that it breaks. */
  readonly id: string;
  readonly severity: 'error' | 'warning';
  /** Where: `Filters[0].body.status[1]`, or `Filters`. */
  readonly path: string;
  /** The actual value, as JSON or in words. */
  readonly received: string;
  /** The allowed value or form, where `received` does not say it. */
  readonly expected?: string;
  /** The repair of this place. */
  readonly fix?: string;
  /** One sentence with place, value, reason and repair; without the id and the address of the AWS page, which the rule has. */
  readonly message: string;
}

/** Takes an issue while a pattern is read. */
export type Report = (found: FilterIssue) => void;

let rulesById: Map<string, Rule> | undefined;

/** The id is always one of ours. */
function filterRule(id: string): Rule {
  rulesById ??= new Map(FILTER_PATTERN_RULES.map(rule => [rule.id, rule]));
  return rulesById.get(id)!;
}

/** Words an issue. The fix is that of the rule unless the place suggests a better one. */
export function issue(id: string, path: string, received: string, expected?: string, fix?: string): FilterIssue {
  const rule = filterRule(id);
  return {
    id,
    severity: rule.severity,
    path,
    received,
    ...expected !== undefined && { expected },
    ...fix !== undefined && { fix },
    message: `${path} is ${received}${expected === undefined ? '' : `, but ${expected}`}. ${rule.why}. ${fix ?? rule.fix}`,
  };
}
