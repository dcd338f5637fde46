import { Stack } from 'aws-cdk-lib';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import { Construct, Dependable, IConstruct, IDependable } from 'constructs';
import { GrantOutcome, isEffective } from './grants';
import { grantNeed, Need, statementOf } from './needs';
import { referredBy } from './reference';

/** What a construct has been promised, and waits for. */
export class Grants {
  private readonly grants: { readonly statement: iam.PolicyStatement; readonly outcome: GrantOutcome }[] = [];

  public constructor(private readonly construct: Construct) {}

  /** Makes the construct wait for a permission, and remembers it in case the role turns out not to take it. */
  public add(statement: iam.PolicyStatement, outcome: GrantOutcome, target: lambda.IFunction): void {
    this.grants.push({ statement, outcome });
    if (outcome.dependable && !waitsForRole(target)) { this.construct.node.addDependency(within(Stack.of(this.construct), outcome.dependable)); }
  }

  /** Gives the role of the function what it needs. */
  public addNeeds(target: lambda.IFunction, needs: readonly Need[]): void {
    needs.forEach(need => this.add(statementOf(need), grantNeed(target, need), target));
  }

  /** The statements that no policy has. What a role takes is known only when the app is complete: until then its policy may be attached to nothing. */
  public missing(): string | undefined {
    const missing = this.grants.filter(({ outcome }) => !isEffective(outcome));
    return missing.length > 0 ? missing.map(({ statement }) => textOf(statement, this.construct)).join(' and ') : undefined;
  }
}

/** The text of a statement for a message. */
export function textOf(statement: iam.PolicyStatement, scope: IConstruct): string {
  return JSON.stringify(Stack.of(scope).resolve(statement.toStatementJson()));
}

/** A function of the CDK's own waits for its role and the policies on it, and so does everything that refers to it. */
function waitsForRole(target: lambda.IFunction): boolean {
  const fn = (target as lambda.IAlias).version?.lambda ?? (target as lambda.IVersion).lambda ?? target;
  const l1 = referredBy(fn.functionArn);
  return l1 !== undefined && target.role !== undefined && l1.node.dependencies.includes(target.role);
}

/**
 * The part of a dependency that lies in a stack. A policy of another stack may name the queue of this one: to wait for it
 * would make the stacks wait for each other.
 */
function within(stack: Stack, dependable: IDependable): IDependable {
  const part: IDependable = {};
  Dependable.implement(part, {
    // A role knows its policies only when the app is complete.
    get dependencyRoots() { return Dependable.of(dependable).dependencyRoots.filter(root => Stack.of(root) === stack); },
  });
  return part;
}
