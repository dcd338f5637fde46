import { Token, TokenComparison } from 'aws-cdk-lib';
import type * as events from 'aws-cdk-lib/aws-events';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import type * as sns from 'aws-cdk-lib/aws-sns';
import type * as sqs from 'aws-cdk-lib/aws-sqs';
import { keyPermissions } from './key-permissions';
import { RequiredAccess, RequiredPermission, resourcePolicyOf } from './required-permissions';
import {
  ENCRYPT_MESSAGES, ENCRYPT_OBJECTS, INVOKE_FUNCTION, LIST_BUCKET, Permission, PUBLISH_TO_TOPIC, PUT_EVENTS, PUT_INTO_BUCKET, SEND_TO_QUEUE,
} from '../aws/permissions';
import { targetOf } from '../cdk/references';

/** What it takes to send what failed, or a result, to a queue. */
export function queueAccess(queue: sqs.IQueueRef): RequiredAccess {
  const { queueArn } = queue.queueRef;
  const send: RequiredPermission = { permission: SEND_TO_QUEUE, resourceArns: [queueArn] };
  return { permissions: [send, ...keyPermissions(queue, ENCRYPT_MESSAGES)], resourcePolicies: [resourcePolicyOf(queue, queueArn, send)] };
}

/** What it takes to send what failed, or a result, to a topic. */
export function topicAccess(topic: sns.ITopicRef): RequiredAccess {
  const { topicArn } = topic.topicRef;
  const publish: RequiredPermission = { permission: PUBLISH_TO_TOPIC, resourceArns: [topicArn] };
  return { permissions: [publish, ...keyPermissions(topic, ENCRYPT_MESSAGES)], resourcePolicies: [resourcePolicyOf(topic, topicArn, publish)] };
}

/** What it takes to write what failed into a bucket. */
export function bucketAccess(bucket: s3.IBucketRef): RequiredAccess {
  const { bucketArn } = bucket.bucketRef;
  const account = accountOfBucket(bucket);
  const put: RequiredPermission = { permission: onlyOf(account, PUT_INTO_BUCKET), resourceArns: [`${bucketArn}/*`] };
  const list: RequiredPermission = { permission: onlyOf(account, LIST_BUCKET), resourceArns: [bucketArn] };
  return { permissions: [put, list, ...keyPermissions(bucket, ENCRYPT_OBJECTS)], resourcePolicies: [resourcePolicyOf(bucket, bucketArn, put, list)] };
}

/** What it takes to hand over to a function, or to that version or alias of it alone. */
export function functionAccess(fn: lambda.IFunctionRef): RequiredAccess {
  return { permissions: [{ permission: INVOKE_FUNCTION, resourceArns: [fn.functionRef.functionArn] }] };
}

/** What it takes to send to an event bus. */
export function eventBusAccess(bus: events.IEventBusRef): RequiredAccess {
  return { permissions: [{ permission: PUT_EVENTS, resourceArns: [bus.eventBusRef.eventBusArn] }] };
}

/** The account of a bucket: of its stack, or as its import says. That of another import is only supposed, so nothing may depend on it. */
function accountOfBucket(bucket: s3.IBucketRef): string | undefined {
  const { account } = bucket.env;
  if (targetOf(bucket.bucketRef.bucketArn)) { return account; }
  const ofStack = (bucket as Partial<s3.IBucket>).stack?.account;
  return ofStack !== undefined && Token.compareStrings(account, ofStack) === TokenComparison.DIFFERENT ? account : undefined;
}

/** The name of a bucket may come to belong to somebody else. */
function onlyOf(account: string | undefined, permission: Permission): Permission {
  if (account === undefined) { return permission; }
  return { ...permission, id: `${permission.id} of ${account}`, conditions: { StringEquals: { 's3:ResourceAccount': account } } };
}
