import { asJson } from './escape';
import { Rule, RuleCatalogue } from '../validation/rule-catalogue';

/** The ways to list the rules, by the name that `--format` takes. */
export const RULE_LISTS: { readonly [name: string]: (rules: readonly Rule[]) => string } = { text, json };

/** All rules, in the order of the documentation. */
export function listRules(list: (rules: readonly Rule[]) => string): string {
  return list(RuleCatalogue.all());
}

function text(rules: readonly Rule[]): string {
  const widest = (column: (rule: Rule) => string) => Math.max(...rules.map(rule => column(rule).length));
  const [id, severity] = [widest(rule => rule.id), widest(rule => rule.severity)];
  return rules.map(rule => `${rule.id.padEnd(id)}  ${rule.severity.padEnd(severity)}  ${rule.title}`).join('\n');
}

function json(rules: readonly Rule[]): string {
  return asJson(rules.map(({ id, severity, title, because, sources, property, url }) => ({ id, severity, title, because, sources, property, url })));
}
