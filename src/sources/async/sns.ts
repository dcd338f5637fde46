import { Names, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type * as sns from 'aws-cdk-lib/aws-sns';
import type * as sqs from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { isOwned, Subscription, subscriptionId } from './private/subscription';
import { SNS_PRINCIPAL } from '../../aws/services';
import { expectGiven, expectProps, MAP, OPTIONS, WantedProps } from '../../cdk/given';
import { BOUND_FUNCTION, QUEUE, TOPIC } from '../../cdk/wanted';
import { AsyncInvokeOptions } from '../../invoke/async-invoke-options';
import { EventInvokeConfig } from '../../invoke/event-invoke-config';
import { asInterface } from '../private/as-interface';

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

const WANTED_PROPS: WantedProps = { filterPolicy: MAP, filterPolicyWithMessageBody: MAP, deadLetterQueue: QUEUE, asyncInvoke: OPTIONS };

/**
 * A standard Amazon SNS topic as an event source of a Lambda function.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/with-sns.html
 */
export class SnsEventSource implements lambda.IEventSource {
  private readonly topicRef: sns.ITopicRef;

  /**
   * @param topic the topic: a `sns.Topic`, an import or a `CfnTopic`, of this stack or another
   * @param props which messages
   */
  public constructor(topic: sns.ITopicRef, private readonly props: SnsEventSourceProps = {}) {
    expectProps('SnsEventSource', props, WANTED_PROPS);
    this.topicRef = expectGiven('SnsEventSource', 'topic', topic, TOPIC);
  }

  /**
   * The topic that the event source was made with.
   *
   * @throws if it was made with a `CfnTopic` or another reference, which is no `ITopic`
   */
  public get topic(): sns.ITopic {
    return asInterface<sns.ITopic>(this.topicRef, 'addSubscription', `The SnsEventSource of ${this.topicRef.node.path}`, 'ITopic');
  }

  /**
   * Subscribes a function, version or alias. `fn.addEventSource(source)` calls it.
   *
   * @throws if a construct that is no configuration of asynchronous invocation has the place that `asyncInvoke` needs
   */
  public bind(target: lambda.IFunction): void {
    const { topicRef: topic, props } = this;
    expectGiven('SnsEventSource.bind', 'target', target, BOUND_FUNCTION);
    const id = subscriptionId(target, topic);
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
