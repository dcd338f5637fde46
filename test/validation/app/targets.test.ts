import { Aspects, CfnResource, Fn, Lazy, NestedStack, Stack } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as notifications from 'aws-cdk-lib/aws-s3-notifications';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as subscriptions from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';
import { S3EventSource, SnsEventSource } from '../../../src';
import { findingsOfOthers } from '../../../src/validation/app/validate-app';
import { errorIdsOf, functionIn, stackOf } from '../../model/shop';

/*
 * What is judged of asynchronous invocation, wherever in an app it is and however late it got there.
 */

const CREATED = s3.EventType.OBJECT_CREATED;

/** What the plugin finds once the app is complete, as path and rule. */
function foundOfOthers(stack: Stack): string[] {
  expect(errorIdsOf(stack)).toEqual([]);
  return findingsOfOthers(stack.node.root).map(({ finding, l1 }) => `${l1.node.path} ${finding.ruleId}`);
}

/** Has `build` run by the aspects of a stack, once. */
function late(stack: Stack, build: () => void): void {
  let built = false;
  Aspects.of(stack).add({
    visit: () => {
      if (!built) { build(); }
      built = true;
    },
  });
}

/** Two notifications of all new objects, which Amazon S3 refuses together. */
function overlap(bucket: s3.IBucket, scope: Construct): void {
  ['One', 'Other'].forEach(id => bucket.addEventNotification(CREATED, new notifications.LambdaDestination(functionIn(scope, id))));
}

describe('two notifications that overlap are found', () => {
  test('of ours, in an app with no other asynchronous construct but those that an aspect adds', () => {
    const stack = stackOf();
    const fn = functionIn(stack);
    const bucket = s3.Bucket.fromBucketName(stack, 'Bucket', 'uploads');
    late(stack, () => [1, 2].forEach(() => new S3EventSource(bucket as s3.Bucket, { events: [CREATED] }).bind(fn)));
    expect(errorIdsOf(stack)).toEqual(['s3-overlapping-notifications']);
  });

  test('in the resource of the CDK', () => {
    const stack = stackOf();
    overlap(new s3.Bucket(stack, 'Bucket'), stack);
    expect(foundOfOthers(stack)).toEqual(['Shop/Bucket/Notifications/Resource s3-overlapping-notifications']);
  });

  test('of an imported bucket', () => {
    const stack = stackOf();
    overlap(s3.Bucket.fromBucketName(stack, 'Bucket', 'uploads'), stack);
    expect(foundOfOthers(stack)).toEqual(['Shop/Bucket/Notifications/Resource s3-overlapping-notifications']);
  });

  test('of a bucket in a nested stack', () => {
    const stack = stackOf();
    const nested = new NestedStack(stack, 'Nested');
    overlap(new s3.Bucket(nested, 'Bucket'), nested);
    expect(foundOfOthers(stack)).toEqual(['Shop/Nested/Bucket/Notifications/Resource s3-overlapping-notifications']);
  });

  test('that an aspect added', () => {
    const stack = stackOf();
    const bucket = new s3.Bucket(stack, 'Bucket');
    late(stack, () => overlap(bucket, stack));
    expect(foundOfOthers(stack)).toEqual(['Shop/Bucket/Notifications/Resource s3-overlapping-notifications']);
  });

  test.each<[string, (l1: s3.CfnBucket, configuration: any) => void]>([
    ['assigned to an L1', (l1, lambdaConfigurations) => { l1.notificationConfiguration = { lambdaConfigurations }; }],
    ['of an L1 told late', (l1, lambdaConfigurations) => { l1.notificationConfiguration = Lazy.any({ produce: () => ({ lambdaConfigurations }) }); }],
    ['of an L1 by an override', (l1, configurations) => l1.addPropertyOverride('NotificationConfiguration.LambdaConfigurations',
      configurations.map((each: any) => ({ Event: each.event, Function: each.function })))],
  ])('%s', (_, give) => {
    const stack = stackOf();
    give(new s3.CfnBucket(stack, 'Bucket'), ['one', 'other'].map(name => ({ event: CREATED, function: `arn:aws:lambda:eu-west-1:111122223333:function:${name}` })));
    expect(foundOfOthers(stack)).toEqual(['Shop/Bucket s3-overlapping-notifications']);
  });

  test('of a generic L1', () => {
    const stack = stackOf();
    const configuration = (name: string) => ({ Event: CREATED, Function: `arn:aws:lambda:eu-west-1:111122223333:function:${name}` });
    new CfnResource(stack, 'Bucket', { type: 'AWS::S3::Bucket', properties: { NotificationConfiguration: { LambdaConfigurations: ['one', 'other'].map(configuration) } } });
    expect(foundOfOthers(stack)).toEqual(['Shop/Bucket s3-overlapping-notifications']);
  });
});

