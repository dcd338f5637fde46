import { Resource } from './resource';

/** The paths of the items of a list; of a value that stands where a list may, its own. */
export function itemsAt(resource: Resource, path: readonly string[]): (readonly string[])[] {
  const value = resource.value(path);
  return Array.isArray(value) ? value.map((_, i) => [...path, `${i}`]) : [path];
}

/** The paths that a path with `[]` stands for. */
export function pathsAt(resource: Resource, path: readonly string[]): (readonly string[])[] {
  const list = path.indexOf('[]');
  if (list < 0) { return [path]; }
  return itemsAt(resource, path.slice(0, list)).flatMap(item => pathsAt(resource, [...item, ...path.slice(list + 1)]));
}
