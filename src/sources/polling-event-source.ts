import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import { Construct, IConstruct } from 'constructs';
import { EventSourceMapping, MappingProperties, recordBoundTwice } from './private/event-source-mapping';
import { SourceKind } from '../aws/source-kinds';
import { FactRecorder } from '../cdk/construct-facts';
import { expectGiven } from '../cdk/given';
import { BOUND_FUNCTION } from '../cdk/wanted';
import { renderPattern } from '../filters/render';
import { RequiredAccess, statementsOf } from '../grants/required-permissions';
import { RecordFact } from '../model/construct-facts';
import { PLACEHOLDER } from '../values/text';

/** Options of every event source that Lambda polls. */
export interface PollingEventSourceProps {
  /**
   * Whether Lambda polls the event source.
   *
   * A mapping that is switched off keeps its place in a stream, and a queue keeps its messages.
   *
   * @default true
   * @see https://docs.aws.amazon.com/lambda/latest/dg/invocation-eventsourcemapping.html
   */
  readonly enabled?: boolean;

  /**
   * Patterns that records must match to reach the function: any of them is enough.
   *
   * Each is a pattern as a plain object, `{ body: { type: ['order'] } }`, or a result of `lambda.FilterCriteria.filter()`.
   * At most 10, and 5 until AWS has raised the quota of the account. An empty list is an error: omit the property to
   * accept every record.
   *
   * @default - every record reaches the function
   * @see https://docs.aws.amazon.com/lambda/latest/dg/invocation-eventfiltering.html
   */
  readonly filters?: { [key: string]: any }[];

  /**
   * A customer managed key to encrypt the filters with.
   *
   * Its policy is extended so that Lambda may decrypt them. The policy of an imported key cannot be changed from here: a
   * warning shows the statement that it needs.
   *
   * @default - a key that AWS owns
   * @see https://docs.aws.amazon.com/lambda/latest/dg/invocation-eventfiltering.html
   */
  readonly filterEncryption?: kms.IKey;

  /**
   * Tags of the mapping, up to 50, beside those that `Tags.of()` gives it.
   *
   * @default - no tags of its own
   * @see https://docs.aws.amazon.com/lambda/latest/dg/tags-esm.html
   */
  readonly tags?: { [key: string]: string };

  /**
   * The construct id of the mapping below its function.
   *
   * A change replaces the mapping, and AWS refuses a second mapping of the same source and function while the first exists.
   * Set it to keep an id through a refactoring.
   *
   * @default - made of the identity of the event source
   * @see https://docs.aws.amazon.com/lambda/latest/dg/invocation-eventsourcemapping.html
   */
  readonly mappingId?: string;

  /**
   * Whether the role of the function gets the permissions that Lambda needs to read the event source.
   *
   * Switch it off for roles that are managed elsewhere; `requiredPermissions()` returns the permissions.
   *
   * @default true
   * @see https://docs.aws.amazon.com/lambda/latest/dg/lambda-intro-execution-role.html
   */
  readonly grantPermissions?: boolean;
}

/** An event source that Lambda polls: binding it to a function makes an `AWS::Lambda::EventSourceMapping`. */
export abstract class PollingEventSource implements lambda.IEventSource {
  private readonly mappings = new Set<lambda.IEventSourceMapping>();

  protected constructor(private readonly commonProps: PollingEventSourceProps) {}

  /**
   * Maps the event source to a function, version or alias. `fn.addEventSource(source)` calls it.
   *
   * A second call with the same function adds nothing: the mistake is reported at synthesis.
   *
   * @throws if `mappingId` is taken by a construct that is no mapping
   */
  public bind(target: lambda.IFunction): void {
    const { functionArn, functionName } = expectGiven('PollingEventSource.bind', 'target', target, BOUND_FUNCTION);
    const facts = new FactRecorder({ invoked: { functionArn, functionName }, kinds: this._kinds() });
    const { addFact } = facts;
    const { mappingId, grantPermissions, filters, filterEncryption } = this.commonProps;
    const id = mappingId || this._mappingId(target, addFact);
    const existing = target.node.tryFindChild(id);
    if (existing) {
      this.mappings.add(recordBoundTwice(existing));
      return;
    }
    // CDK functions, versions, aliases and imports are constructs; the interface only does not say so.
    const mapping = new EventSourceMapping(target as unknown as Construct, id, {
      target,
      facts,
      properties: { ...this._properties(addFact), ...this.commonProperties(facts.addDetail) },
      bound: self => this._boundProperties(self, target),
      overrides: this._overrides(),
      grantPermissions,
    });
    this.mappings.add(mapping);
    if (filterEncryption && filters) { mapping.encryptFiltersWith(filterEncryption); }
    this._connect(target, mapping);
  }

  /**
   * The mapping that `bind` made.
   *
   * @throws before the source is bound, and when it is bound to several functions
   */
  public get eventSourceMapping(): lambda.IEventSourceMapping {
    const [mapping, another] = this.mappings;
    if (!mapping) {
      throw new Error(`${this._displayName()} has no event source mapping yet. Call fn.addEventSource() with it first.`);
    }
    if (another) {
      throw new Error(`${this._displayName()} has ${this.mappings.size} event source mappings, one for each function it is bound to: ${
        [...this.mappings].map(({ node }) => node.path).join(', ')}. Make an event source for each function to tell them apart.`);
    }
    return mapping;
  }

