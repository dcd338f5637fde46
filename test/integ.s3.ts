/**
 * A bucket, and a function that gets word of the photos that are put into it.
 *
 * Asserts that the news of an object reaches the function. The object is gone before, so that the bucket can be deleted.
 *
 * - Run:  npx integ-runner integ.s3.ts --force, with an account: see CONTRIBUTING.md
 * - Time: ten minutes, by estimate.
 * - Cost: a few requests, and nothing by the hour: https://aws.amazon.com/s3/pricing/
 */
import { IntegTest } from '@aws-cdk/integ-tests-alpha';
import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { InvokeDestination, S3EventSource } from '../src';
import { IntegApp } from './integration/integ-app';
import { Witness } from './integration/witness';

const app = new IntegApp();
const stack = new Stack(app, 'EventSourcesS3');

const photos = new s3.Bucket(stack, 'Photos', { removalPolicy: RemovalPolicy.DESTROY });
const witness = new Witness(stack, 'Witness');
witness.addEventSource(new S3EventSource(photos, {
  events: [s3.EventType.OBJECT_CREATED],
  filters: [{ prefix: 'uploads/', suffix: '.jpg' }],
  asyncInvoke: {
    retryAttempts: 1,
    maxEventAge: Duration.hours(1),
    onFailure: InvokeDestination.queue(new sqs.Queue(stack, 'Failed')),
  },
}));

const integ = new IntegTest(app, 'S3', { testCases: [stack] });
const object = { Bucket: photos.bucketName, Key: 'uploads/o-1.jpg' };
integ.assertions.awsApiCall('S3', 'putObject', { ...object, Body: 'a photo' })
  .next(integ.assertions.awsApiCall('S3', 'deleteObject', object))
  .next(witness.expectSeen(integ, 'uploads/o-1\\.jpg'));
