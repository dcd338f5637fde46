import { SourceKind } from '../../aws/source-kinds';
import { RelatedResource } from '../../aws/source-types';
import { Resource } from '../../model/resource';
import { FactPath } from '../../rules';
import { isProperty, splitPath } from '../../values/path';
import { ABSENT, UNKNOWN, Value } from '../../values/value';
import { Facts, definedProperties } from '../facts';

/** The facts of a resource that is validated by its own properties, and by those of the function that it names. */
export abstract class ResourceFacts implements Facts {
  public abstract readonly kinds: readonly SourceKind[];

  public constructor(protected readonly resource: Resource) {}

  public get name(): string {
    return this.resource.name;
  }

  public abstract values(path: FactPath): readonly Value[];

  public definedProperties(): readonly string[] | undefined {
    return definedProperties(this.resource);
  }

  public isDefined(path: FactPath): boolean {
    const [value] = this.values(path);
    if (value !== UNKNOWN) { return value !== ABSENT; }
    const segments = splitPath(path);
    if (isProperty(path)) { return this.resource.isDefined(segments); }
    return segments[0] === 'function' && (this.targetFunction()?.isDefined(segments.slice(1)) ?? false);
  }

  public nameOf(related: RelatedResource): string | undefined {
    return related === 'function' ? this.targetFunction()?.name : undefined;
  }

  /** The function that is invoked, where it is known. */
  protected abstract targetFunction(): Resource | undefined;

  /** What the construct around the resource knows. */
  protected constructFact(name: string): Value {
    return this.resource.constructFacts?.fact(name) ?? ABSENT;
  }
}
