import { Token } from 'aws-cdk-lib';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import { GrantOutcome, statementFor } from './role-grants';
import { Permission } from '../aws/permissions';

/** One permission that the role of a function requires, on resources of one kind. */
export interface RequiredPermission {
  readonly permission: Permission;
  readonly resourceArns: readonly string[];
  /**
   * Grants keys and secrets, which have policies of their own beside the statement on the role.
   *
   * @param before the outcome of the permission before this one, for grants that do not report which role policy they changed
   */
  readonly grant?: (fn: lambda.IFunction, before: GrantOutcome) => GrantOutcome;
}

/** A resource-based policy that must allow the role when the accounts differ. */
export interface ResourcePolicy {
  readonly resource: object;
  readonly account: string;
  readonly permissions: readonly RequiredPermission[];
}

/** All that must allow Lambda to read a source or to send to a destination. */
export interface RequiredAccess {
  /** The permissions of the role, those on keys last. */
  readonly permissions: readonly RequiredPermission[];
  readonly resourcePolicies?: readonly ResourcePolicy[];
}

/** One statement for each permission. */
export function statementsOf(required: readonly RequiredPermission[]): iam.PolicyStatement[] {
  const merged = new Map<string, { readonly permission: Permission; readonly arns: Set<string> }>();
  for (const { permission, resourceArns } of required) {
    const { arns } = merged.get(permission.id) ?? { arns: new Set() };
    resourceArns.forEach(arn => arns.add(arn));
    merged.set(permission.id, { permission, arns });
  }
  return [...merged.values()].map(({ permission, arns }) => statementFor(permission, ...arns));
}

interface InAccount {
  readonly env: { readonly account: string };
}

/** The policy of a resource, in the account that its ARN names. */
export function resourcePolicyOf(resource: InAccount, resourceArn: string, ...permissions: RequiredPermission[]): ResourcePolicy {
  return { resource, account: accountOf(resourceArn, resource.env), permissions };
}

/** The account in an ARN, which some imports of the CDK ignore; if that is a token, the account that the CDK assumes. */
export function accountOf(resourceArn: string, env: { readonly account: string }): string {
  return (Token.isUnresolved(resourceArn) ? undefined : resourceArn.split(':')[4]) || env.account;
}
