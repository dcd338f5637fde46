import { Reason, Rule, RuleExample } from './rule';
import { FILTER_LIMITS } from '../aws/filter-language';
import { allBut, KAFKA, KINESIS, MQ, SourceKind, SQS } from '../aws/source-kinds';

const CHECKED_ON = '2026-11-21';
const FILTERING = 'https://docs.aws.amazon.com/lambda/latest/dg/invocation-eventfiltering.html';
const OPERATORS = 'https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html';
const DYNAMODB_PAGE = 'https://docs.aws.amazon.com/lambda/latest/dg/with-ddb-filtering.html';
const KINESIS_PAGE = 'https://docs.aws.amazon.com/lambda/latest/dg/with-kinesis-filtering.html';
const DYNAMODB: readonly SourceKind[] = ['dynamodb'];
const KAFKA_PAGE = 'https://docs.aws.amazon.com/lambda/latest/dg/kafka-filtering.html';
const MQ_PAGE = 'https://docs.aws.amazon.com/lambda/latest/dg/with-mq-filtering.html';
const SQS_PAGE = 'https://docs.aws.amazon.com/lambda/latest/dg/with-sqs-filtering.html';

/** What it means for a queue that a filter lets no record pass. */
function deletedFromQueue(why: string): Pick<Rule, 'variants'> {
  return { variants: [{ sources: SQS, why: `${why}, which deletes it from the queue` }] };
}

const UNKNOWN_KEY = 'No record of this source has the key, so the filter matches nothing and Lambda drops every record';
const FOREIGN_KEY = 'The key belongs to the records of another source, so the filter matches nothing and Lambda drops every record';
const NEVER = 'No record of this source can satisfy the filter, so Lambda drops every record';

/** The filters of one mapping. */
interface FilterExample {
  readonly patterns: readonly string[];
  readonly source?: SourceKind;
  readonly streamViewType?: string;
}

function rule(
  id: string,
  because: Reason,
  url: string,
  text: Pick<Rule, 'title' | 'why' | 'fix' | 'fixInTemplate' | 'variants'> & { readonly sources?: readonly SourceKind[] },
  valid: string | FilterExample,
  invalid: string | FilterExample,
): Rule {
  return {
    id,
    title: text.title,
    severity: because === 'refused' || because === 'never-works' ? 'error' : 'warning',
    because,
    sources: text.sources ?? allBut('documentdb'),
    fact: 'FilterCriteria.Filters',
    check: { kind: 'filter', issue: id },
    why: text.why,
    fix: text.fix,
    fixInTemplate: text.fixInTemplate,
    source: { url, checkedOn: CHECKED_ON },
    variants: text.variants,
    example: { valid: facts(valid), invalid: facts(invalid) },
  };
}

function facts(example: string | FilterExample): RuleExample['valid'] {
  const { patterns, source, streamViewType }: FilterExample = typeof example === 'string' ? { patterns: [example] } : example;
  return {
    'FilterCriteria.Filters': patterns.map(Pattern => ({ Pattern })),
    ...source === undefined ? {} : { 'example.Source': source },
    ...streamViewType === undefined ? {} : { 'table.StreamSpecification.StreamViewType': streamViewType },
  };
}

const L = FILTER_LIMITS;

