import { isolate, repair } from './mistakes';
import { rules } from '../../src';

const mapping = (properties: object) => ({
  Resources: {
    Mapping: {
      Type: 'AWS::Lambda::EventSourceMapping',
      Properties: { FunctionName: 'fulfil', EventSourceArn: 'arn:aws:sqs:eu-west-1:111122223333:orders', ...properties },
    },
  },
});
const brokenIn = (template: object) => rules.TemplateChecker.check(template).findings.map(({ ruleId }) => ruleId);

test('the mistakes beside it are repaired, and it is left', () => {
  const template = mapping({ BatchSize: 10001, MaximumBatchingWindowInSeconds: 301, ScalingConfig: { MaximumConcurrency: 1 } });
  expect(brokenIn(template)).toHaveLength(3);
  const alone = isolate(template, { ruleId: 'batching-window', path: 'Mapping' });
  expect(brokenIn(alone)).toEqual(['batching-window']);
  expect(alone.Resources.Mapping.Properties.MaximumBatchingWindowInSeconds).toBe(301);
});

test('the repair is a small change', () => {
  expect(repair(mapping({ BatchSize: 10001, MaximumBatchingWindowInSeconds: 1 }), { ruleId: 'sqs-batch-size', path: 'Mapping' }))
    .toEqual(mapping({ BatchSize: 10000, MaximumBatchingWindowInSeconds: 1 }));
});

test('what may not be there goes, with what is left empty around it', () => {
  expect(repair(mapping({ DestinationConfig: { OnFailure: { Destination: 'arn:aws:sqs:eu-west-1:111122223333:failed' } } }), { ruleId: 'destination-unsupported', path: 'Mapping' }))
    .toEqual(mapping({}));
});

test('a repair that makes another mistake goes on until there is none', () => {
  const template = mapping({
    EventSourceArn: 'arn:aws:dynamodb:eu-west-1:111122223333:table/orders/stream/2026-01-01T00:00:00.000',
    StartingPosition: 'AT_TIMESTAMP',
    StartingPositionTimestamp: 1700000000,
    MaximumRetryAttempts: 3,
  });
  expect(brokenIn(template)).toContain('dynamodb-starting-position');
  const repaired = repair(template, { ruleId: 'dynamodb-starting-position', path: 'Mapping' })!;
  expect(brokenIn(repaired)).toEqual([]);
  expect(repaired.Resources.Mapping.Properties.EventSourceArn).toContain(':dynamodb:');
});
