import { Names, Token } from 'aws-cdk-lib';
import type * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import { referencedConstruct, targetOf } from '../../../cdk/references';
import { accountOf } from '../../../grants/required-permissions';

/** The stream of a table, as far as it is known. */
export interface TableStream {
  /** Its identity; undefined if only the deployment knows it. */
  readonly id?: string;
  readonly name: string;
  readonly arn?: string;
  readonly account?: string;
  readonly table?: dynamodb.ITableRef;
}

/** Stands for the table of a stream that is known only by its ARN. */
export class StreamArnOnly {
  public readonly stream: TableStream;

  public constructor(arn: string) {
    this.stream = { id: idOf(arn), name: nameOf(arn), arn, account: accountIn(arn) };
  }
}

export function streamOf(table: dynamodb.ITableRef): TableStream {
  const arn = streamArnOf(table);
  return { id: Names.nodeUniqueId(table.node), name: table.node.path, arn, account: accountOf(arn ?? table.tableRef.tableArn, table.env), table };
}

/** The ARN of a table's stream. A table of the app always has a reference to it, even while the stream is off. */
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

/** Table and label of a literal ARN, or the construct that the ARN is an attribute or parameter of. */
function idOf(streamArn: string): string | undefined {
  if (!Token.isUnresolved(streamArn)) { return streamArn.split(':').slice(5).join(':').replace(/^table\//, '').replace('/stream/', ':'); }
  const construct = referencedConstruct(streamArn);
  return construct && Names.nodeUniqueId(construct.node);
}
