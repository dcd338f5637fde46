import { parseArn } from '../../values/arn';
import { ABSENT, isOff, UNKNOWN, Value } from '../../values/value';
import { BucketNotificationFacts } from '../construct-facts';
import { mayBothMatch, mayShareEvent } from '../object-keys';
import { Resource } from '../resource';
import { RolePolicies } from '../role';

/** One notification of a bucket, to whatever it is sent. */
export interface Notification {
  readonly resource: Resource;
  /** Where the holder names the target. */
  readonly path: readonly string[];
  readonly target: 'function' | 'queue' | 'topic';
  readonly events: readonly Value[];
  readonly prefix: Value;
  readonly suffix: Value;
}

/** The notifications that one author made: one of our event sources, or the template with all that is not ours. */
export interface NotificationGroup {
  readonly name: string;
  readonly record?: BucketNotificationFacts;
  readonly bucket?: Resource;
  /** Those to functions. */
  readonly entries: readonly Notification[];
}

/** An event source of ours, and how to recognise its notifications in a holder. */
export interface NotificationSource {
  readonly name: string;
  readonly record: BucketNotificationFacts;
  /** Whether a holder is the one of its bucket. */
  readonly isIn: (holder: Resource) => boolean;
  /** Its function as the holder writes it. */
  readonly target: (holder: Resource) => string;
}

interface Form {
  readonly list: string;
  readonly target: Notification['target'];
  readonly arn: string;
}

/** How notifications are written in a bucket, and in what the CDK makes in its place. */
const FORMS: { readonly [type: string]: readonly Form[] } = {
  'AWS::S3::Bucket': [
    { list: 'LambdaConfigurations', target: 'function', arn: 'Function' },
    { list: 'QueueConfigurations', target: 'queue', arn: 'Queue' },
    { list: 'TopicConfigurations', target: 'topic', arn: 'Topic' },
  ],
  'Custom::S3BucketNotifications': [
    { list: 'LambdaFunctionConfigurations', target: 'function', arn: 'LambdaFunctionArn' },
    { list: 'QueueConfigurations', target: 'queue', arn: 'QueueArn' },
    { list: 'TopicConfigurations', target: 'topic', arn: 'TopicArn' },
  ],
};

/** All notifications of all buckets that are deployed together. */
export class NotificationIndex {
  private readonly groups = new Map<string, NotificationGroup>();
  private readonly byBucket = new Map<string, Notification[]>();
  private readonly owners = new Map<Notification, string>();
  /** The holders by their order. */
  private readonly places = new Map<string, number>();

  /** @param whole of which `holders` are read again */
  public constructor(
    holders: readonly Resource[],
    public readonly policies: RolePolicies,
    sources: readonly NotificationSource[] = [],
    private readonly whole?: NotificationIndex,
  ) {
    const ofHolders = new Map(holders.map(holder => [holder, notificationsOf(holder)]));
    for (const [holder, notifications] of ofHolders) {
      const bucket = bucketIdentity(holder);
      this.places.set(holder.id, this.places.size);
      this.byBucket.set(bucket, [...this.byBucket.get(bucket) ?? [], ...notifications]);
    }
    for (const { name, record, isIn, target: targetIn } of sources) {
      const unclaimed = [...ofHolders].flatMap(([holder, all]) => isIn(holder) ? all.filter(notification => !this.owners.has(notification)) : []);
      const entries = record.requested.flatMap(asked => {
        const i = unclaimed.findIndex(({ resource: holder, path, target, events, prefix, suffix }) =>
          target === 'function' && events[0] === asked.event && prefix === (asked.prefix ?? ABSENT) && suffix === (asked.suffix ?? ABSENT)
          && holder.sourceText(path) === targetIn(holder));
        return i < 0 ? [] : unclaimed.splice(i, 1);
      });
      entries.forEach(entry => this.owners.set(entry, name));
      this.groups.set(name, { name, record, entries, bucket: entries[0] && bucketOf(entries[0].resource) });
    }
    for (const [holder, notifications] of ofHolders) {
      const entries = notifications.filter(notification => notification.target === 'function' && !this.owners.has(notification));
      this.groups.set(holder.id, { name: holder.name, entries, bucket: bucketOf(holder) });
    }
  }

  /** The same with more known of the conditions of one holder, whose group alone it has: the others are not read again. */
  public reread(holder: Resource): NotificationIndex {
    return new NotificationIndex([holder], this.policies, [], this);
  }

  /** The notifications of a source by the path of its construct, or those of a holder that no source of ours made. */
  public of(identity: string): NotificationGroup {
    return this.groups.get(identity)!;
  }

  /** In words, two notifications of the bucket that Amazon S3 refuses together. Of two sources the later one is told. */
  public overlap(group: NotificationGroup): Value {
    let unknown = false;
    for (const entry of group.entries) {
      const all = this.ofBucket(bucketIdentity(entry.resource));
      const position = all.indexOf(entry);
      for (const [i, other] of all.entries()) {
        // Notifications of queues and topics are not judged, so that nobody else tells of those.
        const isTold = i < position || other.target !== 'function' || (group.record !== undefined && !this.owners.has(other));
        if (other === entry || !isTold || neverMeet(entry.resource, other.resource)) { continue; }
        const both = overlap(entry, other);
        if (both === true) { return `${describe(entry)} meets ${describe(other)} of ${this.owners.get(other) ?? other.resource.name}`; }
        unknown ||= both === UNKNOWN;
      }
    }
    return unknown ? UNKNOWN : ABSENT;
  }

