import { writeFileSync } from 'fs';
import { ALL_SOURCES, Rule, RULES } from '../src/limits';

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

/** The reference of all rules, made of their rows. */
export function rulesDocument(): string {
  const left = new Set(RULES);
  const groups = GROUPS.map(([title, belongs]) => {
    const rules = [...left].filter(belongs);
    rules.forEach(rule => left.delete(rule));
    return [title, rules] as const;
  }).filter(([, rules]) => rules.length > 0);
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
  return [
    '',
    `### ${rule.id}`,
    '',
    `**${rule.severity}** (${rule.because}) on \`${rule.property}\`${rule.sources.length < ALL_SOURCES.length ? ` of ${rule.sources.join(', ')}` : ''}`,
    '',
    `Asks for: ${asked(rule)}.`,
    `Why: ${rule.why.replace(': {detail}', '').replace('{detail}', 'it')}.`,
    `Repair: ${rule.fix.replace('{limit}', 'that').replace('{detail}', 'what the message shows')}`,
    '',
    `- Accepted: ${example(rule.example.valid)}`,
    `- Found: ${example(rule.example.invalid)}`,
    ...rule.source.recorded === undefined ? [] : [`- AWS answered: \`${rule.source.recorded}\``],
    `- [${rule.source.url.replace('https://docs.aws.amazon.com/', '')}](${rule.source.url}), read on ${rule.source.checkedOn}`,
  ];
}

function asked({ check, when = [], property }: Rule): string {
  const conditions = when.map(condition => {
    if (condition.present !== undefined) { return `\`${condition.fact}\` is ${condition.present ? 'set' : 'left out'}`; }
    if (condition.equals !== undefined) { return `\`${condition.fact}\` is ${condition.equals}`; }
    if (condition.notEquals !== undefined) { return `\`${condition.fact}\` is not ${condition.notEquals}`; }
    if (condition.containsAny !== undefined) { return `\`${condition.fact}\` has ${condition.containsAny.join(' or ')}`; }
    if (condition.atLeastFact !== undefined) { return `\`${condition.fact}\` is at least \`${condition.atLeastFact}\``; }
    return [
      condition.above === undefined ? '' : `\`${condition.fact}\` is above ${condition.above}`,
      condition.below === undefined ? '' : `\`${condition.fact}\` is below ${condition.below}`,
    ].filter(text => text !== '').join(' and ');
  });
  const condition = conditions.length > 0 ? `, where ${conditions.join(' and ')}` : '';
  const term = 'term' in check
    ? `${check.term.times === undefined ? '' : `${check.term.times} times `}\`${check.term.of}\`${check.term.plus === undefined ? '' : ` plus \`${check.term.plus}\``}`
    : '';
  switch (check.kind) {
    case 'integer-range': return `a whole number ${check.max === undefined ? `of at least ${check.min}` : `from ${check.min} to ${check.max}`} ${check.unit}${condition}`;
    case 'number-range': return `${check.min === undefined ? '' : `at least ${check.min} and `}at most ${check.max} ${check.unit}${condition}`;
    case 'at-least': return `at least ${term}${condition}`;
    case 'at-most': return `at most ${term}${condition}`;
    case 'equal-to': return `the same as \`${check.fact}\`${condition}`;
    case 'one-of': return `${check.values.length > 1 ? 'one of ' : ''}${check.values.map(value => `\`${value}\``).join(', ')}${condition}`;
    case 'count': return `${check.min > 0 ? `${check.min} to` : 'at most'} ${check.max} ${check.unit}${condition}`;
    case 'unique-items': return `no item twice${condition}`;
    case 'length': return `${check.min > 0 ? `${check.min} to` : 'at most'} ${check.max} characters${condition}`;
    case 'pattern': return `${check.form}${condition}`;
    case 'contains': return `\`${check.value}\` in it${condition}`;
    case 'required': return `\`${property}\` to be set${condition}`;
    case 'not-allowed': return `\`${property}\` to be left out${condition}`;
    case 'not-empty': return `something in it${condition}`;
    case 'requires': return `\`${check.property}\` beside it${condition}`;
    case 'excludes': return `no \`${check.property}\` beside it${condition}`;
    case 'filter': return `no filter like the one below${condition}`;
    case 'observed': return `not to be so${condition}`;
  }
}

function example(facts: { readonly [path: string]: unknown }): string {
  const given = Object.entries(facts).map(([path, value]) => {
    const json = JSON.stringify(value);
    return `\`${path}: ${json.length > 100 ? `${json.slice(0, 100)}...` : json}\``;
  });
  return given.length > 0 ? given.join(', ') : 'nothing set';
}

if (require.main === module) { writeFileSync(process.argv[2], rulesDocument()); }
