import type { IConstruct } from 'constructs';
import { Value } from '../values/value';

/** One notification as an event source asked for it. */
export interface RequestedNotification {
  readonly event: string;
  readonly prefix?: string;
  readonly suffix?: string;
}

/** What an event source knows of the notifications that it added to a bucket: the bucket has one resource for all of them. */
export interface BucketNotificationFacts {
  /** The bucket as a construct, with what the CDK put below it. */
  readonly bucket: IConstruct;
  /** Of the function, version or alias. */
  readonly functionArn: string;
  readonly bucketRegion: Value;
  readonly functionRegion: Value;
  readonly requested: readonly RequestedNotification[];
  /** What the library itself saw while the app was built, by the name that rules have for it (`construct.<name>`). */
  fact(name: string): string | undefined;
}

const RECORD = Symbol.for('cdk-lambda-event-sources.NotificationRecord');

export function notificationFactsOf(construct: IConstruct): BucketNotificationFacts | undefined {
  return (construct as { [RECORD]?: BucketNotificationFacts })[RECORD];
}

export function attachNotificationFacts(construct: IConstruct, record: BucketNotificationFacts): void {
  Object.defineProperty(construct, RECORD, { value: record });
}
