import { ArnFormat, CfnResource, Duration, Resource, Stack } from 'aws-cdk-lib';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { Construct, IConstruct } from 'constructs';
import { admitLambda, filterKeyStatement } from '../access/filter-key';
import { GrantOutcome } from '../access/grants';
import { Need } from '../access/needs';
import { Grants, textOf } from '../access/waiting';
import { keepRecord, recordOf } from '../checks/mapping-record';
import { secondsOf } from '../checks/seconds';
import { ALL_SOURCES, SourceKind } from '../limits/source-kind';

export { secondsOf };

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

/** Renders the L1 and holds its validation, which runs when the app is complete. */
export class EventSourceMapping extends Resource implements lambda.IEventSourceMapping {
  public readonly eventSourceMappingId: string;
  private readonly l1: lambda.CfnEventSourceMapping;
  private readonly notes = new Map<string, string>();
  private readonly grantPermissions: boolean;
  private readonly grants = new Grants(this);

  public constructor(scope: Construct, id: string, props: EventSourceMappingProps) {
    super(scope, id);
    const { functionArn, functionName } = props.target;
    keepRecord(this, { functionArn, functionName, kinds: props.kinds, seen: name => this.seen(name) });
    this.grantPermissions = props.grantPermissions ?? true;
    const l1 = new lambda.CfnEventSourceMapping(this, 'Resource', { ...props.properties, ...props.bound?.(this), functionName });
    this.l1 = l1;
    Object.entries(props.overrides ?? {}).forEach(([path, value]) => l1.addPropertyOverride(path, value));
    this.eventSourceMappingId = l1.ref;
    this.node.addValidation({ validate: () => judge().validate(this, l1) });
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

  /** Makes the mapping wait for a permission, and remembers how to tell it in case the role turns out not to take it. */
  public dependOnGrant(statement: () => iam.PolicyStatement, outcome: GrantOutcome, target: lambda.IFunction): void {
    this.grants.add(statement, outcome, target);
  }

  /** Gives the role of the function what it needs, and makes the mapping wait for it. */
  public grantNeeds(target: lambda.IFunction, needs: readonly Need[]): void {
    if (this.grantPermissions) { this.grants.addNeeds(target, needs); }
  }

  /** Lets Lambda decrypt the filters, as far as the policy of the key can be changed. */
  public encryptFiltersWith(key: kms.IKey): void {
    if (!admitLambda(key, this)) {
      this.note('FilterKeyPolicyNotChanged', textOf(filterKeyStatement(this), this));
    }
  }

  /** The text of a statement for a message. */
  public describe(statement: iam.PolicyStatement): string {
    return textOf(statement, this);
  }

  private seen(name: string): string | undefined {
    return name === 'PermissionsNotGranted' ? this.grants.missing() : this.notes.get(name);
  }
}

/** How a source is batched and measured, where nothing about that is special to it. */
export function batching(
  { batchSize, maxBatchingWindow, metricsConfig }: { batchSize?: number; maxBatchingWindow?: Duration; metricsConfig?: lambda.MetricsConfig },
  note: (name: string, detail: string) => void,
): MappingProperties {
  const window = secondsOf(maxBatchingWindow, () => note('DurationTokenNotSeconds', 'maxBatchingWindow'));
  return { batchSize, maximumBatchingWindowInSeconds: window, metricsConfig };
}

/** The engine, loaded when the first mapping is validated: apps that only synthesise a part never pay for it. */
function judge(): typeof import('../checks/judge') {
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  return engine ??= require('../checks/judge');
}

let engine: typeof import('../checks/judge') | undefined;

/**
 * Notes on the construct that stands where a mapping should be that it was asked for twice.
 *
 * It may be a mapping of another library, which then gets the validation of ours.
 */
export function noteBoundTwice(existing: IConstruct): lambda.IEventSourceMapping {
  const l1 = existing.node.defaultChild;
  if (!CfnResource.isCfnResource(l1) || l1.cfnResourceType !== 'AWS::Lambda::EventSourceMapping') {
    throw new Error(`mappingId is "${existing.node.id}", but ${existing.node.path} is already another construct. Choose another mappingId.`);
  }
  if (existing instanceof EventSourceMapping) {
    existing.note('BoundTwice', existing.node.path);
  } else if (!recordOf(existing)) {
    keepRecord(existing, { functionArn: '', functionName: '', kinds: ALL_SOURCES, seen: name => name === 'BoundTwice' ? existing.node.path : undefined });
    existing.node.addValidation({ validate: () => judge().validate(existing, l1) });
  }
  return existing as unknown as lambda.IEventSourceMapping;
}
