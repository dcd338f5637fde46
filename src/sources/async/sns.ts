import { ArnFormat, CfnResource, Names, Resource, Stack, Token } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import * as sns from 'aws-cdk-lib/aws-sns';
import type * as sqs from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { SEND_TO_QUEUE } from '../../aws/permissions';
import { SNS_PRINCIPAL } from '../../aws/services';
import { ConstructFacts, FactRecorder } from '../../cdk/construct-facts';
import { isKnownFifo, knownFifoOf } from '../../cdk/fifo';
import { statementText } from '../../grants/grant-tracker';
import { AsyncInvokeOptions } from '../../invoke/async-invoke-options';
import { EventInvokeConfig } from '../../invoke/event-invoke-config';
import { validateAtSynthesis } from '../../validation/hook/validate-at-synthesis';
import { asInterface } from '../private/given-resource';

/** Which messages of a topic a function gets, and what becomes of those it does not get. */
export interface SnsEventSourceProps {
  /**
   * Conditions on the attributes of a message, by the name of the attribute; up to 5 attributes.
   *
   * The numbers of conditions of all attributes, multiplied, may be 150 at the most. Not together with
   * `filterPolicyWithMessageBody`.
   *
   * @default - all messages
   * @see https://docs.aws.amazon.com/sns/latest/dg/subscription-filter-policy-constraints.html
   */
  readonly filterPolicy?: { [attribute: string]: sns.SubscriptionFilter };

  /**
   * Conditions on the body of a message as JSON, by key, with keys inside keys. Up to 5 keys at the top.
   *
   * Not together with `filterPolicy`.
   *
   * @default - all messages
   * @see https://docs.aws.amazon.com/sns/latest/dg/subscription-filter-policy-constraints.html
   */
  readonly filterPolicyWithMessageBody?: { [attribute: string]: sns.FilterOrPolicy };

  /**
   * A standard queue of the same Region and account for messages that Lambda did not take. Its policy is extended.
   *
   * Events that the function failed to process do not go there: see `asyncInvoke`.
   *
   * @default - such messages are lost
   * @see https://docs.aws.amazon.com/sns/latest/dg/sns-dead-letter-queues.html
   */
  readonly deadLetterQueue?: sqs.IQueueRef;

  /**
   * How Lambda treats these invocations: retries, age of events, and where the results go.
   *
   * A function has one such configuration for all that invoke it asynchronously. The settings of several event
   * sources are merged, and must not contradict.
   *
   * @default - 2 retries within 6 hours, and events that failed are lost
   * @see https://docs.aws.amazon.com/lambda/latest/dg/invocation-async.html
   */
  readonly asyncInvoke?: AsyncInvokeOptions;
}

/**
 * A standard Amazon SNS topic as an event source of a Lambda function.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/with-sns.html
 */
export class SnsEventSource implements lambda.IEventSource {
  private readonly given: sns.ITopicRef;

  /**
   * @param topic the topic: a `sns.Topic`, an import or a `CfnTopic`, of this stack or another
   * @param props which messages
   */
  public constructor(topic: sns.ITopicRef, private readonly props: SnsEventSourceProps = {}) {
    this.given = topic;
  }

  /**
   * The topic that the event source was made with.
   *
   * @throws if it was made with a `CfnTopic` or another reference, which is no `ITopic`
   */
  public get topic(): sns.ITopic {
    return asInterface<sns.ITopic>(this.given, 'addSubscription', `The SnsEventSource of ${this.given.node.path}`, 'ITopic');
  }

  /**
   * Subscribes a function, version or alias. `fn.addEventSource(source)` calls it.
   *
   * @throws if a construct that is no configuration of asynchronous invocation has the place that `asyncInvoke` needs
   */
  public bind(target: lambda.IFunction): void {
    const { given: topic, props } = this;
    const id = idFor(target, topic);
    const existing = target.node.tryFindChild(id) as Subscription | undefined;
    if (existing) {
      existing.requestAgain(props);
    } else {
      target.addPermission(`AllowInvoke:${Names.nodeUniqueId(topic.node)}`, {
        sourceArn: topic.topicRef.topicArn,
        principal: new iam.ServicePrincipal(SNS_PRINCIPAL),
      });
      if (isOwned(topic) && Stack.of(topic) !== Stack.of(target)) { Stack.of(target).addDependency(Stack.of(topic)); }
      new Subscription(target as unknown as Construct, id, { topic, target, ...props });
    }
    if (props.asyncInvoke) { EventInvokeConfig._shared(target, props.asyncInvoke, `${target.node.path}/${id}`); }
  }
}

interface SubscriptionProps extends SnsEventSourceProps {
  readonly topic: sns.ITopicRef;
  readonly target: lambda.IFunction;
}

