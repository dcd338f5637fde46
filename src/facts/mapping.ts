import { Facts, definedProperties } from './facts';
import { filterIssuesOf, FilterIssues } from './filters';
import { derivedFact } from './lookup';
import { SourceKind } from '../aws/source-kinds';
import { isRelated, RelatedResource } from '../aws/source-types';
import { Deployment } from '../model/deployment';
import { Mapping } from '../model/mapping';
import { Resource } from '../model/resource';
import { FactPath } from '../rules';
import { isProperty, splitPath, valuesAt } from '../values/path';
import { ABSENT, UNKNOWN, Value } from '../values/value';

/** The facts of one mapping, read from the resources that it names when they are asked for. */
export class MappingFacts implements Facts {
  public readonly kinds: readonly SourceKind[];
  private issues?: FilterIssues;

  public constructor(private readonly mapping: Mapping, private readonly deployment: Deployment) {
    this.kinds = mapping.source.kinds;
  }

  public get name(): string {
    return this.mapping.resource.name;
  }

  public values(path: FactPath): readonly Value[] {
    const segments = splitPath(path);
    if (isProperty(path)) { return this.mapping.resource.values(segments); }
    const [owner] = segments;
    if (isRelated(owner)) { return this.valuesOf(owner, path, segments); }
    switch (owner) {
      case 'source':
      case 'mapping':
      case 'deployment':
      case 'destination':
      case 'kafka':
      case 'network':
      case 'clock':
        return [this.derived(path)];
      case 'access':
      case 'registry':
        return valuesAt(this.derived(segments.slice(0, 2).join('.')), segments.slice(2));
      case 'construct':
        return [this.mapping.facts?.fact(segments[1]) ?? ABSENT];
      default:
        throw new Error(`There is no fact ${path}.`);
    }
  }

  public definedProperties(): readonly string[] | undefined {
    return definedProperties(this.mapping.resource);
  }

  public isDefined(path: FactPath): boolean {
    const [value] = this.values(path);
    if (value !== UNKNOWN) { return value !== ABSENT; }
    const segments = splitPath(path);
    if (isProperty(path)) { return this.mapping.resource.isDefined(segments); }
    return this.resourceOf(segments[0] as RelatedResource)?.isDefined(segments.slice(1)) ?? false;
  }

  public filterIssues(): FilterIssues {
    this.issues ??= filterIssuesOf(this.mapping.resource, this.kinds, this.values('table.StreamSpecification.StreamViewType')[0]);
    return this.issues;
  }

  public nameOf(related: RelatedResource): string | undefined {
    return this.resourceOf(related)?.name;
  }

  private resourceOf(related: RelatedResource): Resource | undefined {
    const { source, target } = this.mapping;
    if (related === 'function') { return target.resource; }
    return source.related === related ? source.resource : undefined;
  }

  private valuesOf(related: RelatedResource, path: FactPath, segments: readonly string[]): readonly Value[] {
    const resource = this.resourceOf(related);
    if (segments[1] === 'Known') { return [resource !== undefined]; }
    const derived = this.derived(path);
    if (derived !== ABSENT) { return [derived]; }
    return resource ? resource.values(segments.slice(1)) : [UNKNOWN];
  }

  private derived(path: FactPath): Value {
    return derivedFact(path)?.(this.mapping, this.deployment) ?? ABSENT;
  }
}
