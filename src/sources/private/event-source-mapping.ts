import { ArnFormat, CfnResource, Duration, Resource, Stack } from 'aws-cdk-lib';
import type * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { Construct, IConstruct } from 'constructs';
import { SourceKind } from '../../aws/source-kinds';
import { attachConstructFacts, constructFactsOf } from '../../cdk/construct-facts';
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
  readonly kinds: readonly SourceKind[];
  readonly properties: MappingProperties;
  /** Properties that others make, and want to see the mapping for: failure destinations, schema registries. */
  readonly bound?: (mapping: EventSourceMapping) => Partial<MappingProperties>;
  /** By path, properties that older L1s do not know. */
  readonly overrides?: { readonly [path: string]: unknown };
  /** Whether the role of the function is given what it needs; true if left out. */
  readonly grantPermissions?: boolean;
}

/** The notes that policies of another account could not be changed. */
type PolicyNote = 'ResourcePolicyNotChanged' | 'DestinationPolicyNotChanged';

/** Renders the L1 and holds its validation, which runs when the app is complete. */
export class EventSourceMapping extends Resource implements lambda.IEventSourceMapping {
  /** Whether the role of the function is given what it needs. */
  public readonly grantsPermissions: boolean;
  private readonly l1: lambda.CfnEventSourceMapping;
  private readonly notes = new Map<string, string>();
  private readonly grants = new GrantTracker(this);

  public constructor(scope: Construct, id: string, props: EventSourceMappingProps) {
    super(scope, id);
    const { functionArn, functionName } = props.target;
    attachConstructFacts(this, { invoked: { functionArn, functionName }, kinds: props.kinds, fact: name => this.seen(name), factNames: () => this.noted() });
    this.grantsPermissions = props.grantPermissions ?? true;
    this.l1 = new lambda.CfnEventSourceMapping(this, 'Resource', { ...props.properties, ...props.bound?.(this), functionName });
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

  /** Notes something for the validation that the template does not tell. The first note of a kind stays. */
  public note(name: string, detail: string): void {
    if (!this.notes.has(name)) { this.notes.set(name, detail); }
  }

  /** Sends what the function could not process to a destination, which asks for the mapping before it tells what it is. */
  public sendFailuresTo(destination: string): void {
    this.l1.destinationConfig = { onFailure: { destination } };
  }

  /** Gives the role of the function access and waits for it, unless permissions are managed elsewhere. */
  public grant(target: lambda.IFunction, access: RequiredAccess, notChanged: PolicyNote = 'ResourcePolicyNotChanged'): void {
    if (!this.grantsPermissions) { return; }
    const lacking = this.grants.add(target, access);
    if (lacking.length > 0) { this.note(notChanged, lacking.join(' and ')); }
  }

  /** Lets Lambda decrypt the filters, as far as the policy of the key can be changed. */
  public encryptFiltersWith(key: kms.IKey): void {
    if (!allowLambda(key, this)) {
      this.note('FilterKeyPolicyNotChanged', statementText(filterKeyStatement(this), this));
    }
  }

  private seen(name: string): string | undefined {
    return name === 'PermissionsNotGranted' ? this.grants.missingStatements() : this.notes.get(name);
  }

  private noted(): string[] {
    return [...this.notes.keys(), 'PermissionsNotGranted'];
  }
}

/** What most sources have. */
interface BatchingProps {
  readonly batchSize?: number;
  readonly maxBatchingWindow?: Duration;
  readonly metricsConfig?: lambda.MetricsConfig;
}

/** How a source is batched and measured, where nothing about that is special to it. */
export function batching(props: BatchingProps, note: RecordFact): MappingProperties {
  return {
    batchSize: props.batchSize,
    maximumBatchingWindowInSeconds: secondsOf(props, 'maxBatchingWindow', note),
    metricsConfig: props.metricsConfig,
  };
}

/** Gives access to what a mapping is bound with. A mapping of another library leaves all of that to who is bound. */
export function grantFor(mapping: lambda.IEventSourceMapping, target: lambda.IFunction, access: RequiredAccess, notChanged?: PolicyNote): void {
  if (mapping instanceof EventSourceMapping) {
    mapping.grant(target, access, notChanged);
  } else {
    grantAccess(target, access);
  }
}

/**
 * Notes on the construct that stands where a mapping should be that it was asked for twice.
 *
 * It may be a mapping of another library, which then gets the validation of ours.
 */
export function noteBoundTwice(existing: IConstruct): lambda.IEventSourceMapping {
  const l1 = existing.node.defaultChild;
  if (!CfnResource.isCfnResource(l1) || l1.cfnResourceType !== lambda.CfnEventSourceMapping.CFN_RESOURCE_TYPE_NAME) {
    throw new Error(`mappingId is "${existing.node.id}", but ${existing.node.path} is already another construct. Choose another mappingId.`);
  }
  if (existing instanceof EventSourceMapping) {
    existing.note('BoundTwice', existing.node.path);
  } else if (!constructFactsOf(existing)) {
    attachConstructFacts(existing, {
      fact: name => name === 'BoundTwice' ? existing.node.path : undefined,
      factNames: () => ['BoundTwice'],
    });
    validateAtSynthesis(existing, l1);
  }
  return existing as unknown as lambda.IEventSourceMapping;
}
