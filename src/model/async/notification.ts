import { parseArn } from '../../values/arn';
import { entryAt } from '../../values/json';
import { asText } from '../../values/text';
import { allOf, Trilean } from '../../values/trilean';
import { ABSENT, isOff, UNKNOWN, Value } from '../../values/value';
import { BucketNotificationFacts } from '../construct-facts';
import { mayBothMatch, mayShareEvent } from '../object-keys';
import { Resource } from '../resource';
import { NotificationRequest } from '../resource-source';

/** One notification of a bucket, to whatever it is sent. */
export interface Notification {
  /** The bucket, or the resource that the CDK makes for its notifications. */
  readonly resource: Resource;
  /** The property of the resource that names the target. */
  readonly path: readonly string[];
  readonly target: 'function' | 'queue' | 'topic';
  readonly events: readonly Value[];
  readonly prefix: Value;
  readonly suffix: Value;
}

/** The notifications that one event source of this library requested, or the rest of a resource. */
export interface NotificationGroup {
  readonly name: string;
  /** The resource, where the group is all of it that our event sources did not request. */
  readonly resource?: Resource;
  readonly facts?: BucketNotificationFacts;
  readonly source?: Resource;
  /** Those to functions. */
  readonly entries: readonly Notification[];
}

interface Form {
  readonly list: string;
  readonly target: Notification['target'];
  readonly arn: string;
}

/** The lists of notifications in a bucket, and in the resource that the CDK makes for them. */
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

/** All notifications of all buckets in a deployment. */
export class NotificationGroups {
  private readonly read = new WeakMap<Resource, readonly Notification[]>();
  private readonly byName = new Map<string, NotificationGroup>();
  private readonly byResource = new Map<string, NotificationGroup>();
  private readonly byBucket = new Map<string, Notification[]>();
  /** The event sources of notifications that were requested. */
  private readonly requesters = new Map<Notification, string>();
  /** The order of the resources. */
  private readonly positions = new Map<string, number>();

  public constructor(resources: readonly Resource[], requests: readonly NotificationRequest[]) {
    for (const resource of resources) {
      this.positions.set(resource.id, this.positions.size);
      const bucket = bucketIdentity(resource);
      if (bucket === undefined) { continue; }
      const others = this.byBucket.get(bucket);
      if (others) { others.push(...this.notificationsOf(resource)); } else { this.byBucket.set(bucket, [...this.notificationsOf(resource)]); }
    }
    for (const request of requests) { this.byName.set(request.name, this.claim(request, resources)); }
    for (const resource of resources) { this.byResource.set(resource.id, this.rest(resource)); }
  }

  public get all(): readonly NotificationGroup[] {
    return [...this.byName.values(), ...this.byResource.values()];
  }

  /** The notifications that an event source requested, by the path of its construct. */
  public requestedBy(name: string): NotificationGroup | undefined {
    return this.byName.get(name);
  }

  /** The notifications of a resource that no event source requested. */
  public of(resource: Resource): NotificationGroup {
    const known = this.byResource.get(resource.id);
    return known?.resource === resource ? known : this.rest(resource);
  }

  /** In words, two notifications of the bucket that Amazon S3 refuses together. Of two event sources the later one reports them. */
  public overlap(group: NotificationGroup): Value {
    let unknown = false;
    for (const entry of group.entries) {
      const all = this.ofBucket(entry.resource);
      const position = all.indexOf(entry);
      for (const [i, other] of all.entries()) {
        // Notifications of queues and topics are not validated, so that nothing else reports those.
        const isReported = i < position || other.target !== 'function' || (group.facts !== undefined && !this.requesters.has(other));
        if (other === entry || !isReported || neverMeet(entry.resource, other.resource)) { continue; }
        const both = overlap(entry, other);
        if (both === true) { return `${describe(entry)} meets ${describe(other)} of ${this.requesters.get(other) ?? other.resource.name}`; }
        unknown ||= both === UNKNOWN;
      }
    }
    return unknown ? UNKNOWN : ABSENT;
  }

  /** The bucket itself, where it has notifications that those of the CDK's resource replace. */
  public replaced({ source: bucket, entries: [entry] }: NotificationGroup): Value {
    if (!bucket || !entry || entry.resource.type === 'AWS::S3::Bucket') { return ABSENT; }
    const replaces = replacesAll(entry.resource);
    const configuration = bucket.value(['NotificationConfiguration']);
    if (replaces === false || configuration === ABSENT) { return ABSENT; }
    return replaces === UNKNOWN || configuration === UNKNOWN ? UNKNOWN : bucket.name;
  }

  /** Finds the notifications that an event source requested, each once. */
  private claim({ name, facts, isIn, functionText }: NotificationRequest, resources: readonly Resource[]): NotificationGroup {
    const unclaimed = resources.filter(isIn).flatMap(resource => this.notificationsOf(resource))
      .filter(notification => !this.requesters.has(notification));
    const entries = facts.requested.flatMap(requested => {
      const i = unclaimed.findIndex(({ resource, path, target, events, prefix, suffix }) =>
        target === 'function' && events[0] === requested.event && prefix === (requested.prefix ?? ABSENT) && suffix === (requested.suffix ?? ABSENT)
        && resource.sourceText(path) === functionText(resource));
      return i < 0 ? [] : unclaimed.splice(i, 1);
    });
    entries.forEach(entry => this.requesters.set(entry, name));
    return { name, facts, entries, source: entries[0] && bucketOf(entries[0].resource) };
  }

