import { readdirSync } from 'fs';
import { join } from 'path';
import { findingsIn, templatesIn } from './templates';
import { rules } from '../../src';

const GOOD = templatesIn('good');
const KINDS = ['sqs', 'sqs-fifo', 'kinesis', 'kinesis-consumer', 'dynamodb', 'msk', 'msk-serverless', 'self-managed-kafka', 'activemq', 'rabbitmq', 'documentdb'];
const WAYS = ['ref', 'getatt-sam', 'join-cdk', 'import-serverless', 'if', 'parameters'];

test.each(GOOD)('$name: no error, and the expected warnings only', ({ template, expected }) => {
  const found = findingsIn(template);
  expect(found.filter(finding => finding.startsWith('error'))).toEqual([]);
  expect([...found].sort()).toEqual([...expected].sort());
});

test('every kind of source is written in every way', () => {
  const names = GOOD.map(({ name }) => name);
  expect(KINDS.flatMap(kind => WAYS.map(way => `${kind}-${way}`)).filter(name => !names.includes(name))).toEqual([]);
});

test.each(GOOD)('$name: something is judged', ({ template }) => {
  const { mappings, invokeConfigs, notifications, subscriptions } = rules.TemplateChecker.check(template);
  expect(mappings + invokeConfigs + notifications + subscriptions).toBeGreaterThan(0);
});

test('there are many, and no expectation without its template', () => {
  expect(GOOD.length).toBeGreaterThanOrEqual(60);
  const files = readdirSync(join(__dirname, 'good'));
  const expectations = files.filter(file => file.endsWith('.expected')).map(file => file.replace('.expected', ''));
  expect(expectations.filter(name => !GOOD.some(each => each.name === name))).toEqual([]);
});