/** Renders the L1 and holds its validation, which runs when the app is complete. */
class Subscription extends Resource {
  private readonly facts = new FactRecorder();

  public constructor(scope: Construct, id: string, private readonly props: SubscriptionProps) {
    super(scope, id);
    const { topic, target, deadLetterQueue, filterPolicy, filterPolicyWithMessageBody } = props;
    const { topicArn } = topic.topicRef;
    const body = filterPolicy ? undefined : filterPolicyWithMessageBody;
    const l1 = new sns.CfnSubscription(this, 'Resource', {
      endpoint: target.functionArn,
      protocol: sns.SubscriptionProtocol.LAMBDA,
      topicArn,
      filterPolicy: body ? bodyPolicy(body) : filterPolicy && attributePolicy(filterPolicy),
      filterPolicyScope: body ? 'MessageBody' : undefined,
      region: regionOf(topic, target),
      redrivePolicy: deadLetterQueue && { deadLetterTargetArn: deadLetterQueue.queueRef.queueArn },
    });
    if (filterPolicy && filterPolicyWithMessageBody) { this.facts.addFact('BothFilterPolicies', 'filterPolicyWithMessageBody'); }
    if (isKnownFifo(topic)) { this.facts.addFact('FifoTopic', topic.node.path); }
    if (deadLetterQueue) { this.allowTopic(deadLetterQueue, topicArn); }
    ConstructFacts.attach(this, this.facts);
    validateAtSynthesis(this, l1);
  }

  /** For a second event source of the same topic and function: a mistake, unless it asks for the same. */
  public requestAgain(props: SnsEventSourceProps): void {
    const requested = ({ filterPolicy, filterPolicyWithMessageBody, deadLetterQueue }: SnsEventSourceProps) => JSON.stringify([
      filterPolicy && attributePolicy(filterPolicy),
      filterPolicyWithMessageBody && bodyPolicy(filterPolicyWithMessageBody),
      deadLetterQueue?.node.path,
    ]);
    if (requested(props) !== requested(this.props)) { this.facts.addFact('DifferentSubscription', this.node.path); }
  }

  public isOf(topic: sns.ITopicRef): boolean {
    return this.props.topic === topic || this.props.topic.node.path === topic.node.path;
  }

  private allowTopic(queue: sqs.IQueueRef, topicArn: string): void {
    const { queueArn } = queue.queueRef;
    const { addToResourcePolicy } = queue as Partial<sqs.IQueue>;
    const statement = new iam.PolicyStatement({
      resources: [queueArn],
      actions: [...SEND_TO_QUEUE.actions],
      principals: [new iam.ServicePrincipal(SNS_PRINCIPAL)],
      conditions: { ArnEquals: { 'aws:SourceArn': topicArn } },
    });
    if (knownFifoOf({ queue })) { this.facts.addFact('FifoDeadLetterQueue', queue.node.path); }
    if (!addToResourcePolicy?.call(queue, statement).statementAdded) {
      this.facts.addFact('DeadLetterPolicyNotChanged', statementText(statement, this));
    }
  }
}

/** As in aws-cdk-lib; where that is taken, by another topic of the same id say, with what tells the topic from all others. */
function idFor(target: lambda.IFunction, topic: sns.ITopicRef): string {
  const { id } = topic.node;
  const existing = target.node.tryFindChild(id);
  return !existing || (existing instanceof Subscription && existing.isOf(topic)) ? id : `${id}:${Names.nodeUniqueId(topic.node)}`;
}

function attributePolicy(policy: { [attribute: string]: sns.SubscriptionFilter }): Record<string, unknown> {
  return Object.fromEntries(Object.entries(policy).map(([attribute, { conditions }]) => [attribute, conditions]));
}

function bodyPolicy(policy: { [attribute: string]: sns.FilterOrPolicy }): Record<string, unknown> {
  return Object.fromEntries(Object.entries(policy).map(([key, value]) =>
    [key, value.isPolicy() ? bodyPolicy(value.policyDoc) : value.isFilter() ? value.filterDoc.conditions : undefined]));
}

function isOwned(topic: sns.ITopicRef): boolean {
  return topic instanceof sns.Topic || CfnResource.isCfnResource(topic);
}

/** The Region of the topic, where a subscription must say it. */
function regionOf(topic: sns.ITopicRef, target: lambda.IFunction): string | undefined {
  if (!isOwned(topic)) { return Stack.of(topic).splitArn(topic.topicRef.topicArn, ArnFormat.SLASH_RESOURCE_NAME).region; }
  const { region } = topic.env;
  return Stack.of(topic) !== Stack.of(target) && !Token.isUnresolved(region) && region !== target.env.region ? region : undefined;
}
