import { viewArn } from './arn';
import { KeyFilter, keysOf } from './key-filter';
import { HOLE, Resource } from './resource';
import { View } from './view';

const PUT_OBJECT = 's3:PutObject';

/** What the roles of functions may do, as far as their policies are at hand. */
export class RolePolicies {
  private byRole?: Map<string, Document[]>;

  /** @param policies asked for when first needed: reading all policies of an app takes time */
  public constructor(private readonly policies: () => readonly Resource[]) {}

  /** The keys of a bucket that a function may write, each with the policy that says so. */
  public writableKeys(fn: Resource, bucket: Resource | undefined, bucketName: View): { readonly policy: string; readonly keys: KeyFilter }[] {
    const role = fn.follow(['Role']);
    if (!role) { return []; }
    this.byRole ??= byRole(this.policies());
    const ofRole = role.type === 'AWS::IAM::Role' ? itemsAt(role, ['Policies']).map(path => ({ policy: role, path: [...path, 'PolicyDocument'] })) : [];
    return [...this.byRole.get(role.identity) ?? [], ...ofRole].flatMap(({ policy, path }) =>
      itemsAt(policy, [...path, 'Statement'])
        .filter(statement => policy.view([...statement, 'Effect']) === 'Allow' && allowsPut(policy.view([...statement, 'Action'])))
        .flatMap(statement => itemsAt(policy, [...statement, 'Resource']))
        .flatMap(resource => {
          const pattern = keyPattern(policy, resource, bucket, bucketName);
          return pattern === undefined ? [] : [{ policy: policy.name, keys: keysOf(pattern) }];
        }));
  }
}

interface Document {
  readonly policy: Resource;
  readonly path: readonly string[];
}

function byRole(policies: readonly Resource[]): Map<string, Document[]> {
  const documents = new Map<string, Document[]>();
  for (const policy of policies) {
    for (const path of itemsAt(policy, ['Roles'])) {
      const role = policy.follow(path)?.identity;
      if (role !== undefined) { documents.set(role, [...documents.get(role) ?? [], { policy, path: ['PolicyDocument'] }]); }
    }
  }
  return documents;
}

/** The paths of the items of a list; of a value that stands where a list may, its own. */
function itemsAt(resource: Resource, path: readonly string[]): (readonly string[])[] {
  const view = resource.view(path);
  return Array.isArray(view) ? view.map((_, i) => [...path, `${i}`]) : [path];
}

function allowsPut(actions: View): boolean {
  return [actions].flat().some(action => typeof action === 'string'
    && new RegExp(`^${action.split('*').map(part => part.replace(/[.+^$()[\]{}|\\]/g, '\\$&').replace(/\?/g, '.')).join('.*')}$`, 'i').test(PUT_OBJECT));
}

/** What stands after the bucket in the ARN of its objects; undefined for other resources. */
function keyPattern(policy: Resource, path: readonly string[], bucket: Resource | undefined, bucketName: View): string | undefined {
  const text = policy.text(path);
  if (text === '*') { return text; }
  if (text === undefined) { return undefined; }
  if (text.startsWith(`${HOLE}/`) && bucket && policy.references(path).some(({ identity }) => identity === bucket.identity)) { return text.slice(2); }
  const arn = viewArn(text);
  const name = text.split(':')[5];
  if (arn?.service !== 's3' || typeof bucketName !== 'string' || !name?.startsWith(`${bucketName}/`)) { return undefined; }
  return text.split(':').slice(5).join(':').slice(bucketName.length + 1);
}
