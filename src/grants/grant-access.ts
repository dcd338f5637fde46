import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import { RequiredAccess, RequiredPermission, ResourcePolicy } from './required-permissions';
import { GrantOutcome, grantToRole, isCrossAccount, statementFor } from './role-grants';

/** What became of one need. */
export interface GrantedPermission {
  /** The statement that the role takes, for messages. */
  readonly statement: () => iam.PolicyStatement;
  readonly outcome: GrantOutcome;
}

/** What became of an access. */
export interface GrantedAccess {
  readonly granted: readonly GrantedPermission[];
  /** The statements that policies of other accounts lack, because they cannot be changed from here. */
  readonly missingStatements: readonly iam.PolicyStatement[];
}

/** Gives the role of a function access, and lets it in where resources belong to another account. */
export function grantAccess(fn: lambda.IFunction, { permissions: needs, resourcePolicies: owners = [] }: RequiredAccess): GrantedAccess {
  let before: GrantOutcome = {};
  const granted = needs.map(need => {
    const outcome = need.grant?.(fn, before) ?? grantOnRole(fn, need);
    before = outcome;
    return { statement: () => statementFor(outcome.permission ?? need.permission, ...need.resourceArns), outcome };
  });
  return { granted, missingStatements: owners.flatMap(owner => allowRole(fn, owner)) };
}

/** Statements of one permission mostly end up in one policy, so that one outcome tells of all. */
function grantOnRole(fn: lambda.IFunction, { permission, resourceArns }: RequiredPermission): GrantOutcome {
  const outcomes = resourceArns.map(arn => grantToRole(fn, permission, arn));
  return outcomes.find(({ dependable }) => dependable === undefined) ?? outcomes[0];
}

/** An L2: an L1 has no such method. */
interface WithPolicy {
  addToResourcePolicy?(statement: iam.PolicyStatement): iam.AddToResourcePolicyResult;
}

function allowRole(fn: lambda.IFunction, { resource, account, permissions: needs }: ResourcePolicy): iam.PolicyStatement[] {
  const crossAccount = fn.role ? isCrossAccount(fn, account) : false;
  // Where the account is not known, the statement does no harm, and nothing is missing for sure without it.
  if (crossAccount === false) { return []; }
  const lacking = needs.map(({ permission, resourceArns }) => {
    const statement = statementFor(permission, ...resourceArns);
    statement.addPrincipals(fn.grantPrincipal);
    return statement;
  }).filter(statement => !(resource as WithPolicy).addToResourcePolicy?.(statement).statementAdded);
  return crossAccount ? lacking : [];
}
