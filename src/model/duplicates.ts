import { Resource } from './resource';

/** Resources of which AWS allows one, by what makes them the same. */
export class Duplicates {
  private readonly groups = new Map<string, Resource[]>();

  /**
   * @param resources all that are deployed together
   * @param keyOf equal for duplicates; undefined where it is known only at deployment
   */
  public constructor(resources: readonly Resource[], private readonly keyOf: (resource: Resource) => string | undefined) {
    for (const resource of resources) {
      const key = this.keyUnconditionally(resource);
      if (key === undefined) { continue; }
      const group = this.groups.get(key);
      if (group) { group.push(resource); } else { this.groups.set(key, [resource]); }
    }
  }

  /** The duplicates that this resource reports: earlier ones, and, if it validates itself, later ones that do not. */
  public reportedFor(resource: Resource): readonly Resource[] {
    const group = this.groups.get(this.keyUnconditionally(resource) ?? '') ?? [];
    const position = group.findIndex(({ id }) => id === resource.id);
    const validatesItself = isOfThisLibrary(resource);
    return group.filter((other, i) => i < position || (i > position && validatesItself && !isOfThisLibrary(other)));
  }

  /** A condition may omit either of two from the deployment, so that they never meet. */
  private keyUnconditionally(resource: Resource): string | undefined {
    return resource.isConditional ? undefined : this.keyOf(resource);
  }
}

/** Whether a construct of this library made it, which validates itself. */
function isOfThisLibrary({ constructFacts }: Resource): boolean {
  return constructFacts !== undefined;
}
