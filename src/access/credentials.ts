import type * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { Need } from './needs';
import { READ_SECRET } from './permissions';

/**
 * What Lambda needs to read a secret: its value and nothing else of it, where `grantRead` of the CDK also lets describe it.
 *
 * The ARN of a secret ends in six characters of AWS's choice, which an import by name does not know.
 */
export function secretNeed(secret: secretsmanager.ISecret): Need {
  return { permission: READ_SECRET, resourceArns: [secret.secretFullArn ?? `${secret.secretArn}-??????`] };
}
