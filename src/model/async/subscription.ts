import { canonicalJson } from '../../values/canonical-json';
import { ABSENT, hasUnknown, isEmpty, UNKNOWN, Value } from '../../values/value';
import { ConstructFacts } from '../construct-facts';
import { Duplicates } from '../duplicates';
import { InvokedFunction, throughQualifier } from '../function';
import { Resource } from '../resource';

const TOPIC = ['TopicArn'];
const ENDPOINT = ['Endpoint'];
const SETTINGS = ['FilterPolicy', 'FilterPolicyScope', 'RedrivePolicy'];

/** A subscription of a function, with its topic. */
export interface Subscription {
  readonly resource: Resource;
  /** The topic, where it is known. */
  readonly source?: Resource;
  readonly target: InvokedFunction;
  readonly facts?: ConstructFacts;
}

export function readSubscription(resource: Resource): Subscription {
  const endpoint = resource.target(ENDPOINT);
  return {
    resource,
    source: resource.target(TOPIC),
    target: endpoint ? throughQualifier(endpoint) : { region: UNKNOWN },
    facts: resource.constructFacts,
  };
}

export function isOfFunction(subscription: Resource): boolean {
  return subscription.value(['Protocol']) === 'lambda';
}

/** All subscriptions of functions in a deployment together. */
export class SubscriptionGroups {
  public static of({ subscriptions }: { readonly subscriptions: readonly Subscription[] }): SubscriptionGroups {
    return new SubscriptionGroups(subscriptions.map(({ resource }) => resource));
  }

  private readonly duplicates: Duplicates;

  private constructor(subscriptions: readonly Resource[]) {
    this.duplicates = new Duplicates(subscriptions, subscriptionKey);
  }

  /** Another subscription of the same function to the same topic, with different settings. */
  public different(subscription: Resource): Resource | undefined {
    return this.duplicates.reportedFor(subscription).find(other => SETTINGS.some(property => surelyDiffer(subscription, other, property)));
  }
}

/** Values that are known only at deployment may turn out to be the same. */
function surelyDiffer(one: Resource, other: Resource, property: string): boolean {
  const values = [one, other].map(each => withoutDefault(property, each.value([property])));
  if (values.includes(ABSENT)) { return values.some(value => value !== ABSENT && value !== UNKNOWN); }
  return !values.some(hasUnknown) && canonicalJson(values[0]) !== canonicalJson(values[1]);
}

/** A setting that means the same as its absence is absent. */
function withoutDefault(property: string, value: Value): Value {
  const isDefault = property === 'FilterPolicyScope' ? value === 'MessageAttributes' : isEmpty(value);
  return isDefault ? ABSENT : value;
}

function subscriptionKey(subscription: Resource): string | undefined {
  const ends = [TOPIC, ENDPOINT].map(path => {
    const target = subscription.target(path);
    const value = subscription.value(path);
    return target?.id ?? (typeof value === 'string' ? value : undefined);
  });
  return ends.includes(undefined) ? undefined : ends.join(' ');
}
