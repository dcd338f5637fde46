import { InputError } from './input-error';
import { RuleCatalogue } from '../checks/rule-catalogue';
import { PROPERTIES } from '../limits/properties';

/** All that is known of a rule, as text. */
export function explain(id: string): string {
  const rule = RuleCatalogue.find(id);
  if (!rule) { throw new InputError(id, withAdvice(id)); }
  return [
    `${rule.id} (${rule.severity}, ${rule.because})`,
    '',
    aboutOf(rule.property),
    `Holds for: ${rule.sources.join(', ')}`,
    `Why: ${rule.why}.`,
    `Repair: ${rule.fix}`,
    ...rule.recorded === undefined ? [] : [`AWS answered: ${rule.recorded}`],
    `See ${rule.url} (read on ${rule.checkedOn})`,
    `Acknowledge with EventSources::${rule.id}`,
  ].join('\n');
}

/** What a rule judges that no property says as such has words of its own. */
function aboutOf(property: string): string {
  const phrase = PROPERTIES[property]?.phrase;
  return phrase === undefined ? `Property: ${property}` : `About: ${phrase}`;
}

/** What to say of an id that is no rule; undefined where it is one. */
export function unknownRule(id: string): string | undefined {
  return RuleCatalogue.find(id) ? undefined : `${id}: ${withAdvice(id)}`;
}

function withAdvice(id: string): string {
  return `is no rule.${didYouMean(id)} docs/RULES.md in the repository lists them all.`;
}

function didYouMean(id: string): string {
  const words = new Set(id.replace(/^EventSources::/, '').split('-'));
  const best = RuleCatalogue.all()
    .map(rule => ({ id: rule.id, shared: rule.id.split('-').filter(word => words.has(word)).length }))
    .reduce((left, right) => right.shared > left.shared ? right : left);
  return best.shared > 0 ? ` Did you mean ${best.id}?` : '';
}
