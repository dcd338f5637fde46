import { ResourceFacts } from './resource-facts';
import { inOrder, measure, numbersIn, PolicyMeasures } from './sns-filter-policy';
import { SourceKind } from '../../aws/source-kinds';
import { ConstructFacts } from '../../model/construct-facts';
import { Duplicates } from '../../model/duplicates';
import { invokedFunction } from '../../model/function';
import { keyClosedToSns } from '../../model/key';
import { Resource } from '../../model/resource';
import { FactPath } from '../../rules';
import { parseArn } from '../../values/arn';
import { ABSENT, hasUnknown, isEmpty, isObject, splitPath, UNKNOWN, Value } from '../../values/value';
import { fifoOf, serviceOf } from '../destination';

const TOPIC = ['TopicArn'];
const ENDPOINT = ['Endpoint'];
const ASKED = ['FilterPolicy', 'FilterPolicyScope', 'RedrivePolicy'];
const DEAD_LETTER = ['RedrivePolicy', 'deadLetterTargetArn'];

/** All subscriptions of functions that are deployed together. */
export class SubscriptionIndex {
  private readonly doubles: Duplicates;

  public constructor(subscriptions: readonly Resource[], isOurs: (subscription: Resource) => boolean = () => false) {
    this.doubles = new Duplicates(subscriptions, subscriptionKey, isOurs);
  }

  /** Another subscription of the same function to the same topic that asks for something else. */
  public different(subscription: Resource): Resource | undefined {
    return this.doubles.reportedFor(subscription).find(other => ASKED.some(property => surelyDiffer(subscription, other, property)));
  }
}

/** What is known only at deployment may turn out to be the same. */
function surelyDiffer(one: Resource, other: Resource, property: string): boolean {
  const views = [one, other].map(each => withoutDefault(property, each.value([property])));
  if (views.includes(ABSENT)) { return views.some(view => view !== ABSENT && view !== UNKNOWN); }
  return !views.some(hasUnknown) && inOrder(views[0]) !== inOrder(views[1]);
}

/** What says the same as leaving it out. */
function withoutDefault(property: string, view: Value): Value {
  const isDefault = property === 'FilterPolicyScope' ? view === 'MessageAttributes' : isEmpty(view);
  return isDefault ? ABSENT : view;
}

function subscriptionKey(subscription: Resource): string | undefined {
  if (!SubscriptionFacts.isOfFunction(subscription)) { return undefined; }
  const ends = [TOPIC, ENDPOINT].map(path => {
    const target = subscription.target(path);
    const written = subscription.value(path);
    return target?.id ?? (typeof written === 'string' ? written : undefined);
  });
  return ends.includes(undefined) ? undefined : ends.join(' ');
}

/** The facts of an `AWS::SNS::Subscription` of a function. */
export class SubscriptionFacts extends ResourceFacts {
  public static isOfFunction(subscription: Resource): boolean {
    return subscription.value(['Protocol']) === 'lambda';
  }

  public readonly kinds: readonly SourceKind[] = ['sns'];
  private measures?: PolicyMeasures;

  public constructor(private readonly subscription: Resource, private readonly index: SubscriptionIndex, record?: ConstructFacts) {
    super(subscription, record);
  }

  public values(path: FactPath): readonly Value[] {
    const segments = splitPath(path);
    switch (segments[0]) {
      case 'topic': return [segments[1] === 'Fifo' ? this.topicIsFifo() : ABSENT];
      case 'deadLetter': return [this.deadLetter(segments[1])];
      case 'filterPolicy': return this.ofPolicy(segments[1]);
      case 'subscription': return [segments[1] === 'Region' ? this.region() : this.subscription.account];
      case 'deployment': return [segments[1] === 'DifferentSubscription' ? this.index.different(this.subscription)?.name ?? ABSENT : ABSENT];
      case 'function': return [UNKNOWN];
      case 'construct': return [this.seen(segments[1])];
      default: return this.subscription.values(segments);
    }
  }

  protected targetFunction(): Resource | undefined {
    const target = this.subscription.target(ENDPOINT);
    return target && invokedFunction(this.subscription, target).resource;
  }

  /** Present where the topic is FIFO. */
  private topicIsFifo(): Value {
    const { subscription, record } = this;
    return record?.fact('FifoTopic') ?? fifoOf(subscription, TOPIC);
  }

  /** Of a subscription across Regions it is not told where it counts as. */
  private region(): Value {
    return this.subscription.value(['Region']) === ABSENT ? this.subscription.region : UNKNOWN;
  }

  private deadLetter(fact: string): Value {
    const { subscription } = this;
    const target = subscription.target(DEAD_LETTER);
    switch (fact) {
      case 'Service': return serviceOf(subscription, DEAD_LETTER);
      case 'Fifo': return this.record?.fact('FifoDeadLetterQueue') ?? fifoOf(subscription, DEAD_LETTER);
      case 'Key': return target ? keyClosedToSns(target) : UNKNOWN;
      case 'Region': return target?.region ?? parseArn(subscription.text(DEAD_LETTER))?.region ?? UNKNOWN;
      case 'Account': return target?.account ?? parseArn(subscription.text(DEAD_LETTER))?.account ?? UNKNOWN;
      default: return ABSENT;
    }
  }

  private ofPolicy(fact: string): readonly Value[] {
    const policy = this.subscription.value(['FilterPolicy']);
    if (!isObject(policy)) { return [policy === ABSENT ? ABSENT : UNKNOWN]; }
    if (fact === 'Number') { return numbersIn(policy); }
    if (fact === 'NestedAttribute') {
      // Left out, the policy is for attributes.
      const scope = this.subscription.value(['FilterPolicyScope']);
      if (scope === UNKNOWN || scope === 'MessageBody') { return [scope === UNKNOWN ? UNKNOWN : ABSENT]; }
    }
    this.measures ??= measure(policy);
    return [this.measures[fact as keyof PolicyMeasures] ?? ABSENT];
  }
}
