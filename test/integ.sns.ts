/**
 * A topic, and a function that gets those messages of it that a filter policy lets through.
 *
 * Asserts that a message reaches the function.
 *
 * - Run:  npx integ-runner integ.sns.ts --force, with an account: see CONTRIBUTING.md
 * - Time: ten minutes, by estimate.
 * - Cost: a few requests, and nothing by the hour: https://aws.amazon.com/sns/pricing/
 */
import { IntegTest } from '@aws-cdk/integ-tests-alpha';
import { Stack } from 'aws-cdk-lib';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { InvokeDestination, SnsEventSource } from '../src';
import { IntegApp } from './integration/integ-app';
import { Witness } from './integration/witness';

const app = new IntegApp();
const stack = new Stack(app, 'EventSourcesSns');

const news = new sns.Topic(stack, 'News');
const failed = new sqs.Queue(stack, 'Failed');
const witness = new Witness(stack, 'Witness');
witness.addEventSource(new SnsEventSource(news, {
  filterPolicy: { kind: sns.SubscriptionFilter.stringFilter({ allowlist: ['order'] }) },
  deadLetterQueue: failed,
  asyncInvoke: { onFailure: InvokeDestination.queue(failed) },
}));

const integ = new IntegTest(app, 'Sns', { testCases: [stack] });
integ.assertions
  .awsApiCall('SNS', 'publish', {
    TopicArn: news.topicArn,
    Message: 'o-1 was shipped',
    MessageAttributes: { kind: { DataType: 'String', StringValue: 'order' } },
  })
  .next(witness.expectSeen(integ, 'o-1 was shipped'));
