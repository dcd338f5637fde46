import { Duration, Names, Stack, Token } from 'aws-cdk-lib';
import type * as docdb from 'aws-cdk-lib/aws-docdb';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { DESCRIBE_DOCUMENTDB_CLUSTER, DESCRIBE_DOCUMENTDB_PARAMETERS, DESCRIBE_DOCUMENTDB_SUBNET_GROUPS } from '../../aws/permissions';
import type { SourceKind } from '../../aws/source-kinds';
import { expectGiven, expectProps, required, TEXT_OR_TOKEN, WantedProps } from '../../cdk/given';
import { DOCUMENTDB_CLUSTER, SECRET } from '../../cdk/wanted';
import { networkInterfaces } from '../../grants/network-interfaces';
import { RequiredAccess } from '../../grants/required-permissions';
import { readSecret } from '../../grants/secrets';
import { RecordFact } from '../../model/construct-facts';
import { PollingEventSource, PollingEventSourceProps } from '../polling-event-source';
import { batching, MappingProperties } from '../private/event-source-mapping';
import { generatedId } from '../private/generated-id';
import { POLLED_PROPS } from '../private/wanted-props';

/** The part of an updated document that the function gets. */
export enum FullDocument {
  /** The changes, without the rest of the document. */
  DEFAULT = 'Default',

  /** The changes, and a copy of the whole document as it is when Lambda looks it up. */
  UPDATE_LOOKUP = 'UpdateLookup',
}

/** Which change streams of an Amazon DocumentDB cluster Lambda reads, and how. `filters` and `filterEncryption` are refused here. */
export interface DocumentDbEventSourceProps extends PollingEventSourceProps {
  /**
   * The name of the database, from 1 to 63 characters.
   *
   * Change streams must be enabled on it, which is done in the database and not by CloudFormation. A mapping cannot be given
   * another database: another name makes another mapping. A name that is known only at deployment needs a `mappingId`.
   *
   * @see https://docs.aws.amazon.com/lambda/latest/dg/with-documentdb.html
   */
  readonly databaseName: string;

  /**
   * The name of the collection, from 1 to 57 characters.
   *
   * Another name makes another mapping, as for the database.
   *
   * @default - all collections of the database
   * @see https://docs.aws.amazon.com/lambda/latest/dg/with-documentdb.html
   */
  readonly collectionName?: string;

  /**
   * The part of an updated document that the function gets.
   *
   * @default FullDocument.DEFAULT
   * @see https://docs.aws.amazon.com/documentdb/latest/developerguide/change_streams.html
   */
  readonly fullDocument?: FullDocument;

  /**
   * The secret with the user that Lambda logs in as: `{"username": "...", "password": "..."}`.
   *
   * In the Region of the function. The role of the function is allowed to read it, and to decrypt with its customer key.
   *
   * @default - the secret that a `docdb.DatabaseCluster` made for itself; an error where there is none
   * @see https://docs.aws.amazon.com/lambda/latest/dg/with-documentdb.html
   */
  readonly credentials?: secretsmanager.ISecret;

  /**
   * Where Lambda starts to read: all events that the change stream keeps, only new ones, or a point in time.
   *
   * To change it replaces the mapping, which AWS refuses while the first exists: delete that first.
   *
   * @see https://docs.aws.amazon.com/lambda/latest/dg/with-documentdb.html
   */
  readonly startingPosition: lambda.StartingPosition;

  /**
   * The time to start from, in seconds since 1970. Needed for `AT_TIMESTAMP`, and only there.
   *
   * @default - no point in time
   * @see https://docs.aws.amazon.com/lambda/latest/api/API_CreateEventSourceMapping.html
   */
  readonly startingPositionTimestamp?: number;

  /**
   * The largest number of events that the function gets at once, from 1 to 10,000. Lambda also cuts a batch at 6 MB.
   *
   * @default 100
   * @see https://docs.aws.amazon.com/lambda/latest/dg/with-documentdb.html
   */
  readonly batchSize?: number;

  /**
   * How long Lambda gathers events before it invokes the function, in whole seconds from 0 to 300.
   *
   * Once it is set, the mapping cannot return to the default, which is no whole number of seconds.
   *
   * @default - 500 milliseconds
   * @see https://docs.aws.amazon.com/lambda/latest/dg/with-documentdb.html
   */
  readonly maxBatchingWindow?: Duration;

