/**
 * A stream of one shard, and a function that gets its records.
 *
 * Asserts that Lambda keeps the mapping as it was given, and that a record reaches the function.
 *
 * - Run:  npx integ-runner integ.kinesis.ts --force, with an account: see CONTRIBUTING.md
 * - Time: ten minutes, by estimate.
 * - Cost: the shard, by the hour: https://aws.amazon.com/kinesis/data-streams/pricing/; a few requests beside it.
 */
import { IntegTest } from '@aws-cdk/integ-tests-alpha';
import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import * as kinesis from 'aws-cdk-lib/aws-kinesis';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { FailureDestination, KinesisEventSource } from '../src';
import { expectMapping } from './integration/expect-mapping';
import { IntegApp } from './integration/integ-app';
import { Witness } from './integration/witness';

const app = new IntegApp();
const stack = new Stack(app, 'EventSourcesKinesis');

const events = new kinesis.Stream(stack, 'Events', { shardCount: 1, removalPolicy: RemovalPolicy.DESTROY });
const source = new KinesisEventSource(events, {
  startingPosition: lambda.StartingPosition.TRIM_HORIZON,
  batchSize: 10,
  parallelizationFactor: 2,
  bisectBatchOnError: true,
  retryAttempts: 2,
  maxRecordAge: Duration.hours(1),
  onFailure: FailureDestination.queue(new sqs.Queue(stack, 'Failed')),
});
const witness = new Witness(stack, 'Witness');
witness.addEventSource(source);

const integ = new IntegTest(app, 'Kinesis', { testCases: [stack] });
expectMapping(integ, source, {
  StartingPosition: 'TRIM_HORIZON',
  BatchSize: 10,
  ParallelizationFactor: 2,
  BisectBatchOnFunctionError: true,
  MaximumRetryAttempts: 2,
  MaximumRecordAgeInSeconds: 3600,
})
  .next(integ.assertions.awsApiCall('Kinesis', 'putRecord', { StreamName: events.streamName, PartitionKey: 'o-1', Data: 'order placed' }))
  .next(witness.expectSeen(integ, 'o-1'));
