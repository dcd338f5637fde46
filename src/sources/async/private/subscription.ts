import { ArnFormat, CfnResource, Names, Resource, Stack, Token } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import * as sns from 'aws-cdk-lib/aws-sns';
import type * as sqs from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { SEND_TO_QUEUE } from '../../../aws/permissions';
import { SNS_PRINCIPAL } from '../../../aws/services';
import { ConstructFacts, FactRecorder } from '../../../cdk/construct-facts';
import { isKnownFifo, knownFifoOf } from '../../../cdk/fifo';
import { expectGiven, members, Wanted } from '../../../cdk/given';
import { statementText } from '../../../grants/grant-tracker';
import { validateAtSynthesis } from '../../../validation/hook/validate-at-synthesis';

/** The settings of a subscription that an event source requests. */
export interface RequestedSubscription {
  readonly filterPolicy?: { [attribute: string]: sns.SubscriptionFilter };
  readonly filterPolicyWithMessageBody?: { [attribute: string]: sns.FilterOrPolicy };
  readonly deadLetterQueue?: sqs.IQueueRef;
}

export interface SubscriptionProps extends RequestedSubscription {
  readonly topic: sns.ITopicRef;
  readonly target: lambda.IFunction;
}

/** Renders the L1 and validates it when the app is complete. */
export class Subscription extends Resource {
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

  /** A second event source of the same topic and function must request the same settings. */
  public requestAgain(requested: RequestedSubscription): void {
    if (settingsText(requested) !== settingsText(this.props)) { this.facts.addFact('DifferentSubscription', this.node.path); }
  }

  public isOf(topic: sns.ITopicRef): boolean {
    return this.props.topic === topic || this.props.topic.node.path === topic.node.path;
  }

  /** Lets the topic send to its dead-letter queue. */
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

/** The id of aws-cdk-lib. If another construct has it, another topic of the same id for example, the unique id of the topic follows. */
export function subscriptionId(target: lambda.IFunction, topic: sns.ITopicRef): string {
  const { id } = topic.node;
  const existing = target.node.tryFindChild(id);
  return !existing || (existing instanceof Subscription && existing.isOf(topic)) ? id : `${id}:${Names.nodeUniqueId(topic.node)}`;
}

/** Whether a topic is created by this app. */
export function isOwned(topic: sns.ITopicRef): boolean {
  return topic instanceof sns.Topic || CfnResource.isCfnResource(topic);
}

/** The Region of the topic, if the subscription must name it. */
function regionOf(topic: sns.ITopicRef, target: lambda.IFunction): string | undefined {
  if (!isOwned(topic)) { return Stack.of(topic).splitArn(topic.topicRef.topicArn, ArnFormat.SLASH_RESOURCE_NAME).region; }
  const { region } = topic.env;
  return Stack.of(topic) !== Stack.of(target) && !Token.isUnresolved(region) && region !== target.env.region ? region : undefined;
}

/** Equal for equal settings. */
function settingsText({ filterPolicy, filterPolicyWithMessageBody, deadLetterQueue }: RequestedSubscription): string {
  return JSON.stringify([
    filterPolicy && attributePolicy(filterPolicy),
    filterPolicyWithMessageBody && bodyPolicy(filterPolicyWithMessageBody),
    deadLetterQueue?.node.path,
  ]);
}

const SUBSCRIPTION_FILTER: Wanted = {
  what: 'a sns.SubscriptionFilter', repair: "Write sns.SubscriptionFilter.stringFilter({ allowlist: ['value'] }).", fits: members('conditions'),
};

const FILTER_OR_POLICY: Wanted = {
  what: 'a sns.FilterOrPolicy', repair: 'Write sns.FilterOrPolicy.filter(filter), or policy({ ... }) for keys inside.', fits: members('isPolicy', 'isFilter'),
};

function attributePolicy(policy: { [attribute: string]: sns.SubscriptionFilter }): Record<string, unknown> {
  return Object.fromEntries(Object.entries(policy).map(([attribute, filter]) =>
    [attribute, expectGiven('SnsEventSource', `filterPolicy.${attribute}`, filter, SUBSCRIPTION_FILTER).conditions]));
}

/** @param around the policies that this one is inside of, by which a circle is found */
function bodyPolicy(
  policy: { [attribute: string]: sns.FilterOrPolicy }, place = 'filterPolicyWithMessageBody', around: readonly object[] = [],
): Record<string, unknown> {
  if (around.includes(policy)) { throw new Error(`SnsEventSource: ${place} is inside of itself, so that it has no end. Give each policy an object of its own.`); }
  return Object.fromEntries(Object.entries(policy).map(([key, given]) => {
    const inner = `${place}.${key}`;
    const value = expectGiven('SnsEventSource', inner, given, FILTER_OR_POLICY);
    if (value.isPolicy()) { return [key, bodyPolicy(value.policyDoc, inner, [...around, policy])]; }
    return [key, value.isFilter() ? value.filterDoc.conditions : undefined];
  }));
}
