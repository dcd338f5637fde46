import { Token } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { IAM_ROLE } from '../../aws/resource-types';
import { qualifierOf } from '../../cdk/internals';
import { targetOf } from '../../cdk/references';

/** A version or alias, taken apart. */
export interface Qualified {
  readonly function: lambda.IFunction;
  readonly qualifier: string;
  /** What it is called where that is known: `qualifier` may be cut from an ARN. */
  readonly name: string;
}

/** Function and qualifier of a version or alias; undefined for a function. */
export function qualifiedBy(fn: lambda.IFunctionRef): Qualified | undefined {
  const { lambda: unqualified, version } = fn as Partial<lambda.IVersion>;
  if (!unqualified) { return undefined; }
  const { aliasName: name = version! } = fn as Partial<lambda.IAlias>;
  return { function: unqualified, qualifier: qualifierOf(fn) ?? name, name };
}

/** What is invoked, as a configuration names it. */
export interface Invoked {
  readonly functionName: string;
  readonly qualifier: string;
  /** ARN with qualifier. */
  readonly arn: string;
  /** The function behind versions and aliases, or the import as it is. */
  readonly function: lambda.IFunctionRef;
  /** How `qualifier` contradicts what is given as function. */
  readonly contradiction?: string;
}

const LATEST = '$LATEST';

export function invokedBy(fn: lambda.IFunctionRef, qualifier: string | undefined): Invoked {
  const qualified = qualifiedBy(fn) ?? qualifiedImport(fn);
  const { functionName, functionArn } = (qualified?.function ?? fn).functionRef;
  // An import by a qualified ARN has the qualifier in its ARN.
  const bareArn = partsOf(functionArn).slice(0, 7).join(':');
  const used = qualifier ?? qualified?.qualifier ?? LATEST;
  const agrees = !qualified || qualifier === undefined || [qualified.qualifier, qualified.name].includes(qualifier) || Token.isUnresolved(qualifier);
  return {
    functionName,
    qualifier: used,
    arn: `${bareArn}:${used}`,
    function: qualified?.function ?? fn,
    contradiction: agrees ? undefined : `function has the qualifier ${Token.isUnresolved(qualified.name) ? qualified.function.node.path : qualified.name}, and qualifier is ${qualifier}`,
  };
}

/** `lambda.Function.fromFunctionArn` takes qualified ARNs too, and `fromFunctionName` qualified names. */
function qualifiedImport(fn: lambda.IFunctionRef): Qualified | undefined {
  const qualifier = partsOf(fn.functionRef.functionArn)[7];
  return qualifier === undefined ? undefined : { function: fn as lambda.IFunction, qualifier, name: qualifier };
}

/** An ARN may have tokens in it and still be written out at the end. */
function partsOf(functionArn: string): string[] {
  return functionArn.split(':');
}

/** A function with what destinations ask of it: for an L1 an import, with the role that the L1 has. */
export function asFunction(scope: Construct, fn: lambda.IFunctionRef): lambda.IFunction {
  if ((fn as Partial<lambda.IFunction>).grantPrincipal) { return fn as lambda.IFunction; }
  const id = `Function:${fn.node.addr}`;
  const existing = scope.node.tryFindChild(id) as lambda.IFunction | undefined;
  if (existing) { return existing; }
  const holder = new Construct(scope, `${id}:Role`);
  const role = roleOf(holder, (fn as Partial<lambda.CfnFunction>).role);
  return lambda.Function.fromFunctionAttributes(scope, id, { functionArn: fn.functionRef.functionArn, role, sameEnvironment: true });
}

/** The role that an L1 names. A role of this app is found by its name, so that a path before it does no harm. */
function roleOf(scope: Construct, role: unknown): iam.IRole | undefined {
  if (typeof role !== 'string') { return undefined; }
  const l1 = targetOf(role);
  if (l1?.cfnResourceType === IAM_ROLE) { return iam.Role.fromRoleName(scope, 'Role', l1.ref); }
  return role.startsWith('arn:') ? iam.Role.fromRoleArn(scope, 'Role', role) : undefined;
}
