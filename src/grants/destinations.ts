import { Token, TokenComparison } from 'aws-cdk-lib';
import type * as events from 'aws-cdk-lib/aws-events';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import type * as sns from 'aws-cdk-lib/aws-sns';
import type * as sqs from 'aws-cdk-lib/aws-sqs';
import { keyPermissions } from './kms-keys';
import { RequiredAccess, RequiredPermission, resourcePolicyOf } from './required-permissions';
import {
  ENCRYPT_MESSAGES, ENCRYPT_OBJECTS, INVOKE_FUNCTION, LIST_BUCKET, Permission, PUBLISH_TO_TOPIC, PUT_EVENTS, PUT_INTO_BUCKET, SEND_TO_QUEUE,
} from '../aws/permissions';
import { inAccount } from '../aws/restricted-permissions';
import { targetOf } from '../cdk/references';

/** The access to send failures or results to a queue. */
export function queueAccess(queue: sqs.IQueueRef): RequiredAccess {
  const { queueArn } = queue.queueRef;
  const send: RequiredPermission = { permission: SEND_TO_QUEUE, resourceArns: [queueArn] };
  return { permissions: [send, ...keyPermissions(queue, ENCRYPT_MESSAGES)], resourcePolicies: [resourcePolicyOf(queue, queueArn, send)] };
}

/** The access to send failures or results to a topic. */
export function topicAccess(topic: sns.ITopicRef): RequiredAccess {
  const { topicArn } = topic.topicRef;
  const publish: RequiredPermission = { permission: PUBLISH_TO_TOPIC, resourceArns: [topicArn] };
  return { permissions: [publish, ...keyPermissions(topic, ENCRYPT_MESSAGES)], resourcePolicies: [resourcePolicyOf(topic, topicArn, publish)] };
}

/** The access to write failures into a bucket. */
export function bucketAccess(bucket: s3.IBucketRef): RequiredAccess {
  const { bucketArn } = bucket.bucketRef;
  const account = accountOfBucket(bucket);
  // After a bucket is deleted, another account may take its name.
  const restricted = (permission: Permission) => account === undefined ? permission : inAccount(permission, account);
  const put: RequiredPermission = { permission: restricted(PUT_INTO_BUCKET), resourceArns: [`${bucketArn}/*`] };
  const list: RequiredPermission = { permission: restricted(LIST_BUCKET), resourceArns: [bucketArn] };
  return { permissions: [put, list, ...keyPermissions(bucket, ENCRYPT_OBJECTS)], resourcePolicies: [resourcePolicyOf(bucket, bucketArn, put, list)] };
}

/** The access to invoke a function, or only one version or alias of it. */
export function functionAccess(fn: lambda.IFunctionRef): RequiredAccess {
  return { permissions: [{ permission: INVOKE_FUNCTION, resourceArns: [fn.functionRef.functionArn] }] };
}

/** The access to send to an event bus. */
export function eventBusAccess(bus: events.IEventBusRef): RequiredAccess {
  return { permissions: [{ permission: PUT_EVENTS, resourceArns: [bus.eventBusRef.eventBusArn] }] };
}

/** The account of a bucket: that of its stack, or the account that an import names. Other imports have no account that is known. */
function accountOfBucket(bucket: s3.IBucketRef): string | undefined {
  const { account } = bucket.env;
  if (targetOf(bucket.bucketRef.bucketArn)) { return account; }
  const ofStack = (bucket as Partial<s3.IBucket>).stack?.account;
  return ofStack !== undefined && Token.compareStrings(account, ofStack) === TokenComparison.DIFFERENT ? account : undefined;
}