  /** The bucket itself, where it has notifications that those of the CDK's resource replace. */
  public replaced(group: NotificationGroup): Value {
    const { bucket, entries: [entry] } = group;
    if (!bucket || !entry || entry.resource.type === 'AWS::S3::Bucket') { return ABSENT; }
    const replaces = replacesAll(entry.resource);
    const written = bucket.value(['NotificationConfiguration']);
    if (replaces === false || written === ABSENT) { return ABSENT; }
    return replaces === UNKNOWN || written === UNKNOWN ? UNKNOWN : bucket.name;
  }

  /** In the order of the holders. */
  private ofBucket(bucket: string): readonly Notification[] {
    const own = this.byBucket.get(bucket) ?? [];
    const { whole, places } = this;
    if (!whole) { return own; }
    const others = (whole.byBucket.get(bucket) ?? []).filter(({ resource: holder }) => !places.has(holder.id));
    const place = ({ resource: holder }: Notification) => whole.places.get(holder.id)!;
    return [...others, ...own].sort((a, b) => place(a) - place(b));
  }
}

/** Whether what the CDK makes for a bucket replaces all notifications that are there. */
function replacesAll(holder: Resource): boolean | typeof UNKNOWN {
  if (holder.type === 'AWS::S3::Bucket') { return false; }
  const managed = holder.value(['Managed']);
  return managed === UNKNOWN ? UNKNOWN : !isOff(managed);
}

/** Whether the notifications of one holder may take the place of the other's before Amazon S3 compares them. */
function neverMeet(one: Resource, other: Resource): boolean {
  return one.id !== other.id && (replacesAll(one) !== false || replacesAll(other) !== false);
}

function notificationsOf(holder: Resource): Notification[] {
  return (FORMS[holder.type] ?? []).flatMap(({ list, target, arn }) => {
    const path = ['NotificationConfiguration', list];
    const items = holder.value(path);
    if (!Array.isArray(items)) { return []; }
    return items.map((item, i): Notification => {
      const at = [...path, `${i}`];
      const [event] = holder.values([...at, 'Event']);
      const events = event === ABSENT ? holder.value([...at, 'Events']) : [event];
      return {
        resource: holder,
        path: [...at, arn],
        target,
        events: item === UNKNOWN || !Array.isArray(events) ? [UNKNOWN] : events,
        prefix: keyRule(holder, at, 'prefix'),
        suffix: keyRule(holder, at, 'suffix'),
      };
    });
  });
}

/** The prefix or suffix of a notification. CloudFormation, the API and the CDK each have names of their own for the lists around it. */
function keyRule(holder: Resource, at: readonly string[], name: string): Value {
  for (const inside of [['Filter', 'S3Key', 'Rules'], ['Filter', 'Key', 'FilterRules']]) {
    const rules = holder.value([...at, ...inside]);
    if (rules === UNKNOWN) { return UNKNOWN; }
    if (!Array.isArray(rules)) { continue; }
    if (rules.some(rule => rule === UNKNOWN || rule.Name === UNKNOWN)) { return UNKNOWN; }
    const found = rules.find(rule => String(rule.Name).toLowerCase() === name);
    if (found) { return found.Value === '' ? ABSENT : found.Value ?? ABSENT; }
  }
  return ABSENT;
}

function bucketOf(holder: Resource): Resource | undefined {
  if (holder.type === 'AWS::S3::Bucket') { return holder; }
  const bucket = holder.target(['BucketName']);
  return bucket?.type === 'AWS::S3::Bucket' ? bucket : undefined;
}

/** Tells a bucket from every other. One that a condition may leave out, or that is known only at deployment, never meets another. */
function bucketIdentity(holder: Resource): string {
  const alone = `of ${holder.id}`;
  if (holder.isConditional) { return alone; }
  const bucket = bucketOf(holder);
  if (bucket) { return bucket.id; }
  const name = holder.value(['BucketName']);
  return typeof name === 'string' ? `name ${name}` : alone;
}

function overlap(one: Notification, other: Notification): boolean | typeof UNKNOWN {
  const event = mayShareEvent(one.events, other.events);
  const key = mayBothMatch(one, other);
  if (event === false || key === false) { return false; }
  return event === true && key === true ? true : UNKNOWN;
}

function describe({ events, prefix, suffix }: Notification): string {
  const keys = [
    ...typeof prefix === 'string' ? [`that begin with ${prefix}`] : [],
    ...typeof suffix === 'string' ? [`that end with ${suffix}`] : [],
  ];
  return `${events.map(String).join(', ')} of ${keys.length > 0 ? `keys ${keys.join(' and ')}` : 'all keys'}`;
}

/** The Region of a function in a notification, where it is at hand or written out. */
export function functionRegion({ resource: holder, path }: Notification): Value {
  const target = holder.target(path);
  return target ? target.region : parseArn(holder.text(path))?.region ?? UNKNOWN;
}
