import { Resource } from './resource';

/** Resources that stand for the same thing, of which AWS has one. */
export class Duplicates {
  private readonly groups = new Map<string, Resource[]>();

  /**
   * @param resources all that are deployed together
   * @param keyOf what is equal for doubles; undefined where it is known only at deployment
   * @param isOurs whether a construct of this library made it: only those are sure to be told
   */
  public constructor(
    resources: readonly Resource[],
    private readonly keyOf: (resource: Resource) => string | undefined,
    private readonly isOurs: (resource: Resource) => boolean,
  ) {
    for (const resource of resources) {
      const key = this.keyUnconditionally(resource);
      if (key !== undefined) { this.groups.set(key, [...this.groups.get(key) ?? [], resource]); }
    }
  }

  /** Those that this one is told of: the ones before it, and for one of ours also those of others after it. */
  public reportedFor(resource: Resource): readonly Resource[] {
    const group = this.groups.get(this.keyUnconditionally(resource) ?? '') ?? [];
    const position = group.findIndex(({ id: identity }) => identity === resource.id);
    const ours = this.isOurs(resource);
    return group.filter((other, i) => i < position || (i > position && ours && !this.isOurs(other)));
  }

  /** A condition may leave either of two out of the deployment, so that they never meet. */
  private keyUnconditionally(resource: Resource): string | undefined {
    return resource.isConditional ? undefined : this.keyOf(resource);
  }
}
