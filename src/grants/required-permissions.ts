import { Token } from 'aws-cdk-lib';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import { GrantOutcome, statementFor } from './role-grants';
import { Permission } from '../aws/permissions';

/** One permission that the role of a function needs, on resources of one kind. */
export interface RequiredPermission {
  readonly permission: Permission;
  readonly resourceArns: readonly string[];
  /**
   * Where the grant is more than a statement on the role: keys and secrets have policies of their own. `before` is the
   * outcome of the need before this one, for a grant that does not tell what the role itself took.
   */
  readonly grant?: (fn: lambda.IFunction, before: GrantOutcome) => GrantOutcome;
}

/** A resource with the policy that is its own, which must let the role in where their accounts differ. */
export interface ResourcePolicy {
  readonly resource: object;
  readonly account: string;
  readonly permissions: readonly RequiredPermission[];
}

/** What Lambda must be allowed, to read a source or to send to a destination. */
export interface RequiredAccess {
  /** What the role of the function needs, keys last. */
  readonly permissions: readonly RequiredPermission[];
  readonly resourcePolicies?: readonly ResourcePolicy[];
}

/** Needs as statements, one for each permission. */
export function statementsOf(needs: readonly RequiredPermission[]): iam.PolicyStatement[] {
  const merged = new Map<string, { readonly permission: Permission; readonly arns: Set<string> }>();
  for (const { permission, resourceArns } of needs) {
    const { arns } = merged.get(permission.id) ?? { arns: new Set() };
    resourceArns.forEach(arn => arns.add(arn));
    merged.set(permission.id, { permission, arns });
  }
  return [...merged.values()].map(({ permission, arns }) => statementFor(permission, ...arns));
}

/** A resource as the owner of its policy, in the account that its ARN names. */
export function resourcePolicyOf(resource: { readonly env: { readonly account: string } }, resourceArn: string, ...needs: RequiredPermission[]): ResourcePolicy {
  return { resource, account: accountOf(resourceArn, resource.env), permissions: needs };
}

/** The account in an ARN, which not all imports of the CDK look at; else the one that the CDK supposes. */
export function accountOf(resourceArn: string, env: { readonly account: string }): string {
  return (Token.isUnresolved(resourceArn) ? undefined : resourceArn.split(':')[4]) || env.account;
}
