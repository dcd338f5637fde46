import { RULES } from '../rules';
import { InputError } from './input/input-error';
import { nearestRule } from '../validation/nearest-rule';
import { RuleCatalogue } from '../validation/rule-catalogue';
import { ownId } from '../validation/rule-id';
import { example, expectation, factPhrase, inGeneral, MEANING } from '../validation/rule-text';

/** A rule, as text. */
export function explain(given: string): string {
  // Messages have the id in brackets, and that is what people copy.
  const id = ownId(given.replace(/^\[(.*)\]$/, '$1'));
  const rule = RULES.find(each => each.id === id);
  if (!rule) { throw new InputError(given, withAdvice(id)); }
  return [
    `${rule.id} (${rule.severity}, ${rule.because}: ${MEANING[rule.because]})`,
    '',
    `About: ${factPhrase(rule.fact)}`,
    `Holds for: ${rule.sources.join(', ')}`,
    `Asks for: ${expectation(rule)}.`,
    `Why: ${inGeneral(rule.why)}.`,
    `Repair: ${inGeneral(rule.fix)}`,
    `Accepted: ${example(rule.example.valid)}`,
    `Found: ${example(rule.example.invalid)}`,
    ...rule.source.recorded === undefined ? [] : [`AWS answered: ${rule.source.recorded}`],
    `See ${rule.source.url} (read on ${rule.source.checkedOn})`,
    '',
    'If you know better, acknowledge it: on the construct that the message names or above it, or for a run of check.',
    `  Validations.of(scope).acknowledge({ id: 'EventSources::${rule.id}', reason: '...' })`,
    `  cdk-lambda-event-sources check <...> --acknowledge ${rule.id}`,
  ].join('\n');
}

/** A message about an id that is no rule; undefined where it is one. */
export function unknownRule(id: string): string | undefined {
  return RuleCatalogue.find(id) ? undefined : `${id}: ${withAdvice(id)}`;
}

function withAdvice(id: string): string {
  return `is no rule.${didYouMean(id)} \`cdk-lambda-event-sources rules\` lists them all.`;
}

function didYouMean(id: string): string {
  const near = nearestRule(id);
  return near === undefined ? '' : ` Did you mean ${near}?`;
}
