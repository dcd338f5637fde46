import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import { GrantOutcome, grantToRole, statementFor } from './grants';
import { Permission } from './permissions';

/** A permission with everything that a source needs it on. */
export interface Need {
  readonly permission: Permission;
  readonly resourceArns: readonly string[];
}

/** Where ARNs point to. */
export interface Place {
  readonly partition: string;
  readonly region: string;
  readonly account: string;
}

/** The statements of several needs, one each. */
export function statementsOf(needs: readonly Need[]): iam.PolicyStatement[] {
  return needs.map(({ permission, resourceArns }) => statementFor(permission, ...resourceArns));
}

/** Lets the role of a function have what it needs, and tells of each need what became of it. */
export function grantNeeds(
  fn: lambda.IFunction,
  needs: readonly Need[],
): { readonly statement: iam.PolicyStatement; readonly outcome: GrantOutcome }[] {
  return needs.map(({ permission, resourceArns }) => {
    const outcomes = resourceArns.map(arn => grantToRole(fn, permission, arn));
    return {
      statement: statementFor(permission, ...resourceArns),
      outcome: outcomes.find(({ dependable }) => dependable === undefined) ?? outcomes[outcomes.length - 1],
    };
  });
}
