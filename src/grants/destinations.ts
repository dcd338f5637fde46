import { Token, TokenComparison } from 'aws-cdk-lib';
import type * as events from 'aws-cdk-lib/aws-events';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import type * as sns from 'aws-cdk-lib/aws-sns';
import type * as sqs from 'aws-cdk-lib/aws-sqs';
import { needsOfKey } from './key-permissions';
import { Access, Need, ownerOf } from './required-permissions';
import {
  ENCRYPT_MESSAGES, ENCRYPT_OBJECTS, INVOKE_FUNCTION, LIST_BUCKET, Permission, PUBLISH_TO_TOPIC, PUT_EVENTS, PUT_INTO_BUCKET, SEND_TO_QUEUE,
} from '../aws/permissions';
import { referredBy } from '../cdk/referred-by';

/** What it takes to send what failed, or a result, to a queue. */
export function sendToQueue(queue: sqs.IQueueRef): Access {
  const { queueArn } = queue.queueRef;
  const send: Need = { permission: SEND_TO_QUEUE, resourceArns: [queueArn] };
  return { needs: [send, ...needsOfKey(queue, ENCRYPT_MESSAGES)], owners: [ownerOf(queue, queueArn, send)] };
}

/** What it takes to send what failed, or a result, to a topic. */
export function sendToTopic(topic: sns.ITopicRef): Access {
  const { topicArn } = topic.topicRef;
  const publish: Need = { permission: PUBLISH_TO_TOPIC, resourceArns: [topicArn] };
  return { needs: [publish, ...needsOfKey(topic, ENCRYPT_MESSAGES)], owners: [ownerOf(topic, topicArn, publish)] };
}

/** What it takes to write what failed into a bucket. */
export function sendToBucket(bucket: s3.IBucketRef): Access {
  const { bucketArn } = bucket.bucketRef;
  const account = accountOfBucket(bucket);
  const put: Need = { permission: onlyOf(account, PUT_INTO_BUCKET), resourceArns: [`${bucketArn}/*`] };
  const list: Need = { permission: onlyOf(account, LIST_BUCKET), resourceArns: [bucketArn] };
  return { needs: [put, list, ...needsOfKey(bucket, ENCRYPT_OBJECTS)], owners: [ownerOf(bucket, bucketArn, put, list)] };
}

/** What it takes to hand over to a function, or to that version or alias of it alone. */
export function sendToFunction(fn: lambda.IFunctionRef): Access {
  return { needs: [{ permission: INVOKE_FUNCTION, resourceArns: [fn.functionRef.functionArn] }] };
}

/** What it takes to send to an event bus. */
export function sendToEventBus(bus: events.IEventBusRef): Access {
  return { needs: [{ permission: PUT_EVENTS, resourceArns: [bus.eventBusRef.eventBusArn] }] };
}

/** The account of a bucket: of its stack, or as its import says. That of another import is only supposed, so nothing may depend on it. */
function accountOfBucket(bucket: s3.IBucketRef): string | undefined {
  const { account } = bucket.env;
  if (referredBy(bucket.bucketRef.bucketArn)) { return account; }
  const ofStack = (bucket as Partial<s3.IBucket>).stack?.account;
  return ofStack !== undefined && Token.compareStrings(account, ofStack) === TokenComparison.DIFFERENT ? account : undefined;
}

/** The name of a bucket may come to belong to somebody else. */
function onlyOf(account: string | undefined, permission: Permission): Permission {
  if (account === undefined) { return permission; }
  return { ...permission, id: `${permission.id} of ${account}`, conditions: { StringEquals: { 's3:ResourceAccount': account } } };
}
