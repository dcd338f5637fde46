import * as yaml from 'yaml';
import { explain } from '../../src/cli/explain';
import { RULES } from '../../src/rules';

const ALL = RULES.map(({ id }) => [id, explain(id)] as const);

/** The lines below a heading. */
function below(heading: string, text: string): string[] {
  const lines = text.split('\n');
  const from = lines.indexOf(heading) + 1;
  return lines.slice(from, lines.indexOf('', from)).map(line => line.replace(/^ {2}/, ''));
}

function unfolded(text: string): string {
  return text.replace(/\n {4}(?=\S)/g, ' ');
}

describe('every rule is told in words of the user', () => {
  test('without the names of facts', () => {
    const named = /\b(example|source|mapping|deployment|construct|network|registry|access|kafka|deadLetter|onFailure|onSuccess|clock|invoked|config|notification|topic|filterPolicy|subscription|destination|queue|table|cluster|broker|function|stream|consumer)\.[A-Z]/;
    expect(ALL.flatMap(([id, text]) => text.split('\n').filter(line => named.test(line) || /undefined|\[object|Symbol/.test(line)).map(line => `${id}: ${line}`))).toEqual([]);
  });

  test('in lines of at most 100 columns, but for addresses and examples', () => {
    const words = ALL.flatMap(([, text]) => text.split('\nAccepted:')[0].split('\n'));
    expect(words.filter(line => line.length > 100 && !line.startsWith('See: https:'))).toEqual([]);
  });

  test('with a property of CloudFormation, and an accepted and a reported example that differ and are YAML', () => {
    for (const [id, text] of ALL) {
      expect([id, unfolded(text)]).toEqual([id, expect.stringMatching(/^About: [A-Z][\w.]+ of (AWS::\w+::\w+|the \w+)(;|$)/m)]);
      const [accepted, reported] = ['Accepted:', 'Reported:'].map(heading => below(heading, text));
      expect([id, accepted.length, reported.length]).not.toContain(0);
      expect([id, accepted]).not.toEqual([id, reported]);
      for (const lines of [accepted, reported]) { lines.join('\n').split(/^#.*$/m).forEach(block => expect(() => yaml.parse(block)).not.toThrow()); }
    }
  });
});

test('a property is shown where it belongs', () => {
  expect(below('Reported:', explain('sqs-maximum-concurrency'))).toEqual(['ScalingConfig:', '  MaximumConcurrency: 1']);
  expect(below('Reported:', explain('sqs-visibility-timeout'))).toEqual(['# the queue', 'VisibilityTimeout: 59', '# the function', 'Timeout: 60']);
  expect(below('Accepted:', explain('basic-auth-missing'))).toEqual([
    'SourceAccessConfigurations:', '  - Type: BASIC_AUTH', expect.stringMatching(/^ {4}URI: arn:aws:secretsmanager:\S+$/),
  ]);
});

test('what is no property is told in words', () => {
  expect(below('Reported:', explain('function-region'))).toEqual(['# the Region of the function is us-east-1', '# the Region of the mapping is eu-west-1']);
  expect(below('Accepted:', explain('same-source-and-function'))).toEqual(['# anything else']);
  expect(below('Reported:', explain('same-source-and-function'))).toEqual(['# The event source is mapped to the function twice: Shop/Fulfil/SqsEventSource:ShopOrders']);
});

test('what is missing is named', () => {
  expect(below('Reported:', explain('starting-position-missing'))).toEqual(['# without StartingPosition']);
  expect(below('Accepted:', explain('topics-unsupported'))).toEqual(['# without Topics']);
});

test('a value that is long only to be too long is cut', () => {
  expect(below('Reported:', explain('filter-length'))[2]).toMatch(/a{20,}… \(4097 characters\)'$/);
});

test.each([
  ['sqs-maximum-concurrency', 'queues of Amazon SQS'],
  ['starting-position-missing', 'streams of Amazon Kinesis and their consumers, streams of Amazon DynamoDB tables, Amazon MSK'],
  ['same-source-and-function', 'all that Lambda polls'],
])('%s holds for %s', (id, expected) => {
  expect(unfolded(explain(id))).toContain(`Holds for: ${expected}\n`);
});
