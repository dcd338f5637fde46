import { Stack } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import type * as sns from 'aws-cdk-lib/aws-sns';
import type * as sqs from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { ConfigBinding } from './private/config-binding';
import { asFunction, qualifiedBy } from './private/qualified-function';
import { expectGiven } from '../cdk/given';
import { BUCKET, EVENT_BUS, FUNCTION, QUEUE, TOPIC } from '../cdk/wanted';
import { bucketAccess, eventBusAccess, functionAccess, queueAccess, topicAccess } from '../grants/destinations';
import { grantAccess } from '../grants/grant-access';
import { RequiredAccess, statementsOf } from '../grants/required-permissions';

/** Options of a function as a destination. */
export interface FunctionDestinationOptions {
  /**
   * Whether the function gets only the result of the other one, as its event.
   *
   * Lambda itself sends a record around the result. To omit the record, the result goes through the default event bus of the
   * account and a rule that is made for it.
   *
   * @default false - the function gets a record with request, answer and context
   * @see https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html
   */
  readonly responseOnly?: boolean;
}

/**
 * Where Lambda sends the result of an asynchronous invocation.
 *
 * Binding it gives the role of the function the permissions for that, and nothing else. The classes of
 * `aws-cdk-lib/aws-lambda-destinations` are accepted wherever this one is.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html
 */
export abstract class InvokeDestination implements lambda.IDestination {
  /**
   * A standard Amazon SQS queue.
   *
   * @param queue the queue: a `sqs.Queue`, an import or a `CfnQueue`
   */
  public static queue(queue: sqs.IQueueRef): InvokeDestination {
    expectGiven('InvokeDestination.queue', 'queue', queue, QUEUE);
    return new ResourceDestination(queue.queueRef.queueArn, () => queueAccess(queue), queue);
  }

  /**
   * A standard Amazon SNS topic.
   *
   * @param topic the topic: a `sns.Topic`, an import or a `CfnTopic`
   */
  public static topic(topic: sns.ITopicRef): InvokeDestination {
    expectGiven('InvokeDestination.topic', 'topic', topic, TOPIC);
    return new ResourceDestination(topic.topicRef.topicArn, () => topicAccess(topic), topic);
  }

  /**
   * An Amazon S3 bucket, for failures only.
   *
   * @param bucket the bucket: a `s3.Bucket`, an import or a `CfnBucket`
   */
  public static bucket(bucket: s3.IBucketRef): InvokeDestination {
    expectGiven('InvokeDestination.bucket', 'bucket', bucket, BUCKET);
    return new ResourceDestination(bucket.bucketRef.bucketArn, () => bucketAccess(bucket), bucket);
  }

  /**
   * A function, or a version or alias of one.
   *
   * @param fn the function: a `lambda.Function`, version, alias, import or a `CfnFunction`
   * @param options the event that it gets
   */
  public static function(fn: lambda.IFunctionRef, options: FunctionDestinationOptions = {}): InvokeDestination {
    expectGiven('InvokeDestination.function', 'fn', fn, FUNCTION);
    return options.responseOnly ? new ResponseDestination(fn) : new ResourceDestination(fn.functionRef.functionArn, () => functionAccess(fn));
  }

  /**
   * An event bus of Amazon EventBridge.
   *
   * @param eventBus the bus: an `events.EventBus`, an import or a `CfnEventBus`; by default the default bus of the account
   */
  public static eventBus(eventBus?: events.IEventBusRef): InvokeDestination {
    if (eventBus) { expectGiven('InvokeDestination.eventBus', 'eventBus', eventBus, EVENT_BUS); }
    return eventBus ? new ResourceDestination(eventBus.eventBusRef.eventBusArn, () => eventBusAccess(eventBus)) : new DefaultBusDestination();
  }

  /**
   * Gives the role of the function its permissions. `EventInvokeConfig` and `fn.configureAsyncInvoke` call it.
   *
   * @param scope the configuration
   * @param fn the function whose results are sent
   * @param options for which results
   */
  public abstract bind(scope: Construct, fn: lambda.IFunction, options?: lambda.DestinationOptions): lambda.DestinationConfig;

