import { Names, Token } from 'aws-cdk-lib';
import type * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import { StreamEventSource, StreamEventSourceProps } from './stream-event-source';
import { DECRYPT, LIST_TABLE_STREAMS, POLL_TABLE_STREAM } from '../../aws/permissions';
import { SourceKind } from '../../aws/source-kinds';
import { referencedConstruct, targetOf } from '../../cdk/references';
import { keyPermissions } from '../../grants/kms-keys';
import { RequiredAccess, accountOf, RequiredPermission } from '../../grants/required-permissions';
import { RecordFact } from '../../model/construct-facts';

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
    return new DynamoEventSource(new StreamAlone(streamArn) as unknown as dynamodb.ITableRef, props);
  }

  private readonly read: TableStream;

  /**
   * @param table the table: a `dynamodb.Table`, `TableV2` or replica, an import with its `tableStreamArn`, or a `CfnTable`
   * @param props how Lambda reads its stream
   */
  public constructor(table: dynamodb.ITableRef, private readonly props: DynamoEventSourceProps) {
    super(props);
    this.read = table instanceof StreamAlone ? table.read : streamOf(table);
  }

  /** @internal */
  protected _mappingId(): string {
    return `DynamoDBEventSource:${this.read.id ?? 'StreamArn'}`;
  }

  /** @internal */
  protected _displayName(): string {
    return `The DynamoEventSource of ${this.read.name}`;
  }

  /** @internal */
  protected _kinds(): readonly SourceKind[] {
    return ['dynamodb'];
  }

  /** @internal */
  protected _eventSourceArn(addFact: RecordFact): string | undefined {
    const { arn, id, name } = this.read;
    if (arn === undefined) { addFact('StreamArnMissing', name); }
    if (id === undefined && this.props.mappingId === undefined) { addFact('MappingIdMissing', name); }
    return arn;
  }

  /** @internal */
  protected _access(): RequiredAccess {
    const { arn, account, table } = this.read;
    const poll: RequiredPermission[] = arn === undefined ? [] : [{ permission: POLL_TABLE_STREAM, resourceArns: [arn] }];
    // aws-cdk-lib asks for less with a TableV2, and that is enough.
    const isV2 = table !== undefined && 'tableId' in table;
    const list = { permission: LIST_TABLE_STREAMS, resourceArns: [isV2 && arn !== undefined ? arn : '*'] };
    return {
      permissions: [...poll, list, ...table ? keyPermissions(table, DECRYPT) : []],
      // CloudFormation tells the stream of a table to its own account only: that of another is never one whose policy is at hand.
      resourcePolicies: account === undefined ? [] : [{ resource: {}, account, permissions: poll }],
    };
  }
}

/** What is known of a stream. */
interface TableStream {
  /** Tells it from others, where that is possible before deployment. */
  readonly id?: string;
  readonly name: string;
  readonly arn?: string;
  readonly account?: string;
  readonly table?: dynamodb.ITableRef;
}

/** What stands in the place of a table where there is none. */
class StreamAlone {
  public readonly read: TableStream;

  public constructor(arn: string) {
    this.read = { id: idOf(arn), name: nameOf(arn), arn, account: accountIn(arn) };
  }
}

function streamOf(table: dynamodb.ITableRef): TableStream {
  const arn = streamArnOf(table);
  return { id: Names.nodeUniqueId(table.node), name: table.node.path, arn, account: accountOf(arn ?? table.tableRef.tableArn, table.env), table };
}

/** The ARN of a table's stream. That of a table of the app is there to be referred to, whether or not the stream is on yet. */
function streamArnOf(table: dynamodb.ITableRef): string | undefined {
  const { tableStreamArn } = table as Partial<dynamodb.ITable>;
  if (tableStreamArn !== undefined) { return tableStreamArn; }
  const { attrStreamArn } = (targetOf(table.tableRef.tableArn) ?? {}) as Partial<dynamodb.CfnTable>;
  return attrStreamArn;
}

function accountIn(arn: string): string | undefined {
  return Token.isUnresolved(arn) ? undefined : arn.split(':')[4];
}

function nameOf(streamArn: string): string {
  return Token.isUnresolved(streamArn) ? 'a stream whose ARN is known at deployment' : streamArn;
}

/** Table and label of a literal ARN; what the ARN is an attribute or parameter of. */
function idOf(streamArn: string): string | undefined {
  if (!Token.isUnresolved(streamArn)) { return streamArn.split(':').slice(5).join(':').replace(/^table\//, '').replace('/stream/', ':'); }
  const target = referencedConstruct(streamArn);
  return target && Names.nodeUniqueId(target.node);
}
