import { Token, TokenComparison } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import { Dependable, IDependable } from 'constructs';
import { Permission } from '../aws/permissions';

/**
 * The CDK splits the policy of a role between statements, never inside one, and counts 150 characters for an ARN that is a
 * token. Statements below this size pack well into its inline policy (10,000) and overflow policies (6,000).
 */
const LARGEST_STATEMENT = 2000;
const TOKEN_SIZE = 150;
const PER_RESOURCE = '"",'.length;
const AROUND_LISTS = '{"Effect":"Allow","Action":,"Resource":[]}'.length;

/** The statement of a permission that further resources are added to. */
interface GrowingStatement {
  /** By resource that was granted before, the dependency. */
  readonly granted: Map<string, IDependable | undefined>;
  statement?: iam.PolicyStatement;
  dependable?: IDependable;
  size: number;
}

/** By role and by permission. Aliases of a function, and functions with one role, share the statements. */
const growing = new WeakMap<iam.IPrincipal, Map<string, GrowingStatement>>();

/** The outcome of a grant. */
export interface GrantOutcome {
  /** Exists before the permission takes effect; undefined if no policy was changed. */
  readonly dependable?: IDependable;
  /** The permission that was granted, if it is more than the required one. */
  readonly permission?: Permission;
}

/**
 * Lets the role of a function use `permission` on a resource.
 *
 * One statement grows with the sources of the function, because the CDK merges single statements in quadratic time, and they would
 * exceed the quotas of IAM.
 */
export function grantToRole(fn: lambda.IFunction, permission: Permission, resourceArn: string): GrantOutcome {
  if (!fn.role) { return {}; }
  const current = growingStatement(fn.grantPrincipal, permission);
  if (current.granted.has(resourceArn)) { return { dependable: current.granted.get(resourceArn) }; }

  const size = (Token.isUnresolved(resourceArn) ? TOKEN_SIZE : resourceArn.length) + PER_RESOURCE;
  if (current.statement && !current.statement.frozen && current.size + size <= LARGEST_STATEMENT) {
    current.statement.addResources(resourceArn);
    current.size += size;
  } else {
    current.statement = statementFor(permission, resourceArn);
    current.size = JSON.stringify([permission.actions, permission.conditions]).length + AROUND_LISTS + size;
    const { statementAdded, policyDependable } = fn.grantPrincipal.addToPrincipalPolicy(current.statement);
    current.dependable = statementAdded ? policyDependable : undefined;
  }
  current.granted.set(resourceArn, current.dependable);
  return { dependable: current.dependable };
}

/** A permission as a statement. */
export function statementFor(permission: Permission, ...resourceArns: string[]): iam.PolicyStatement {
  return new iam.PolicyStatement({ actions: [...permission.actions], resources: resourceArns, conditions: permission.conditions });
}

/**
 * Whether the resource belongs to another account than the function, so that its own policy must allow the role. Two unknown
 * accounts count as the same, as in the CDK. If only one of them is known, it is undefined.
 */
export function isCrossAccount(fn: lambda.IFunction, resourceAccount: string): boolean | undefined {
  const account = fn.grantPrincipal.principalAccount;
  switch (account === undefined ? undefined : Token.compareStrings(resourceAccount, account)) {
    case TokenComparison.DIFFERENT: return true;
    case TokenComparison.SAME:
    case TokenComparison.BOTH_UNRESOLVED: return false;
    default: return undefined;
  }
}

/** Whether a grant changes a policy. Immutable roles and roles of other accounts report a change and make none. */
export function isEffective({ dependable }: GrantOutcome): boolean {
  return dependable !== undefined && Dependable.of(dependable).dependencyRoots.length > 0;
}

function growingStatement(principal: iam.IPrincipal, permission: Permission): GrowingStatement {
  let ofPrincipal = growing.get(principal);
  if (!ofPrincipal) {
    ofPrincipal = new Map();
    growing.set(principal, ofPrincipal);
  }
  let current = ofPrincipal.get(permission.id);
  if (!current) {
    current = { granted: new Map(), size: 0 };
    ofPrincipal.set(permission.id, current);
  }
  return current;
}