  /**
   * The permissions that the execution role of a function needs so that Lambda can deliver there, for roles that are managed elsewhere.
   *
   * @param scope any construct of the stack of the function
   */
  public abstract requiredPermissions(scope: Construct): iam.PolicyStatement[];

  /**
   * Equal for destinations that do the same.
   * @internal
   */
  public abstract _key(scope: Construct): string;
}

/** A resource that Lambda sends to by itself. */
class ResourceDestination extends InvokeDestination {
  /**
   * @param access the access that sending there needs; computed on demand, because an L1 may get its key late
   * @param resource the queue, topic or bucket, which may know that it is FIFO
   */
  public constructor(private readonly arn: string, private readonly access: () => RequiredAccess, public readonly resource?: object) {
    super();
  }

  public bind(scope: Construct, fn: lambda.IFunction, _options?: lambda.DestinationOptions): lambda.DestinationConfig {
    grant(scope, fn, this.access());
    return { destination: this.arn };
  }

  public requiredPermissions(_scope: Construct): iam.PolicyStatement[] {
    return statementsOf(this.access().permissions);
  }

  /** @internal */
  public _key(_scope: Construct): string {
    return this.arn;
  }
}

/** The event bus that every account has in every Region. */
class DefaultBusDestination extends InvokeDestination {
  public bind(scope: Construct, fn: lambda.IFunction, _options?: lambda.DestinationOptions): lambda.DestinationConfig {
    const bus = defaultBus(scope);
    grant(scope, fn, eventBusAccess(bus));
    return { destination: bus.eventBusArn };
  }

  public requiredPermissions(scope: Construct): iam.PolicyStatement[] {
    return statementsOf(eventBusAccess(defaultBus(scope)).permissions);
  }

  /** @internal */
  public _key(scope: Construct): string {
    return defaultBus(scope).eventBusArn;
  }
}

/** A function that gets only the answer, through the default event bus. */
class ResponseDestination extends InvokeDestination {
  private readonly bus = new DefaultBusDestination();

  public constructor(private readonly fn: lambda.IFunctionRef) {
    super();
  }

  public bind(scope: Construct, fn: lambda.IFunction, options?: lambda.DestinationOptions): lambda.DestinationConfig {
    if (!options) { throw new Error(`${scope.node.path} binds a destination with responseOnly, but does not say whether it is for success or failure. Give the options of bind().`); }
    new events.Rule(scope, options.type, {
      eventPattern: {
        detailType: [`Lambda Function Invocation Result - ${options.type}`],
        resources: [invokedArn(scope, fn)],
        source: ['lambda'],
      },
      targets: [new targets.LambdaFunction(asFunction(scope, this.fn), {
        event: events.RuleTargetInput.fromEventPath('$.detail.responsePayload'),
      })],
    });
    return this.bus.bind(scope, fn);
  }

  public requiredPermissions(scope: Construct): iam.PolicyStatement[] {
    return this.bus.requiredPermissions(scope);
  }

  /** @internal */
  public _key(_scope: Construct): string {
    return `answers to ${this.fn.functionRef.functionArn}`;
  }
}

/** A configuration of the CDK's own waits for nothing; its function does, unless it is an import. */
function grant(scope: Construct, fn: lambda.IFunction, access: RequiredAccess): void {
  const binding = ConfigBinding.of(scope);
  if (binding) { binding.grant(fn, access); } else { grantAccess(fn, access); }
}

/** Events name the invoked function with its qualifier. `fn.configureAsyncInvoke` of a version or alias passes the function only. */
function invokedArn(scope: Construct, fn: lambda.IFunction): string {
  const binding = ConfigBinding.of(scope);
  if (binding) { return binding.invokedArn; }
  const around = scope.node.scope as unknown as lambda.IFunction | undefined;
  if (around && qualifiedBy(around)?.function === fn) { return around.functionArn; }
  return qualifiedBy(fn) ? fn.functionArn : `${fn.functionArn}:$LATEST`;
}

function defaultBus(scope: Construct): events.IEventBus {
  const existing = scope.node.tryFindChild('DefaultEventBus') as events.IEventBus | undefined;
  return existing ?? events.EventBus.fromEventBusArn(scope, 'DefaultEventBus', Stack.of(scope).formatArn({
    service: 'events', resource: 'event-bus', resourceName: 'default',
  }));
}
