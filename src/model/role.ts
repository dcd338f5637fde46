import { itemsAt } from './items';
import { KeyFilter, keysOf } from './object-keys';
import { Resource } from './resource';
import { parseArn } from '../values/arn';
import { PLACEHOLDER } from '../values/text';
import { ABSENT, UNKNOWN, Value } from '../values/value';

const PUT_OBJECT = 's3:PutObject';

/** Conditions on the owner of a bucket, which exclude none of its keys. Failure destinations of this library have one. */
const OF_ITS_OWNER = new Set(['s3:ResourceAccount']);

/** Lambda writes failures under this prefix, with a random end, though it asks for the permission to write the whole bucket. */
const FAILURES: KeyFilter = { prefix: 'aws/lambda/', suffix: UNKNOWN };

/** The permissions of the roles of functions, as far as their policies are known. */
export class RolePolicies {
  private byRole?: Map<string, Document[]>;
  private readonly permissions = new Map<string, Permission[]>();

  /** @param policies asked for when first needed: reading all policies of an app takes time */
  public constructor(private readonly policies: () => readonly Resource[]) {}

  /** The keys of a bucket that a function may write, each with the policy that allows it. */
  public writableKeys(fn: Resource, bucket: Resource | undefined, bucketName: Value): { readonly policy: string; readonly keys: KeyFilter }[] {
    const role = fn.target(['Role']);
    if (!role) { return []; }
    const ofRole = role.type === 'AWS::IAM::Role' ? itemsAt(role, ['Policies']).map(path => ({ policy: role, path: [...path, 'PolicyDocument'] })) : [];
    return [...this.permissionsOf(role.id), ...ofRole.flatMap(permissionsIn)].flatMap(({ policy, text, references, ofItsOwner }) => {
      const pattern = keyPattern(text, references, bucket, bucketName);
      if (pattern === undefined) { return []; }
      return [{ policy, keys: ofItsOwner && pattern === '*' ? FAILURES : keysOf(pattern) }];
    });
  }

  /** By policies that name the role: read once, because a function is asked about for each of its notifications. */
  private permissionsOf(role: string): Permission[] {
    this.byRole ??= byRole(this.policies());
    const known = this.permissions.get(role) ?? (this.byRole.get(role) ?? []).flatMap(permissionsIn);
    this.permissions.set(role, known);
    return known;
  }
}

interface Document {
  readonly policy: Resource;
  readonly path: readonly string[];
}

/** Objects that a policy allows a role to write. */
interface Permission {
  readonly policy: string;
  readonly text: string;
  /** The resources that are named in it. */
  readonly references: ReadonlySet<string>;
  /** Whether its only condition is the owner of the bucket. */
  readonly ofItsOwner: boolean;
}

function permissionsIn({ policy, path }: Document): Permission[] {
  return itemsAt(policy, [...path, 'Statement'])
    .filter(statement => policy.value([...statement, 'Effect']) === 'Allow' && allowsPut(policy.value([...statement, 'Action'])))
    .flatMap(statement => {
      const condition = policy.value([...statement, 'Condition']);
      const ofItsOwner = isOfOwnerOnly(condition);
      // Whether any other condition holds is known only when the function writes.
      return condition === ABSENT || ofItsOwner ? itemsAt(policy, [...statement, 'Resource']).map(resource => ({ resource, ofItsOwner })) : [];
    })
    .flatMap(({ resource, ofItsOwner }) => {
      const text = policy.text(resource);
      const ids = policy.targets(resource).map(({ id }) => id);
      return text === undefined ? [] : [{ policy: policy.name, text, references: new Set(ids), ofItsOwner }];
    });
}

function isOfOwnerOnly(condition: Value): boolean {
  if (typeof condition !== 'object' || condition === null) { return false; }
  const keys = Object.values(condition).flatMap(operand => typeof operand === 'object' && operand !== null ? Object.keys(operand) : ['']);
  return keys.length > 0 && keys.every(key => OF_ITS_OWNER.has(key));
}

function byRole(policies: readonly Resource[]): Map<string, Document[]> {
  const documents = new Map<string, Document[]>();
  for (const policy of policies) {
    for (const path of itemsAt(policy, ['Roles'])) {
      const role = policy.target(path)?.id;
      if (role !== undefined) { documents.set(role, [...documents.get(role) ?? [], { policy, path: ['PolicyDocument'] }]); }
    }
  }
  return documents;
}

function allowsPut(actions: Value): boolean {
  return [actions].flat().some(action => typeof action === 'string'
    && new RegExp(`^${action.split('*').map(part => part.replace(/[.+^$()[\]{}|\\]/g, '\\$&').replace(/\?/g, '.')).join('.*')}$`, 'i').test(PUT_OBJECT));
}

/** The part after the bucket in the ARN of its objects; undefined for other resources. */
function keyPattern(text: string, references: ReadonlySet<string>, bucket: Resource | undefined, bucketName: Value): string | undefined {
  if (text === '*') { return text; }
  if (text.startsWith(`${PLACEHOLDER}/`) && bucket && references.has(bucket.id)) { return text.slice(2); }
  const arn = parseArn(text);
  const name = text.split(':')[5];
  if (arn?.service !== 's3' || typeof bucketName !== 'string' || !name?.startsWith(`${bucketName}/`)) { return undefined; }
  return text.split(':').slice(5).join(':').slice(bucketName.length + 1);
}
