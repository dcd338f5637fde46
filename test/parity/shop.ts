import { App, Environment, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';

/** The environment that all ARNs here are of. */
export const SHOP: Required<Environment> = { account: '111122223333', region: 'eu-west-1' };
export const OTHER_ACCOUNT = '444455556666';

/** The ARN of a resource of the shop, or of the same in another account. */
export function arn(service: string, resource: string, account = SHOP.account): string {
  return `arn:aws:${service}:${SHOP.region}:${account}:${resource}`;
}

export function functionIn(scope: Construct, id = 'Fulfil', props: Partial<lambda.FunctionProps> = {}): lambda.Function {
  return new lambda.Function(scope, id, {
    runtime: lambda.Runtime.NODEJS_22_X,
    handler: 'index.handler',
    code: lambda.Code.fromInline('exports.handler = async () => {};'),
    ...props,
  });
}

/** Another stack of the app that a stack is in. */
export function stackIn(stack: Stack, id: string, env?: Environment): Stack {
  return new Stack(App.of(stack) as App, id, { env });
}

export function roleIn(scope: Construct, roleName?: string): iam.Role {
  return new iam.Role(scope, 'Role', { roleName, assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
}

export function importedRole(scope: Construct, options?: iam.FromRoleArnOptions): iam.IRole {
  return iam.Role.fromRoleArn(scope, 'Role', `arn:aws:iam::${SHOP.account}:role/fulfil`, options);
}

export function importedFunction(scope: Construct, role?: iam.IRole): lambda.IFunction {
  return lambda.Function.fromFunctionAttributes(scope, 'Fulfil', { functionArn: arn('lambda', 'function:fulfil'), role });
}