describe('no overlap is told', () => {
  test('of buckets in several stacks and a nested one that have the same names in their templates', () => {
    const stack = stackOf();
    const other = stackOf(stack.node.root as any, 'Other');
    [stack, other, new NestedStack(stack, 'Nested')].forEach(scope =>
      new s3.Bucket(scope, 'Bucket').addEventNotification(CREATED, new notifications.LambdaDestination(functionIn(scope))));
    expect(foundOfOthers(stack)).toEqual([]);
  });

  test('of a bucket whose second notification an aspect took away', () => {
    const stack = stackOf();
    const l1 = new s3.CfnBucket(stack, 'Bucket', { notificationConfiguration: { lambdaConfigurations: [1, 2].map(n => ({ event: CREATED, function: `f${n}` })) } });
    late(stack, () => l1.addPropertyDeletionOverride('NotificationConfiguration'));
    expect(foundOfOthers(stack)).toEqual([]);
  });
});

describe('a subscription of a function to a FIFO topic is found', () => {
  const topicIn = (scope: Construct) => new sns.Topic(scope, 'Topic', { fifo: true });

  test('of ours, added by an aspect to an app without another', () => {
    const stack = stackOf();
    const fn = functionIn(stack);
    late(stack, () => new SnsEventSource(topicIn(stack)).bind(fn));
    expect(errorIdsOf(stack)).toEqual(['sns-fifo-topic']);
  });

  test('of an L1, in a nested stack', () => {
    const stack = stackOf();
    const nested = new NestedStack(stack, 'Nested');
    new sns.CfnSubscription(nested, 'Subscription', { topicArn: topicIn(nested).topicArn, protocol: 'lambda', endpoint: functionIn(nested).functionArn });
    expect(foundOfOthers(stack)).toEqual(['Shop/Nested/Subscription sns-fifo-topic']);
  });

  test('of the CDK, added by an aspect', () => {
    const stack = stackOf();
    const fn = functionIn(stack);
    const topic = new sns.CfnTopic(stack, 'Topic', { fifoTopic: true });
    late(stack, () => sns.Topic.fromTopicArn(stack, 'Imported', topic.ref).addSubscription(new subscriptions.LambdaSubscription(fn)));
    expect(foundOfOthers(stack)).toEqual(['Shop/Fulfil/Imported/Resource sns-fifo-topic']);
  });

  test('but not one whose protocol is known only at deployment', () => {
    const stack = stackOf();
    new sns.CfnSubscription(stack, 'Subscription', { topicArn: topicIn(stack).topicArn, protocol: Fn.importValue('protocol'), endpoint: functionIn(stack).functionArn });
    expect(foundOfOthers(stack)).toEqual([]);
  });
});

test('a configuration that an aspect adds to an app without another is found', () => {
  const stack = stackOf();
  late(stack, () => new lambda.CfnEventInvokeConfig(stack, 'Config', { functionName: 'fulfil', qualifier: '$LATEST', maximumRetryAttempts: 3 }));
  expect(foundOfOthers(stack)).toEqual(['Shop/Config invoke-maximum-retry-attempts']);
});
