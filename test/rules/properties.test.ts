import { Stack } from 'aws-cdk-lib';
import { CfnEventInvokeConfig, CfnEventSourceMapping } from 'aws-cdk-lib/aws-lambda';
import { CfnBucket } from 'aws-cdk-lib/aws-s3';
import { CfnSubscription } from 'aws-cdk-lib/aws-sns';
import { ExampleFacts } from './example-facts';
import { SourceKind } from '../../src/aws/source-kinds';
import { RULES } from '../../src/rules';
import { propertiesOf, propertyOf } from '../../src/validation/rule-properties';

const stack = new Stack();
const MAPPING = new CfnEventSourceMapping(stack, 'Mapping', { functionName: 'orders' });
const OTHERS: { readonly [kind in SourceKind]?: object } = {
  asynchronous: new CfnEventInvokeConfig(stack, 'Config', { functionName: 'orders', qualifier: '$LATEST' }),
  s3: new CfnBucket(stack, 'Bucket'),
  sns: new CfnSubscription(stack, 'Subscription', { protocol: 'lambda', topicArn: 'arn' }),
};

/** The L1 spells some properties in its own way: `documentDbEventSourceConfig`. */
function hasProperty(l1: object, name: string): boolean {
  return Object.getOwnPropertyNames(l1).concat(Object.getOwnPropertyNames(Object.getPrototypeOf(l1)))
    .some(own => own.toLowerCase() === name.toLowerCase());
}

test.each(RULES.map(rule => [rule.id, rule] as const))('%s points at properties that its resource has', (_, rule) => {
  const resources = new Set(rule.sources.map(kind => OTHERS[kind] ?? MAPPING));
  for (const property of propertiesOf(rule)) {
    for (const resource of resources) { expect([property, hasProperty(resource, property.split('.')[0].replace('[]', ''))]).toEqual([property, true]); }
  }
});

const find = (id: string) => RULES.find(rule => rule.id === id)!;

test.each([
  ['batch-size', {}, 'BatchSize'],
  ['sqs-visibility-timeout', {}, 'EventSourceArn'],
  ['function-switched-off', {}, 'FunctionName'],
  ['kafka-consumer-group-id', {}, 'AmazonManagedKafkaEventSourceConfig.ConsumerGroupId'],
  ['kafka-consumer-group-id', { AmazonManagedKafkaEventSourceConfig: { ConsumerGroupId: 'g' } }, 'AmazonManagedKafkaEventSourceConfig.ConsumerGroupId'],
  ['kafka-consumer-group-id', { SelfManagedKafkaEventSourceConfig: { ConsumerGroupId: 'g' } }, 'SelfManagedKafkaEventSourceConfig.ConsumerGroupId'],
  ['poller-network-lambda', { SourceAccessConfigurations: [{ Type: 'VPC_SUBNET' }] }, 'SourceAccessConfigurations'],
] as const)('a finding of %s beside %j is at %s', (id, facts, expected) => {
  expect(propertyOf(find(id), new ExampleFacts('self-managed-kafka', facts))).toBe(expected);
});
