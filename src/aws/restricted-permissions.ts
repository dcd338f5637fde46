import { Permission } from './permissions';

/*
 * Permissions that hold under a condition. Each has an id of its own, because its statements cannot grow together with others.
 */

/** On resources of one account only. */
export function inAccount(permission: Permission, account: string): Permission {
  return { ...permission, id: `${permission.id} of ${account}`, conditions: { StringEquals: { 's3:ResourceAccount': account } } };
}

/** With a key only for requests that a service makes: `secretsmanager.eu-west-1.amazonaws.com`. */
export function viaService(permission: Permission, service: string): Permission {
  return { ...permission, id: `${permission.id} via ${service}`, conditions: { StringEquals: { 'kms:ViaService': service } } };
}

/** With any key that has an alias. */
export function byAlias(permission: Permission, aliasName: string): Permission {
  const conditions = { 'ForAnyValue:StringEquals': { 'kms:ResourceAliases': aliasName } };
  return { ...permission, id: `${permission.id} by ${aliasName}`, conditions };
}

/** To encrypt with a key of another account, which takes more actions. */
export function acrossAccounts(permission: Permission): Permission {
  return { ...permission, id: `${permission.id} across accounts`, actions: [...permission.actions, 'kms:DescribeKey', 'kms:ReEncrypt*'] };
}
