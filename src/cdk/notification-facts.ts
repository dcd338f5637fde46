import type { IConstruct } from 'constructs';
import type { BucketNotificationFacts } from '../model/construct-facts';

const FACTS = Symbol.for('cdk-lambda-event-sources.NotificationRecord');

export function notificationFactsOf(construct: IConstruct): BucketNotificationFacts | undefined {
  return (construct as { [FACTS]?: BucketNotificationFacts })[FACTS];
}

export function attachNotificationFacts(construct: IConstruct, facts: BucketNotificationFacts): void {
  Object.defineProperty(construct, FACTS, { value: facts });
}
