import { SourceKind } from '../../aws/source-kinds';
import { RelatedResource } from '../../aws/source-types';
import { functionRegion, Notification, NotificationGroup, NotificationIndex } from '../../model/async/notification';
import { invokedFunction } from '../../model/function';
import { mayBothMatch } from '../../model/object-keys';
import { Resource } from '../../model/resource';
import { FactPath } from '../../rules';
import { ABSENT, splitPath, UNKNOWN, Value } from '../../values/value';
import { Facts } from '../facts';

/** The facts of notifications of a bucket to functions. */
export class NotificationFacts implements Facts {
  public readonly kinds: readonly SourceKind[] = ['s3'];

  public constructor(private readonly group: NotificationGroup, private readonly index: NotificationIndex) {}

  public get name(): string {
    return this.group.name;
  }

  public values(path: FactPath): readonly Value[] {
    const { record, entries, bucket } = this.group;
    const [owner, fact] = splitPath(path);
    switch (path) {
      case 'notification.Prefix': return entries.map(({ prefix }) => prefix);
      case 'notification.Suffix': return entries.map(({ suffix }) => suffix);
      case 'deployment.OverlappingNotification': return [this.index.overlap(this.group)];
      case 'deployment.ReplacedNotifications': return [this.index.replaced(this.group)];
      case 'deployment.WritesToItsTrigger': return entries.map(entry => this.writesToItsTrigger(entry));
      case 'source.Region': return [record ? record.bucketRegion : bucket?.region ?? UNKNOWN];
      case 'function.Region': return record ? [record.functionRegion] : this.functionRegions();
    }
    return [owner === 'construct' ? record?.fact(fact) ?? ABSENT : ABSENT];
  }

  public isDefined(path: FactPath): boolean {
    const [view] = this.values(path);
    return view !== ABSENT && view !== UNKNOWN;
  }

  public nameOf(owner: RelatedResource): string | undefined {
    return owner === 'function' && this.group.entries[0] ? this.functionOf(this.group.entries[0])?.name : undefined;
  }

  /** One Region where all agree or differ from the bucket in the same way: the first that is another. */
  private functionRegions(): readonly Value[] {
    const regions = this.group.entries.map(functionRegion);
    const [source] = this.values('source.Region');
    return [regions.find(region => typeof region === 'string' && region !== source) ?? regions[0] ?? UNKNOWN];
  }

  private functionOf({ resource: holder, path }: Notification): Resource | undefined {
    const target = holder.target(path);
    return target && invokedFunction(holder, target).resource;
  }

  /** Present where the function may write what it is then invoked for. */
  private writesToItsTrigger(entry: Notification): Value {
    if (!entry.events.some(event => typeof event === 'string' && event.startsWith('s3:ObjectCreated:'))) { return ABSENT; }
    const fn = this.functionOf(entry);
    if (!fn) { return UNKNOWN; }
    const bucketName = this.group.bucket?.value(['BucketName']) ?? entry.resource.value(['BucketName']);
    const found = this.index.policies.writableKeys(fn, this.group.bucket, bucketName).find(({ keys }) => mayBothMatch(keys, entry) === true);
    return found ? found.policy : ABSENT;
  }
}
