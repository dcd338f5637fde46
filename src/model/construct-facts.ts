import { SourceKind } from '../aws/source-kinds';
import { Value } from '../values/value';

/** Tells the validation what the template cannot: a rule asks for it as `construct.<name>`, and its message has the detail. */
export type RecordFact = (name: string, detail: string) => void;

/** What an event source knows of the mapping, subscription or asynchronous configuration that it made, and the template no longer tells. */
export interface ConstructFacts {
  /** Of a mapping, the function, version or alias: one reference, where its `FunctionName` may be a composed name. */
  readonly invoked?: { readonly functionArn: string; readonly functionName: string };
  /** What the source of a mapping may be, where its ARN does not tell. */
  readonly kinds?: readonly SourceKind[];
  /** Of an event source of a bucket, the notifications that it added. */
  readonly notifications?: BucketNotifications;
  /** What the library itself saw while the app was built, by the name that rules have for it (`construct.<name>`). */
  fact(name: string): string | undefined;
  /** The names of all facts that it may have: rules about others are not evaluated. */
  factNames(): readonly string[];
}

/** One notification as an event source requested it. */
export interface RequestedNotification {
  readonly event: string;
  readonly prefix?: string;
  readonly suffix?: string;
}

/** The notifications that an event source added to a bucket. The bucket has one resource for those of all event sources. */
export interface BucketNotifications {
  /** The construct path of the bucket: the CDK puts the resource of its notifications below it. */
  readonly bucketPath: string;
  /** Of the function, version or alias. */
  readonly functionArn: string;
  readonly bucketRegion: Value;
  readonly functionRegion: Value;
  readonly requested: readonly RequestedNotification[];
}

/** These notifications with the facts of the event source. */
export type BucketNotificationFacts = BucketNotifications & Pick<ConstructFacts, 'fact'>;
