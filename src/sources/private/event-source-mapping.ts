import { ArnFormat, CfnResource, Duration, Resource, Stack } from 'aws-cdk-lib';
import type * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { Construct, IConstruct } from 'constructs';
import { ConstructFacts, FactRecorder } from '../../cdk/construct-facts';
import { secondsOf } from '../../cdk/durations';
import { allowLambda, filterKeyStatement } from '../../grants/filter-encryption';
import { grantAccess } from '../../grants/grant-access';
import { GrantTracker, statementText } from '../../grants/grant-tracker';
import { RequiredAccess } from '../../grants/required-permissions';
import { RecordFact } from '../../model/construct-facts';
import { validateAtSynthesis } from '../../validation/hook/validate-at-synthesis';

/** The L1's properties but the function, which the mapping knows by itself. */
export type MappingProperties = Omit<lambda.CfnEventSourceMappingProps, 'functionName'>;

export interface EventSourceMappingProps {
  readonly target: lambda.IFunction;
  /** What the source has recorded, and the mapping goes on to record. */
  readonly facts: FactRecorder;
  readonly properties: MappingProperties;
  /** Properties that depend on the mapping: those of failure destinations and schema registries. */
  readonly bound?: (mapping: EventSourceMapping) => Partial<MappingProperties>;
  /** By path, properties that older L1s do not know. */
  readonly overrides?: { readonly [path: string]: unknown };
  /** Whether the role of the function gets its permissions; true by default. */
  readonly grantPermissions?: boolean;
}

/** The facts that a policy of another account could not be changed. */
type PolicyFact = 'ResourcePolicyNotChanged' | 'DestinationPolicyNotChanged';

/** Renders the L1 and holds its validation, which runs when the app is complete. */
export class EventSourceMapping extends Resource implements lambda.IEventSourceMapping {
  /** Whether the role of the function is given what it needs. */
  public readonly grantsPermissions: boolean;
  private readonly l1: lambda.CfnEventSourceMapping;
  private readonly facts: FactRecorder;
  private readonly grants = new GrantTracker(this);

  public constructor(scope: Construct, id: string, props: EventSourceMappingProps) {
    super(scope, id);
    this.facts = props.facts;
    this.facts.addLateFact('PermissionsNotGranted', () => this.grants.missingStatements());
    ConstructFacts.attach(this, this.facts);
    this.grantsPermissions = props.grantPermissions ?? true;
    this.l1 = new lambda.CfnEventSourceMapping(this, 'Resource', { ...props.properties, ...props.bound?.(this), functionName: props.target.functionName });
    Object.entries(props.overrides ?? {}).forEach(([path, value]) => this.l1.addPropertyOverride(path, value));
    validateAtSynthesis(this, this.l1);
  }

  /** Made when it is asked for: a token takes time, and few mappings are asked for theirs. */
  public get eventSourceMappingId(): string {
    return this.l1.ref;
  }

  /** Put together when it is asked for: to know the partition of a Region the CDK loads its facts of all Regions. */
  public get eventSourceMappingArn(): string {
    return Stack.of(this).formatArn({
      service: 'lambda',
      resource: 'event-source-mapping',
      resourceName: this.eventSourceMappingId,
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    });
  }

  public get eventSourceMappingRef(): lambda.EventSourceMappingReference {
    return { eventSourceMappingId: this.eventSourceMappingId, eventSourceMappingArn: this.eventSourceMappingArn };
  }

  /** Records a fact for the validation that the template does not have. The first detail of a fact stays. */
  public addFact(name: string, detail: string): void {
    this.facts.addFact(name, detail);
  }

  /** Sends failed records to a destination, which needs the mapping before it is known itself. */
  public sendFailuresTo(destination: string): void {
    this.l1.destinationConfig = { onFailure: { destination } };
  }

  /** Gives the role of the function access and waits for it, unless permissions are managed elsewhere. */
  public grant(target: lambda.IFunction, access: RequiredAccess, notChanged: PolicyFact = 'ResourcePolicyNotChanged'): void {
    if (!this.grantsPermissions) { return; }
    const missing = this.grants.add(target, access);
    if (missing.length > 0) { this.addFact(notChanged, missing.join(' and ')); }
  }

  /** Lets Lambda decrypt the filters, as far as the policy of the key can be changed. */
  public encryptFiltersWith(key: kms.IKey): void {
    if (!allowLambda(key, this)) {
      this.addFact('FilterKeyPolicyNotChanged', statementText(filterKeyStatement(this), this));
    }
  }
}

/** What most sources have. */
interface BatchingProps {
  readonly batchSize?: number;
  readonly maxBatchingWindow?: Duration;
  readonly metricsConfig?: lambda.MetricsConfig;
}

/** How a source is batched and measured, where nothing about that is special to it. */
export function batching(props: BatchingProps, addFact: RecordFact): MappingProperties {
  return {
    batchSize: props.batchSize,
    maximumBatchingWindowInSeconds: secondsOf(props, 'maxBatchingWindow', addFact),
    metricsConfig: props.metricsConfig,
  };
}

/** Gives access to what a mapping is bound with. A mapping of another library leaves all of that to who is bound. */
export function grantFor(mapping: lambda.IEventSourceMapping, target: lambda.IFunction, access: RequiredAccess, notChanged?: PolicyFact): void {
  if (mapping instanceof EventSourceMapping) {
    mapping.grant(target, access, notChanged);
  } else {
    grantAccess(target, access);
  }
}

/**
 * Records that a source is bound twice to the function of an existing mapping.
 *
 * A mapping of another library gets our validation for it.
 *
 * @throws if the construct is no mapping
 */
export function recordBoundTwice(existing: IConstruct): lambda.IEventSourceMapping {
  const l1 = existing.node.defaultChild;
  if (!CfnResource.isCfnResource(l1) || l1.cfnResourceType !== lambda.CfnEventSourceMapping.CFN_RESOURCE_TYPE_NAME) {
    throw new Error(`mappingId is "${existing.node.id}", but ${existing.node.path} is already another construct. Choose another mappingId.`);
  }
  if (existing instanceof EventSourceMapping) {
    existing.addFact('BoundTwice', existing.node.path);
  } else if (!ConstructFacts.of(existing)) {
    const facts = new FactRecorder();
    facts.addFact('BoundTwice', existing.node.path);
    ConstructFacts.attach(existing, facts);
    validateAtSynthesis(existing, l1);
  }
  return existing as unknown as lambda.IEventSourceMapping;
}
