import { Resource, Stack } from 'aws-cdk-lib';
import * as kms from 'aws-cdk-lib/aws-kms';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { grantOnce } from './key-permissions';
import { RequiredPermission } from './required-permissions';
import { GrantOutcome, grantToRole, isCrossAccount, statementFor } from './role-grants';
import { DECRYPT, Permission, READ_SECRET } from '../aws/permissions';
import { arnForPolicies } from '../cdk/internals';

/** What Lambda needs to read a secret: the secret itself, and the customer key it is encrypted with where that is known. */
export function readSecret(secret: secretsmanager.ISecret): RequiredPermission[] {
  const arn = policyArnOf(secret);
  const needs: RequiredPermission[] = [{ permission: READ_SECRET, resourceArns: [arn], grant: fn => grantRead(fn, secret, arn) }];
  const { encryptionKey: key } = secret;
  if (!key) { return needs; }
  const service = `secretsmanager.${Stack.of(secret).region}.amazonaws.com`;
  const permission = decryptVia(service);
  return [...needs, {
    permission,
    resourceArns: [key.keyArn],
    grant: (fn, before) => grantDecrypt(fn, key, service, permission) ? before : {},
  }];
}

/** To decrypt as far as a service asks for it. */
function decryptVia(service: string): Permission {
  return { ...DECRYPT, id: `${DECRYPT.id} via ${service}`, conditions: { StringEquals: { 'kms:ViaService': service } } };
}

/** The policy of a secret of another account must admit the role too, and does no harm where the account is not known. */
function grantRead(fn: lambda.IFunction, secret: secretsmanager.ISecret, arn: string): GrantOutcome {
  if (fn.role && isCrossAccount(fn, secret.env.account) !== false) {
    const statement = statementFor(READ_SECRET, arn);
    statement.addPrincipals(fn.grantPrincipal);
    secret.addToResourcePolicy(statement);
  }
  return grantToRole(fn, READ_SECRET, arn);
}

/**
 * Lets the role decrypt with a key as far as Secrets Manager asks for it, once for all secrets with that key.
 *
 * A `ViaServicePrincipal` changes the policy of the key alone. That does where role and key are of one stack; an import has
 * no policy to change, and between accounts both must agree, so that the role gets the statement. A key of another stack of
 * the account trusts its roles, and one that named the role would make the stacks wait for each other.
 */
function grantDecrypt(fn: lambda.IFunction, key: kms.IKey, service: string, permission: Permission): boolean {
  const { grantPrincipal, role } = fn;
  if (!role) { return false; }
  return grantOnce(fn, permission, key, () => {
    const ofOneAccount = isCrossAccount(fn, key.env.account) === false;
    const mayNameRole = Resource.isOwnedResource(key) && (!ofOneAccount || Stack.of(key) === Stack.of(role));
    const byKey = mayNameRole && key.grantDecrypt(new kms.ViaServicePrincipal(service, grantPrincipal)).success;
    return (byKey && ofOneAccount) || grantToRole(fn, permission, key.keyArn).dependable !== undefined || byKey;
  });
}

/** The ARN with a wildcard for the 6 characters that Secrets Manager adds to a name, where those are not known. */
function policyArnOf(secret: secretsmanager.ISecret): string {
  // Secrets of the CDK know best, because it depends on the stack that asks whether the characters are known.
  return arnForPolicies(secret) ?? secret.secretFullArn ?? `${secret.secretArn}-??????`;
}
