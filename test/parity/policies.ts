/** How a policy document, or a whole template, differs from upstream's. */
export interface Difference {
  /** A tightening allows less than upstream, a widening more; everything else is a change of the template. */
  readonly kind: 'tightening' | 'widening' | 'template';
  readonly text: string;
}

/** One action on one resource by one principal, however the statements are cut. */
interface Permission {
  readonly effect: string;
  /** The principal, and whatever else of the statement must be the same. */
  readonly principal: string;
  readonly action: string;
  readonly resource: string;
  readonly conditions: Conditions;
}

type Conditions = { readonly [operator: string]: { readonly [key: string]: unknown } };

interface Statement {
  readonly Effect: string;
  readonly Action?: string | readonly string[];
  readonly Resource?: unknown;
  readonly Condition?: Conditions;
  readonly [other: string]: unknown;
}

export interface PolicyDocument {
  readonly Statement: readonly Statement[];
}

export function isPolicyDocument(value: unknown): value is PolicyDocument {
  return typeof value === 'object' && value !== null && Array.isArray((value as { Statement?: unknown }).Statement);
}

/** What our document allows less or more than upstream's. Order and grouping of statements do not matter. */
export function policyDifferences(theirs: PolicyDocument, ours: PolicyDocument): Difference[] {
  const before = permissionsOf(theirs);
  const after = permissionsOf(ours);
  const fresh = after.filter(permission => !before.some(other => same(permission, other)));
  const gone = before.filter(permission => !after.some(other => same(permission, other)));
  return [
    ...fresh.map(permission => {
      const wider = before.find(other => covers(other, permission));
      return wider ? tightening(narrowing(wider, permission)) : widening(permission, 'as well');
    }),
    ...gone.filter(permission => !fresh.some(other => covers(permission, other) || covers(other, permission))).map(permission =>
      // To deny less is to allow more.
      permission.effect === 'Allow' ? tightening(`no longer allows ${permission.action}`) : widening(permission, 'no longer')),
  ];
}

function permissionsOf({ Statement: statements }: PolicyDocument): Permission[] {
  return statements.flatMap(({ Sid: _sid, Effect, Action, Resource, Condition, ...others }) =>
    listOf(Action).flatMap(action => listOf(Resource).map(resource => ({
      effect: Effect,
      principal: JSON.stringify(others),
      action: String(action),
      resource: typeof resource === 'string' ? resource : JSON.stringify(resource ?? null),
      conditions: Condition ?? {},
    }))));
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [value];
}

function same(a: Permission, b: Permission): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** Whether `narrow` allows nothing that `wide` does not. Says no when in doubt: conditions must be equal, or only `narrow` has any. */
function covers(wide: Permission, narrow: Permission): boolean {
  return wide.effect === 'Allow' && narrow.effect === 'Allow'
    && wide.principal === narrow.principal
    && (wide.resource === '*' || wide.resource === narrow.resource)
    && wildcard(wide.action).test(narrow.action)
    && (Object.keys(wide.conditions).length === 0 || JSON.stringify(wide.conditions) === JSON.stringify(narrow.conditions));
}

function wildcard(action: string): RegExp {
  return new RegExp(`^${action.split('*').map(part => part.replace(/[.?+^$()[\]{}|\\]/g, '\\$&')).join('.*')}$`);
}

function narrowing(wide: Permission, narrow: Permission): string {
  const changes = [
    ...wide.action === narrow.action ? [] : [`instead of ${wide.action}`],
    ...wide.resource === narrow.resource ? [] : ['on one resource instead of all'],
    ...JSON.stringify(wide.conditions) === JSON.stringify(narrow.conditions) ? [] : [`only with ${namesOf(narrow.conditions)}`],
  ];
  return `allows ${narrow.action} ${changes.join(' and ')}`;
}

function namesOf(conditions: Conditions): string {
  return Object.entries(conditions).flatMap(([operator, keys]) => Object.keys(keys).map(key => `${operator} ${key}`)).sort().join(', ');
}

function tightening(text: string): Difference {
  return { kind: 'tightening', text };
}

function widening({ effect, action, resource, conditions }: Permission, how: string): Difference {
  const where = Object.keys(conditions).length > 0 ? ` with ${namesOf(conditions)}` : '';
  return { kind: 'widening', text: `${effect === 'Allow' ? 'allows' : 'denies'} ${action} on ${resource}${where} ${how}` };
}
