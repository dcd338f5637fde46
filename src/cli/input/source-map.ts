/**
 * The line of a resource in the file of its template, or of one of its properties (`FilterCriteria.Filters[].Pattern`), counted from 1;
 * undefined where the file does not name the resource.
 *
 * Of a path the file may have the beginning only: behind that come defaults, or a function that the deployment calls.
 */
export type SourceMap = (logicalId: string, property?: string) => number | undefined;

/** A resource, a property, or an item of a list, where it stands in a file. */
export interface Place {
  readonly line: number;

  /** @param segment the name of a member, `[1]` for an item of a list, and `[]` for its only item */
  inner(segment: string): Place | undefined;
}

/** A map of the places of resources. Each is looked for when somebody asks, because most templates have no finding. */
export function sourceMapOf(placeOf: (logicalId: string) => Place | undefined): SourceMap {
  return (logicalId, property = '') => {
    const resource = placeOf(logicalId);
    const properties = resource?.inner('Properties');
    return (properties && lineWithin(properties, property)) ?? resource?.line;
  };
}

/** The line of the deepest segment of a path that there is. */
function lineWithin(properties: Place, path: string): number | undefined {
  let place: Place | undefined = properties;
  let line: number | undefined;
  for (const [segment] of path.matchAll(/\[\d*\]|[^.[]+/g)) {
    place = place.inner(segment);
    if (!place) { break; }
    ({ line } = place);
  }
  return line;
}
