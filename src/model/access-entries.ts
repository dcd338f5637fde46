import { ACCESS_CONFIGURATIONS } from './mapping';
import { Resource } from './resource';
import { asText } from '../values/text';
import { ABSENT, UNKNOWN, Value } from '../values/value';

/** An entry of `SourceAccessConfigurations`, or of the access configurations of a schema registry. */
export interface AccessEntry {
  readonly type: Value;
  readonly uri: Value;
  readonly text?: string;
  /** The resource that the URI is a reference to. */
  readonly target?: Resource;
}

/** The entries of a list of access configurations. */
export function entriesAt(resource: Resource, path: readonly string[]): AccessEntry[] {
  const list = resource.value(path);
  if (!Array.isArray(list)) { return []; }
  return list.map((_, i) => {
    const uri = [...path, `${i}`, 'URI'];
    return { type: resource.value([...path, `${i}`, 'Type']), uri: resource.value(uri), text: resource.text(uri), target: resource.target(uri) };
  });
}

/** Values that are selected by the types of the entries of a mapping; unknown if a type is, which may be any of them. */
export function selectByTypes(mapping: Resource, select: (types: readonly string[]) => Value[]): Value {
  if (mapping.value(ACCESS_CONFIGURATIONS) === UNKNOWN) { return UNKNOWN; }
  const types = mapping.values([...ACCESS_CONFIGURATIONS, '[]', 'Type']).filter(type => type !== ABSENT);
  if (types.includes(UNKNOWN)) { return UNKNOWN; }
  const list = select(types.map(asText));
  return list.length > 0 ? list : ABSENT;
}

/** The URIs of the entries of a type. */
export function urisOf(mapping: Resource, type: string): Value {
  const uris = mapping.values([...ACCESS_CONFIGURATIONS, '[]', 'URI']);
  return selectByTypes(mapping, types => uris.filter((_, i) => types[i] === type).map(uri => uri === ABSENT ? '' : uri));
}
