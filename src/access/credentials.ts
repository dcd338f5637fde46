import { Resource, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { GrantOutcome, grantToRole, isCrossAccount, statementFor } from './grants';
import { Need } from './needs';
import { DECRYPT, Permission } from './permissions';

/** To read the credentials of a source. */
export const READ_SECRET: Permission = {
  id: 'read-secret',
  actions: ['secretsmanager:GetSecretValue'],
  source: 'https://docs.aws.amazon.com/lambda/latest/dg/with-msk-permissions.html',
};

/** What Lambda needs to read a secret: the secret itself, and the customer key it is encrypted with where that is known. */
export function readSecret(secret: secretsmanager.ISecret): Need[] {
  const arn = policyArnOf(secret);
  const needs: Need[] = [{ permission: READ_SECRET, resourceArns: [arn], grant: target => grantRead(target, secret, arn) }];
  const { encryptionKey: key } = secret;
  if (!key) { return needs; }
  const service = `secretsmanager.${Stack.of(secret).region}.amazonaws.com`;
  return [...needs, {
    permission: DECRYPT,
    resourceArns: [key.keyArn],
    conditions: via(service),
    grant: target => grantDecryptVia(target, key, service, grantToRole(target, READ_SECRET, arn)),
  }];
}

/** The policy of a secret of another account must admit the role too, and does no harm where the account is not known. */
function grantRead(target: lambda.IFunction, secret: secretsmanager.ISecret, arn: string): GrantOutcome {
  if (target.role && isCrossAccount(target, secret.env.account) !== false) {
    const statement = statementFor(READ_SECRET, arn);
    statement.addPrincipals(target.grantPrincipal);
    secret.addToResourcePolicy(statement);
  }
  return grantToRole(target, READ_SECRET, arn);
}

const decryptable = new WeakMap<iam.IPrincipal, Map<kms.IKey, boolean>>();

/**
 * Lets the role decrypt with a key as far as Secrets Manager asks for it, once for all secrets with that key.
 *
 * The role takes it as it takes `another` permission, as in `grantDecrypt`.
 */
function grantDecryptVia(target: lambda.IFunction, key: kms.IKey, service: string, another: GrantOutcome): GrantOutcome {
  if (!target.role) { return {}; }
  const { grantPrincipal } = target;
  const keys = decryptable.get(grantPrincipal) ?? new Map<kms.IKey, boolean>();
  decryptable.set(grantPrincipal, keys);
  const granted = keys.get(key) ?? decryptVia(target, key, service);
  keys.set(key, granted);
  return granted ? another : {};
}

/**
 * A `ViaServicePrincipal` changes the policy of the key alone. That does where role and key are of one stack; an import has
 * no policy to change, and between accounts both must agree, so that the role gets the statement. A key of another stack of
 * the account trusts its roles, and one that named the role would make the stacks wait for each other.
 */
function decryptVia(target: lambda.IFunction, key: kms.IKey, service: string): boolean {
  const { grantPrincipal } = target;
  const ofOneAccount = isCrossAccount(target, key.env.account) === false;
  const mayNameRole = Resource.isOwnedResource(key) && (!ofOneAccount || Stack.of(key) === Stack.of(target.role!));
  const byKey = mayNameRole && key.grantDecrypt(new kms.ViaServicePrincipal(service, grantPrincipal)).success;
  if (byKey && ofOneAccount) { return true; }
  const statement = statementFor(DECRYPT, key.keyArn);
  statement.addConditions(via(service));
  return grantPrincipal.addToPrincipalPolicy(statement).statementAdded || byKey;
}

function via(service: string): Record<string, Record<string, string>> {
  return { StringEquals: { 'kms:ViaService': service } };
}

/** The ARN with a wildcard for the 6 characters that Secrets Manager adds to a name, where those are not known. */
function policyArnOf(secret: secretsmanager.ISecret): string {
  // Secrets of the CDK know best: what is known depends on the stack that asks.
  const { arnForPolicies } = secret as { readonly arnForPolicies?: string };
  return arnForPolicies ?? secret.secretFullArn ?? `${secret.secretArn}-??????`;
}
