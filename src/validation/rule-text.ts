import type { FactPath, Reason, Rule } from '../rules';
import { PROPERTIES } from '../rules/property-names';

/** What the reasons of rules mean. */
export const MEANING: Record<Reason, string> = {
  'refused': 'AWS refuses it',
  'never-works': 'it deploys, and cannot work',
  'risky': 'it deploys, and often goes wrong',
  'disputed': 'AWS may refuse it: what it says differs from place to place',
};

/** What a fact is called by who knows no facts: a property as CloudFormation calls it, all else in words. */
function factLabel(path: FactPath): string {
  const known = PROPERTIES[path];
  return known?.phrase ?? (known?.of ? `${known.prop} of the ${known.of}` : path);
}

/** Facts that are no property, nor have words of their own. */
const WORDS: { readonly [path: FactPath]: string } = {
  'deployment.MappingsWithMaximumConcurrency': 'the number of mappings of the function with `MaximumConcurrency`',
  'clock.Now': 'the time of the synthesis',
  'registry.IsGlue': 'being a registry of AWS Glue',
  'construct.EventCountMetricUsed': 'the use of a metric of `EventCount`',
  'source.ParallelBatches': 'the number of shards times `ParallelizationFactor`',
  'source.RetentionHours': 'the hours that the stream keeps records',
};

/** The same within a sentence. */
export function factPhrase(path: FactPath): string {
  const known = PROPERTIES[path];
  if (known?.phrase) { return `"${known.phrase}"`; }
  if (known?.of) { return `\`${known.prop}\` of the ${known.of}`; }
  const [owner, ...rest] = path.split('.');
  switch (owner) {
    case 'access': return `the entry \`${rest.join('.').replace('[]', '')}\``;
    case 'registry': return WORDS[path] ?? `\`SchemaRegistryConfig${rest[0] === 'SchemaRegistryConfig' ? '' : `.${rest.join('.')}`}\``;
    case 'kafka': return `\`${rest.join('.')}\``;
    case 'notification': return `the ${rest[0].toLowerCase()} of keys`;
    default: return WORDS[path] ?? `\`${path}\``;
  }
}

/** A number with its unit, of which the plural is given. */
function count(number: number, unit: string): string {
  return `${number} ${number === 1 ? unit.replace(/ies$/, 'y').replace(/^ways/, 'way').replace(/s$/, '') : unit}`.trimEnd();
}

const KNOWN = /\.Known$/;

/** Whether a fact tells only that there is something to ask. */
function isKnown(path: FactPath): boolean {
  return KNOWN.test(path);
}

/** What a rule asks for, as a noun with its conditions. */
export function expectation({ check, when = [], fact, title }: Rule): string {
  const conditions = when.map(condition => {
    if (isKnown(condition.fact)) { return `the ${condition.fact.replace(KNOWN, '')} is known`; }
    if (condition.present !== undefined) { return `${factPhrase(condition.fact)} is ${condition.present ? 'set' : 'left out'}`; }
    if (condition.equals !== undefined) { return `${factPhrase(condition.fact)} is ${condition.equals}`; }
    if (condition.notEquals !== undefined) { return `${factPhrase(condition.fact)} is not ${condition.notEquals}`; }
    if (condition.containsAny !== undefined) { return `${factPhrase(condition.fact)} has ${condition.containsAny.join(' or ')}`; }
    if (condition.atLeastFact !== undefined) { return `${factPhrase(condition.fact)} is at least ${factPhrase(condition.atLeastFact)}`; }
    return [
      condition.above === undefined ? '' : `${factPhrase(condition.fact)} is above ${condition.above}`,
      condition.below === undefined ? '' : `${factPhrase(condition.fact)} is below ${condition.below}`,
    ].filter(text => text !== '').join(' and ');
  });
  const condition = conditions.length > 0 ? `, where ${conditions.join(' and ')}` : '';
  const term = 'term' in check
    ? `${check.term.times === undefined ? '' : `${check.term.times} times `}${factPhrase(check.term.of)}${check.term.plus === undefined ? '' : ` plus ${factPhrase(check.term.plus)}`}`
    : '';
  switch (check.kind) {
    case 'integer-range': {
      if (check.max === check.min) { return `${count(check.min, check.unit)}${condition}`; }
      const bounds = check.max === undefined ? `of at least ${count(check.min, check.unit)}` : `from ${check.min} to ${count(check.max, check.unit)}`;
      return `a whole number ${bounds}${condition}`;
    }
    case 'number-range': return `${check.min === undefined ? '' : `at least ${check.min} and `}at most ${count(check.max, check.unit)}${condition}`;
    case 'at-least': return `at least ${term}${condition}`;
    case 'at-most': return `at most ${term}${condition}`;
    case 'equal-to': return `the same as ${factPhrase(check.fact)}${condition}`;
    case 'one-of': return `${check.values.length > 1 ? 'one of ' : ''}${check.values.map(value => `\`${value}\``).join(', ')}${condition}`;
    case 'count': return `${check.max === check.min ? '' : check.min > 0 ? `${check.min} to ` : 'at most '}${count(check.max, check.unit)}${condition}`;
    case 'unique-items': return `no item twice${condition}`;
    case 'length': return `${check.min > 0 ? `${check.min} to` : 'at most'} ${check.max} characters${condition}`;
    case 'pattern': return `${check.form}${condition}`;
    case 'contains': return `\`${check.value}\` in it${condition}`;
    case 'required': return `${factPhrase(fact)} to be set${condition}`;
    case 'not-allowed': return `${factPhrase(fact)} to be left out${condition}`;
    case 'not-empty': return `something in it${condition}`;
    case 'requires': return `${factPhrase(check.fact)} beside it${condition}`;
    case 'excludes': return `no ${factPhrase(check.fact)} beside it${condition}`;
    case 'filter': return `that ${title.replace(/^[A-Z](?=[a-z ])/, first => first.toLowerCase())}`;
    case 'observed': return `that this is not so${condition}`;
  }
}

/** Facts as somebody would write them down. */
export function example(facts: { readonly [path: string]: unknown }): string {
  const given = Object.entries(facts).filter(([path]) => !isKnown(path)).map(([path, value]) => {
    const json = JSON.stringify(value);
    return `\`${factLabel(path)}: ${json.length > 100 ? `${json.slice(0, 100)}...` : json}\``;
  });
  return given.length > 0 ? given.join(', ') : 'nothing set';
}
