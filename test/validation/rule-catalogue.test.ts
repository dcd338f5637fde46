import { rules } from '../../src';
import { RULES } from '../../src/rules';

test('all rules are listed, once', () => {
  const ids = rules.RuleCatalogue.all().map(({ id }) => id);
  expect(ids).toEqual(RULES.map(({ id }) => id));
  expect(new Set(ids).size).toBe(ids.length);
});

test.each(['sqs-fifo-batch-size', 'EventSources::sqs-fifo-batch-size'])('%s is found', (id) => {
  expect(rules.RuleCatalogue.find(id)).toEqual(expect.objectContaining({
    id: 'sqs-fifo-batch-size',
    severity: rules.FindingSeverity.ERROR,
    because: 'refused',
    property: 'BatchSize',
    sources: ['sqs-fifo'],
    recorded: 'Maximum batch window in seconds must be greater than 0 if maximum batch size is greater than 10',
  }));
});

test.each(['', 'sqs', 'SQS-FIFO-BATCH-SIZE', 'Other::sqs-fifo-batch-size', 'constructor', '__proto__'])('%j is no rule', (id) => {
  expect(rules.RuleCatalogue.find(id)).toBeUndefined();
});

test('a rule without a recording has none', () => {
  expect(rules.RuleCatalogue.find('sqs-max-receive-count')?.recorded).toBeUndefined();
});

test('what a caller changes stays with the caller', () => {
  rules.RuleCatalogue.find('sqs-fifo-batch-size')!.sources.push('kinesis');
  expect(rules.RuleCatalogue.find('sqs-fifo-batch-size')!.sources).toEqual(['sqs-fifo']);
});

test('severities of the catalogue are those of the findings', () => {
  const { findings } = rules.TemplateChecker.check({
    Resources: { Mapping: { Type: 'AWS::Lambda::EventSourceMapping', Properties: { FunctionName: 'f', EventSourceArn: 'arn:aws:sqs:eu-west-1:111122223333:a.fifo', BatchSize: 11 } } },
  });
  expect(findings.map(({ ruleId, severity }) => severity === rules.RuleCatalogue.find(ruleId)?.severity)).toEqual([true]);
});

test.each(rules.RuleCatalogue.all().map(rule => [rule.id, rule] as const))('%s: has nothing left to fill in', (_, { why, fix }) => {
  expect(`${why} ${fix}`).not.toMatch(/\{(limit|detail|value|name)\}/);
});

test('what a finding would fill in is said in general', () => {
  expect(rules.RuleCatalogue.find('sqs-visibility-timeout')!.fix).toMatch(/^Set visibilityTimeout of the queue to at least the bound in the message \(/);
  expect(rules.RuleCatalogue.find('sqs-competing-functions')!.why).toMatch(/read a queue: what the message names reads the same one$/);
  expect(rules.RuleCatalogue.find('self-managed-kafka-overlap')!.why).toMatch(/answers 409 to the second$/);
  expect(rules.RuleCatalogue.find('source-policy')!.fix).toBe('Make sure that the policy of the event source has what the message shows.');
});
