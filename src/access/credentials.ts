import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { grantDecrypt, GrantOutcome, grantToRole, isCrossAccount, statementFor } from './grants';
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
  return [...needs, {
    permission: DECRYPT,
    resourceArns: [key.keyArn],
    // Not by a ViaServicePrincipal: it changes the policy of the key alone, and that of an imported key cannot be changed.
    grant: target => grantDecrypt(target, key, grantToRole(target, READ_SECRET, arn)),
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

/** The ARN with a wildcard for the 6 characters that Secrets Manager adds to a name, where those are not known. */
function policyArnOf(secret: secretsmanager.ISecret): string {
  // Secrets of the CDK know best: what is known depends on the stack that asks.
  const { arnForPolicies } = secret as { readonly arnForPolicies?: string };
  return arnForPolicies ?? secret.secretFullArn ?? `${secret.secretArn}-??????`;
}
