import { Resource, Stack } from 'aws-cdk-lib';
import * as kms from 'aws-cdk-lib/aws-kms';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { grantOnce } from './kms-keys';
import { RequiredPermission } from './required-permissions';
import { GrantOutcome, grantToRole, isCrossAccount, statementFor } from './role-grants';
import { DECRYPT, Permission, READ_SECRET } from '../aws/permissions';
import { viaService } from '../aws/restricted-permissions';
import { secretsManagerIn } from '../aws/services';
import { arnForPolicies } from '../cdk/internals';

/** The permissions to read a secret: on the secret, and on the customer key that encrypts it if that is known. */
export function readSecret(secret: secretsmanager.ISecret): RequiredPermission[] {
  const arn = policyArnOf(secret);
  const permissions: RequiredPermission[] = [{ permission: READ_SECRET, resourceArns: [arn], grant: fn => grantRead(fn, secret, arn) }];
  const { encryptionKey: key } = secret;
  if (!key) { return permissions; }
  const service = secretsManagerIn(Stack.of(secret).region);
  const permission = viaService(DECRYPT, service);
  return [...permissions, {
    permission,
    resourceArns: [key.keyArn],
    grant: (fn, before) => grantDecrypt(fn, key, service, permission) ? before : {},
  }];
}

/** The policy of a secret of another account must allow the role too. If the account is unknown, the statement does no harm. */
function grantRead(fn: lambda.IFunction, secret: secretsmanager.ISecret, arn: string): GrantOutcome {
  if (fn.role && isCrossAccount(fn, secret.env.account) !== false) {
    const statement = statementFor(READ_SECRET, arn);
    statement.addPrincipals(fn.grantPrincipal);
    secret.addToResourcePolicy(statement);
  }
  return grantToRole(fn, READ_SECRET, arn);
}

/**
 * Lets the role decrypt with a key for requests of Secrets Manager, once for all secrets with that key.
 *
 * A `ViaServicePrincipal` changes only the policy of the key. That is enough if role and key belong to one stack. An imported key has
 * no policy to change, and between accounts both policies must allow it, so that the role gets the statement. A key in another stack of
 * the account trusts the roles of the account, and with the role in its policy the stacks would depend on each other.
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

/** The ARN, with a wildcard if the 6 characters are unknown that Secrets Manager adds to a name. */
function policyArnOf(secret: secretsmanager.ISecret): string {
  // Secrets of the CDK know it best, because the characters are known in some stacks only.
  return arnForPolicies(secret) ?? secret.secretFullArn ?? `${secret.secretArn}-??????`;
}
