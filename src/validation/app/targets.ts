import { CfnResource } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { INVOKE_CONFIG, MAPPING, NOTIFICATION_TYPES, SUBSCRIPTION } from '../../aws/resource-types';
import { ConstructFacts } from '../../cdk/construct-facts';
import { InvokeConfigFacts } from '../../facts/async/invoke-config';
import { NotificationFacts } from '../../facts/async/notification';
import { SubscriptionFacts } from '../../facts/async/subscription';
import { Facts } from '../../facts/facts';
import { MappingFacts } from '../../facts/mapping';
import { isOfFunction } from '../../model/async/subscription';
import { Deployment } from '../../model/deployment';
import { AppReader } from '../../readers/app/read-app';

/** A resource of an app that is validated, or the notifications that one of our event sources added to the resource of others. */
export interface ValidationTarget {
  /** The L1, or our construct where it is no resource of its own. Acknowledgements are looked up from here. */
  readonly construct: IConstruct;
  /** Whether a construct of this library made it. */
  readonly validatesItself: boolean;
  facts(): Facts;
}

/** All that is validated of a Stage, in the order of the tree. */
export function targetsOf(reader: AppReader, deployment: Deployment): ValidationTarget[] {
  return reader.constructs.flatMap(construct => CfnResource.isCfnResource(construct)
    ? targetsOfL1(construct, reader, deployment)
    : targetsOfConstruct(construct, deployment));
}

function targetsOfL1(l1: CfnResource, reader: AppReader, deployment: Deployment): ValidationTarget[] {
  const { cfnResourceType: type } = l1;
  const target = (facts: () => Facts) => [{ construct: l1, validatesItself: reader.resource(l1).constructFacts !== undefined, facts }];
  switch (type) {
    case MAPPING: return target(() => new MappingFacts(deployment.mapping(reader.resource(l1)), deployment));
    case INVOKE_CONFIG: return target(() => new InvokeConfigFacts(deployment.invokeConfig(reader.resource(l1)), deployment));
    case SUBSCRIPTION: return isOfFunction(reader.resource(l1))
      ? target(() => new SubscriptionFacts(deployment.subscription(reader.resource(l1)), deployment))
      : [];
    default: return NOTIFICATION_TYPES.includes(type) && deployment.notification(reader.resource(l1)).entries.length > 0
      ? [{ construct: l1, validatesItself: false, facts: () => new NotificationFacts(deployment.notification(reader.resource(l1)), deployment) }]
      : [];
  }
}

function targetsOfConstruct(construct: IConstruct, deployment: Deployment): ValidationTarget[] {
  if (!ConstructFacts.of(construct)?.notifications) { return []; }
  const facts = () => new NotificationFacts(deployment.notificationGroups.requestedBy(construct.node.path)!, deployment);
  return [{ construct, validatesItself: true, facts }];
}
