import { writeFileSync } from 'fs';
import { inGeneral } from '../src/checks/general-words';
import { ALL_SOURCES, Condition, FactPath, PROPERTIES, Rule, RULES, SourceKind } from '../src/limits';
import { FILTER_ROWS } from '../src/limits/filters';

const GROUPS: readonly (readonly [title: string, belongs: (rule: Rule) => boolean])[] = [
  ['Asynchronous invocation', ({ sources }) => sources.includes('asynchronous')],
  ['Every event source', ({ sources }) => ALL_SOURCES.every(kind => sources.includes(kind))],
  ['Filters', ({ id }) => /^filters?-/.test(id)],
  ['Amazon SQS', ({ id }) => id.startsWith('sqs-')],
  ['Amazon Kinesis', ({ id }) => id.startsWith('kinesis-')],
  ['Amazon DynamoDB', ({ id }) => id.startsWith('dynamodb-')],
  ['Apache Kafka', ({ id }) => /^(kafka|msk|self-managed-kafka)-/.test(id)],
  ['Amazon MQ', ({ id }) => /^(mq|activemq|rabbitmq)-/.test(id)],
  ['Amazon DocumentDB', ({ id }) => id.startsWith('documentdb-')],
  ['Amazon S3', ({ sources }) => sources.includes('s3')],
  ['Amazon SNS', ({ sources }) => sources.includes('sns')],
  ['Several event sources', () => true],
];

/** Rules under the titles that they belong to. */
export function groupsOf(all: readonly Rule[]): (readonly [title: string, rules: readonly Rule[]])[] {
  const left = new Set(all);
  return GROUPS.map(([title, belongs]) => {
    const rules = [...left].filter(belongs);
    rules.forEach(rule => left.delete(rule));
    return [title, rules] as const;
  }).filter(([, rules]) => rules.length > 0);
}

/** The reference of all rules, made of their rows. */
export function rulesDocument(): string {
  const groups = groupsOf(RULES);
  const errors = RULES.filter(({ severity }) => severity === 'error').length;
  return [
    '# Rules',
    '',
    '<!-- Made by `npx projen docs:rules` from src/limits. -->',
    '',
    `${RULES.length} rules: ${errors} errors, each refused by AWS or unable to work, and ${RULES.length - errors} warnings.`,
    'Acknowledge one with `Validations.of(scope).acknowledge({ id: \'EventSources::<rule id>\', reason: \'...\' })`, or with',
    '`Metadata: { EventSources: { acknowledge: { \'<rule id>\': \'<reason>\' } } }` on a resource of a template.',
    ...groups.flatMap(([title, rules]) => ['', `## ${title}`, ...rules.flatMap(section)]),
    '',
  ].join('\n');
}

function section(rule: Rule): string[] {
  const observed = rule.check.kind === 'observed';
  return [
    '',
    `### ${rule.id}`,
    '',
    `**${rule.severity}** (${rule.because})${observed ? '' : ` on ${called(rule.property)}`}${sourcesOf(rule)}`,
    '',
    observed ? `Found when ${called(rule.property)}${conditionsOf(rule)}.` : `Asks ${rule.check.kind === 'filter' ? 'that' : 'for:'} ${asked(rule)}.`,
    `Why: ${inGeneral(rule.why)}.`,
    `Repair: ${inGeneral(rule.fix)}`,
    '',
    ...observed ? [] : [`- Accepted: ${example(rule.example.valid)}`, `- Found: ${example(rule.example.invalid)}`],
    ...rule.source.recorded === undefined ? [] : [`- AWS answered: \`${rule.source.recorded}\``],
    `- [${rule.source.url.replace('https://docs.aws.amazon.com/', '')}](${rule.source.url}), read on ${rule.source.checkedOn}`,
  ];
}

/** How kinds of sources are called that are none of a mapping. */
const KINDS: { readonly [kind in SourceKind]?: string } = { asynchronous: 'asynchronous invocation', s3: 'notifications of S3', sns: 'subscriptions to SNS' };

function sourcesOf({ sources }: Rule): string {
  return sources.length < ALL_SOURCES.length ? `, for ${sources.map(kind => KINDS[kind] ?? kind).join(', ')}` : '';
}

/** Facts that are no property, nor have words of their own. */
const WORDS: { readonly [fact: FactPath]: string } = {
  'app.MappingsWithMaximumConcurrency': 'the number of mappings of the function with `MaximumConcurrency`',
  'cluster.Tls': 'the parameter tls of the cluster',
  'clock.Now': 'the time of the synthesis',
  'destination.Topic': 'the topic of a `kafka://` destination',
  'registry.IsGlue': 'being a registry of AWS Glue',
  'seen.EventCountMetricUsed': 'the app uses a metric of `EventCount`',
  'source.ParallelBatches': 'the number of shards times `ParallelizationFactor`',
  'source.RetentionHours': 'the hours that the stream keeps records',
};

