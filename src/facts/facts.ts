import type { FilterIssues } from './filters';
import { SourceKind } from '../aws/source-kinds';
import { RelatedResource } from '../aws/source-types';
import { ConstructFacts } from '../model/construct-facts';
import { Resource } from '../model/resource';
import { FactPath } from '../rules';
import { Value } from '../values/value';

/** All that is known of one mapping (or asynchronous configuration), of what it reads and of what it invokes. Each door of the engine brings its own. */
export interface Facts {
  /** Construct path or logical id of what is judged. */
  readonly name: string;

  /** What the source may be: one kind where it is known, several where it is not. */
  readonly kinds: readonly SourceKind[];

  /** The views at a path: one, or one for each item where the path has a `[]`. */
  values(path: FactPath): readonly Value[];

  /** The properties of what is judged that are not left out, and what was seen of it, where they can be listed; some that are left out may be among them. */
  definedProperties?(): readonly string[] | undefined;

  /** Whether there surely is a value at a path, though only the deployment may know which. */
  isDefined(path: FactPath): boolean;

  /** What the judge of filters says of those of what is judged, where it may have any. */
  filterIssues?(): FilterIssues;

  /** Construct path or logical id of the source or function, for messages. */
  nameOf(owner: RelatedResource): string | undefined;
}

/** The properties of a resource that are given, and what was seen of it, as facts. */
export function definedProperties(resource: Resource, record: ConstructFacts | undefined): readonly string[] | undefined {
  const given = resource.definedProperties?.();
  return given && record ? given.concat(record.factNames().map(name => `construct.${name}`)) : given;
}
