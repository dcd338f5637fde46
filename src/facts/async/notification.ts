import { SourceKind } from '../../aws/source-kinds';
import { RelatedResource } from '../../aws/source-types';
import { functionRegion, Notification, NotificationGroup } from '../../model/async/notification';
import { Deployment } from '../../model/deployment';
import { throughQualifier } from '../../model/function';
import { mayBothMatch } from '../../model/object-keys';
import { Resource } from '../../model/resource';
import { FactPath } from '../../rules';
import { splitPath } from '../../values/path';
import { ABSENT, UNKNOWN, Value } from '../../values/value';
import { Facts } from '../facts';

/** The facts of notifications of a bucket to functions. */
export class NotificationFacts implements Facts {
  public readonly kinds: readonly SourceKind[] = ['s3'];

  public constructor(private readonly group: NotificationGroup, private readonly deployment: Deployment) {}

  public get name(): string {
    return this.group.name;
  }

  public values(path: FactPath): readonly Value[] {
    const { facts, entries, source } = this.group;
    const [word, fact] = splitPath(path);
    switch (path) {
      case 'notification.Prefix': return entries.map(({ prefix }) => prefix);
      case 'notification.Suffix': return entries.map(({ suffix }) => suffix);
      case 'deployment.OverlappingNotification': return [this.deployment.notificationGroups.overlap(this.group)];
      case 'deployment.ReplacedNotifications': return [this.deployment.notificationGroups.replaced(this.group)];
      case 'deployment.WritesToItsTrigger': return entries.map(entry => this.writesToItsTrigger(entry));
      case 'source.Region': return [facts ? facts.bucketRegion : source?.environment.region ?? UNKNOWN];
      case 'function.Region': return facts ? [facts.functionRegion] : this.functionRegions();
    }
    return [word === 'construct' ? facts?.fact(fact) ?? ABSENT : ABSENT];
  }

  public isDefined(path: FactPath): boolean {
    const [value] = this.values(path);
    return value !== ABSENT && value !== UNKNOWN;
  }

  public nameOf(related: RelatedResource): string | undefined {
    return related === 'function' && this.group.entries[0] ? this.functionOf(this.group.entries[0])?.name : undefined;
  }

  /** The first Region that differs from that of the bucket; without one, the first. */
  private functionRegions(): readonly Value[] {
    const regions = this.group.entries.map(functionRegion);
    const [source] = this.values('source.Region');
    return [regions.find(region => typeof region === 'string' && region !== source) ?? regions[0] ?? UNKNOWN];
  }

  private functionOf({ resource, path }: Notification): Resource | undefined {
    const target = resource.target(path);
    return target && throughQualifier(target).resource;
  }

  /** Present where the function may write objects that invoke it. */
  private writesToItsTrigger(entry: Notification): Value {
    if (!entry.events.some(event => typeof event === 'string' && event.startsWith('s3:ObjectCreated:'))) { return ABSENT; }
    const fn = this.functionOf(entry);
    if (!fn) { return UNKNOWN; }
    const bucketName = this.group.source?.value(['BucketName']) ?? entry.resource.value(['BucketName']);
    const found = this.deployment.roles.writableKeys(fn, this.group.source, bucketName).find(({ keys }) => mayBothMatch(keys, entry) === true);
    return found ? found.policy : ABSENT;
  }
}
