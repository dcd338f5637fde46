import type * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { AccessType } from '../../../aws/access-types';
import { KafkaReader } from '../../../grants/kafka';
import { RequiredPermission } from '../../../grants/required-permissions';

/** An entry of `SourceAccessConfigurations`. */
export interface LoginEntry {
  readonly type: AccessType;
  readonly uri?: string;
}

/** How Lambda logs in to a cluster. */
export interface KafkaLogin {
  readonly entries: readonly LoginEntry[];
  readonly secrets: readonly secretsmanager.ISecret[];
  /** Whether the cluster authenticates by IAM. */
  readonly byIam?: boolean;
  /** The permissions of the role of the function beside those on the secrets. */
  permissions?(reader: KafkaReader): RequiredPermission[];
}

export const NO_LOGIN: KafkaLogin = { entries: [], secrets: [] };

export const IAM_LOGIN: KafkaLogin = { ...NO_LOGIN, byIam: true };

/** The entry whose URI is the ARN of a secret; none without a secret. */
export function secretEntries(type: AccessType, secret: secretsmanager.ISecret | undefined): LoginEntry[] {
  return secret ? [{ type, uri: secret.secretArn }] : [];
}

/** The login with a secret. */
export function secretLogin(type: AccessType, secret: secretsmanager.ISecret, ...others: LoginEntry[]): KafkaLogin {
  return { entries: [...secretEntries(type, secret), ...others], secrets: [secret] };
}
