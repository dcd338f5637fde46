import { checkKind } from './check-kinds';
import { isRelated } from '../aws/source-types';
import type { Condition, FactPath, Reason, Rule, Term } from '../rules';
import { PROPERTIES } from '../rules/property-names';
import { entryAt } from '../values/json';

/** The meaning of the reasons of rules. */
export const MEANING: Record<Reason, string> = {
  'refused': 'AWS refuses it',
  'never-works': 'it deploys, and cannot work',
  'risky': 'it deploys, and often goes wrong',
  'disputed': 'AWS may refuse it: what it says differs from place to place',
};

/** A fact as a label: the name of a property in CloudFormation, words for all else. */
function factLabel(path: FactPath): string {
  const known = entryAt(PROPERTIES, path);
  return known?.phrase ?? (known?.of ? `${known.prop} of the ${known.of}` : path);
}

/** Words for facts that are no properties and have no phrase. */
const WORDS: { readonly [path: FactPath]: string } = {
  'deployment.MappingsWithMaximumConcurrency': 'the number of mappings of the function with `MaximumConcurrency`',
  'clock.Now': 'the time of the synthesis',
  'registry.IsGlue': 'being a registry of AWS Glue',
  'construct.EventCountMetricUsed': 'the use of a metric of `EventCount`',
  'source.ParallelBatches': 'the number of shards times `ParallelizationFactor`',
  'source.RetentionHours': 'the hours that the stream keeps records',
};

/** What it means that a fact which is no property does not hold. */
const WITHOUT: { readonly [path: FactPath]: string } = {
  'construct.StreamArnMissing': 'the ARN of the table\'s stream is known',
  'queue.IsDeadLetterQueue': 'the queue is not itself for what failed elsewhere',
  'deployment.EarlierReader': 'no mapping before it reads the queue',
};

/** A fact within a sentence. */
export function factPhrase(path: FactPath): string {
  const known = entryAt(PROPERTIES, path);
  if (known?.phrase) { return `"${known.phrase}"`; }
  if (known?.of) { return `\`${known.prop}\` of the ${known.of}`; }
  const [owner, ...rest] = path.split('.');
  if (isRelated(owner)) { return `\`${rest.join('.')}\` of the ${owner}`; }
  switch (owner) {
    case 'access': return `the entry \`${rest.join('.').replace('[]', '')}\``;
    case 'registry': return entryAt(WORDS, path) ?? `\`SchemaRegistryConfig${rest[0] === 'SchemaRegistryConfig' ? '' : `.${rest.join('.')}`}\``;
    case 'kafka': return `\`${rest.join('.')}\``;
    case 'notification': return `the ${rest[0].toLowerCase()} of keys`;
    default: return entryAt(WORDS, path) ?? `\`${path}\``;
  }
}

const KNOWN = /\.Known$/;

/** Whether a fact only says that a resource is known. */
function isKnown(path: FactPath): boolean {
  return KNOWN.test(path);
}

/** The requirement of a rule, as a noun with its conditions. */
export function expectation({ check, when = [], fact, title }: Rule): string {
  const expected = checkKind(check).expected(check, {
    fact: factPhrase(fact),
    title,
    limit: 'term' in check ? termPhrase(check.term) : '',
    factOf: factPhrase,
    literal: value => `\`${value}\``,
    oneOf: values => `${values.length > 1 ? 'one of ' : ''}${values.map(value => `\`${value}\``).join(', ')}`,
  });
  return when.length > 0 ? `${expected}, where ${when.map(conditionPhrase).join(' and ')}` : expected;
}

function termPhrase({ of, times, plus }: Term): string {
  return `${times === undefined ? '' : `${times} times `}${factPhrase(of)}${plus === undefined ? '' : ` plus ${factPhrase(plus)}`}`;
}

function conditionPhrase({ fact, present, equals, notEquals, containsAny, atLeastFact, above, below }: Condition): string {
  if (isKnown(fact)) { return `the ${fact.replace(KNOWN, '')} is known`; }
  const without = present === false ? entryAt(WITHOUT, fact) : undefined;
  if (without !== undefined) { return without; }
  const name = factPhrase(fact);
  if (present !== undefined) { return `${name} is ${present ? 'set' : 'omitted'}`; }
  if (equals !== undefined) { return `${name} is ${equals}`; }
  if (notEquals !== undefined) { return `${name} is not ${notEquals}`; }
  if (containsAny !== undefined) { return `${name} has ${containsAny.join(' or ')}`; }
  if (atLeastFact !== undefined) { return `${name} is at least ${factPhrase(atLeastFact)}`; }
  const bounds = [above === undefined ? [] : [`above ${above}`], below === undefined ? [] : [`below ${below}`]].flat();
  return bounds.map(bound => `${name} is ${bound}`).join(' and ');
}

/** A sentence of a rule without the values of a finding. */
export function inGeneral(text: string): string {
  return text
    .replace(/: \{detail\}$/, '')
    .replace(/has \{detail\}/, 'has what the message shows')
    .replace('{detail}', 'what the message names')
    .replace('{limit}', 'the bound in the message');
}

/** Facts as a list of names and values. */
export function example(facts: { readonly [path: string]: unknown }): string {
  const shown = Object.entries(facts).filter(([path]) => !isKnown(path)).map(([path, value]) => {
    const json = JSON.stringify(value);
    return `\`${factLabel(path)}: ${json.length > 100 ? `${json.slice(0, 100)}...` : json}\``;
  });
  return shown.length > 0 ? shown.join(', ') : 'nothing set';
}