  /**
   * The id of the mapping, a UUID that is known at deployment.
   *
   * @throws before the source is bound, and when it is bound to several functions
   */
  public get eventSourceMappingId(): string {
    return this.eventSourceMapping.eventSourceMappingId;
  }

  /**
   * The ARN of the mapping.
   *
   * @throws before the source is bound, and when it is bound to several functions
   */
  public get eventSourceMappingArn(): string {
    return this.eventSourceMapping.eventSourceMappingArn;
  }

  /** The permissions that the execution role of the function needs so that Lambda can read this event source, for roles that are managed elsewhere. */
  public requiredPermissions(): iam.PolicyStatement[] {
    return statementsOf(this._access().permissions);
  }

  /**
   * A metric of the mapping, in the namespace AWS/Lambda.
   *
   * Lambda publishes the metrics of a mapping only with `metricsConfig`; without it a warning says so.
   *
   * @param metricName the name of the metric, such as `PolledEventCount`
   * @param props options of the metric; the statistic is the sum unless they say otherwise
   * @throws before the source is bound, and when it is bound to several functions
   * @see https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html
   */
  public metric(metricName: string, props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    const mapping = this.eventSourceMapping;
    if (mapping instanceof EventSourceMapping && metricName.endsWith('EventCount')) {
      mapping.addFact('EventCountMetricUsed', `the metric ${metricName}`);
    }
    return new cloudwatch.Metric({
      namespace: 'AWS/Lambda',
      metricName,
      dimensionsMap: { EventSourceMappingUUID: mapping.eventSourceMappingId },
      statistic: cloudwatch.Stats.SUM,
      ...props,
    }).attachTo(mapping);
  }

  /**
   * How many events Lambda read from the source.
   *
   * @see https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html
   */
  public metricPolledEventCount(props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric('PolledEventCount', props);
  }

  /**
   * How many events the filters kept from the function.
   *
   * @see https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html
   */
  public metricFilteredOutEventCount(props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric('FilteredOutEventCount', props);
  }

  /**
   * How many events the function was invoked with.
   *
   * @see https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html
   */
  public metricInvokedEventCount(props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric('InvokedEventCount', props);
  }

  /**
   * How many events Lambda tried to invoke the function with, and failed.
   *
   * @see https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html
   */
  public metricFailedInvokeEventCount(props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric('FailedInvokeEventCount', props);
  }

  /**
   * The kinds and mappings so far, for `PollerNetwork`.
   * @internal
   */
  public get _polled(): { readonly kinds: readonly SourceKind[]; readonly displayName: string; readonly mappings: readonly IConstruct[] } {
    return { kinds: this._kinds(), displayName: this._displayName(), mappings: [...this.mappings] };
  }

  /**
   * The construct id of the mapping unless the user sets one. `addFact` records facts about it for the validation.
   * @internal
   */
  protected abstract _mappingId(target: lambda.IFunction, addFact: RecordFact): string;

  /**
   * Class and resource, for messages.
   * @internal
   */
  protected abstract _displayName(): string;

  /**
   * The kinds that the source may be.
   * @internal
   */
  protected abstract _kinds(): readonly SourceKind[];

  /**
   * The properties of this source. `addFact` records facts for the validation that they do not show.
   * @internal
   */
  protected abstract _properties(addFact: RecordFact): MappingProperties;

  /**
   * The properties that depend on the mapping: those of failure destinations and schema registries.
   * @internal
   */
  protected _boundProperties(_mapping: EventSourceMapping, _target: lambda.IFunction): Partial<MappingProperties> {
    return {};
  }

  /**
   * Properties by path that older versions of the L1 would drop silently.
   * @internal
   */
  protected _overrides(): { readonly [path: string]: unknown } {
    return {};
  }

  /**
   * The access that reading the source needs.
   * @internal
   */
  protected abstract _access(): RequiredAccess;

  /**
   * Grants the permissions of the mapping, which exists by now, to the role of the function, and connects it with its destination, if any.
   * @internal
   */
  protected _connect(target: lambda.IFunction, mapping: EventSourceMapping): void {
    mapping.grant(target, this._access());
  }

  private commonProperties(addDetail: RecordFact): Partial<MappingProperties> {
    const { enabled, filters, filterEncryption, tags } = this.commonProps;
    return {
      enabled,
      filterCriteria: filters ? { filters: [...filters].map((filter, i) => ({ pattern: patternOf(filter, `filters[${i}]`, addDetail) })) } : undefined,
      kmsKeyArn: filterEncryption ? filterEncryption.keyArn : undefined,
      tags: tags ? Object.entries(tags).map(([key, value]) => ({ key, value })) : undefined,
    };
  }
}

/** What cannot be written as JSON is found with everything else at synth, so it is not thrown here. */
function patternOf(filter: { [key: string]: any }, place: string, addDetail: RecordFact): string {
  try {
    return renderPattern(filter, place);
  } catch (error) {
    addDetail('FilterNotRenderable', (error as Error).message.replace(/\.$/, ''));
    // Text that is not known: no rule judges it, and Lambda refuses it.
    return `${PLACEHOLDER} ${place}`;
  }
}
