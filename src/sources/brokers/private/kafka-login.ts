import type * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { KafkaReader } from '../../../grants/kafka';
import { RequiredPermission } from '../../../grants/required-permissions';

/** An entry of `SourceAccessConfigurations`. */
export interface LoginEntry {
  readonly type: string;
  readonly uri?: string;
}

/** How Lambda logs in to a cluster. */
export interface KafkaLogin {
  readonly entries: readonly LoginEntry[];
  readonly secrets: readonly secretsmanager.ISecret[];
  /** Whether the cluster asks IAM who may read. */
  readonly byIam?: boolean;
  /** What else the role of the function needs. */
  needs?(reader: KafkaReader): RequiredPermission[];
}

/** The login with a secret, whose ARN is the URI. */
export function secretLogin(type: string, secret: secretsmanager.ISecret, ...others: LoginEntry[]): KafkaLogin {
  return { entries: [{ type, uri: secret.secretArn }, ...others], secrets: [secret] };
}
