/**
 * A function that is invoked asynchronously by its alias, and the queue of its answers.
 *
 * Asserts that Lambda keeps the configuration as it was given, and that an answer reaches the queue.
 *
 * - Run:  npx integ-runner integ.event-invoke-config.ts --force, with an account: see CONTRIBUTING.md
 * - Time: ten minutes, by estimate.
 * - Cost: a few requests, and nothing by the hour: https://aws.amazon.com/lambda/pricing/
 */
import { ExpectedResult, IntegTest, InvocationType } from '@aws-cdk/integ-tests-alpha';
import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { EventInvokeConfig, InvokeDestination } from '../src';
import { IntegApp } from './integration/integ-app';
import { expectMessage } from './integration/witness';

const app = new IntegApp();
const stack = new Stack(app, 'EventSourcesInvoke');

const close = new lambda.Function(stack, 'Close', {
  runtime: lambda.Runtime.NODEJS_22_X,
  handler: 'index.handler',
  code: lambda.Code.fromInline('exports.handler = async ({ order }) => ({ closed: order });'),
  logGroup: new logs.LogGroup(stack, 'CloseLogs', { retention: logs.RetentionDays.ONE_DAY, removalPolicy: RemovalPolicy.DESTROY }),
});
const live = new lambda.Alias(stack, 'Live', { aliasName: 'live', version: close.currentVersion });
const closed = new sqs.Queue(stack, 'Closed');
new EventInvokeConfig(stack, 'Closing', {
  function: live,
  retryAttempts: 1,
  maxEventAge: Duration.hours(1),
  onSuccess: InvokeDestination.queue(closed),
  onFailure: InvokeDestination.queue(new sqs.Queue(stack, 'Failed')),
});

const integ = new IntegTest(app, 'Invoke', { testCases: [stack] });
integ.assertions
  .awsApiCall('Lambda', 'getFunctionEventInvokeConfig', { FunctionName: close.functionName, Qualifier: 'live' })
  .expect(ExpectedResult.objectLike({ MaximumRetryAttempts: 1, MaximumEventAgeInSeconds: 3600 }))
  .next(integ.assertions.invokeFunction({ functionName: live.functionName, invocationType: InvocationType.EVENT, payload: '{"order":"o-1"}' }))
  .next(expectMessage(integ, closed, 'closed'));
