import { writeFileSync } from 'fs';
import { inGeneral } from '../../src/validation/general-words';
import { expectation, example, MEANING, factPhrase } from '../../src/validation/rule-text';
import { ALL_SOURCES, KAFKA, KINESIS, MQ, Rule, RULES, SourceKind, SQS } from '../../src/rules';

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

/** What people look a source up by. */
const SOURCES: readonly (readonly [title: string, kinds: readonly SourceKind[]])[] = [
  ['Amazon SQS', SQS],
  ['Amazon Kinesis', KINESIS],
  ['Amazon DynamoDB', ['dynamodb']],
  ['Apache Kafka', KAFKA],
  ['Amazon MQ', MQ],
  ['Amazon DocumentDB', ['documentdb']],
  ['Amazon S3', ['s3']],
  ['Amazon SNS', ['sns']],
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
    '`npx cdk-lambda-event-sources explain <rule id>` says on the command line what stands here.',
    '',
    ...Object.entries(MEANING).map(([reason, meaning]) => `- **${reason}**: ${meaning}`),
    '',
    '## Rules by source',
    '',
    'A rule stands below with the sources that it is common to. Beside those that hold for every event source, and those of filters, these hold for',
    '',
    ...SOURCES.map(([title, kinds]) => `- **${title}**: ${rulesOf(kinds).map(({ id }) => `[${id}](#${id})`).join(', ')}`),
    ...groups.flatMap(([title, rules]) => ['', `## ${title}`, ...rules.flatMap(section)]),
    '',
  ].join('\n');
}

/** The rules of some kinds of sources that do not hold for every source. */
function rulesOf(kinds: readonly SourceKind[]): Rule[] {
  return RULES.filter(({ id, sources }) =>
    kinds.some(kind => sources.includes(kind)) && !ALL_SOURCES.every(kind => sources.includes(kind)) && !/^filters?-/.test(id));
}

function section(rule: Rule): string[] {
  return [
    '',
    `### ${rule.id}`,
    '',
    `**${rule.severity}** (${rule.because}) on ${factPhrase(rule.property)}${rule.sources.length < ALL_SOURCES.length ? `, for ${rule.sources.join(', ')}` : ''}`,
    '',
    `Asks for: ${expectation(rule)}.`,
    `Why: ${inGeneral(rule.why)}.`,
    `Repair: ${inGeneral(rule.fix)}`,
    '',
    `- Accepted: ${example(rule.example.valid)}`,
    `- Found: ${example(rule.example.invalid)}`,
    ...rule.source.recorded === undefined ? [] : [`- AWS answered: \`${rule.source.recorded}\``],
    `- [${rule.source.url.replace('https://docs.aws.amazon.com/', '')}](${rule.source.url}), read on ${rule.source.checkedOn}`,
  ];
}

if (require.main === module) { writeFileSync(process.argv[2], rulesDocument()); }
