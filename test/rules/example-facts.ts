import { SourceKind } from '../../src/aws/source-kinds';
import { RelatedResource } from '../../src/aws/source-types';
import { Facts } from '../../src/facts/facts';
import { FilterIssues, issuesOf } from '../../src/facts/filters';
import { FactPath } from '../../src/rules';
import { splitPath, valuesAt } from '../../src/values/path';
import { ABSENT, UNKNOWN, Value } from '../../src/values/value';

/** Facts by flat path, as the examples of the rules write them. */
export type FlatFacts = { readonly [path: FactPath]: Value };

/** The facts of an example. What it does not mention is absent. */
export class ExampleFacts implements Facts {
  public readonly name: string = 'Shop/Fulfil/Orders';
  public readonly kinds: readonly SourceKind[];
  private readonly root: Record<string, Value> = {};

  public constructor(kinds: SourceKind | readonly SourceKind[], facts: FlatFacts) {
    this.kinds = typeof kinds === 'string' ? [kinds] : kinds;
    for (const [path, value] of Object.entries(facts)) { put(this.root, splitPath(path), value); }
  }

  public values(path: FactPath): readonly Value[] {
    return valuesAt(this.root, splitPath(path));
  }

  /** What is unknown in an example may as well not be there. */
  public isDefined(path: FactPath): boolean {
    const [view] = this.values(path);
    return view !== UNKNOWN && view !== ABSENT;
  }

  public filterIssues(): FilterIssues {
    const patterns = this.values('FilterCriteria.Filters[].Pattern').filter((view): view is string => typeof view === 'string');
    return issuesOf(patterns, this.kinds, this.values('table.StreamSpecification.StreamViewType')[0]);
  }

  public nameOf(owner: RelatedResource): string {
    return owner === 'function' ? 'Shop/Fulfil' : 'Shop/Orders';
  }
}

/** `Tags[].Key` makes a list with one item. */
function put(into: Record<string, Value>, [segment, ...rest]: readonly string[], value: Value): void {
  if (rest.length === 0) {
    into[segment] = value;
  } else if (rest[0] === '[]' && rest.length === 1) {
    into[segment] = [value];
  } else if (rest[0] === '[]') {
    const [, ...within] = rest;
    const item = {};
    into[segment] = [within.length > 0 ? item : value];
    if (within.length > 0) { put(item, within, value); }
  } else {
    const next = into[segment] ??= {};
    put(next as Record<string, Value>, rest, value);
  }
}
