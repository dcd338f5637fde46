import type { FilterIssues } from './filters';
import { SourceKind } from '../aws/source-kinds';
import { RelatedResource } from '../aws/source-types';
import { Resource } from '../model/resource';
import { FactPath } from '../rules';
import { Value } from '../values/value';

/** All that is known of a mapping, or of asynchronous invocation, and of the resources that it reads and invokes. */
export interface Facts {
  /** Construct path or logical id of the resource that is validated. */
  readonly name: string;

  /** The kinds that the source may be of: one where it is known, several where it is not. */
  readonly kinds: readonly SourceKind[];

  /** The values at a path: one, or one for each item where the path has a `[]`. */
  values(path: FactPath): readonly Value[];

  /** The properties that are not omitted, and the facts of its construct, where they can be listed; some omitted ones may be among them. */
  definedProperties?(): readonly string[] | undefined;

  /** Whether there surely is a value at a path, though only the deployment may know which. */
  isDefined(path: FactPath): boolean;

  /** The issues of its filters, where it may have any. */
  filterIssues?(): FilterIssues;

  /** Construct path or logical id of the source or function, for messages. */
  nameOf(related: RelatedResource): string | undefined;
}

/** The properties of a resource that are defined, and the facts that its construct may have. */
export function definedProperties(resource: Resource): readonly string[] | undefined {
  const properties = resource.definedProperties?.();
  const { constructFacts } = resource;
  return properties && constructFacts ? properties.concat(constructFacts.factNames().map(name => `construct.${name}`)) : properties;
}
