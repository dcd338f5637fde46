import { SourceKind } from '../aws/source-kinds';
import { Rule } from '../rules';

/** A rule as it is worded for a source: by the variant, if one has all the kinds that the source may be of. */
export function ruleFor(rule: Rule, kinds: readonly SourceKind[]): Rule {
  const variant = rule.variants?.find(({ sources }) => kinds.every(kind => sources.includes(kind)));
  if (!variant) { return rule; }
  const { unit, sources: _, ...words } = variant;
  const check = unit === undefined || !('unit' in rule.check) ? rule.check : { ...rule.check, unit };
  // The words of a rule are read when somebody asks for them, so that a copy would have none.
  return Object.create(rule, Object.getOwnPropertyDescriptors({ ...words, check }));
}