/** A fact in the words of a reader: a property by its name in a template, others as messages call them. */
function called(fact: FactPath): string {
  const [owner, ...rest] = fact.split('.');
  const words = WORDS[fact] ?? PROPERTIES[fact]?.phrase;
  if (words !== undefined) { return words.replace(/^[A-Z](?=[a-z ])/, first => first.toLowerCase()); }
  switch (owner) {
    case 'access': return `the entry \`${rest.join('.').replace('[]', '')}\``;
    case 'registry': return `\`SchemaRegistryConfig${rest[0] === 'SchemaRegistryConfig' ? '' : `.${rest.join('.')}`}\``;
    case 'kafka': return `\`${rest.join('.')}\``;
    case 'notification': return `the ${rest[0].toLowerCase()} of keys`;
    default: return /^[a-z]/.test(fact) ? `\`${rest.join('.')}\` of the ${owner}` : `\`${fact}\``;
  }
}

function conditionInWords({ fact, present, equals, notEquals, containsAny, atLeastFact, above, below }: Condition): string {
  const name = called(fact);
  if (present && fact.startsWith('seen.')) { return name; }
  if (present !== undefined) { return `${name} is ${present ? 'given' : 'left out'}`; }
  if (equals !== undefined) { return `${name} is ${equals}`; }
  if (notEquals !== undefined) { return `${name} is not ${notEquals}`; }
  if (containsAny !== undefined) { return `${name} has ${containsAny.join(' or ')}`; }
  if (atLeastFact !== undefined) { return `${name} is at least ${called(atLeastFact)}`; }
  return [
    above === undefined ? '' : `${name} is above ${above}`,
    below === undefined ? '' : `${name} is below ${below}`,
  ].filter(text => text !== '').join(' and ');
}

/** Of a resource that is not at hand nothing is judged, which goes without saying. */
function conditionsOf({ when = [] }: Rule): string {
  const told = when.filter(({ fact }) => !fact.endsWith('.Known'));
  const unless = told.filter(({ fact, present }) => fact.startsWith('seen.') && present === false);
  const where = told.filter(condition => !unless.includes(condition)).map(conditionInWords);
  return `${where.length > 0 ? `, where ${where.join(' and ')}` : ''}${unless.map(({ fact }) => `, unless ${called(fact)}`).join('')}`;
}

function asked(rule: Rule): string {
  const { check, property } = rule;
  const condition = conditionsOf(rule);
  const term = 'term' in check
    ? `${check.term.times === undefined ? '' : `${check.term.times} times `}${called(check.term.of)}${check.term.plus === undefined ? '' : ` plus ${called(check.term.plus)}`}`
    : '';
  switch (check.kind) {
    case 'integer-range': {
      if (check.max === check.min) { return `${count(check.min, check.unit)}${condition}`; }
      return `a whole number ${check.max === undefined ? `of at least ${count(check.min, check.unit)}` : `from ${check.min} to ${count(check.max, check.unit)}`}${condition}`;
    }
    case 'number-range': return `${check.min === undefined ? '' : `at least ${check.min} and `}at most ${count(check.max, check.unit)}${condition}`;
    case 'at-least': return `at least ${term}${condition}`;
    case 'at-most': return `at most ${term}${condition}`;
    case 'equal-to': return `the same as ${called(check.fact)}${condition}`;
    case 'one-of': return `${check.values.length > 1 ? 'one of ' : ''}${check.values.map(value => `\`${value}\``).join(', ')}${condition}`;
    case 'count': {
      if (check.max === check.min) { return `${count(check.min, check.unit)}${condition}`; }
      return `${check.min > 0 ? `${check.min} to` : 'at most'} ${count(check.max, check.unit)}${condition}`;
    }
    case 'unique-items': return `no item twice${condition}`;
    case 'length': return `${check.min > 0 ? `${check.min} to` : 'at most'} ${check.max} characters${condition}`;
    case 'pattern': return `${check.form}${condition}`;
    case 'contains': return `\`${check.value}\` in it${condition}`;
    case 'required': return `${called(property)} to be set${condition}`;
    case 'not-allowed': return `${called(property)} to be left out${condition}`;
    case 'not-empty': return `something in it${condition}`;
    case 'requires': return `${called(check.property)} beside it${condition}`;
    case 'excludes': return `no ${called(check.property)} beside it${condition}`;
    case 'filter': return FILTER_ROWS.find(({ id }) => id === check.issue)!.title.replace(/^[A-Z](?=[a-z ])/, first => first.toLowerCase());
    case 'observed': throw new Error(`${rule.id} asks for nothing: it is found or not`);
  }
}

/** A number with its unit, of which the plural is given. */
function count(number: number, unit: string): string {
  return `${number} ${number === 1 ? unit.replace(/ies$/, 'y').replace(/^ways/, 'way').replace(/s$/, '') : unit}`.trimEnd();
}

function example(facts: { readonly [path: string]: unknown }): string {
  const given = Object.entries(facts).map(([path, value]) => {
    const json = JSON.stringify(value);
    return `\`${path}: ${json.length > 100 ? `${json.slice(0, 100)}...` : json}\``;
  });
  return given.length > 0 ? given.join(', ') : 'nothing set';
}

if (require.main === module) { writeFileSync(process.argv[2], rulesDocument()); }
