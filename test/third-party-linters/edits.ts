import { goodProperties, goodProperty, goodText } from './good-values';
import { Rule } from '../../src/rules';

export type Template = { [section: string]: any };
/** Changes a copy of a template. */
export type Edit = (template: Template) => void;

type Path = readonly (string | number)[];

/** Where a fact that is no property as such is written. */
const WRITTEN_IN: { readonly [prefix: string]: readonly string[] } = {
  access: ['SourceAccessConfigurations'],
  destination: ['DestinationConfig'],
  onFailure: ['DestinationConfig'],
  onSuccess: ['DestinationConfig'],
  kafka: ['AmazonManagedKafkaEventSourceConfig', 'SelfManagedKafkaEventSourceConfig', 'SourceAccessConfigurations', 'Topics'],
  mapping: ['MaximumRetryAttempts'],
  registry: ['AmazonManagedKafkaEventSourceConfig', 'SelfManagedKafkaEventSourceConfig'],
  source: ['EventSourceArn'],
};
/** What a mapping is about. Changing it makes another mapping, which is no repair where another one is at hand. */
const IDENTITY = ['FunctionName', 'Qualifier', 'EventSourceArn', 'SelfManagedEventSource', 'Topics', 'Queues'];
/** Facts that have no place of their own. */
const NOWHERE = /^(app|seen|clock|source|mapping|access|destination|onFailure|onSuccess|kafka|registry)\./;

/**
 * Small changes that may repair what a rule finds, those that are most to the point first: of the property that the rule is
 * about, of those that it compares it with, of the rest of the resource.
 */
export function* editsNearby(template: Template, rule: Rule, id: string): Generator<Edit> {
  const own: Path = ['Resources', id, 'Properties'];
  const type = String(template.Resources[id].Type);
  const others = Object.keys(template.Resources).filter(name => name !== id);
  const valid = Object.entries(rule.example.valid).filter(([path]) => !NOWHERE.test(path));
  const facts = [...new Set([rule.fact, ...rule.check.kind === 'requires' || rule.check.kind === 'excludes' ? [rule.check.fact] : [], ...(rule.when ?? []).map(({ fact }) => fact)])];

  for (const fact of facts) {
    const [first] = segmentsOf(fact);
    if (!isProperty(fact) && !(first in WRITTEN_IN)) { yield* changesOfOthers(template, others, rule, fact); }
    for (const property of isProperty(fact) ? [String(first)] : WRITTEN_IN[first] ?? []) {
      const { check } = rule;
      const isForbidden = check.kind === 'not-allowed' || (check.kind === 'integer-range' && check.max === 0);
      if (isForbidden && fact === rule.fact && isProperty(fact)) { yield edited => remove(edited, [...own, ...segmentsOf(fact)]); }
      yield* changes(template, [...own, property], rule);
      for (const [path, value] of valid.filter(([each]) => each === fact)) { yield set(own, path, value); }
      for (const value of goodProperty(type, property)) { yield set(own, property, value); }
    }
  }
  const ofMapping = valid.filter(([path]) => isProperty(path));
  yield edited => { for (const [path, value] of ofMapping) { set(own, path, value)(edited); } };

  const written = Object.keys(template.Resources[id].Properties ?? {});
  for (const property of written.filter(each => !IDENTITY.includes(each))) { yield* changes(template, [...own, property], rule); }
  for (const property of goodProperties(type).filter(each => !IDENTITY.includes(each))) {
    for (const value of goodProperty(type, property)) { yield set(own, property, value); }
  }
}

/** Larger ones: another source or function, another resource behind them, and in the end one resource less. */
export function* editsBeyond(template: Template, rule: Rule, id: string): Generator<Edit> {
  const own: Path = ['Resources', id, 'Properties'];
  const others = Object.keys(template.Resources).filter(name => name !== id);
  for (const property of IDENTITY) {
    yield* changes(template, [...own, property], rule);
    for (const value of goodProperty(String(template.Resources[id].Type), property)) { yield set(own, property, value); }
  }
  yield* changesOfOthers(template, others, rule);
  for (const name of [...others, id]) { yield edited => { delete edited.Resources[name]; }; }
}

function isProperty(fact: string): boolean {
  return /^[A-Z]/.test(fact);
}

/** `Filters[].Pattern` in its parts; `[]` is the first item of a list. */
function segmentsOf(fact: string): (string | number)[] {
  return fact.split(/\.|(?=\[\])/).map(segment => segment === '[]' ? 0 : segment);
}

function set(base: Path, fact: string, value: unknown): Edit {
  const segments = segmentsOf(fact);
  return template => {
    let at = base.reduce((parent: any, key) => parent[key] ??= {}, template);
    segments.forEach((segment, i) => {
      if (i === segments.length - 1) { at[segment] = structuredClone(value); } else { at = at[segment] ??= segments[i + 1] === 0 ? [] : {}; }
    });
  };
}

