import { mkdirSync, rmSync, writeFileSync } from 'fs';
import { join } from 'path';
import { ALL_SOURCES, KAFKA, KINESIS, MQ, SourceKind, SQS } from '../../src/aws/source-kinds';
import { Citation, Rule, RULES } from '../../src/rules';
import { example, expectation, factPhrase, inGeneral, MEANING } from '../../src/validation/rule-text';

/*
 * Writes docs/RULES.md, the index of all rules, and the pages of docs/rules, which have every rule in full.
 * Usage: npx projen docs:rules
 */

interface Page {
  /** Name in docs/rules, without extension: that of the page for users. */
  readonly file: string;
  readonly title: string;
  /** A rule belongs to the first page that it fits. */
  readonly fits: (rule: Rule) => boolean;
  /** The sources of a page about one service: it also lists the rules that these share with others. */
  readonly kinds?: readonly SourceKind[];
}

const PAGES: readonly Page[] = [
  { file: 'event-invoke-config', title: 'Asynchronous invocation', fits: ({ sources }) => sources.includes('asynchronous') },
  { file: 'polled-sources', title: 'Every event source', fits: ({ sources }) => ALL_SOURCES.every(kind => sources.includes(kind)) },
  { file: 'filters', title: 'Filters', fits: ({ id }) => /^filters?-/.test(id) },
  pageOfService('sqs', 'Amazon SQS', SQS),
  pageOfService('kinesis', 'Amazon Kinesis', KINESIS),
  pageOfService('dynamodb', 'Amazon DynamoDB', ['dynamodb']),
  pageOfService('kafka', 'Apache Kafka', KAFKA),
  pageOfService('mq', 'Amazon MQ', MQ),
  pageOfService('documentdb', 'Amazon DocumentDB', ['documentdb']),
  { file: 's3', title: 'Amazon S3', fits: ({ sources }) => sources.includes('s3') },
  { file: 'sns', title: 'Amazon SNS', fits: ({ sources }) => sources.includes('sns') },
  { file: 'several-sources', title: 'Several event sources', fits: () => true },
];

function pageOfService(file: string, title: string, kinds: readonly SourceKind[]): Page {
  return { file, title, kinds, fits: ({ sources }) => sources.every(kind => kinds.includes(kind)) };
}

const ACKNOWLEDGE = [
  'Acknowledge one with `Validations.of(scope).acknowledge({ id: \'EventSources::<rule id>\', reason: \'...\' })`, or with',
  '`Metadata: { EventSources: { acknowledge: { \'<rule id>\': \'<reason>\' } } }` on a resource of a template.',
];

function pageOf(rule: Rule): Page {
  return PAGES.find(({ fits }) => fits(rule))!;
}

/** Rules under the titles of their pages. */
export function groupsOf(all: readonly Rule[]): (readonly [title: string, rules: readonly Rule[]])[] {
  return PAGES.map(page => [page.title, all.filter(rule => pageOf(rule) === page)] as const).filter(([, rules]) => rules.length > 0);
}

/** Where a rule is described, from the folder docs. */
export function linkTo(rule: Rule): string {
  return `rules/${pageOf(rule).file}.md#${rule.id}`;
}

/** The documents by their paths in docs. */
export function rulesDocuments(): Map<string, string> {
  return new Map([
    ['RULES.md', index()],
    ...PAGES.map((page): [string, string] => [`rules/${page.file}.md`, pageText(page)]),
  ]);
}

function index(): string {
  return text([
    '# Rules',
    '',
    '<!-- Made by `npx projen docs:rules` from src/rules. -->',
    '',
    `${RULES.length} rules: ${counts(RULES)}. An error is refused by AWS or cannot work; a warning deploys.`,
    ...ACKNOWLEDGE,
    '`npx cdk-lambda-event-sources explain <rule id>` prints a rule as its page has it.',
    ...PAGES.flatMap(page => {
      const rules = RULES.filter(rule => pageOf(rule) === page);
      return ['', `## [${page.title}](rules/${page.file}.md)`, '', ...table(rules, linkTo)];
    }),
  ]);
}

function pageText(page: Page): string {
  const rules = RULES.filter(rule => pageOf(rule) === page);
  return text([
    `# Rules: ${page.title}`,
    '',
    '<!-- Made by `npx projen docs:rules` from src/rules. -->',
    '',
    `${counts(rules)}. [All rules](../RULES.md).`,
    ...ACKNOWLEDGE,
    '',
    ...Object.entries(MEANING).map(([reason, meaning]) => `- **${reason}**: ${meaning}`),
    ...rules.flatMap(section),
    ...page.kinds ? rulesElsewhere(page, page.kinds) : [],
  ]);
}

function section(rule: Rule): string[] {
  return [
    '',
    `## ${rule.id}`,
    '',
    `${rule.title}.`,
    '',
    `**${rule.severity}** (${rule.because}) on ${factPhrase(rule.fact)}${rule.sources.length < ALL_SOURCES.length ? `, for ${rule.sources.join(', ')}` : ''}`,
    '',
    `Asks for: ${expectation(rule)}.`,
    `Why: ${inGeneral(rule.why)}.`,
    `Repair: ${inGeneral(rule.fix)}`,
    '',
    `- Accepted: ${example(rule.example.valid)}`,
    `- Found: ${example(rule.example.invalid)}`,
    ...rule.source.recorded === undefined ? [] : [`- AWS answered: \`${rule.source.recorded}\``],
    `- ${pageLink(rule.source)}`,
    ...(rule.variants ?? []).flatMap(({ sources, source }) => source && source.url !== rule.source.url ? [`- for ${sources.join(', ')}: ${pageLink(source)}`] : []),
  ];
}

function pageLink({ url, checkedOn }: Citation): string {
  return `[${url.replace('https://docs.aws.amazon.com/', '')}](${url}), read on ${checkedOn}`;
}

/** The rules of other pages that hold for these kinds of sources too; those that hold for all are only referred to. */
function rulesElsewhere(page: Page, kinds: readonly SourceKind[]): string[] {
  const others = RULES.filter(rule => kinds.some(kind => rule.sources.includes(kind)) && pageOf(rule) !== page);
  const named = PAGES.filter(({ file }) => ['polled-sources', 'filters'].includes(file) && others.some(rule => pageOf(rule).file === file));
  return [
    '',
    '## Shared with other sources',
    '',
    `The rules of ${named.map(({ file, title }) => `[${title.toLowerCase()}](${file}.md)`).join(' and of ')} hold for ${page.title} too, and so do:`,
    '',
    ...table(others.filter(rule => !named.includes(pageOf(rule))), rule => linkTo(rule).replace('rules/', '')),
  ];
}

function table(rules: readonly Rule[], link: (rule: Rule) => string): string[] {
  return [
    '| rule | severity | title |',
    '|---|---|---|',
    ...rules.map(rule => `| [${rule.id}](${link(rule)}) | ${rule.severity} | ${rule.title.replace(/\|/g, '\\|')} |`),
  ];
}

function counts(rules: readonly Rule[]): string {
  const errors = rules.filter(({ severity }) => severity === 'error').length;
  const warnings = rules.length - errors;
  return `${errors} error${errors === 1 ? '' : 's'} and ${warnings} warning${warnings === 1 ? '' : 's'}`;
}

function text(lines: readonly string[]): string {
  return `${lines.join('\n')}\n`;
}

if (require.main === module) {
  const docs = process.argv[2];
  rmSync(join(docs, 'rules'), { recursive: true, force: true });
  mkdirSync(join(docs, 'rules'));
  rulesDocuments().forEach((document, file) => writeFileSync(join(docs, file), document));
}
