import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import { GrantOutcome, grantToRole, statementFor } from './grants';
import { Permission } from './permissions';

/** Something that Lambda must be allowed, to use an event source. */
export interface Need {
  readonly permission: Permission;
  readonly resourceArns: readonly string[];
  /** Where the grant is more than a statement on the role. */
  readonly grant?: (target: lambda.IFunction) => GrantOutcome;
}

/** A need as a statement. */
export function statementOf({ permission, resourceArns }: Need): iam.PolicyStatement {
  return statementFor(permission, ...resourceArns);
}

/** Needs as statements, one for each permission. */
export function statementsOf(needs: readonly Need[]): iam.PolicyStatement[] {
  const merged = new Map<string, Need>();
  for (const need of needs) {
    const { id } = need.permission;
    const arns = new Set([...merged.get(id)?.resourceArns ?? [], ...need.resourceArns]);
    merged.set(id, { ...need, resourceArns: [...arns] });
  }
  return [...merged.values()].map(statementOf);
}

/** Gives the role of a function what it needs. Its statements all end up in one policy, so that one outcome tells of all. */
export function grantNeed(target: lambda.IFunction, need: Need): GrantOutcome {
  if (need.grant) { return need.grant(target); }
  const outcomes = need.resourceArns.map(arn => grantToRole(target, need.permission, arn));
  return outcomes.find(({ dependable }) => dependable === undefined) ?? outcomes[0];
}
