/**
 * A table with a stream, and a function that gets the items that are inserted.
 *
 * Asserts that Lambda keeps the mapping as it was given, and that an item reaches the function.
 *
 * - Run:  npx integ-runner integ.dynamodb.ts --force, with an account: see CONTRIBUTING.md
 * - Time: ten minutes, by estimate.
 * - Cost: a few requests, and nothing by the hour: https://aws.amazon.com/dynamodb/pricing/on-demand/
 */
import { IntegTest } from '@aws-cdk/integ-tests-alpha';
import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { DynamoEventSource, FailureDestination } from '../src';
import { expectMapping } from './integration/expect-mapping';
import { IntegApp } from './integration/integ-app';
import { Witness } from './integration/witness';

const app = new IntegApp();
const stack = new Stack(app, 'EventSourcesDynamoDb');

const orders = new dynamodb.TableV2(stack, 'Orders', {
  partitionKey: { name: 'id', type: dynamodb.AttributeType.STRING },
  dynamoStream: dynamodb.StreamViewType.NEW_IMAGE,
  removalPolicy: RemovalPolicy.DESTROY,
});
const source = new DynamoEventSource(orders, {
  startingPosition: lambda.StartingPosition.TRIM_HORIZON,
  batchSize: 10,
  filters: [{ eventName: ['INSERT'] }],
  reportBatchItemFailures: true,
  retryAttempts: 2,
  onFailure: FailureDestination.queue(new sqs.Queue(stack, 'Failed')),
});
const witness = new Witness(stack, 'Witness');
witness.addEventSource(source);

const integ = new IntegTest(app, 'DynamoDb', { testCases: [stack] });
expectMapping(integ, source, {
  StartingPosition: 'TRIM_HORIZON',
  BatchSize: 10,
  MaximumRetryAttempts: 2,
  FunctionResponseTypes: ['ReportBatchItemFailures'],
  FilterCriteria: { Filters: [{ Pattern: '{"eventName":["INSERT"]}' }] },
})
  .next(integ.assertions.awsApiCall('DynamoDB', 'putItem', { TableName: orders.tableName, Item: { id: { S: 'o-1' } } }))
  .next(witness.expectSeen(integ, 'o-1'));
