import { ArnFormat, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import { IConstruct } from 'constructs';
import { DECRYPT } from '../aws/permissions';
import { LAMBDA_PRINCIPAL } from '../aws/services';

/** For each key, the stacks whose mappings its policy allows already. One statement serves all mappings of a stack. */
const allowed = new WeakMap<kms.IKey, Set<Stack>>();

/**
 * The statement in the policy of a key that lets Lambda decrypt the filters of a mapping.
 *
 * It names the mappings by a wildcard, because with the ARN of the mapping key and mapping would depend on each other.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/invocation-eventfiltering.html
 */
export function filterKeyStatement(mapping: IConstruct): iam.PolicyStatement {
  const stack = Stack.of(mapping);
  return new iam.PolicyStatement({
    principals: [new iam.ServicePrincipal(LAMBDA_PRINCIPAL)],
    actions: [...DECRYPT.actions],
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

/** Adds the statement to the policy of the key. Answers whether the policy has it, which the policy of an imported key never has. */
export function allowLambda(key: kms.IKey, mapping: IConstruct): boolean {
  const stack = Stack.of(mapping);
  const stacks = allowed.get(key) ?? new Set();
  if (stacks.has(stack)) { return true; }
  if (!key.addToResourcePolicy(filterKeyStatement(mapping)).statementAdded) { return false; }
  allowed.set(key, stacks.add(stack));
  return true;
}
