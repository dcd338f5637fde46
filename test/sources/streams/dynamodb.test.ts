import { App, CfnParameter, Fn, Names, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as cr from 'aws-cdk-lib/custom-resources';
import { DynamoEventSource, testing } from '../../../src';
import { oneLine } from '../../one-line';
import {
  ACCOUNT, CALM, CALM_PROPERTIES, mappingIn, newFunction, newStack, newTable, newTableV2, OTHER_ACCOUNT, REGION, statementsIn, TABLE_ARN,
  TABLE_STREAM_ARN,
} from '../../stream-builders';

const POLL = ['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator'];
const LIST = { Effect: 'Allow', Action: 'dynamodb:ListStreams', Resource: '*' };
const HERE = { env: { account: ACCOUNT, region: REGION } };

function idsIn(stack: Stack): string[] {
  return stack.node.findAll().map(({ node }) => node.id).filter(id => id.startsWith('DynamoDBEventSource:'));
}

describe('tables', () => {
  test.each<[string, (stack: Stack) => dynamodb.ITableRef, unknown]>([
    ['Table', stack => newTable(stack), { 'Fn::GetAtt': ['OrdersA9B65338', 'StreamArn'] }],
    ['TableV2', stack => newTableV2(stack), { 'Fn::GetAtt': ['OrdersA9B65338', 'StreamArn'] }],
    ['L1', stack => new dynamodb.CfnTable(stack, 'Orders', { keySchema: [], streamSpecification: { streamViewType: 'KEYS_ONLY' } }), { 'Fn::GetAtt': ['Orders', 'StreamArn'] }],
    ['Table imported with a stream', stack => dynamodb.Table.fromTableAttributes(stack, 'Orders', {
      tableArn: TABLE_ARN, tableStreamArn: TABLE_STREAM_ARN,
    }), TABLE_STREAM_ARN],
    ['TableV2 imported with a stream', stack => dynamodb.TableV2.fromTableAttributes(stack, 'Orders', {
      tableArn: TABLE_ARN, tableStreamArn: TABLE_STREAM_ARN,
    }), TABLE_STREAM_ARN],
  ])('%s: the stream is polled by its ARN, and nothing else may be read', (title, table, arn) => {
    const stack = newStack();
    newFunction(stack).addEventSource(new DynamoEventSource(table(stack), CALM));
    expect(mappingIn(stack)).toEqual({ ...CALM_PROPERTIES, EventSourceArn: arn, FunctionName: { Ref: 'Fulfil41551CE2' } });
    const list = title.startsWith('TableV2') ? { ...LIST, Resource: arn } : LIST;
    expect(statementsIn(stack)).toEqual([{ Effect: 'Allow', Action: POLL, Resource: arn }, list]);
    testing.Findings.of(stack).assertNone();
  });

  test('a table of another stack is polled by the export of that stack', () => {
    const app = new App();
    const table = newTableV2(new Stack(app, 'Tables'));
    const stack = new Stack(app, 'Shop');
    newFunction(stack).addEventSource(new DynamoEventSource(table, CALM));
    expect(mappingIn(stack).EventSourceArn).toEqual({ 'Fn::ImportValue': expect.stringContaining('StreamArn') });
    testing.Findings.of(stack).assertNone();
  });

  test('a replica in the Region of the table is polled by the attribute of the table, never by a wildcard', () => {
    const stack = newStack(HERE);
    const table = newTableV2(stack, 'Orders', { replicas: [{ region: 'us-east-1' }] });
    newFunction(stack).addEventSource(new DynamoEventSource(table.replica(REGION), CALM));
    expect(mappingIn(stack).EventSourceArn).toEqual({ 'Fn::GetAtt': ['OrdersA9B65338', 'StreamArn'] });
    expect(JSON.stringify(Template.fromStack(stack).toJSON())).not.toContain('stream/*');
  });

  test('without a stream ARN the mapping has none, and the rest of the role is as ever', () => {
    const stack = newStack();
    const source = new DynamoEventSource(dynamodb.Table.fromTableName(stack, 'Orders', 'orders'), CALM);
    newFunction(stack).addEventSource(source);
    expect(source.requiredPermissions().map(statement => statement.toStatementJson())).toEqual([LIST]);
    expect(() => Template.fromStack(stack)).toThrow('EventSources::dynamodb-stream-arn-missing');
  });

  test('each of two tables on one function has a mapping, and they share the statements', () => {
    const stack = newStack();
    const fn = newFunction(stack);
    ['Orders', 'Returns'].forEach(id => fn.addEventSource(new DynamoEventSource(newTable(stack, id), CALM)));
    expect(idsIn(stack)).toHaveLength(2);
    expect(statementsIn(stack)).toHaveLength(2);
  });
});

describe('ARNs of streams', () => {
  function idOf(streamArn: (stack: Stack) => string, mappingId?: string): string {
    const stack = newStack();
    newFunction(stack).addEventSource(DynamoEventSource.fromStreamArn(streamArn(stack), { ...CALM, mappingId }));
    return mappingId ?? idsIn(stack)[0];
  }

  test('a literal one is polled, and names the mapping by table and label', () => {
    const stack = newStack();
    const source = DynamoEventSource.fromStreamArn(TABLE_STREAM_ARN, CALM);
    newFunction(stack).addEventSource(source);
    expect(source).toBeInstanceOf(DynamoEventSource);
    expect(mappingIn(stack).EventSourceArn).toBe(TABLE_STREAM_ARN);
    expect(statementsIn(stack)).toEqual([{ Effect: 'Allow', Action: POLL, Resource: TABLE_STREAM_ARN }, LIST]);
    expect(idsIn(stack)).toEqual(['DynamoDBEventSource:orders:2026-01-01T00:00:00.000']);
    testing.Findings.of(stack).assertNone();
  });

  test('an attribute or a parameter names the mapping by its construct', () => {
    const table = (stack: Stack) => new dynamodb.CfnGlobalTable(stack, 'Orders', {
      attributeDefinitions: [], keySchema: [], replicas: [{ region: REGION }], streamSpecification: { streamViewType: 'NEW_IMAGE' },
    });
    expect(idOf(stack => table(stack).attrStreamArn)).toBe(`DynamoDBEventSource:${Names.nodeUniqueId(table(newStack()).node)}`);
    expect(idOf(stack => new CfnParameter(stack, 'Arn').valueAsString)).toMatch(/^DynamoDBEventSource:ShopArn/);
  });

  test('two streams of one table have two mappings', () => {
    expect(idOf(() => TABLE_STREAM_ARN)).not.toBe(idOf(() => TABLE_STREAM_ARN.replace('2026', '2027')));
  });

  test('one that is looked up at deployment is named by what looks it up', () => {
    const stack = newStack();
    const replica = new cr.AwsCustomResource(stack, 'Replica', {
      onUpdate: { service: 'DynamoDB', action: 'describeTable', parameters: { TableName: 'orders' }, physicalResourceId: cr.PhysicalResourceId.of('orders') },
      policy: cr.AwsCustomResourcePolicy.fromSdkCalls({ resources: cr.AwsCustomResourcePolicy.ANY_RESOURCE }),
    });
    newFunction(stack).addEventSource(DynamoEventSource.fromStreamArn(replica.getResponseField('Table.LatestStreamArn'), CALM));
    expect(idsIn(stack)[0]).toMatch(/^DynamoDBEventSource:ShopReplica/);
    testing.Findings.of(stack).assertNone();
  });

  test('one of tokens is named by mappingId', () => {
    const stack = newStack();
    newFunction(stack).addEventSource(DynamoEventSource.fromStreamArn(Fn.importValue('Stream'), { ...CALM, mappingId: 'Orders' }));
    expect(mappingIn(stack).EventSourceArn).toEqual({ 'Fn::ImportValue': 'Stream' });
    testing.Findings.of(stack).assertNone();
  });

  test('messages name it', () => {
    expect(() => DynamoEventSource.fromStreamArn(TABLE_STREAM_ARN, CALM).eventSourceMapping).toThrow(`The DynamoEventSource of ${TABLE_STREAM_ARN} has no`);
    expect(() => DynamoEventSource.fromStreamArn(Fn.importValue('Stream'), CALM).eventSourceMapping).toThrow('whose ARN is known at deployment has no');
  });
});

describe('keys', () => {
  test.each<[string, (stack: Stack, key: kms.Key) => dynamodb.ITableRef]>([
    ['Table', (stack, encryptionKey) => newTable(stack, 'Orders', { encryptionKey })],
    ['TableV2', (stack, key) => newTableV2(stack, 'Orders', { encryption: dynamodb.TableEncryptionV2.customerManagedKey(key) })],
    ['L1', (stack, key) => new dynamodb.CfnTable(stack, 'Orders', {
      keySchema: [], streamSpecification: { streamViewType: 'KEYS_ONLY' }, sseSpecification: { sseEnabled: true, kmsMasterKeyId: key.keyArn },
    })],
  ])('the customer key of a %s may be used to decrypt, and for nothing else', (_, table) => {
    const stack = newStack(HERE);
    const key = new kms.Key(stack, 'Key');
    newFunction(stack).addEventSource(new DynamoEventSource(table(stack, key), CALM));
    const onKey = statementsIn(stack).filter(({ Action }) => String(Action).startsWith('kms:'));
    expect(onKey).toEqual([{ Effect: 'Allow', Action: 'kms:Decrypt', Resource: stack.resolve(key.keyArn) }]);
    testing.Findings.of(stack).assertNone();
  });
});

describe('tables of another account', () => {
  function functionHere(app: App) {
    const stack = new Stack(app, 'Shop', HERE);
    const role = new iam.Role(stack, 'Role', { roleName: 'fulfil', assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
    return newFunction(stack, 'Fulfil', { role });
  }
  const ARN = TABLE_STREAM_ARN.replace(ACCOUNT, OTHER_ACCOUNT);

  test('imported: a warning shows the statement that the policy of their stream lacks', () => {
    const app = new App();
    const fn = functionHere(app);
    const table = dynamodb.Table.fromTableAttributes(fn.stack, 'Orders', { tableArn: TABLE_ARN.replace(ACCOUNT, OTHER_ACCOUNT), tableStreamArn: ARN });
    fn.addEventSource(new DynamoEventSource(table, CALM));
    fn.addEventSource(DynamoEventSource.fromStreamArn(ARN.replace('2026', '2027'), CALM));
    const findings = testing.Findings.of(app);
    findings.assertOnly('source-policy', 'source-policy');
    expect(oneLine(findings.warnings()[0].message)).toContain('dynamodb:GetRecords');
    expect(findings.warnings()[0].message).not.toContain('dynamodb:ListStreams');
  });
});
