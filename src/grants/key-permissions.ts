import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import { keyOf } from './kms-keys';
import { RequiredPermission } from './required-permissions';
import { GrantOutcome, isCrossAccount } from './role-grants';
import { DECRYPT, Permission } from '../aws/permissions';

/** What it takes to use the key of a resource; nothing where that is not known. */
export function keyPermissions(resource: object, permission: Permission): RequiredPermission[] {
  const known = keyOf(resource);
  if (!known) { return []; }
  const { key, keyArn, aliasName } = known;
  return [{
    permission: aliasName === undefined ? permission : byAlias(aliasName, permission),
    resourceArns: [keyArn],
    grant: key && ((fn, before) => grantOnKey(fn, permission, key, before)),
  }];
}

/** By role, by key and by the id of the permission, whether it was granted. */
const grantedOnKeys = new WeakMap<iam.IPrincipal, Map<kms.IKey, Map<string, boolean>>>();

/** Grants a permission on a key, but only once for each role: every grant adds to the policies. Answers whether it is granted. */
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
 * Lets the role of a function use a key. The key also changes its own policy where account or Region differ.
 *
 * Where they may differ, the grant of the CDK does not tell which policy of the role it changed, or cannot be depended on.
 * The role takes it as it took the need `before`, so that one answers for it.
 */
function grantOnKey(fn: lambda.IFunction, needed: Permission, key: kms.IKey, before: GrantOutcome): GrantOutcome {
  if (!fn.role) { return {}; }
  const permission = needed !== DECRYPT && isCrossAccount(fn, key.env.account) ? acrossAccounts(needed) : needed;
  const isGranted = grantOnce(fn, permission, key, () => key.grant(fn, ...permission.actions).success);
  return { dependable: isGranted ? before.dependable : undefined, permission };
}

/** What it takes beside, to encrypt with a key of another account. */
function acrossAccounts(permission: Permission): Permission {
  return { ...permission, id: `${permission.id} across accounts`, actions: [...permission.actions, 'kms:DescribeKey', 'kms:ReEncrypt*'] };
}

/** Any key, as long as it has the alias. */
function byAlias(aliasName: string, permission: Permission): Permission {
  const conditions = { 'ForAnyValue:StringEquals': { 'kms:ResourceAliases': aliasName } };
  return { ...permission, id: `${permission.id} by ${aliasName}`, conditions };
}
