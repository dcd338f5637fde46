import { SourceKind } from '../../aws/source-kinds';
import { RelatedResource } from '../../aws/source-types';
import { ConstructFacts } from '../../model/construct-facts';
import { Resource } from '../../model/resource';
import { FactPath } from '../../rules';
import { ABSENT, isProperty, splitPath, UNKNOWN, Value } from '../../values/value';
import { Facts, definedProperties } from '../facts';

/** What the facts have in common of a resource that is judged by its own properties, and by those of the function behind it. */
export abstract class ResourceFacts implements Facts {
  public abstract readonly kinds: readonly SourceKind[];

  public constructor(protected readonly resource: Resource, protected readonly record?: ConstructFacts) {}

  public get name(): string {
    return this.resource.name;
  }

  public abstract values(path: FactPath): readonly Value[];

  public definedProperties(): readonly string[] | undefined {
    return definedProperties(this.resource, this.record);
  }

  public isDefined(path: FactPath): boolean {
    const [view] = this.values(path);
    if (view !== UNKNOWN) { return view !== ABSENT; }
    const segments = splitPath(path);
    if (isProperty(path)) { return this.resource.isDefined(segments); }
    return segments[0] === 'function' && (this.targetFunction()?.isDefined(segments.slice(1)) ?? false);
  }

  public nameOf(owner: RelatedResource): string | undefined {
    return owner === 'function' ? this.targetFunction()?.name : undefined;
  }

  /** The function that is invoked, where it is at hand. */
  protected abstract targetFunction(): Resource | undefined;

  /** What was seen of it while the app was built. */
  protected seen(name: string): Value {
    return this.record?.fact(name) ?? ABSENT;
  }
}
