import { Token, TokenComparison } from 'aws-cdk-lib';
import type * as events from 'aws-cdk-lib/aws-events';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import type * as sns from 'aws-cdk-lib/aws-sns';
import type * as sqs from 'aws-cdk-lib/aws-sqs';
import { GrantOutcome, grantOnKey, grantToRole, isCrossAccount, statementFor } from './grants';
import { keyOf, KnownKey } from './keys';
import {
  ENCRYPT_MESSAGES, ENCRYPT_OBJECTS, INVOKE_FUNCTION, LIST_BUCKET, Permission, PUBLISH_TO_TOPIC, PUT_EVENTS, PUT_INTO_BUCKET, SEND_TO_QUEUE,
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

/** What it takes to send what failed, or a result, to a queue. */
export function needsOfQueue(queue: sqs.IQueueRef): Need[] {
  return [{ permission: SEND_TO_QUEUE, resourceArn: queue.queueRef.queueArn }, ...needsOfKey(queue, ENCRYPT_MESSAGES)];
}

/** What it takes to send what failed, or a result, to a topic. */
export function needsOfTopic(topic: sns.ITopicRef): Need[] {
  return [{ permission: PUBLISH_TO_TOPIC, resourceArn: topic.topicRef.topicArn }, ...needsOfKey(topic, ENCRYPT_MESSAGES)];
}

/** What it takes to write what failed into a bucket. */
export function needsOfBucket(bucket: s3.IBucketRef): Need[] {
  const { bucketArn } = bucket.bucketRef;
  const owner = ownerOf(bucket);
  return [
    { permission: onlyOf(owner, PUT_INTO_BUCKET), resourceArn: `${bucketArn}/*` },
    { permission: onlyOf(owner, LIST_BUCKET), resourceArn: bucketArn },
    ...needsOfKey(bucket, ENCRYPT_OBJECTS),
  ];
}

/** What it takes to hand over to a function, or to that version or alias of it alone. */
export function needsOfFunction(fn: lambda.IFunctionRef): Need[] {
  return [{ permission: INVOKE_FUNCTION, resourceArn: fn.functionRef.functionArn }];
}

/** What it takes to send to an event bus. */
export function needsOfEventBus(bus: events.IEventBusRef): Need[] {
  return [{ permission: PUT_EVENTS, resourceArn: bus.eventBusRef.eventBusArn }];
}

/** What it takes to use the key of a resource; nothing where that is not known. */
export function needsOfKey(resource: object, permission: Permission): Need[] {
  const known = keyOf(resource);
  return known ? [{ permission, resourceArn: known.keyArn, known }] : [];
}

export function statementOf({ permission, resourceArn }: Need): iam.PolicyStatement {
  return statementFor(permission, resourceArn);
}

/** Gives the role of the function what it needs, keys last, and tells statement and outcome of each. */
export function grantNeeds(
  fn: lambda.IFunction,
  needs: readonly Need[],
  told: (statement: iam.PolicyStatement, outcome: GrantOutcome) => void,
): void {
  let another: GrantOutcome = {};
  for (const need of needs) {
    const { permission, resourceArn, known } = forKeyOfAnotherAccount(fn, need);
    another = known?.key ? grantOnKey(fn, permission, known.key, another) : grantToRole(fn, permission, resourceArn);
    told(statementFor(permission, resourceArn), another);
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
  const crossAccount = fn.role ? isCrossAccount(fn, account) : false;
  // Where the account is not known, the statement does no harm, and nothing is missing for sure without it.
  if (crossAccount === false) { return []; }
  const lacking = needs.filter(({ known }) => !known).map(need => {
    const statement = statementOf(need);
    statement.addPrincipals(fn.grantPrincipal);
    return statement;
  }).filter(statement => !(resource as WithPolicy).addToResourcePolicy?.(statement).statementAdded);
  return crossAccount ? lacking : [];
}

/** The account in an ARN, which not all imports of the CDK look at; else the one that the CDK supposes. */
export function accountOf(resourceArn: string, env: { readonly account: string }): string {
  return (Token.isUnresolved(resourceArn) ? undefined : resourceArn.split(':')[4]) || env.account;
}

/** The name of a bucket may come to belong to somebody else. */
function onlyOf(account: string | undefined, permission: Permission): Permission {
  if (account === undefined) { return permission; }
  return { ...permission, id: `${permission.id} of ${account}`, conditions: { StringEquals: { 's3:ResourceAccount': account } } };
}

/** What a key of another account takes beside. */
function acrossAccounts(permission: Permission): Permission {
  return { ...permission, id: `${permission.id} across accounts`, actions: [...permission.actions, 'kms:DescribeKey', 'kms:ReEncrypt*'] };
}

/** The account of a bucket: of its stack, or as its import says. That of another import is only supposed, so nothing may depend on it. */
function ownerOf(bucket: s3.IBucketRef): string | undefined {
  const { account } = bucket.env;
  if (referredBy(bucket.bucketRef.bucketArn)) { return account; }
  const ofStack = (bucket as Partial<s3.IBucket>).stack?.account;
  return ofStack !== undefined && Token.compareStrings(account, ofStack) === TokenComparison.DIFFERENT ? account : undefined;
}
