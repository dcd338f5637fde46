import { ResourceFacts } from './resource-facts';
import { measure, numbersIn, PolicyMeasures } from './sns-filter-policy';
import { SourceKind } from '../../aws/source-kinds';
import { Subscription, SubscriptionGroups } from '../../model/async/subscription';
import { Deployment } from '../../model/deployment';
import { fifoOf, serviceOf } from '../../model/destination';
import { keyClosedToSns } from '../../model/key';
import { Resource } from '../../model/resource';
import { FactPath } from '../../rules';
import { parseArn } from '../../values/arn';
import { splitPath } from '../../values/path';
import { ABSENT, isObject, UNKNOWN, Value } from '../../values/value';

const TOPIC = ['TopicArn'];
const DEAD_LETTER = ['RedrivePolicy', 'deadLetterTargetArn'];

/** The facts of an `AWS::SNS::Subscription` of a function. */
export class SubscriptionFacts extends ResourceFacts {
  public readonly kinds: readonly SourceKind[] = ['sns'];
  private measures?: PolicyMeasures;

  public constructor(private readonly subscription: Subscription, private readonly deployment: Deployment) {
    super(subscription.resource);
  }

  public values(path: FactPath): readonly Value[] {
    const segments = splitPath(path);
    switch (segments[0]) {
      case 'topic': return [segments[1] === 'Fifo' ? this.topicIsFifo() : ABSENT];
      case 'deadLetter': return [this.deadLetter(segments[1])];
      case 'filterPolicy': return this.ofPolicy(segments[1]);
      case 'subscription': return [segments[1] === 'Region' ? this.region() : this.resource.environment.account];
      case 'deployment': return [segments[1] === 'DifferentSubscription' ? this.differentSubscription() : ABSENT];
      case 'function': return [UNKNOWN];
      case 'construct': return [this.constructFact(segments[1])];
      default: return this.resource.values(segments);
    }
  }

  protected targetFunction(): Resource | undefined {
    return this.subscription.target.resource;
  }

  private differentSubscription(): Value {
    return this.deployment.memo(this.deployment, SubscriptionGroups.of).different(this.resource)?.name ?? ABSENT;
  }

  /** Present where the topic is FIFO. */
  private topicIsFifo(): Value {
    return this.subscription.facts?.fact('FifoTopic') ?? fifoOf(this.resource, TOPIC);
  }

  /** AWS does not document which Region a cross-Region subscription belongs to. */
  private region(): Value {
    return this.resource.value(['Region']) === ABSENT ? this.resource.environment.region : UNKNOWN;
  }

  private deadLetter(fact: string): Value {
    const { resource } = this;
    const target = resource.target(DEAD_LETTER);
    switch (fact) {
      case 'Service': return serviceOf(resource, DEAD_LETTER);
      case 'Fifo': return this.subscription.facts?.fact('FifoDeadLetterQueue') ?? fifoOf(resource, DEAD_LETTER);
      case 'Key': return target ? keyClosedToSns(target) : UNKNOWN;
      case 'Region': return target?.environment.region ?? parseArn(resource.text(DEAD_LETTER))?.region ?? UNKNOWN;
      case 'Account': return target?.environment.account ?? parseArn(resource.text(DEAD_LETTER))?.account ?? UNKNOWN;
      default: return ABSENT;
    }
  }

  private ofPolicy(fact: string): readonly Value[] {
    const policy = this.resource.value(['FilterPolicy']);
    if (!isObject(policy)) { return [policy === ABSENT ? ABSENT : UNKNOWN]; }
    if (fact === 'Number') { return numbersIn(policy); }
    if (fact === 'NestedAttribute') {
      // Where it is omitted, the policy is for attributes.
      const scope = this.resource.value(['FilterPolicyScope']);
      if (scope === UNKNOWN || scope === 'MessageBody') { return [scope === UNKNOWN ? UNKNOWN : ABSENT]; }
    }
    this.measures ??= measure(policy);
    return [this.measures[fact as keyof PolicyMeasures] ?? ABSENT];
  }
}