  /**
   * The metrics that Lambda publishes for the mapping.
   *
   * AWS describes them for queues, streams and Apache Kafka only, so a warning says that Lambda may refuse them here.
   *
   * @default - no metrics of the mapping
   * @see https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html
   */
  readonly metricsConfig?: lambda.MetricsConfig;
}

const WANTED_PROPS: WantedProps = {
  ...POLLED_PROPS, databaseName: required(TEXT_OR_TOKEN), collectionName: TEXT_OR_TOKEN, credentials: SECRET,
};

/**
 * The change streams of an Amazon DocumentDB database or collection as an event source of a Lambda function.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/with-documentdb.html
 */
export class DocumentDbEventSource extends PollingEventSource {
  /**
   * @param cluster the cluster: a `docdb.DatabaseCluster`, an import or a `CfnDBCluster`, of this stack or another
   * @param props the change streams that Lambda reads, and how
   */
  public constructor(public readonly cluster: docdb.IDBClusterRef, private readonly props: DocumentDbEventSourceProps) {
    super(expectProps('DocumentDbEventSource', props, WANTED_PROPS));
    expectGiven('DocumentDbEventSource', 'cluster', cluster, DOCUMENTDB_CLUSTER);
  }

  /** @internal */
  protected _mappingId(target: lambda.IFunction, addFact: RecordFact): string {
    const { databaseName, collectionName } = this.props;
    // A name of a database has no dot.
    const namespace = collectionName === undefined ? databaseName : `${databaseName}.${collectionName}`;
    const cluster = `DocumentDbEventSource:${Names.nodeUniqueId(this.cluster.node)}`;
    if (!Token.isUnresolved(namespace)) { return `${cluster}:${namespace}`; }
    return generatedId(target, addFact, `${cluster}:Database`, l1 => {
      const config = l1.documentDbEventSourceConfig as lambda.CfnEventSourceMapping.DocumentDBEventSourceConfigProperty | undefined;
      return config?.databaseName === databaseName && config.collectionName === collectionName;
    });
  }

  /** @internal */
  protected _displayName(): string {
    return `The DocumentDbEventSource of ${this.cluster.node.path}`;
  }

  /** @internal */
  protected _kinds(): readonly SourceKind[] {
    return ['documentdb'];
  }

  /** @internal */
  protected _properties(addFact: RecordFact): MappingProperties {
    const { databaseName, collectionName, fullDocument } = this.props;
    return {
      eventSourceArn: this.arn(`cluster:${this.cluster.dbClusterRef.dbClusterId}`),
      documentDbEventSourceConfig: { databaseName, collectionName, fullDocument },
      sourceAccessConfigurations: this.credentials && [{ type: 'BASIC_AUTH', uri: this.credentials.secretArn }],
      startingPosition: this.props.startingPosition,
      startingPositionTimestamp: this.props.startingPositionTimestamp,
      ...batching(this.props, addFact),
    };
  }

  /** @internal */
  protected _access(): RequiredAccess {
    return {
      permissions: [
        { permission: DESCRIBE_DOCUMENTDB_CLUSTER, resourceArns: [this.arn(`cluster:${this.cluster.dbClusterRef.dbClusterId}`)] },
        // The parameter group and the subnet group of the cluster, which the reference to it does not name.
        { permission: DESCRIBE_DOCUMENTDB_PARAMETERS, resourceArns: [this.arn('cluster-pg:*')] },
        { permission: DESCRIBE_DOCUMENTDB_SUBNET_GROUPS, resourceArns: [this.arn('subgrp:*')] },
        ...this.credentials ? readSecret(this.credentials) : [],
        ...networkInterfaces(),
      ],
    };
  }

  private get credentials(): secretsmanager.ISecret | undefined {
    return this.props.credentials ?? (this.cluster as Partial<docdb.DatabaseCluster>).secret;
  }

  /** Amazon DocumentDB has the ARNs of Amazon RDS. */
  private arn(resource: string): string {
    const { account, region } = this.cluster.env;
    return `arn:${Stack.of(this.cluster).partition}:rds:${region}:${account}:${resource}`;
  }
}
