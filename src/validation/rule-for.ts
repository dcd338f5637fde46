import { isMet } from './conditions';
import { SourceKind } from '../aws/source-kinds';
import { Facts } from '../facts/facts';
import { Rule } from '../rules';

/** A rule in the words for one resource. */
export type WordedRule = Rule & { readonly prop?: string };

/** A rule as it is worded for a source: by the first variant that has all the kinds that the source may be of, and whose condition is met. */
export function ruleFor(rule: Rule, kinds: readonly SourceKind[], facts?: Facts): WordedRule {
  const variant = rule.variants?.find(({ sources, when }) =>
    kinds.every(kind => sources.includes(kind)) && (when === undefined || (facts !== undefined && isMet(when, facts) === true)));
  if (!variant) { return rule; }
  const { unit, form, sources: _, when: __, ...words } = variant;
  const check = {
    ...rule.check,
    ...unit !== undefined && 'unit' in rule.check && { unit },
    ...form !== undefined && rule.check.kind === 'pattern' && { form },
  };
  // The words of a rule are read when somebody asks for them, so that a copy would have none.
  return Object.create(rule, Object.getOwnPropertyDescriptors({ ...words, check }));
}
