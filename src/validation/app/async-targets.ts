import { CfnResource } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { ValidationTarget } from './targets';
import { INVOKE_CONFIG, NOTIFICATION_TYPES, POLICIES, SUBSCRIPTION } from '../../aws/resource-types';
import { constructFactsOf } from '../../cdk/construct-facts';
import { notificationFactsOf } from '../../cdk/notification-facts';
import { InvokeConfigFacts, InvokeConfigIndex } from '../../facts/async/invoke-config';
import { NotificationFacts } from '../../facts/async/notification';
import { SubscriptionFacts, SubscriptionIndex } from '../../facts/async/subscription';
import { NotificationIndex, NotificationSource } from '../../model/async/notification';
import { BucketNotificationFacts } from '../../model/construct-facts';
import { Resource } from '../../model/resource';
import { RolePolicies } from '../../model/role';
import { L1Resource } from '../../readers/app/l1-resource';

/**
 * What is judged of asynchronous invocation in an app: configurations, subscriptions and the notifications of buckets.
 *
 * @returns the subject that a construct is, or none
 */
export function asyncTargets(constructs: readonly IConstruct[], read: (l1: CfnResource) => L1Resource): (construct: IConstruct) => ValidationTarget[] {
  const ofType = (...types: string[]) => constructs.filter((construct): construct is CfnResource =>
    CfnResource.isCfnResource(construct) && types.includes(construct.cfnResourceType));
  const isOurs = (resource: Resource) => resource instanceof L1Resource && constructFactsOf(resource.l1.node.scope) !== undefined;
  const configs = new InvokeConfigIndex(ofType(INVOKE_CONFIG).map(read), isOurs);
  const subscriptions = new SubscriptionIndex(ofType(SUBSCRIPTION).map(read), isOurs);
  const policies = new RolePolicies(() => ofType(...POLICIES).map(read));
  const notifications = new NotificationIndex(ofType(...NOTIFICATION_TYPES).map(read), policies, constructs.flatMap(construct => {
    const record = notificationFactsOf(construct);
    return record ? [notificationSource(construct, record)] : [];
  }));

  return construct => {
    if (notificationFactsOf(construct)) {
      return [{ construct, validatesItself: true, facts: () => new NotificationFacts(notifications.of(construct.node.path), notifications) }];
    }
    if (!CfnResource.isCfnResource(construct)) { return []; }
    const record = constructFactsOf(construct.node.scope);
    const about = { construct, validatesItself: record !== undefined };
    switch (construct.cfnResourceType) {
      case INVOKE_CONFIG: return [{ ...about, facts: () => new InvokeConfigFacts(read(construct), configs, record) }];
      case SUBSCRIPTION: return SubscriptionFacts.isOfFunction(read(construct))
        ? [{ ...about, facts: () => new SubscriptionFacts(read(construct), subscriptions, record) }]
        : [];
      default: {
        const group = NOTIFICATION_TYPES.includes(construct.cfnResourceType) ? notifications.of(construct.node.path) : undefined;
        return group && group.entries.length > 0 ? [{ construct, validatesItself: false, facts: () => new NotificationFacts(group, notifications) }] : [];
      }
    }
  };
}

/** How to recognise what an event source added: below the same bucket, and with the function as that stack writes it. */
function notificationSource({ node }: IConstruct, record: BucketNotificationFacts): NotificationSource {
  const within = `${record.bucketPath}/`;
  return {
    name: node.path,
    record,
    isIn: holder => holder.id.startsWith(within),
    target: holder => (holder as L1Resource).sourceTextOf(record.functionArn),
  };
}
