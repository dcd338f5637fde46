import { readFileSync } from 'fs';
import { dirname, join } from 'path';
import { SourceKind } from '../../src/aws/source-kinds';
import { DEFAULTS, Rule, RULES } from '../../src/rules';
import { PROPERTIES } from '../../src/rules/property-names';

/*
 * The pages of the sources are written by hand, and what they say of props, bounds and defaults stands in the API and in src/rules, too.
 */

const ROOT = join(__dirname, '..', '..');
const API = readFileSync(join(ROOT, 'API.md'), 'utf8');

interface Page {
  readonly file: string;
  readonly kinds: readonly SourceKind[];
  /** The props of the source, each with a row among its options. */
  readonly props: string;
  /** Structs that these lead to, described in any place. */
  readonly more?: readonly string[];
}

const PAGES: readonly Page[] = [
  { file: 'docs/sources/sqs.md', kinds: ['sqs', 'sqs-fifo'], props: 'SqsEventSourceProps' },
  { file: 'docs/sources/kinesis.md', kinds: ['kinesis', 'kinesis-consumer'], props: 'KinesisEventSourceProps' },
  { file: 'docs/sources/dynamodb.md', kinds: ['dynamodb'], props: 'DynamoEventSourceProps' },
  {
    file: 'docs/sources/kafka.md',
    kinds: ['msk', 'msk-serverless', 'self-managed-kafka'],
    props: 'KafkaEventSourceProps',
    more: [
      'MskClusterOptions', 'MskServerlessClusterOptions', 'SelfManagedKafkaOptions', 'OauthBearerOptions',
      'GlueSchemaRegistryProps', 'ConfluentSchemaRegistryProps', 'ManagedKafkaEventSourceProps', 'SelfManagedKafkaEventSourceProps',
    ],
  },
  { file: 'docs/sources/mq.md', kinds: ['activemq', 'rabbitmq'], props: 'MqEventSourceProps' },
  { file: 'docs/sources/documentdb.md', kinds: ['documentdb'], props: 'DocumentDbEventSourceProps' },
  { file: 'docs/sources/s3.md', kinds: ['s3'], props: 'S3EventSourceProps' },
  { file: 'docs/sources/sns.md', kinds: ['sns'], props: 'SnsEventSourceProps' },
  { file: 'docs/event-invoke-config.md', kinds: ['asynchronous'], props: 'EventInvokeConfigProps', more: ['AsyncInvokeOptions', 'FunctionDestinationOptions'] },
  { file: 'docs/polled-sources.md', kinds: ['sqs', 'kinesis', 'dynamodb', 'msk', 'rabbitmq', 'documentdb'], props: 'PollingEventSourceProps' },
  { file: 'docs/poller-network.md', kinds: [], props: '', more: ['PollerConnectionOptions'] },
];

/** All props of a struct, inherited ones too. */
function propsOf(struct: string): string[] {
  const [, section = ''] = API.split(`\n### ${struct} <a name=`);
  const props = [...section.split('\n### ')[0].matchAll(/^\| <code><a href="#[^"]*\.property\.(\w+)">/gm)].map(([, name]) => name);
  if (props.length === 0) { throw new Error(`API.md has no props of ${struct}.`); }
  return props;
}

/** The rows that tell of a prop: in the section of options, and in that of the pages which the section leads to. */
function rowsOf(file: string, prop: string): string[] {
  const section = optionsOf(file);
  const linked = [...section.matchAll(/\]\(([^)#:]+\.md)\)/g)].map(([, page]) => optionsOf(join(dirname(file), page)));
  return [section, ...linked].flatMap(text => text.split('\n').filter(line => line.split(' | ')[0].startsWith('| ') && line.split(' | ')[0].includes(`\`${prop}\``)));
}

function optionsOf(file: string): string {
  const [, options = ''] = readFileSync(join(ROOT, file), 'utf8').split('\n## Options\n');
  return options.split('\n## ')[0];
}

/** Texts that the library writes, not the app: their lengths are nobody's concern. */
const WRITTEN_FOR_YOU = ['authentication', 'credentials', 'onFailure', 'onSuccess', 'reportBatchItemFailures'];

const head = (property: string) => PROPERTIES[property]?.prop.split('.')[0];

/** What AWS refuses beyond, of a prop that has bounds at all. */
function boundsOf({ kinds }: Page, props: readonly string[]): Rule[] {
  return RULES.filter(({ because, check, fact, sources }) => because === 'refused'
    && (check.kind === 'integer-range' || check.kind === 'length' || check.kind === 'count') && check.max !== undefined && check.min !== check.max
    && sources.some(kind => kinds.includes(kind))
    && props.includes(head(fact)) && !WRITTEN_FOR_YOU.includes(head(fact)));
}

const says = (text: string, value: number) => new RegExp(`(?<![\\d,.-])${value.toLocaleString('en-US')}(?![\\d]|,\\d)`).test(text);

describe.each(PAGES.filter(({ props }) => props !== '').map(page => [page.file, page] as const))('%s', (file, page) => {
  const props = propsOf(page.props);

  test.each(props)('has %s among the options, or leads to it', prop => {
    expect(rowsOf(file, prop)).not.toEqual([]);
  });

  test('says every bound of an option', () => {
    const missing = boundsOf(page, props).flatMap(({ id, fact, check }) => {
      const { kind, min, max } = check as { kind: string; min: number; max: number };
      const text = rowsOf(file, head(fact)).join('\n');
      // That a text has at least one character goes without saying, and so do ranges that begin with nothing.
      return [...kind === 'length' || min === 0 ? [] : [min], max].filter(bound => !says(text, bound)).map(bound => `${id}: ${head(fact)} ${bound}`);
    });
    expect(missing).toEqual([]);
  });

  test('says every default of an option', () => {
    const missing = DEFAULTS.filter(({ fact, sources }) => props.includes(head(fact)) && sources.some(kind => page.kinds.includes(kind)))
      .flatMap(({ fact, value }) => {
        const isNested = PROPERTIES[fact].prop.includes('.');
        const texts = rowsOf(file, head(fact)).map(row => isNested ? row : row.split(' | ').pop()!);
        const said = texts.some(text => typeof value !== 'number' ? text.toLowerCase().includes(String(value).toLowerCase())
          : isNested ? text.includes(`(${value} by default)`) : says(text, value) || (value === -1 && text.includes('no limit')));
        return said ? [] : [`${head(fact)} ${value}`];
      });
    expect(missing).toEqual([]);
  });
});

test.each(PAGES.flatMap(({ file, more = [] }) => more.map(struct => [file, struct])))('%s names all of %s', (file, struct) => {
  const page = readFileSync(join(ROOT, file), 'utf8');
  expect(propsOf(struct).filter(prop => !new RegExp(`\`[^\`]*\\b${prop}\\b[^\`]*\``).test(page) && rowsOf(file, prop).length === 0)).toEqual([]);
});

test('bounds and defaults are compared at all', () => {
  const compared = PAGES.filter(({ props }) => props !== '').map(page => boundsOf(page, propsOf(page.props)).length);
  expect(compared.reduce((sum, count) => sum + count)).toBeGreaterThan(30);
});
