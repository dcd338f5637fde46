import { CfnResource, Stage } from 'aws-cdk-lib';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';

/*
 * The private and protected members of aws-cdk-lib that this library needs. No other file names one:
 * test/repository/cdk-internals.test.ts looks for them.
 */

export { md5hash } from 'aws-cdk-lib/core/lib/helpers-internal';

/** Nothing public returns the template of an L1. */
interface L1Internals {
  readonly cfnProperties: Record<string, unknown>;
  readonly rawOverrides: Overrides;
  renderProperties(properties: Record<string, unknown>): Record<string, unknown> | undefined;
  _toCloudFormation(): unknown;
}

/** What escape hatches (`addOverride`, `addPropertyOverride`) set on an L1. */
export interface Overrides {
  readonly Properties?: Record<string, unknown>;
  readonly Condition?: string;
}

export function overridesOf(l1: CfnResource): Overrides {
  return (l1 as unknown as L1Internals).rawOverrides;
}

/** The properties of an L1 by their names in TypeScript, with tags, with tokens and without overrides. */
export function propertiesOf(l1: CfnResource): Record<string, unknown> {
  return (l1 as unknown as L1Internals).cfnProperties;
}

/** The same properties by their names in CloudFormation. Objects among them must have no tokens. */
export function withCloudFormationNames(l1: CfnResource, properties: Record<string, unknown>): Record<string, unknown> {
  try {
    return (l1 as unknown as L1Internals).renderProperties(properties) ?? {};
  } catch (error) {
    if (!(error instanceof TypeError)) { throw error; }
    throw new Error(`${l1.node.path} has a property with a BigInt, which no template holds. Write it as a number.`);
  }
}

/** The part of the template that is the L1, overrides included, before its tokens are resolved. */
export function templateOf(l1: CfnResource): unknown {
  return (l1 as unknown as L1Internals)._toCloudFormation();
}

/** Makes the next `synth()` of a Stage synthesise it again. `force` does not reach the Stages within a Stage. */
export function forgetSynthesis(stage: Stage): void {
  (stage as unknown as { assembly?: unknown }).assembly = undefined;
}

/** Synthesises without the plugins that validate templates: those of the app, and the CDK's own, which is slow and may throw. */
export function withoutTemplateValidation(stages: readonly Stage[], synthesise: () => void): void {
  const plugins = stages.map(stage => (stage as unknown as { readonly _validationPlugins?: unknown[] })._validationPlugins ?? []);
  const taken = plugins.map(list => list.splice(0));
  const before = process.env.CDK_VALIDATION;
  process.env.CDK_VALIDATION = 'false';
  try {
    synthesise();
  } finally {
    plugins.forEach((list, i) => list.push(...taken[i]));
    if (before === undefined) { delete process.env.CDK_VALIDATION; } else { process.env.CDK_VALIDATION = before; }
  }
}

/** The ARN that a secret has in policies: with a wildcard, where its six last characters are not known. Imports of some kinds have none. */
export function arnForPolicies(secret: secretsmanager.ISecret): string | undefined {
  return (secret as { readonly arnForPolicies?: string }).arnForPolicies;
}

/** How a version or alias refers to itself, so that CloudFormation creates it first. */
export function qualifierOf(fn: lambda.IFunctionRef): string | undefined {
  return (fn as { readonly qualifier?: string }).qualifier;
}
