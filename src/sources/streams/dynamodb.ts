import type * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import { streamOf, StreamArnOnly, TableStream } from './private/table-stream';
import { StreamEventSource, StreamEventSourceProps } from './stream-event-source';
import { DECRYPT, LIST_TABLE_STREAMS, POLL_TABLE_STREAM } from '../../aws/permissions';
import { SourceKind } from '../../aws/source-kinds';
import { expectGiven, expectProps, TEXT_OR_TOKEN } from '../../cdk/given';
import { TABLE } from '../../cdk/wanted';
import { keyPermissions } from '../../grants/kms-keys';
import { RequiredAccess, RequiredPermission } from '../../grants/required-permissions';
import { RecordFact } from '../../model/construct-facts';
import { RETRIED_PROPS } from '../private/wanted-props';

/** How Lambda reads the stream of an Amazon DynamoDB table. It has no starting position `AT_TIMESTAMP`. */
export interface DynamoEventSourceProps extends StreamEventSourceProps {}

/**
 * The stream of an Amazon DynamoDB table as an event source of a Lambda function.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/with-ddb.html
 */
export class DynamoEventSource extends StreamEventSource {
  /**
   * A stream that is known only by its ARN: of a table outside the app, of a `CfnGlobalTable`, of a replica in another Region.
   *
   * Permission to decrypt with a customer key of the table is for the caller to grant. Set `mappingId` where the ARN is composed
   * of tokens.
   *
   * @param streamArn the ARN, `arn:aws:dynamodb:<Region>:<account>:table/<name>/stream/<label>`
   * @param props how Lambda reads it
   */
  public static fromStreamArn(streamArn: string, props: DynamoEventSourceProps): DynamoEventSource {
    return new DynamoEventSource(new StreamArnOnly(expectGiven('DynamoEventSource.fromStreamArn', 'streamArn', streamArn, TEXT_OR_TOKEN)) as unknown as dynamodb.ITableRef, props);
  }

  private readonly stream: TableStream;

  /**
   * @param table the table: a `dynamodb.Table`, `TableV2` or replica, an import with its `tableStreamArn`, or a `CfnTable`
   * @param props how Lambda reads its stream
   */
  public constructor(table: dynamodb.ITableRef, private readonly props: DynamoEventSourceProps) {
    super(expectProps('DynamoEventSource', props, RETRIED_PROPS));
    this.stream = table instanceof StreamArnOnly ? table.stream : streamOf(expectGiven('DynamoEventSource', 'table', table, TABLE));
  }

  /** @internal */
  protected _mappingId(): string {
    return `DynamoDBEventSource:${this.stream.id ?? 'StreamArn'}`;
  }

  /** @internal */
  protected _displayName(): string {
    return `The DynamoEventSource of ${this.stream.name}`;
  }

  /** @internal */
  protected _kinds(): readonly SourceKind[] {
    return ['dynamodb'];
  }

  /** @internal */
  protected _eventSourceArn(addFact: RecordFact): string | undefined {
    const { arn, id, name } = this.stream;
    if (arn === undefined) { addFact('StreamArnMissing', name); }
    if (id === undefined && this.props.mappingId === undefined) { addFact('MappingIdMissing', name); }
    return arn;
  }

  /** @internal */
  protected _access(): RequiredAccess {
    const { arn, account, table } = this.stream;
    const poll: RequiredPermission[] = arn === undefined ? [] : [{ permission: POLL_TABLE_STREAM, resourceArns: [arn] }];
    // aws-cdk-lib grants less for a TableV2, and that is enough.
    const isV2 = table !== undefined && 'tableId' in table;
    const list = { permission: LIST_TABLE_STREAMS, resourceArns: [isV2 && arn !== undefined ? arn : '*'] };
    return {
      permissions: [...poll, list, ...table ? keyPermissions(table, DECRYPT) : []],
      // The app never has the policy of a stream in another account, because CloudFormation gives the ARN of a stream to its own account only.
      resourcePolicies: account === undefined ? [] : [{ resource: {}, account, permissions: poll }],
    };
  }
}
