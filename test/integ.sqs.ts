/**
 * A queue, and a function that gets those messages of it that a filter lets through.
 *
 * Asserts that Lambda keeps the mapping as it was given, and that a message reaches the function.
 *
 * - Run:  npx integ-runner integ.sqs.ts --force, with an account: see CONTRIBUTING.md
 * - Time: ten minutes, by estimate.
 * - Cost: a few requests, and nothing by the hour: https://aws.amazon.com/sqs/pricing/, https://aws.amazon.com/lambda/pricing/
 */
import { IntegTest } from '@aws-cdk/integ-tests-alpha';
import { Duration, Stack } from 'aws-cdk-lib';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { SqsEventSource } from '../src';
import { expectMapping } from './integration/expect-mapping';
import { IntegApp } from './integration/integ-app';
import { Witness } from './integration/witness';

const app = new IntegApp();
const stack = new Stack(app, 'EventSourcesSqs');

const orders = new sqs.Queue(stack, 'Orders', {
  visibilityTimeout: Duration.seconds(90),
  deadLetterQueue: { queue: new sqs.Queue(stack, 'Failed'), maxReceiveCount: 5 },
});
const source = new SqsEventSource(orders, {
  batchSize: 20,
  maxBatchingWindow: Duration.seconds(1),
  maxConcurrency: 2,
  reportBatchItemFailures: true,
  filters: [{ body: { kind: ['order'] } }],
});
const witness = new Witness(stack, 'Witness');
witness.addEventSource(source);

const integ = new IntegTest(app, 'Sqs', { testCases: [stack] });
expectMapping(integ, source, {
  BatchSize: 20,
  MaximumBatchingWindowInSeconds: 1,
  ScalingConfig: { MaximumConcurrency: 2 },
  FunctionResponseTypes: ['ReportBatchItemFailures'],
  FilterCriteria: { Filters: [{ Pattern: '{"body":{"kind":["order"]}}' }] },
})
  .next(integ.assertions.awsApiCall('SQS', 'sendMessage', { QueueUrl: orders.queueUrl, MessageBody: '{"kind":"order","id":"o-1"}' }))
  .next(witness.expectSeen(integ, 'o-1'));
