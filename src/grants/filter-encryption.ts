import { ArnFormat, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import { IConstruct } from 'constructs';

/** Keys that admit the mappings of a stack already: one statement serves them all. */
const allowed = new WeakMap<kms.IKey, Set<Stack>>();

/**
 * What the policy of a key must say, so that Lambda may decrypt the filters that it encrypts.
 *
 * Names the mappings by a wildcard: the ARN of the mapping itself would make key and mapping wait for each other.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/invocation-eventfiltering.html
 */
export function filterKeyStatement(mapping: IConstruct): iam.PolicyStatement {
  const stack = Stack.of(mapping);
  return new iam.PolicyStatement({
    principals: [new iam.ServicePrincipal('lambda.amazonaws.com')],
    actions: ['kms:Decrypt'],
    resources: ['*'],
    conditions: {
      ArnLike: {
        'aws:SourceArn': stack.formatArn({
          service: 'lambda',
          resource: 'event-source-mapping',
          resourceName: '*',
          arnFormat: ArnFormat.COLON_RESOURCE_NAME,
        }),
      },
      StringEquals: { 'aws:SourceAccount': stack.account },
    },
  });
}

/** Adds the statement to the policy of the key. Answers whether the policy has it now: that of an imported key cannot be changed. */
export function allowLambda(key: kms.IKey, mapping: IConstruct): boolean {
  const stack = Stack.of(mapping);
  const stacks = allowed.get(key) ?? new Set();
  if (stacks.has(stack)) { return true; }
  if (!key.addToResourcePolicy(filterKeyStatement(mapping)).statementAdded) { return false; }
  allowed.set(key, stacks.add(stack));
  return true;
}
