import { Stack } from 'aws-cdk-lib';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import { Construct, Dependable, IConstruct, IDependable } from 'constructs';
import { grantAccess, GrantedPermission } from './grant-access';
import { RequiredAccess } from './required-permissions';
import { isEffective } from './role-grants';
import { targetOf } from '../cdk/references';

/** The permissions that a construct depends on. */
export class GrantTracker {
  private readonly granted: GrantedPermission[] = [];

  public constructor(private readonly construct: Construct) {}

  /**
   * Gives the role of a function access, and makes the construct depend on it.
   *
   * @returns the statements that policies of other accounts still need, for messages
   */
  public add(fn: lambda.IFunction, access: RequiredAccess): string[] {
    const { granted, missingStatements } = grantAccess(fn, access);
    this.granted.push(...granted);
    if (!dependsOnRole(fn)) {
      const policies = new Set(granted.flatMap(({ outcome }) => outcome.dependable ?? []));
      policies.forEach(policy => this.construct.node.addDependency(within(Stack.of(this.construct), policy)));
    }
    return missingStatements.map(statement => statementText(statement, this.construct));
  }

  /**
   * The statements that no policy has.
   *
   * Only the complete app tells, because the policy of a role may be attached to nothing until then.
   */
  public missingStatements(): string | undefined {
    const missing = this.granted.filter(({ outcome }) => !isEffective(outcome));
    return missing.length > 0 ? missing.map(({ statement }) => statementText(statement(), this.construct)).join(' and ') : undefined;
  }
}

/** The text of a statement for a message. */
export function statementText(statement: iam.PolicyStatement, scope: IConstruct): string {
  return JSON.stringify(Stack.of(scope).resolve(statement.toStatementJson()));
}

/** A function that the CDK creates depends on its role and the role's policies, and so does everything that refers to the function. */
function dependsOnRole(fn: lambda.IFunction): boolean {
  const unqualified = (fn as lambda.IAlias).version?.lambda ?? (fn as lambda.IVersion).lambda ?? fn;
  const l1 = targetOf(unqualified.functionArn);
  return l1 !== undefined && fn.role !== undefined && l1.node.dependencies.includes(fn.role);
}

/**
 * The part of a dependency that lies in a stack. A policy of another stack may name the queue of this one, so that a dependency on it
 * would make the stacks depend on each other.
 */
function within(stack: Stack, dependable: IDependable): IDependable {
  const part: IDependable = {};
  Dependable.implement(part, {
    // A role knows its policies only when the app is complete.
    get dependencyRoots() { return Dependable.of(dependable).dependencyRoots.filter(root => Stack.of(root) === stack); },
  });
  return part;
}
