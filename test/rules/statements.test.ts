import { ExampleFacts } from './example-facts';
import { exampleSources } from './example-messages';
import { SourceKind } from '../../src/aws/source-kinds';
import { Rule, RULES } from '../../src/rules';
import { evaluate } from '../../src/validation/evaluate';
import { describe as wordsOf, Spelling } from '../../src/validation/message';
import { ruleFor } from '../../src/validation/rule-for';

const SPELLINGS: readonly Spelling[] = ['prop', 'template'];
const LONGEST = 120;

/** What is said of the invalid example of a rule, for each of its sources and in both spellings. */
function descriptionsOf(rule: Rule): ReturnType<typeof wordsOf>[] {
  return exampleSources(rule).flatMap(kind => {
    const facts = new ExampleFacts(kind, rule.example.invalid);
    return evaluate(facts, [rule]).violations.flatMap(violation => SPELLINGS.map(spelling => wordsOf(violation, facts, spelling)));
  });
}

const EACH_RULE = RULES.map(rule => [rule.id, rule] as const);

test.each(EACH_RULE)(`%s is stated in ${LONGEST} characters, whatever the source and the spelling`, (_, rule) => {
  const statements = descriptionsOf(rule).map(({ statement }) => statement);
  expect(statements.length).toBeGreaterThan(0);
  expect(statements.filter(statement => statement.length > LONGEST)).toEqual([]);
});

test.each(EACH_RULE.filter(([, { because }]) => because === 'risky' || because === 'disputed'))('%s, which AWS does not refuse for sure, says should', (_, rule) => {
  expect(descriptionsOf(rule).map(({ statement }) => statement).filter(statement => /\bmust\b/.test(statement))).toEqual([]);
});

test.each(EACH_RULE)('%s speaks in words, not in values of JavaScript and JSON', (_, rule) => {
  for (const { statement, why, fix } of descriptionsOf(rule)) {
    expect(`${statement} ${why} ${fix}`).not.toMatch(/Symbol|undefined|\[object|known only at deployment, but|\{"Filters"|\{"Pattern"/);
  }
});

/** The pages that are about one source, by what their addresses have in them. */
const PAGES_OF: readonly (readonly [page: RegExp, kinds: readonly SourceKind[]])[] = [
  [/\/(with|services)-sqs|\/AWSSimpleQueueService\//, ['sqs', 'sqs-fifo']],
  [/\/(with|services)-kinesis|\/kinesis-/, ['kinesis', 'kinesis-consumer']],
  [/\/with-ddb|\/services-(ddb|dynamodb)|dynamodb/, ['dynamodb']],
  [/\/msk-|\/with-msk|AmazonManagedKafka/, ['msk', 'msk-serverless']],
  [/\/kafka-(cluster-auth|esm-parameters)|\/with-kafka|SelfManagedKafka/, ['self-managed-kafka']],
  [/\/kafka-|\/services-consume-kafka|KafkaSchemaRegistry/, ['msk', 'msk-serverless', 'self-managed-kafka']],
  [/\/(with|services|process)-mq|amazonmq/, ['activemq', 'rabbitmq']],
  [/documentdb/, ['documentdb']],
  [/\/with-s3|\/AmazonS3\//, ['s3']],
  [/\/with-sns|\/sns\//, ['sns']],
];

test.each(EACH_RULE)('%s cites no page of another source', (_, rule) => {
  const foreign = rule.sources.flatMap(kind => {
    const { url } = ruleFor(rule, [kind]).source;
    const [, kinds] = PAGES_OF.find(([page]) => page.test(url)) ?? [];
    return kinds === undefined || kinds.includes(kind) ? [] : [`${kind}: ${url}`];
  });
  expect(foreign).toEqual([]);
});

test.each(EACH_RULE.filter(([, { variants }]) => variants))('%s has variants for sources of its own, each in one of them, with pages that were read', (_, { sources, variants = [], source }) => {
  const kinds = variants.filter(({ when }) => when === undefined).flatMap(variant => variant.sources);
  expect(kinds.filter(kind => !sources.includes(kind))).toEqual([]);
  expect(kinds.filter((kind, i) => kinds.indexOf(kind) !== i)).toEqual([]);
  for (const { source: own = source } of variants) {
    expect(own.url).toMatch(/^https:\/\/docs\.aws\.amazon\.com\/[\w/.-]+\.html$/);
    expect(own.checkedOn).toMatch(/^20\d\d-[01]\d-[0-3]\d$/);
  }
});

test('a source that may be of several kinds is spoken to by a variant only if it is for all of them', () => {
  const rule = RULES.find(({ id }) => id === 'batch-size')!;
  const unitFor = (...kinds: SourceKind[]) => (ruleFor(rule, kinds).check as { unit: string }).unit;
  expect(unitFor('activemq', 'rabbitmq')).toBe('messages');
  expect(unitFor('activemq', 'kinesis')).toBe('records');
});