/** Changes of the queue, the function and whatever else is in the template, of all their properties or of the one in question. */
function* changesOfOthers(template: Template, others: readonly string[], rule: Rule, fact?: string): Generator<Edit> {
  for (const other of others.filter(name => !String(template.Resources[name].Type).startsWith('AWS::Lambda::Event'))) {
    const properties: Path = ['Resources', other, 'Properties'];
    for (const [path, value] of Object.entries(rule.example.valid)) {
      if (fact !== undefined && (path === fact || path.startsWith(`${fact}.`))) { yield set(properties, path.slice(path.indexOf('.') + 1), value); }
    }
    const property = fact?.split('.')[1];
    if (property === undefined || valueAt(template, [...properties, property]) === undefined) {
      for (const seconds of property?.endsWith('Timeout') ? [60, 360, 900, 5400, 43200] : []) { yield set(properties, property!, seconds); }
      yield* changes(template, properties, rule);
    } else {
      yield* changes(template, [...properties, property], rule);
    }
  }
}

/** Any one change within: another value for a value, or nothing. The innermost come first, but for half an item of a list. */
function* changes(template: Template, base: Path, rule: Rule): Generator<Edit> {
  const whole = valueAt(template, base);
  if (whole === undefined) { return; }
  const paths = [...leavesFirst(whole, base)];
  const isPartOfItem = (path: Path) => typeof path[path.length - 2] === 'number';
  for (const path of paths) {
    for (const other of alternatives(valueAt(template, path), path, template, rule)) {
      yield edited => { (valueAt(edited, path.slice(0, -1)) as any)[path[path.length - 1]] = other; };
    }
    if (!isPartOfItem(path)) { yield edited => remove(edited, path); }
  }
  for (const path of paths.filter(isPartOfItem)) { yield edited => remove(edited, path); }
}

function* leavesFirst(value: unknown, path: Path): Generator<Path> {
  if (typeof value === 'object' && value !== null && !isIntrinsic(value)) {
    for (const key of Object.keys(value)) { yield* leavesFirst((value as any)[key], [...path, Array.isArray(value) ? Number(key) : key]); }
  }
  yield path;
}

function isIntrinsic(value: object): boolean {
  const [key, ...more] = Object.keys(value);
  return more.length === 0 && key !== undefined && (key === 'Ref' || key.startsWith('Fn::'));
}

function alternatives(value: unknown, path: Path, template: Template, { check, example, fact: own }: Rule): unknown[] {
  const key = String([...path].reverse().find(segment => typeof segment === 'string'));
  const ofExample = Object.entries(example.valid)
    .filter(([fact, each]) => typeof each === typeof value && segmentsOf(fact).includes(key))
    .map(([, each]) => each);
  if (typeof value === 'number') {
    const bounds = [...'min' in check ? [check.min] : [], ...'max' in check ? [check.max] : []].filter(each => each !== undefined);
    const numbers = [...JSON.stringify(template).matchAll(/[:,[](\d{1,5})\b/g)].map(([, digits]) => Number(digits));
    return [...new Set([...ofExample, ...bounds, ...numbers, ...numbers.map(each => each * 6), ...numbers.map(each => each + 1), 10, 60, 1000])];
  }
  if (typeof value === 'boolean') { return [!value]; }
  if (typeof value !== 'string') { return []; }
  const [arn, partition, service, , account, ...name] = value.split(':');
  return [
    ...arn === 'arn' && account !== '' ? [[arn, partition, service, 'eu-west-1', '111122223333', ...name].join(':')] : [],
    ...'values' in check && segmentsOf(own).map(String).some(segment => segment.toLowerCase() === key.toLowerCase()) ? check.values : [],
    ...own.startsWith('deployment.') ? [`${value}-other`] : [],
    // An example about length is as long as can be, which linters may find too long for other reasons.
    ...check.kind === 'length' ? [] : ofExample,
    ...goodText(key).sort((a, b) => inCommon(b, value) - inCommon(a, value)),
    ...ofExample,
    `${value}-other`,
  ].filter(each => each !== value);
}

/** How many characters two texts begin with alike. */
function inCommon(one: string, other: string): number {
  const at = [...one].findIndex((character, i) => character !== other[i]);
  return at < 0 ? one.length : at;
}

function valueAt(template: Template, path: Path): unknown {
  return path.reduce((value: any, key) => typeof value === 'object' && value !== null ? value[key] : undefined, template);
}

/** Removes a value, and what would be left empty around it: that would be another mistake. */
function remove(template: Template, path: Path): void {
  const around = path.slice(0, -1);
  const parent = valueAt(template, around) as any;
  const key = path[path.length - 1];
  if (Array.isArray(parent)) { parent.splice(Number(key), 1); } else { delete parent?.[key]; }
  if (parent && Object.keys(parent).length === 0 && around[around.length - 1] !== 'Properties') { remove(template, around); }
}