  private rest(resource: Resource): NotificationGroup {
    const entries = this.notificationsOf(resource).filter(notification => notification.target === 'function' && !this.requesters.has(notification));
    return { name: resource.name, resource, entries, source: bucketOf(resource) };
  }

  private notificationsOf(resource: Resource): readonly Notification[] {
    let notifications = this.read.get(resource);
    if (!notifications) {
      notifications = readNotifications(resource);
      this.read.set(resource, notifications);
    }
    return notifications;
  }

  /** The notifications of a resource and those of others for its bucket, in the order of the resources. */
  private ofBucket(resource: Resource): readonly Notification[] {
    const own = this.notificationsOf(resource);
    const bucket = bucketIdentity(resource);
    const all = bucket === undefined ? own : this.byBucket.get(bucket) ?? own;
    if (bucket === undefined || this.byResource.get(resource.id)?.resource === resource) { return all; }
    // The group has the resource as it is without assumptions.
    const position = this.positions.get(resource.id)!;
    const before = (other: Notification) => this.positions.get(other.resource.id)! < position;
    const others = all.filter(other => other.resource.id !== resource.id);
    return [...others.filter(before), ...own, ...others.filter(other => !before(other))];
  }
}

/** Whether the resource that the CDK makes for a bucket replaces all notifications of the bucket. */
function replacesAll(resource: Resource): Trilean {
  if (resource.type === 'AWS::S3::Bucket') { return false; }
  const managed = resource.value(['Managed']);
  return managed === UNKNOWN ? UNKNOWN : !isOff(managed);
}

/** Whether one resource overwrites the notifications of the other, so that Amazon S3 never compares them. */
function neverMeet(one: Resource, other: Resource): boolean {
  return one.id !== other.id && (replacesAll(one) !== false || replacesAll(other) !== false);
}

function readNotifications(resource: Resource): Notification[] {
  return (entryAt(FORMS, resource.type) ?? []).flatMap(({ list, target, arn }) => {
    const path = ['NotificationConfiguration', list];
    const items = resource.value(path);
    if (!Array.isArray(items)) { return []; }
    return items.map((item, i): Notification => {
      const at = [...path, `${i}`];
      const [event] = resource.values([...at, 'Event']);
      const events = event === ABSENT ? resource.value([...at, 'Events']) : [event];
      return {
        resource,
        path: [...at, arn],
        target,
        events: item === UNKNOWN || !Array.isArray(events) ? [UNKNOWN] : events,
        prefix: keyRule(resource, at, 'prefix'),
        suffix: keyRule(resource, at, 'suffix'),
      };
    });
  });
}

/** The prefix or suffix of a notification. CloudFormation, the API and the CDK each have names of their own for the lists around it. */
function keyRule(resource: Resource, at: readonly string[], name: string): Value {
  for (const inside of [['Filter', 'S3Key', 'Rules'], ['Filter', 'Key', 'FilterRules']]) {
    const rules = resource.value([...at, ...inside]);
    if (rules === UNKNOWN) { return UNKNOWN; }
    if (!Array.isArray(rules)) { continue; }
    if (rules.some(rule => rule === UNKNOWN || rule.Name === UNKNOWN)) { return UNKNOWN; }
    const found = rules.find(rule => asText(rule.Name).toLowerCase() === name);
    if (found) { return found.Value === '' ? ABSENT : found.Value ?? ABSENT; }
  }
  return ABSENT;
}

function bucketOf(resource: Resource): Resource | undefined {
  if (resource.type === 'AWS::S3::Bucket') { return resource; }
  const bucket = resource.target(['BucketName']);
  return bucket?.type === 'AWS::S3::Bucket' ? bucket : undefined;
}

/** Differs from every other bucket. Undefined where a condition may omit the resource, or the bucket is known only at deployment. */
function bucketIdentity(resource: Resource): string | undefined {
  if (resource.isConditional) { return undefined; }
  const bucket = bucketOf(resource);
  if (bucket) { return bucket.id; }
  const name = resource.value(['BucketName']);
  return typeof name === 'string' ? `name ${name}` : undefined;
}

function overlap(one: Notification, other: Notification): Trilean {
  return allOf([mayShareEvent(one.events, other.events), mayBothMatch(one, other)]);
}

function describe({ events, prefix, suffix }: Notification): string {
  const keys = [
    ...typeof prefix === 'string' ? [`that begin with ${prefix}`] : [],
    ...typeof suffix === 'string' ? [`that end with ${suffix}`] : [],
  ];
  return `${events.map(asText).join(', ')} of ${keys.length > 0 ? `keys ${keys.join(' and ')}` : 'all keys'}`;
}

/** The Region of the function of a notification, of a known resource or in a literal ARN. */
export function functionRegion({ resource, path }: Notification): Value {
  const target = resource.target(path);
  return target ? target.environment.region : parseArn(resource.text(path))?.region ?? UNKNOWN;
}
