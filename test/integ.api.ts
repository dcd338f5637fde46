/**
 * A REST API with one method, which a function answers.
 *
 * Asserts what a call over the internet returns.
 *
 * - Run:  npx integ-runner integ.api.ts --force, with an account: see CONTRIBUTING.md
 * - Time: ten minutes, by estimate.
 * - Cost: a few requests, and nothing by the hour: https://aws.amazon.com/api-gateway/pricing/
 */
import { ExpectedResult, IntegTest } from '@aws-cdk/integ-tests-alpha';
import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import { ApiEventSource } from '../src';
import { IntegApp } from './integration/integ-app';

const app = new IntegApp();
const stack = new Stack(app, 'EventSourcesApi');

const answer = new lambda.Function(stack, 'Answer', {
  runtime: lambda.Runtime.NODEJS_22_X,
  handler: 'index.handler',
  code: lambda.Code.fromInline('exports.handler = async ({ pathParameters }) => ({ statusCode: 200, body: JSON.stringify(pathParameters) });'),
  logGroup: new logs.LogGroup(stack, 'AnswerLogs', { retention: logs.RetentionDays.ONE_DAY, removalPolicy: RemovalPolicy.DESTROY }),
});
answer.addEventSource(new ApiEventSource('GET', '/orders/{id}'));

const api = stack.node.findAll().find((child): child is apigateway.RestApi => child instanceof apigateway.RestApi)!;
const integ = new IntegTest(app, 'Api', { testCases: [stack] });
integ.assertions
  .httpApiCall(api.urlForPath('/orders/o-1'))
  .expect(ExpectedResult.objectLike({ status: 200, body: { id: 'o-1' } }))
  .waitForAssertions({ totalTimeout: Duration.minutes(2) });
