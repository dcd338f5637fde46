import { SourceKind } from '../../src/aws/source-kinds';
import { ABSENT, UNKNOWN } from '../../src/values/value';

export { ABSENT, UNKNOWN };

/**
 * What a case says of the resources, on top of a base that no rule has anything to say about.
 *
 * By path: a property of the mapping or configuration (`BatchSize`), of what is behind it (`queue.VisibilityTimeout`,
 * `function.Timeout`), or one of these:
 *
 * - `access.<type>`: the URIs of the entries of that type in SourceAccessConfigurations
 * - `registry.<property>` and `kafka.ConsumerGroupId`: in whichever config the kind has
 * - `others`: how many other mappings of the same source there are, each to a function of its own
 * - `other.<property>`: a property of all of those
 * - `other.function`: `same`, where they invoke the same function
 * - `parameters.<name>`: a parameter of the cluster's parameter group
 *
 * `ABSENT` leaves a property out, `UNKNOWN` (anywhere in a value) is a parameter of the template.
 */
export type Situation = { readonly [path: string]: unknown };

type Json = Record<string, any>;

/** Properties by resource. */
export interface Resources {
  readonly mapping: Json;
  readonly fn: Json;
  readonly source: Json;
  readonly parameters: Json;
  readonly others: { readonly count: number; readonly sameFunction: boolean; readonly properties: Json };
}

/** In the examples of rules, but nothing that a resource has: the base sees to it. */
const OF_THE_BASE = [/\.Known$/, /^access\.Mechanisms$/, /^registry\.(SchemaRegistryConfig|IsGlue)$/, /^example\.Source$/, /^source\.Service$/, /^(mapping|clock)\./];

const SOURCES = ['queue', 'stream', 'consumer', 'table', 'cluster', 'broker', 'topic'];

/** Sorts what a situation says by resource. Throws where a path is none of those above: then the rule needs cases of its own. */
export function resourcesOf(kind: SourceKind, base: Json, situation: Situation): Resources {
  const resources = {
    mapping: structuredClone(base), fn: {}, source: {}, parameters: {}, others: { count: 0, sameFunction: false, properties: {} },
  };
  for (const [path, value] of Object.entries(situation)) {
    const [owner, ...rest] = path.replace(/\[\]/g, '.[]').split('.');
    if (OF_THE_BASE.some(pattern => pattern.test(path))) { continue; }
    if (/^[A-Z]/.test(path)) {
      put(resources.mapping, [owner, ...rest], value);
    } else if (owner === 'function') {
      put(resources.fn, rest, value);
    } else if (SOURCES.includes(owner)) {
      put(resources.source, rest, value);
    } else if (owner === 'parameters') {
      put(resources.parameters, rest, value);
    } else if (owner === 'access') {
      putAccess(resources.mapping, rest, value);
    } else if (owner === 'registry' || owner === 'kafka') {
      putConfig(resources.mapping, kind, path, value);
    } else if (path === 'others') {
      resources.others.count = value as number;
    } else if (path === 'other.function') {
      resources.others.sameFunction = value === 'same';
    } else if (owner === 'other') {
      put(resources.others.properties, rest, value);
    } else {
      throw new Error(`No resource has ${path}: write cases for the rule in test/rules/own-cases`);
    }
  }
  return resources;
}

function putAccess(mapping: Json, [type, each]: readonly string[], value: unknown): void {
  const list = Array.isArray(mapping.SourceAccessConfigurations) ? mapping.SourceAccessConfigurations as Json[] : [];
  const uris = value === ABSENT ? [] : each === undefined && Array.isArray(value) ? value : [value];
  // An IAM login has no URI.
  const entries = uris.map(uri => type.startsWith('IAM_') ? { Type: type } : { Type: type, URI: uri });
  const all = [...list.filter(entry => entry.Type !== type), ...entries];
  mapping.SourceAccessConfigurations = all.length > 0 ? all : ABSENT;
}

const REGISTRY = /^registry\.(SchemaRegistryURI|EventRecordFormat|SchemaValidationConfigs|AccessConfigs)$/;

function putConfig(mapping: Json, kind: SourceKind, path: string, value: unknown): void {
  const config = kind === 'self-managed-kafka' ? 'SelfManagedKafkaEventSourceConfig' : 'AmazonManagedKafkaEventSourceConfig';
  const [, property] = REGISTRY.exec(path) ?? [];
  if (property !== undefined) {
    put(mapping, [config, 'SchemaRegistryConfig', property], value);
  } else if (path === 'kafka.ConsumerGroupId') {
    put(mapping, [config, 'ConsumerGroupId'], value);
  } else {
    throw new Error(`No resource has ${path}: write cases for the rule in test/rules/own-cases`);
  }
}

/** `[]` stands for the first item of a list. */
function put(into: Json, [segment, next, ...rest]: readonly string[], value: unknown): void {
  if (next === undefined) {
    into[segment] = value;
  } else if (next === '[]') {
    const list: unknown[] = Array.isArray(into[segment]) ? [...into[segment]] : [];
    if (rest.length === 0) {
      list[0] = value;
    } else {
      list[0] = { ...list[0] as Json };
      put(list[0] as Json, rest, value);
    }
    into[segment] = value === ABSENT && rest.length === 0 ? ABSENT : list;
  } else {
    into[segment] = typeof into[segment] === 'object' ? { ...into[segment] } : {};
    put(into[segment], [next, ...rest], value);
  }
}

/** A value as a template has it: what is known at deployment only is a parameter, and what is left out is not there. */
export function rendered(value: unknown): any {
  if (value === UNKNOWN) { return { Ref: 'Unknown' }; }
  if (Array.isArray(value)) { return value.map(rendered); }
  if (typeof value !== 'object' || value === null) { return value; }
  return Object.fromEntries(Object.entries(value).filter(([, item]) => item !== ABSENT).map(([key, item]) => [key, rendered(item)]));
}
