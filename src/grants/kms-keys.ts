import { Stack, Token } from 'aws-cdk-lib';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import { RequiredPermission } from './required-permissions';
import { GrantOutcome, isCrossAccount } from './role-grants';
import { DECRYPT, Permission } from '../aws/permissions';
import { KMS_KEY } from '../aws/resource-types';
import { acrossAccounts, byAlias } from '../aws/restricted-permissions';
import { AWS_ALIASES } from '../aws/special-values';
import { targetOf } from '../cdk/references';

/** A customer key that is known: as a construct, by its ARN, or only by an alias. */
export interface KnownKey {
  /** The key as a construct, which grants. */
  readonly key?: kms.IKey;
  /** With `aliasName` the ARN of any key. */
  readonly keyArn: string;
  /** The alias of a key that has no other known name. */
  readonly aliasName?: string;
}

/** The properties of L2s for the key that encrypts them. */
interface EncryptedL2 {
  readonly encryptionMasterKey?: kms.IKey;
  readonly masterKey?: kms.IKey;
  readonly encryptionKey?: kms.IKey;
}

/** The properties of L1s for the key, before tokens are resolved. */
interface EncryptedL1 {
  readonly kmsMasterKeyId?: unknown;
  readonly streamEncryption?: { readonly keyId?: unknown };
  readonly sseSpecification?: { readonly kmsMasterKeyId?: unknown };
  readonly bucketEncryption?: { readonly serverSideEncryptionConfiguration?: readonly ServerSideEncryption[] };
}

interface ServerSideEncryption {
  readonly serverSideEncryptionByDefault?: { readonly kmsMasterKeyId?: unknown };
}

/** The customer key that encrypts a queue, topic, bucket, stream or table; undefined if it is unknown or a key of AWS. */
export function keyOf(resource: object): KnownKey | undefined {
  const { encryptionMasterKey, masterKey, encryptionKey } = resource as EncryptedL2;
  const key = encryptionMasterKey ?? masterKey ?? encryptionKey;
  if (key) { return knownKey(key); }
  const { kmsMasterKeyId, streamEncryption, sseSpecification, bucketEncryption } = resource as EncryptedL1;
  const configurations = bucketEncryption?.serverSideEncryptionConfiguration;
  const ofBucket = Array.isArray(configurations) ? (configurations as ServerSideEncryption[])[0]?.serverSideEncryptionByDefault : undefined;
  return keyById(kmsMasterKeyId ?? streamEncryption?.keyId ?? sseSpecification?.kmsMasterKeyId ?? ofBucket?.kmsMasterKeyId);
}

/** Follows aliases to their key, because an alias is a key to the CDK, but no policy applies to the ARN of an alias. */
function knownKey(key: kms.IKey): KnownKey | undefined {
  const { aliasName } = key as Partial<kms.IAlias>;
  if (aliasName === undefined) { return { key, keyArn: key.keyArn }; }
  const target = aliasTargetOf(key as kms.IAlias);
  if (target) { return { key: target, keyArn: target.keyArn }; }
  if (aliasName.startsWith(AWS_ALIASES)) { return undefined; }
  // The CDK grants nothing on an alias that is imported by its name, unless a feature flag is set.
  return { keyArn: Stack.of(key).formatArn({ service: 'kms', resource: 'key', resourceName: '*' }), aliasName };
}

/** The key of an alias. An alias that is imported by its name throws instead. */
function aliasTargetOf(alias: kms.IAlias): kms.IKey | undefined {
  try {
    return alias.aliasTargetKey;
  } catch {
    return undefined;
  }
}

/** A key by the reference or ARN in an L1. The account of an alias or a bare id is unknown, so that they give no key. */
function keyById(id: unknown): KnownKey | undefined {
  const target = targetOf(id) as Partial<kms.CfnKey> | undefined;
  if (target?.attrArn !== undefined && target.cfnResourceType === KMS_KEY) { return { keyArn: target.attrArn }; }
  return typeof id === 'string' && !Token.isUnresolved(id) && /^arn:[^:]+:kms:[^:]*:[^:]*:key\//.test(id) ? { keyArn: id } : undefined;
}

/** The permission to use the key of a resource; none if the key is unknown. */
export function keyPermissions(resource: object, permission: Permission): RequiredPermission[] {
  const known = keyOf(resource);
  if (!known) { return []; }
  const { key, keyArn, aliasName } = known;
  return [{
    permission: aliasName === undefined ? permission : byAlias(permission, aliasName),
    resourceArns: [keyArn],
    grant: key && ((fn, before) => grantOnKey(fn, permission, key, before)),
  }];
}

/** By role, by key and by the id of the permission, whether the grant succeeded. */
const grantedOnKeys = new WeakMap<iam.IPrincipal, Map<kms.IKey, Map<string, boolean>>>();

/** Grants a permission on a key, but only once for each role, because every grant adds to the policies. Answers whether it is granted. */
export function grantOnce(fn: lambda.IFunction, permission: Permission, key: kms.IKey, grant: () => boolean): boolean {
  const keys = grantedOnKeys.get(fn.grantPrincipal) ?? new Map<kms.IKey, Map<string, boolean>>();
  grantedOnKeys.set(fn.grantPrincipal, keys);
  const permissions = keys.get(key) ?? new Map<string, boolean>();
  keys.set(key, permissions);
  const granted = permissions.get(permission.id) ?? grant();
  permissions.set(permission.id, granted);
  return granted;
}

/**
 * Lets the role of a function use a key. If account or Region differ, the key also changes its own policy.
 *
 * Across accounts or Regions the grant of the CDK does not report which role policy changed, so the dependency of the previous
 * permission is used.
 */
function grantOnKey(fn: lambda.IFunction, required: Permission, key: kms.IKey, before: GrantOutcome): GrantOutcome {
  if (!fn.role) { return {}; }
  const permission = required !== DECRYPT && isCrossAccount(fn, key.env.account) ? acrossAccounts(required) : required;
  const isGranted = grantOnce(fn, permission, key, () => key.grant(fn, ...permission.actions).success);
  return { dependable: isGranted ? before.dependable : undefined, permission };
}
