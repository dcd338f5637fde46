import { InputError } from './input/input-error';
import { classesOf, kindsInWords, typeOf } from './kind-words';
import { exampleLines } from './rule-example';
import { FactPath, Rule, RULES } from '../rules';
import { PROPERTIES } from '../rules/property-names';
import { WIDTH, wrap } from '../validation/layout';
import { sentence } from '../validation/message';
import { didYouMean } from '../validation/nearest-rule';
import { RuleCatalogue } from '../validation/rule-catalogue';
import { ownId } from '../validation/rule-id';
import { DERIVED_FROM, propertiesOf } from '../validation/rule-properties';
import { expectation, inGeneral, MEANING } from '../validation/rule-text';
import { entryAt } from '../values/json';

/** A rule, as text. */
export function explain(given: string): string {
  // Messages have the id in brackets, and that is what people copy.
  const id = ownId(given.replace(/^\[(.*)\]$/, '$1'));
  const rule = RULES.find(each => each.id === id);
  if (!rule) { throw new InputError(given, withAdvice(id)); }
  return [
    `${rule.id} (${rule.severity}, ${rule.because}: ${MEANING[rule.because]})`,
    sentence(rule.title),
    '',
    `About: ${about(rule)}`,
    `Holds for: ${kindsInWords(rule.sources)}`,
    ...rule.check.kind === 'observed' && !rule.when ? [] : [`Asks for: ${expectation(rule)}.`],
    `Why: ${sentence(inGeneral(rule.why))}`,
    `Fix: ${inGeneral(rule.fix)}`,
    ...rule.fixInTemplate === undefined ? [] : [`In a template: ${inGeneral(rule.fixInTemplate)}`],
    ...rule.source.recorded === undefined ? [] : [`AWS answered: ${rule.source.recorded}`],
    `See: ${rule.source.url} (read on ${rule.source.checkedOn})`,
    '',
    'Accepted:',
    ...exampleLines(rule, rule.example.valid).map(line => `  ${line}`),
    '',
    'Reported:',
    ...exampleLines(rule, rule.example.invalid).map(line => `  ${line}`),
    '',
    'If you know better, acknowledge it: on the construct that the message names or above it, or for a run of check.',
    `  Validations.of(scope).acknowledge({ id: 'EventSources::${rule.id}', reason: '...' })`,
    `  cdk-lambda-event-sources check <...> --acknowledge ${rule.id}`,
  ].map(fold).join('\n');
}

/** Examples are lines already. */
function fold(text: string): string {
  return text.startsWith(' ') ? text : wrap(text, WIDTH, '    ').join('\n');
}

/** The property of CloudFormation, and the prop that sets it. */
function about(rule: Rule): string {
  const known = entryAt(PROPERTIES, rule.fact);
  // A property of CloudFormation stands there where no prop sets it.
  const prop = known && /^[a-z][\w.]*$/.test(known.prop) ? known.prop : undefined;
  if (known?.of) { return `${relatedName(rule.fact)} of the ${known.of}${prop === undefined ? '' : `; ${prop} of its construct`}`; }
  const [property] = propertiesOf(rule);
  return `${property.replace(/\[\]/g, '')} of ${typeOf(rule.sources)}${prop === undefined || rule.check.kind === 'not-allowed' ? '' : `; ${prop} of ${classesOf(rule.sources)}`}`;
}

/** Of what is derived from a property, the property is named. */
function relatedName(fact: FactPath): string {
  return entryAt(DERIVED_FROM, fact) ?? fact.slice(fact.indexOf('.') + 1);
}

/** A message about an id that is no rule; undefined where it is one. */
export function unknownRule(id: string): string | undefined {
  return RuleCatalogue.find(id) ? undefined : `${id}: ${withAdvice(id)}`;
}

function withAdvice(id: string): string {
  return `is no rule.${didYouMean(id)} \`cdk-lambda-event-sources rules\` lists them all.`;
}
