import { Token, TokenComparison } from 'aws-cdk-lib';
import type * as events from 'aws-cdk-lib/aws-events';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import type * as sns from 'aws-cdk-lib/aws-sns';
import type * as sqs from 'aws-cdk-lib/aws-sqs';
import { GrantOutcome, grantOnKey, grantToRole } from './grants';
import { keyOf } from './keys';
import { grantNeed, Need } from './needs';
import { Permission } from './permissions';
import { referredBy } from './reference';

const source = 'https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html';

/** To send a result to a queue. */
export const SEND_TO_QUEUE: Permission = { id: 'send-to-queue', actions: ['sqs:SendMessage'], source };

/** To send a result to a topic. */
export const PUBLISH_TO_TOPIC: Permission = { id: 'publish-to-topic', actions: ['sns:Publish'], source };

/** To hand a result to another function. */
export const INVOKE_FUNCTION: Permission = { id: 'invoke-function', actions: ['lambda:InvokeFunction'], source };

/** To send a result to an event bus. */
export const PUT_EVENTS: Permission = { id: 'put-events', actions: ['events:PutEvents'], source };

/** To write what failed into a bucket. */
export const PUT_INTO_BUCKET: Permission = { id: 'put-into-bucket', actions: ['s3:PutObject'], source };

/** To see whether the bucket is there. */
export const LIST_BUCKET: Permission = { id: 'list-bucket', actions: ['s3:ListBucket'], source };

/** To write what a customer key encrypts. */
export const ENCRYPT_OBJECTS: Permission = { id: 'encrypt-objects', actions: ['kms:GenerateDataKey'], source };

/** To send what a customer key encrypts: a queue or topic also checks that it could be read. */
export const ENCRYPT_MESSAGES: Permission = { id: 'encrypt-messages', actions: ['kms:Decrypt', 'kms:GenerateDataKey'], source };

/** What it takes to send to a queue. */
export function sendToQueue(queue: sqs.IQueueRef): Need[] {
  return encrypted({ permission: SEND_TO_QUEUE, resourceArns: [queue.queueRef.queueArn] }, queue, ENCRYPT_MESSAGES);
}

/** What it takes to send to a topic. */
export function publishToTopic(topic: sns.ITopicRef): Need[] {
  return encrypted({ permission: PUBLISH_TO_TOPIC, resourceArns: [topic.topicRef.topicArn] }, topic, ENCRYPT_MESSAGES);
}

/** What it takes to hand over to a function, or to that version or alias of it alone. */
export function invokeFunction(fn: lambda.IFunctionRef): Need[] {
  return [{ permission: INVOKE_FUNCTION, resourceArns: [fn.functionRef.functionArn] }];
}

/** What it takes to send to an event bus. */
export function putEvents(bus: events.IEventBusRef): Need[] {
  return [{ permission: PUT_EVENTS, resourceArns: [bus.eventBusRef.eventBusArn] }];
}

/** What it takes to write into a bucket. */
export function writeToBucket(bucket: s3.IBucketRef): Need[] {
  const { bucketArn } = bucket.bucketRef;
  const owner = ownerOf(bucket);
  const put = { permission: onlyOf(owner, PUT_INTO_BUCKET), resourceArns: [`${bucketArn}/*`] };
  return [{ permission: onlyOf(owner, LIST_BUCKET), resourceArns: [bucketArn] }, ...encrypted(put, bucket, ENCRYPT_OBJECTS)];
}

/** A need, and that of the key which the resource is encrypted with, where it is known. */
function encrypted(need: Need, resource: object, permission: Permission): Need[] {
  const known = keyOf(resource);
  if (!known) { return [need]; }
  const grant = (target: lambda.IFunction): GrantOutcome => known.key
    ? grantOnKey(target, permission, known.key, grantNeed(target, need))
    : grantToRole(target, permission, known.keyArn);
  return [need, { permission, resourceArns: [known.keyArn], grant }];
}

/** The name of a bucket may come to belong to somebody else. */
function onlyOf(account: string | undefined, permission: Permission): Permission {
  if (account === undefined) { return permission; }
  return { ...permission, id: `${permission.id} of ${account}`, conditions: { StringEquals: { 's3:ResourceAccount': account } } };
}

/** The account of a bucket: of its stack, or as its import says. That of another import is only supposed, so nothing may depend on it. */
function ownerOf(bucket: s3.IBucketRef): string | undefined {
  const { account } = bucket.env;
  if (referredBy(bucket.bucketRef.bucketArn)) { return account; }
  const ofStack = (bucket as Partial<s3.IBucket>).stack?.account;
  return ofStack !== undefined && Token.compareStrings(account, ofStack) === TokenComparison.DIFFERENT ? account : undefined;
}
