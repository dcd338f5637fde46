import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import { RequiredAccess, RequiredPermission, ResourcePolicy } from './required-permissions';
import { GrantOutcome, grantToRole, isCrossAccount, statementFor } from './role-grants';

/** The grant of one permission. */
export interface GrantedPermission {
  /** The statement that the role requires, for messages. */
  readonly statement: () => iam.PolicyStatement;
  readonly outcome: GrantOutcome;
}

/** The grant of an access. */
export interface GrantedAccess {
  readonly granted: readonly GrantedPermission[];
  /** The statements that policies of other accounts need and this app cannot add. */
  readonly missingStatements: readonly iam.PolicyStatement[];
}

/** Gives the role of a function access, and allows it in resource policies of other accounts. */
export function grantAccess(fn: lambda.IFunction, { permissions, resourcePolicies = [] }: RequiredAccess): GrantedAccess {
  let before: GrantOutcome = {};
  const granted = permissions.map(required => {
    const outcome = required.grant?.(fn, before) ?? grantOnRole(fn, required);
    before = outcome;
    return { statement: () => statementFor(outcome.permission ?? required.permission, ...required.resourceArns), outcome };
  });
  return { granted, missingStatements: resourcePolicies.flatMap(policy => allowRole(fn, policy)) };
}

/** Statements of one permission mostly belong to one policy, so that one outcome stands for all. */
function grantOnRole(fn: lambda.IFunction, { permission, resourceArns }: RequiredPermission): GrantOutcome {
  const outcomes = resourceArns.map(arn => grantToRole(fn, permission, arn));
  return outcomes.find(({ dependable }) => dependable === undefined) ?? outcomes[0];
}

/** An L2. L1s have no such method. */
interface WithPolicy {
  addToResourcePolicy?(statement: iam.PolicyStatement): iam.AddToResourcePolicyResult;
}

/** Allows the role in the policy of a resource, and returns the statements that it could not add. */
function allowRole(fn: lambda.IFunction, { resource, account, permissions }: ResourcePolicy): iam.PolicyStatement[] {
  const crossAccount = fn.role ? isCrossAccount(fn, account) : false;
  // If the account is unknown, the statement does no harm, and it is not surely missing.
  if (crossAccount === false) { return []; }
  const missingStatements = permissions.map(({ permission, resourceArns }) => {
    const statement = statementFor(permission, ...resourceArns);
    statement.addPrincipals(fn.grantPrincipal);
    return statement;
  }).filter(statement => !(resource as WithPolicy).addToResourcePolicy?.(statement).statementAdded);
  return crossAccount ? missingStatements : [];
}