/** Rules of a single filter: its form first, then its meaning for the source. Rules of the list are in `filter-criteria.ts`. */
export const FILTER_PATTERN_RULES: readonly Rule[] = [
  rule('filter-not-json', 'refused', FILTERING, {
    title: 'A filter pattern is JSON',
    why: 'Lambda reads the pattern as JSON and answers "Invalid filter pattern definition." to text that is none',
    fix: 'Mend the JSON, or give the pattern as an object and let the library render it.',
    fixInTemplate: 'Mend the JSON.',
  }, '{"body":["a"]}', '{"body":["a"]'),
  rule('filter-not-object', 'refused', FILTERING, {
    title: 'A filter pattern is a JSON object',
    why: 'A pattern names keys of the record, so Lambda refuses null, strings, numbers and arrays',
    fix: 'Put the values under the key of the record that they concern, such as {"body": [...]}.',
  }, '{"body":["a"]}', '"a"'),
  rule('filter-too-deep', 'refused', FILTERING, {
    title: `A filter pattern has at most ${L.jsonDepth} levels`,
    why: 'AWS\'s matcher stops reading JSON that is nested deeper',
    fix: 'Flatten the pattern: "a.b" names the same field as {"a": {"b": ...}}.',
  }, '{"body":{"a":["x"]}}', `${'{"a":'.repeat(L.jsonDepth + 1)}["x"]${'}'.repeat(L.jsonDepth + 1)}`),
  rule('filter-empty-object', 'refused', OPERATORS, {
    title: 'No object of a pattern is empty',
    why: 'AWS\'s matcher refuses an object without keys: it constrains nothing',
    fix: 'Name at least one field, or omit the filter to receive every record.',
  }, '{"body":{"a":["x"]}}', '{"body":{}}'),
  rule('filter-leaf-not-array', 'refused', FILTERING, {
    title: 'The value of a field is an array',
    why: 'A field lists the values that it may have; Lambda refuses a bare value, also when there is only one',
    fix: 'Wrap the value in an array: ["value"] or [{"prefix": "value"}].',
  }, '{"eventSource":["aws:sqs"]}', '{"eventSource":"aws:sqs"}'),
  rule('filter-empty-array', 'refused', FILTERING, {
    title: 'A field lists at least one value',
    why: 'Lambda refuses an empty array: no value could match',
    fix: 'List a value, [null] for null, [""] for the empty string, or remove the field.',
  }, '{"body":{"a":[""]}}', '{"body":{"a":[]}}'),
  rule('filter-nested-array', 'refused', OPERATORS, {
    title: 'The values of a field are not arrays themselves',
    why: 'A value is a string, a number, true, false, null or an operator. Arrays in the record are searched element by element anyway',
    fix: 'List the values flat: ["a", "b"].',
  }, '{"body":{"a":["x"]}}', '{"body":{"a":[["x"]]}}'),
  rule('filter-unknown-operator', 'refused', FILTERING, {
    title: 'An operator is one that the matcher knows',
    why: 'Lambda refuses operators that it does not know',
    fix: 'Use prefix, suffix, equals-ignore-case, anything-but, numeric or exists.',
  }, '{"body":{"a":[{"prefix":"x"}]}}', '{"body":{"a":[{"begins-with":"x"}]}}'),
  rule('filter-operator-several-keys', 'refused', OPERATORS, {
    title: 'An operator object has exactly one key',
    why: 'Two operators in one object are refused; it would be unclear whether both must hold',
    fix: 'Give each alternative an object of its own: [{"prefix": "a"}, {"suffix": "z"}] matches when either does.',
  }, '{"body":{"a":[{"prefix":"x"},{"suffix":"y"}]}}', '{"body":{"a":[{"prefix":"x","suffix":"y"}]}}'),
  rule('filter-operand', 'refused', OPERATORS, {
    title: 'An operator has operands of its type',
    why: 'Lambda refuses an operator whose operand is of another type or form',
    fix: 'Give the operand that the operator takes.',
  }, '{"body":{"a":[{"prefix":"x"}]}}', '{"body":{"a":[{"prefix":1}]}}'),
  rule('filter-numeric-range', 'refused', OPERATORS, {
    title: 'A numeric range has its lower bound below its upper bound',
    why: 'No number lies in the range, and AWS\'s matcher refuses it, also when both bounds are equal',
    fix: 'Swap the bounds, or use {"numeric": ["=", n]} for a single number.',
  }, '{"body":{"a":[{"numeric":[">=",1,"<=",2]}]}}', '{"body":{"a":[{"numeric":[">",10,"<",5]}]}}'),
  rule('filter-or-branches', 'refused', OPERATORS, {
    title: '`$or` is an array of at least two objects',
    why: 'AWS\'s matcher refuses `$or` with fewer than two alternatives or with anything but objects in it',
    fix: 'List two or more objects, or write the single alternative without `$or`.',
  }, '{"$or":[{"body":["a"]},{"body":["b"]}]}', '{"$or":[{"body":["a"]}]}'),
  rule('filter-or-reserved-key', 'refused', OPERATORS, {
    title: 'Fields inside `$or` are not named like operators',
    why: 'AWS\'s matcher reserves the names of operators inside `$or`, present and planned ones',
    fix: 'Move the field out of `$or`, or put the operator inside the array of a field.',
  }, '{"$or":[{"body":{"a":["x"]}},{"body":["b"]}]}', '{"$or":[{"body":{"prefix":["x"]}},{"body":["b"]}]}'),
  rule('filter-anything-but-wildcard', 'refused', OPERATORS, {
    title: 'anything-but does not take a wildcard',
    why: 'AWS documents this operator for event buses only, neither for event source mappings nor for pipes',
    fix: 'List the values to exclude, or filter the rest in the function.',
  }, '{"body":{"a":[{"anything-but":["x"]}]}}', '{"body":{"a":[{"anything-but":{"wildcard":"x*"}}]}}'),
  rule('filter-kinesis-data-text', 'refused', KINESIS_PAGE, {
    sources: KINESIS,
    title: 'The pattern of Kinesis `data` is an object',
    why: 'Lambda matches Kinesis data as JSON only and refuses a pattern that gives it as plain text',
    fix: 'Name a field of the data: {"data": {"field": [...]}}.',
  }, { patterns: ['{"data":{"a":["x"]}}'], source: 'kinesis' }, { patterns: ['{"data":["x"]}'], source: 'kinesis' }),
  rule('filter-unknown-key', 'never-works', FILTERING, {
    title: 'A pattern names keys that the records have',
    why: UNKNOWN_KEY,
    ...deletedFromQueue(UNKNOWN_KEY),
    fix: 'Use a key of the record as the poller sees it.',
  }, { patterns: ['{"body":["a"]}'], source: 'sqs' }, { patterns: ['{"Body":["a"]}'], source: 'sqs' }),
  rule('filter-foreign-key', 'never-works', FILTERING, {
    title: 'A pattern names keys of its own source',
    why: FOREIGN_KEY,
    ...deletedFromQueue(FOREIGN_KEY),
    fix: 'Use the key that holds the payload of this source.',
  }, { patterns: ['{"body":["a"]}'], source: 'sqs' }, { patterns: ['{"data":{"a":["x"]}}'], source: 'sqs' }),
  rule('filter-image-absent', 'never-works', DYNAMODB_PAGE, {
    sources: DYNAMODB,
    title: 'A pattern names images that the stream carries',
    why: 'The view type of the stream omits this image from every record',
    fix: 'Change the view type of the stream, or filter on Keys.',
  }, { patterns: ['{"dynamodb":{"NewImage":{"a":{"S":["x"]}}}}'], source: 'dynamodb', streamViewType: 'NEW_IMAGE' },
  { patterns: ['{"dynamodb":{"OldImage":{"a":{"S":["x"]}}}}'], source: 'dynamodb', streamViewType: 'NEW_IMAGE' }),
  rule('filter-dynamodb-type', 'never-works', DYNAMODB_PAGE, {
    sources: DYNAMODB,
    title: 'A pattern on an attribute names its DynamoDB type',
    why: 'Stream records hold {"S": "text"} or {"N": "1"} under the name of an attribute, never the bare value',
    fix: 'Put the type between the attribute and its values: {"attribute": {"S": ["value"]}}.',
  }, { patterns: ['{"dynamodb":{"NewImage":{"a":{"S":["x"]}}}}'], source: 'dynamodb' },
  { patterns: ['{"dynamodb":{"NewImage":{"a":["x"]}}}'], source: 'dynamodb' }),
  rule('filter-never-matches', 'never-works', FILTERING, {
    title: 'A filter can match some record',
    why: NEVER,
    ...deletedFromQueue(NEVER),
    fix: 'Correct the value, or remove the filter.',
  }, { patterns: ['{"eventName":["INSERT"]}'], source: 'dynamodb' }, { patterns: ['{"eventName":["insert"]}'], source: 'dynamodb' }),
  rule('filter-always-matches', 'risky', FILTERING, {
    title: 'A filter excludes some record',
    why: 'Every record satisfies the filter; since a record passes when any filter matches, it also disables the others',
    fix: 'Remove the filters, or make this one narrower.',
  }, { patterns: ['{"eventName":["INSERT"]}'], source: 'dynamodb' },
  { patterns: ['{"eventName":["INSERT","MODIFY","REMOVE"]}'], source: 'dynamodb' }),
  rule('filter-metadata-key', 'disputed', FILTERING, {
    title: 'A filter is about the payload, which alone AWS documents for the source',
    why: 'The general page of the guide filters on metadata too, but the page of this source says that only the key of its payload is supported',
    fix: 'Filter on the payload, or try the filter on a deployed mapping first.',
  }, { patterns: ['{"body":["a"]}'], source: 'sqs' }, { patterns: ['{"messageId":["a"]}'], source: 'sqs' }),
  rule('filter-number-on-text', 'risky', DYNAMODB_PAGE, {
    title: 'Numbers are not compared with text',
    why: 'The field holds text, also where it looks like a number (DynamoDB writes {"N": "42"}); a number or a numeric operator never matches text',
    variants: [{
      sources: allBut('dynamodb', 'documentdb'),
      source: { url: FILTERING, checkedOn: CHECKED_ON },
      why: 'The field holds text, also where it looks like a number; a number or a numeric operator never matches text',
    }],
    fix: 'Compare as text: ["42"], or filter numbers in the function.',
  }, { patterns: ['{"dynamodb":{"NewImage":{"a":{"N":["42"]}}}}'], source: 'dynamodb' },
  { patterns: ['{"dynamodb":{"NewImage":{"a":{"N":[{"numeric":[">",41]}]}}}}'], source: 'dynamodb' }),
  rule('filter-exists-inner-node', 'risky', OPERATORS, {
    title: '`exists` is asked of a value, not of an object',
    why: 'AWS\'s matcher sees values only: for a field that holds an object, exists true never matches and exists false always does',
    fix: 'Ask for a value inside the object, such as {"attribute": {"S": [{"exists": true}]}}.',
  }, { patterns: ['{"dynamodb":{"NewImage":{"a":{"S":[{"exists":true}]}}}}'], source: 'dynamodb' },
  { patterns: ['{"dynamodb":{"NewImage":{"a":[{"exists":true}]}}}'], source: 'dynamodb' }),
  rule('filter-doubtful-operator', 'disputed', FILTERING, {
    title: 'The operator is in Lambda\'s own table',
    why: 'EventBridge knows the operator, but the table of the Lambda guide does not list it',
    fix: 'Use prefix, suffix, equals-ignore-case, anything-but, numeric or exists, or try the filter on a deployed mapping first.',
  }, '{"body":{"a":[{"prefix":"x"}]}}', '{"body":{"a":[{"wildcard":"x*"}]}}'),
  rule('filter-duplicate-key', 'risky', FILTERING, {
    title: 'No field is constrained twice',
    why: 'Lambda accepts a repeated key, but keeps the last one only: the conditions are not combined',
    fix: 'Merge the conditions under one key.',
  }, '{"body":{"a":["x"],"b":["y"]}}', '{"body":{"a":["x"],"a":["y"]}}'),
  rule('filter-number-spelling', 'disputed', FILTERING, {
    title: 'A number has its shortest spelling',
    why: 'The guide says that numbers are compared as text, AWS\'s matcher compares their values: for this spelling the two differ',
    fix: 'Spell the number as the records do, or use {"numeric": ["=", n]}.',
  }, '{"body":{"a":[300]}}', '{"body":{"a":[300.0]}}'),
  rule('filter-or-combinations', 'disputed', OPERATORS, {
    title: `\`$or\` multiplies out to at most ${L.orCombinations} combinations`,
    why: `EventBridge refuses patterns of more than ${L.orCombinations} combinations of \`$or\` branches; Lambda states no number`,
    fix: 'List values in one array instead of `$or` where they concern one field, or split the pattern over several filters.',
  }, '{"$or":[{"body":["a"]},{"body":["b"]}]}', orProduct(10)),
  rule('filter-dead-alternative', 'risky', FILTERING, {
    title: 'Every alternative of `$or` can match some record',
    why: 'No record of this source satisfies this alternative of `$or`; only the others can match',
    fix: 'Correct or remove the alternative.',
  }, { patterns: ['{"$or":[{"body":["a"]},{"body":["b"]}]}'], source: 'sqs' }, { patterns: ['{"$or":[{"body":["a"]},{"data":["b"]}]}'], source: 'sqs' }),
  rule('filter-text-payload', 'risky', SQS_PAGE, {
    title: 'A plain-text payload is matched as text',
    sources: [...SQS, ...KAFKA, ...MQ],
    why: 'A payload that is no JSON object is text, so a number, true, false or null never matches it',
    variants: [
      { sources: KAFKA, source: { url: KAFKA_PAGE, checkedOn: CHECKED_ON } },
      { sources: MQ, source: { url: MQ_PAGE, checkedOn: CHECKED_ON } },
    ],
    fix: 'Quote the value: ["42"], or filter on a field of a JSON body.',
  }, { patterns: ['{"body":["42"]}'], source: 'sqs' }, { patterns: ['{"body":[42]}'], source: 'sqs' }),
];

/** `count` independent choices of two: 2 to the power of `count` combinations. */
function orProduct(count: number): string {
  const fields = Array.from({ length: count }, (_, i) => `"f${i}":{"$or":[{"a":["x"]},{"b":["y"]}]}`);
  return `{${fields.join(',')}}`;
}
