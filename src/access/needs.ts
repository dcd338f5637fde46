import { Token, TokenComparison } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import type * as sns from 'aws-cdk-lib/aws-sns';
import type * as sqs from 'aws-cdk-lib/aws-sqs';
import { GrantOutcome, grantOnKey, grantToRole, isCrossAccount, statementFor } from './grants';
import { keyOf, KnownKey } from './keys';
import {
  acrossAccounts, ENCRYPT_MESSAGES, ENCRYPT_OBJECTS, listBucket, Permission, PUBLISH_TO_TOPIC, putIntoBucket, SEND_TO_QUEUE,
} from './permissions';
import { referredBy } from './reference';

/** One permission on one resource that the role of a function needs. */
export interface Need {
  readonly permission: Permission;
  readonly resourceArn: string;
  /** Where the resource is a key. */
  readonly known?: KnownKey;
}

/** An L2: an L1 has no such method. */
interface WithPolicy {
  addToResourcePolicy?(statement: iam.PolicyStatement): iam.AddToResourcePolicyResult;
}

/** A resource with the policy that is its own. */
export interface PolicyOwner {
  readonly resource: object;
  readonly account: string;
  /** What its policy must allow. */
  readonly needs: readonly Need[];
}

/** What it takes to send what failed to a queue. */
export function needsOfQueue(queue: sqs.IQueueRef): Need[] {
  return [{ permission: SEND_TO_QUEUE, resourceArn: queue.queueRef.queueArn }, ...needsOfKey(queue, ENCRYPT_MESSAGES)];
}

/** What it takes to send what failed to a topic. */
export function needsOfTopic(topic: sns.ITopicRef): Need[] {
  return [{ permission: PUBLISH_TO_TOPIC, resourceArn: topic.topicRef.topicArn }, ...needsOfKey(topic, ENCRYPT_MESSAGES)];
}

/** What it takes to write what failed into a bucket. */
export function needsOfBucket(bucket: s3.IBucketRef): Need[] {
  const { bucketArn } = bucket.bucketRef;
  const owner = ownerOf(bucket);
  return [
    { permission: putIntoBucket(owner), resourceArn: `${bucketArn}/*` },
    { permission: listBucket(owner), resourceArn: bucketArn },
    ...needsOfKey(bucket, ENCRYPT_OBJECTS),
  ];
}

/** What it takes to use the key of a resource; nothing where that is not known. */
export function needsOfKey(resource: object, permission: Permission): Need[] {
  const known = keyOf(resource);
  return known ? [{ permission, resourceArn: known.keyArn, known }] : [];
}

export function statementOf({ permission, resourceArn }: Need): iam.PolicyStatement {
  return statementFor(permission, resourceArn);
}

/** Gives the role of the function what it needs, and tells statement and outcome of each. */
export function grantNeeds(
  fn: lambda.IFunction,
  needs: readonly Need[],
  told: (statement: iam.PolicyStatement, outcome: GrantOutcome) => void,
): void {
  for (const need of needs) {
    const { permission, resourceArn, known } = forKeyOfAnotherAccount(fn, need);
    const outcome = known?.key ? grantOnKey(fn, permission, known.key) : grantToRole(fn, permission, resourceArn);
    told(statementFor(permission, resourceArn), outcome);
  }
}

function forKeyOfAnotherAccount(fn: lambda.IFunction, need: Need): Need {
  const { key } = need.known ?? {};
  const encrypts = need.permission === ENCRYPT_MESSAGES || need.permission === ENCRYPT_OBJECTS;
  return key && encrypts && fn.role && isCrossAccount(fn, key.env.account) ? { ...need, permission: acrossAccounts(need.permission) } : need;
}

/**
 * Lets the role of a function in by the policy of a resource of another account.
 *
 * @returns the statements that this policy lacks, because it cannot be changed from here
 */
export function letIn(fn: lambda.IFunction, { resource, account, needs }: PolicyOwner): iam.PolicyStatement[] {
  if (!fn.role || !isCrossAccount(fn, account)) { return []; }
  return needs.filter(({ known }) => !known).map(need => {
    const statement = statementOf(need);
    statement.addPrincipals(fn.grantPrincipal);
    return statement;
  }).filter(statement => !(resource as WithPolicy).addToResourcePolicy?.(statement).statementAdded);
}

/** The account of a bucket: of its stack, or as its import says. That of another import is only supposed, so nothing may depend on it. */
function ownerOf(bucket: s3.IBucketRef): string | undefined {
  const { account } = bucket.env;
  if (referredBy(bucket.bucketRef.bucketArn)) { return account; }
  const ofStack = (bucket as Partial<s3.IBucket>).stack?.account;
  return ofStack !== undefined && Token.compareStrings(account, ofStack) === TokenComparison.DIFFERENT ? account : undefined;
}
