import { Aspects, CfnResource, Names, Stack, Token } from 'aws-cdk-lib';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as notifications from 'aws-cdk-lib/aws-s3-notifications';
import { Construct } from 'constructs';
import { ConstructFacts, FactRecorder } from '../../cdk/construct-facts';
import { expectGiven, expectList, expectProps, LIST, OPTIONS, required, Wanted, WantedProps } from '../../cdk/given';
import { BOUND_FUNCTION, NOTIFYING_BUCKET } from '../../cdk/wanted';
import { AsyncInvokeOptions } from '../../invoke/async-invoke-options';
import { EventInvokeConfig } from '../../invoke/event-invoke-config';
import { explainCycle } from '../../validation/app/stack-cycle';
import { validateAtSynthesis } from '../../validation/hook/validate-at-synthesis';
import { UNKNOWN, Value } from '../../values/value';
import { asInterface } from '../private/as-interface';
import { freeId } from '../private/generated-id';

/** The events of a bucket for which a function is invoked. */
export interface S3EventSourceProps {
  /**
   * The events: at least one, and none that another of them includes.
   *
   * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-how-to-event-types-and-destinations.html
   */
  readonly events: s3.EventType[];

  /**
   * How the keys of the objects begin and end. All of them together make one prefix and one suffix, up to 1,024 characters each.
   *
   * An asterisk is a character like any other there, and keys are compared URL-encoded. For several prefixes, add several
   * event sources.
   *
   * @default - all keys
   * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-how-to-filtering.html
   */
  readonly filters?: s3.NotificationKeyFilter[];

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

const WANTED_PROPS: WantedProps = { events: required(LIST), filters: LIST, asyncInvoke: OPTIONS };

const KEY_FILTER: Wanted = { ...OPTIONS, what: 'an object with prefix or suffix', repair: 'Pass { prefix: "orders/" }.' };

/**
 * Events of an Amazon S3 bucket as an event source of a Lambda function.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/with-s3.html
 */
export class S3EventSource implements lambda.IEventSource {
  private readonly notified: s3.IBucket;

  /**
   * @param bucket the bucket: a `s3.Bucket`, an import or a `CfnBucket`, of this stack or another
   * @param props which events
   */
  public constructor(bucket: s3.IBucketRef, private readonly props: S3EventSourceProps) {
    expectProps('S3EventSource', props, WANTED_PROPS);
    this.notified = withNotifications(expectGiven('S3EventSource', 'bucket', bucket, NOTIFYING_BUCKET));
  }

  /**
   * The bucket that the event source was made with.
   *
   * @throws if it was made with an import, a `CfnBucket` or another reference, which is no `Bucket`
   */
  public get bucket(): s3.Bucket {
    return asInterface<s3.Bucket>(this.notified, 'addLifecycleRule', `The S3EventSource of ${this.notified.node.path}`, 'Bucket');
  }

  /**
   * Notifies a function, version or alias. `fn.addEventSource(source)` calls it.
   *
   * @throws if a construct that is no configuration of asynchronous invocation has the place that `asyncInvoke` needs
   */
  public bind(target: lambda.IFunction): void {
    expectGiven('S3EventSource.bind', 'target', target, BOUND_FUNCTION);
    const { notified: bucket, props: { asyncInvoke } } = this;
    const events = [...this.props.events];
    const filters = expectList('S3EventSource', 'filters', this.props.filters || [], KEY_FILTER);
    const prefixes = filters.flatMap(({ prefix }) => prefix || []);
    const suffixes = filters.flatMap(({ suffix }) => suffix || []);
    const [prefix] = prefixes;
    const [suffix] = suffixes;
    // It has no resources, and carries the validation.
    const validated = new Construct(target as unknown as Construct, freeId(target, `S3EventSource:${Names.nodeUniqueId(bucket.node)}`));
    const facts = new FactRecorder({
      notifications: {
        bucketPath: bucket.node.path,
        functionArn: target.functionArn,
        bucketRegion: known(bucket.env.region),
        functionRegion: known(target.env.region),
        requested: events.map(event => ({ event, prefix, suffix })),
      },
    });
    if (events.length === 0) { facts.addFact('NoEvents', bucket.node.path); }
    if (prefixes.length > 1) { facts.addFact('SeveralPrefixes', prefixes.join(' and ')); }
    if (suffixes.length > 1) { facts.addFact('SeveralSuffixes', suffixes.join(' and ')); }
    ConstructFacts.attach(validated, facts);
    validateAtSynthesis(validated, validated);
    // The CDK throws on several, and on a filter without either. The validation reports all mistakes together.
    const single = prefixes.length <= 1 && suffixes.length <= 1;
    const accepted = single ? filters.filter(filter => filter.prefix || filter.suffix) : [{ prefix, suffix }];
    for (const event of events) {
      bucket.addEventNotification(event, new notifications.LambdaDestination(target), ...accepted);
    }
    if (asyncInvoke) { EventInvokeConfig._shared(target, asyncInvoke, validated.node.path); }
    if (Stack.of(bucket) !== Stack.of(target)) { refuseCycle(validated, bucket, target); }
  }
}

/** Events of an Amazon S3 bucket, imported or not, as an event source: aws-cdk-lib's name for what `S3EventSource` does as well. */
export class S3EventSourceV2 implements lambda.IEventSource {
  private readonly source: S3EventSource;

  /**
   * @param bucket the bucket: a `s3.Bucket`, an import or a `CfnBucket`, of this stack or another
   * @param props which events
   */
  public constructor(bucket: s3.IBucketRef, props: S3EventSourceProps) {
    this.source = new S3EventSource(bucket, props);
  }

  /**
   * Notifies a function, version or alias. `fn.addEventSource(source)` calls it.
   *
   * @throws if a construct that is no configuration of asynchronous invocation has the place that `asyncInvoke` needs
   */
  public bind(target: lambda.IFunction): void {
    this.source.bind(target);
  }
}

/** A bucket as an L2: that of an L1 is made once for each. */
function withNotifications(bucket: s3.IBucketRef): s3.IBucket {
  return CfnResource.isCfnResource(bucket) ? s3.Bucket.fromCfnBucket(bucket as s3.CfnBucket) : bucket as s3.IBucket;
}

/**
 * The CDK refuses stacks that depend on each other before it validates anything, and its message has no repair.
 * Aspects run earlier still.
 */
function refuseCycle(validated: Construct, bucket: s3.IBucket, target: lambda.IFunction): void {
  if (Token.isUnresolved(target.functionArn)) {
    Aspects.of(validated).add({
      visit: node => {
        const message = node === validated ? explainCycle(bucket, target) : undefined;
        if (message !== undefined) { throw new Error(`[${validated.node.path}] ${message}`); }
      },
    });
  }
}

function known(region: string): Value {
  return Token.isUnresolved(region) ? UNKNOWN : region;
}
