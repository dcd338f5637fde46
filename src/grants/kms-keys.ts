import { Stack, Token } from 'aws-cdk-lib';
import type * as kms from 'aws-cdk-lib/aws-kms';
import { targetOf } from '../cdk/references';

/** A customer key that is known: as a construct, by its ARN, or only by an alias. */
export interface KnownKey {
  /** The key itself, which grants. */
  readonly key?: kms.IKey;
  /** With `aliasName` the ARN of any key. */
  readonly keyArn: string;
  /** The only name of a key that is known by no other. */
  readonly aliasName?: string;
}

/** How the names of the keys begin that AWS manages. Nobody needs a permission for them. */
const OF_AWS = 'alias/aws/';

/** Where L2s keep the key that they are encrypted with. */
interface L2 {
  readonly encryptionMasterKey?: kms.IKey;
  readonly masterKey?: kms.IKey;
  readonly encryptionKey?: kms.IKey;
}

/** Where L1s do, before tokens are resolved. */
interface L1 {
  readonly kmsMasterKeyId?: unknown;
  readonly streamEncryption?: { readonly keyId?: unknown };
  readonly sseSpecification?: { readonly kmsMasterKeyId?: unknown };
  readonly bucketEncryption?: { readonly serverSideEncryptionConfiguration?: readonly Encryption[] };
}

interface Encryption {
  readonly serverSideEncryptionByDefault?: { readonly kmsMasterKeyId?: unknown };
}

/** The key that a queue, topic, bucket, stream or table is encrypted with, where it is known and not one of AWS. */
export function keyOf(resource: object): KnownKey | undefined {
  const { encryptionMasterKey, masterKey, encryptionKey } = resource as L2;
  const key = encryptionMasterKey ?? masterKey ?? encryptionKey;
  if (key) { return throughAlias(key); }
  const { kmsMasterKeyId, streamEncryption, sseSpecification, bucketEncryption } = resource as L1;
  const configurations = bucketEncryption?.serverSideEncryptionConfiguration;
  const ofBucket = Array.isArray(configurations) ? (configurations as Encryption[])[0]?.serverSideEncryptionByDefault : undefined;
  return keyBehind(kmsMasterKeyId ?? streamEncryption?.keyId ?? sseSpecification?.kmsMasterKeyId ?? ofBucket?.kmsMasterKeyId);
}

/** An alias is a key to the CDK, and its ARN is none that a policy could be about. */
function throughAlias(key: kms.IKey): KnownKey | undefined {
  const { aliasName } = key as Partial<kms.IAlias>;
  if (aliasName === undefined) { return { key, keyArn: key.keyArn }; }
  const target = aliasTargetOf(key as kms.IAlias);
  if (target) { return { key: target, keyArn: target.keyArn }; }
  if (aliasName.startsWith(OF_AWS)) { return undefined; }
  // The CDK grants nothing on an alias that is imported by its name, unless a feature flag tells it to.
  return { keyArn: Stack.of(key).formatArn({ service: 'kms', resource: 'key', resourceName: '*' }), aliasName };
}

/** The key behind an alias. One that is imported by its name throws when it is asked. */
function aliasTargetOf(alias: kms.IAlias): kms.IKey | undefined {
  try {
    return alias.aliasTargetKey;
  } catch {
    return undefined;
  }
}

/** An alias or a bare id names a key of an account that is not known here. */
function keyBehind(id: unknown): KnownKey | undefined {
  const target = targetOf(id) as Partial<kms.CfnKey> | undefined;
  if (target?.attrArn !== undefined && target.cfnResourceType === 'AWS::KMS::Key') { return { keyArn: target.attrArn }; }
  return typeof id === 'string' && !Token.isUnresolved(id) && /^arn:[^:]+:kms:[^:]*:[^:]*:key\//.test(id) ? { keyArn: id } : undefined;
}
