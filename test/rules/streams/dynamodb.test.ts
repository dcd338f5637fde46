import { CfnParameter, Fn, Stack } from 'aws-cdk-lib';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { DynamoEventSource, testing } from '../../../src';
import { ACCOUNT, CALM, newFunction, newStack, newTable, newTableV2, REGION, TABLE_ARN, TABLE_STREAM_ARN } from '../../stream-builders';

const IN_REGION = { env: { account: ACCOUNT, region: REGION } };

function found(source: (stack: Stack) => DynamoEventSource, stack = newStack()): testing.Findings {
  newFunction(stack).addEventSource(source(stack));
  return testing.Findings.of(stack);
}

function foundOf(table: (stack: Stack) => dynamodb.ITableRef, stack = newStack()): testing.Findings {
  return found(() => new DynamoEventSource(table(stack), CALM), stack);
}

describe('a stream that is off', () => {
  test.each<[string, (stack: Stack) => dynamodb.ITableRef, string]>([
    ['Table', stack => newTable(stack, 'Orders', { stream: undefined }), 'Turn the stream on with stream of the Table, or '],
    ['TableV2', stack => newTableV2(stack, 'Orders', { dynamoStream: undefined }), 'Turn the stream on with dynamoStream.'],
    ['L1', stack => new dynamodb.CfnTable(stack, 'Orders', { keySchema: [] }), 'StreamSpecification of the L1.'],
  ])('of a %s is an error', (_, table, repair) => {
    const { message, fix } = (() => {
      const findings = foundOf(table);
      findings.assertOnly('dynamodb-stream-off');
      return findings.assertHas('dynamodb-stream-off');
    })();
    expect(message).toContain('of the table Shop/Orders is missing');
    expect(fix).toContain(repair);
  });

  test.each<[string, (stack: Stack) => dynamodb.ITableRef]>([
    ['Table', stack => newTable(stack)],
    ['TableV2', stack => newTableV2(stack)],
    ['TableV2 with replicas, which turn it on', stack => newTableV2(stack, 'Orders', { dynamoStream: undefined, replicas: [{ region: 'us-east-1' }] })],
    ['L1', stack => new dynamodb.CfnTable(stack, 'Orders', { keySchema: [], streamSpecification: { streamViewType: 'KEYS_ONLY' } })],
  ])('is not off: %s', (_, table) => foundOf(table, newStack(IN_REGION)).assertNone());

  test('is none that an escape hatch turns on after the function was bound', () => {
    const stack = newStack();
    const table = newTable(stack, 'Orders', { stream: undefined });
    newFunction(stack).addEventSource(new DynamoEventSource(table, CALM));
    (table.node.defaultChild as dynamodb.CfnTable).addPropertyOverride('StreamSpecification.StreamViewType', 'NEW_IMAGE');
    testing.Findings.of(stack).assertNone();
  });

  test('of the global table of an ARN is an error too', () => {
    found(stack => {
      const table = new dynamodb.CfnGlobalTable(stack, 'Orders', { attributeDefinitions: [], keySchema: [], replicas: [{ region: REGION }] });
      return DynamoEventSource.fromStreamArn(table.attrStreamArn, CALM);
    }).assertOnly('dynamodb-stream-off');
  });
});

describe('imported tables', () => {
  test.each<[string, (stack: Stack) => dynamodb.ITableRef]>([
    ['Table by attributes', stack => dynamodb.Table.fromTableAttributes(stack, 'Orders', { tableArn: TABLE_ARN, tableStreamArn: TABLE_STREAM_ARN })],
    ['TableV2 by attributes', stack => dynamodb.TableV2.fromTableAttributes(stack, 'Orders', { tableArn: TABLE_ARN, tableStreamArn: TABLE_STREAM_ARN })],
    ['Table by a token', stack => dynamodb.Table.fromTableAttributes(stack, 'Orders', {
      tableArn: TABLE_ARN, tableStreamArn: new CfnParameter(stack, 'Arn').valueAsString,
    })],
  ])('with a stream ARN hold: %s', (_, table) => foundOf(table).assertNone());

  test.each<[string, (stack: Stack) => dynamodb.ITableRef]>([
    ['Table by name', stack => dynamodb.Table.fromTableName(stack, 'Orders', 'orders')],
    ['Table by ARN', stack => dynamodb.Table.fromTableArn(stack, 'Orders', TABLE_ARN)],
    ['TableV2 by name', stack => dynamodb.TableV2.fromTableName(stack, 'Orders', 'orders')],
  ])('without one are one error that names the way out: %s', (_, table) => {
    const findings = foundOf(table);
    findings.assertOnly('dynamodb-stream-arn-missing');
    expect(findings.errors()[0].message).toContain('Import the table with fromTableAttributes() and its tableStreamArn');
  });
});

describe('ARNs', () => {
  test('that of a stream holds', () => found(() => DynamoEventSource.fromStreamArn(TABLE_STREAM_ARN, CALM), newStack(IN_REGION)).assertNone());

  test('that of a table is an error', () => {
    found(() => DynamoEventSource.fromStreamArn(TABLE_ARN, CALM), newStack(IN_REGION)).assertOnly('dynamodb-stream-arn');
  });

  test('one of another Region is an error', () => {
    found(() => DynamoEventSource.fromStreamArn(TABLE_STREAM_ARN, CALM), newStack({ env: { account: ACCOUNT, region: 'us-east-1' } }))
      .assertOnly('source-region');
  });

  test('one of tokens needs a mappingId, which a parameter or an attribute does not', () => {
    const composed = Fn.join('/', [TABLE_ARN, 'stream', Fn.importValue('Label')]);
    found(() => DynamoEventSource.fromStreamArn(composed, CALM)).assertOnly('dynamodb-mapping-id');
    found(() => DynamoEventSource.fromStreamArn(composed, { ...CALM, mappingId: 'Orders' })).assertNone();
    found(stack => DynamoEventSource.fromStreamArn(new CfnParameter(stack, 'Arn').valueAsString, CALM)).assertNone();
  });
});

describe('replicas of a TableV2', () => {
  const REPLICAS = { replicas: [{ region: 'us-east-1' }] };

  test('in the Region of the table are read by the attribute of the table', () => {
    foundOf(stack => newTableV2(stack, 'Orders', REPLICAS).replica(REGION), newStack(IN_REGION)).assertNone();
  });

  test.each([undefined, 'orders'])('in another Region are an error, because the CDK knows only a wildcard (name: %s)', tableName => {
    const stack = newStack(IN_REGION);
    const table = newTableV2(stack, 'Orders', { ...REPLICAS, tableName });
    const there = new Stack(stack.node.root as any, 'There', { env: { account: ACCOUNT, region: 'us-east-1' }, crossRegionReferences: true });
    newFunction(there).addEventSource(new DynamoEventSource(table.replica('us-east-1'), CALM));
    const findings = testing.Findings.of(there);
    findings.assertOnly('dynamodb-replica-stream');
    expect(findings.errors()[0].message).toContain('DynamoEventSource.fromStreamArn()');
  });
});

describe('readers of one stream', () => {
  function readers(count: number, table: (stack: Stack) => dynamodb.ITableRef): testing.Findings {
    const stack = newStack(IN_REGION);
    const read = table(stack);
    for (let i = 0; i < count; i++) { newFunction(stack, `Reader${i}`).addEventSource(new DynamoEventSource(read, CALM)); }
    return testing.Findings.of(stack);
  }
  const GLOBAL = (stack: Stack) => newTableV2(stack, 'Orders', { replicas: [{ region: 'us-east-1' }] });

  test.each<[string, (stack: Stack) => dynamodb.ITableRef]>([
    ['Table', stack => newTable(stack)],
    ['TableV2 without replicas', stack => newTableV2(stack)],
  ])('two of a %s hold, the third warns', (_, table) => {
    readers(2, table).assertNone();
    readers(3, table).assertOnly('dynamodb-readers');
  });

  test('two of a global table that is replicated with strong consistency, for which nobody reads the stream, hold, the third warns', () => {
    const strong = (stack: Stack) => newTableV2(stack, 'Orders', {
      multiRegionConsistency: dynamodb.MultiRegionConsistency.STRONG, replicas: [{ region: 'eu-west-2' }, { region: 'eu-west-3' }],
    });
    readers(2, strong).assertNone();
    readers(3, strong).assertOnly('dynamodb-readers');
  });

  test('one of a global table holds, the second warns, and three warn as everywhere', () => {
    readers(1, GLOBAL).assertNone();
    readers(2, GLOBAL).assertOnly('dynamodb-global-table-readers');
    readers(3, GLOBAL).assertOnly('dynamodb-readers');
  });
});

describe('filters on images', () => {
  const { KEYS_ONLY, NEW_IMAGE, OLD_IMAGE, NEW_AND_OLD_IMAGES } = dynamodb.StreamViewType;
  const onNew = { dynamodb: { NewImage: { type: { S: ['order'] } } } };
  const onOld = { dynamodb: { OldImage: { type: { S: ['order'] } } } };
  const either = { $or: [onNew, onOld] };
  const absent = { dynamodb: { OldImage: { type: { S: [{ exists: false }] } } } };
  const onKeys = { eventName: ['INSERT'], dynamodb: { Keys: { id: { S: ['1'] } } } };

  test.each<[string, dynamodb.StreamViewType, Record<string, unknown>, string | undefined, string | undefined]>([
    ['the new one', KEYS_ONLY, onNew, 'filter-image-absent', 'NewImage'],
    ['the old one', KEYS_ONLY, onOld, 'filter-image-absent', 'OldImage'],
    ['either', KEYS_ONLY, either, 'filter-image-absent', 'NewImage'],
    ['the keys', KEYS_ONLY, onKeys, undefined, undefined],
    ['the new one', NEW_IMAGE, onNew, undefined, undefined],
    ['the old one', NEW_IMAGE, onOld, 'filter-image-absent', 'OldImage'],
    ['both', NEW_IMAGE, { dynamodb: { ...onNew.dynamodb, ...onOld.dynamodb } }, 'filter-image-absent', 'OldImage'],
    ['either', NEW_IMAGE, either, 'filter-dead-alternative', 'OldImage'],
    ['the absence of the old one', NEW_IMAGE, absent, 'filter-always-matches', undefined],
    ['the new one', OLD_IMAGE, onNew, 'filter-image-absent', 'NewImage'],
    ['the old one', OLD_IMAGE, onOld, undefined, undefined],
    ['both', NEW_AND_OLD_IMAGES, { dynamodb: { ...onNew.dynamodb, ...onOld.dynamodb } }, undefined, undefined],
  ])('%s of a stream with %s', (_, stream, filter, ruleId, missing) => {
    const findings = found(stack => new DynamoEventSource(newTable(stack, 'Orders', { stream }), { ...CALM, filters: [filter] }));
    findings.assertOnly(...(ruleId ? [ruleId] : []));
    if (missing) { expect(findings.all()[0].message).toContain(`is on ${missing}, but a stream of view type ${stream}`); }
  });

  test('a TableV2 is judged like a Table', () => {
    const found2 = (dynamoStream: dynamodb.StreamViewType) => found(stack =>
      new DynamoEventSource(newTableV2(stack, 'Orders', { dynamoStream }), { ...CALM, filters: [onOld] }));
    found2(NEW_IMAGE).assertOnly('filter-image-absent');
    found2(OLD_IMAGE).assertNone();
  });

  test('the filter of aws-cdk-lib is judged like a plain one', () => {
    found(stack => new DynamoEventSource(newTable(stack, 'Orders', { stream: KEYS_ONLY }), { ...CALM, filters: [lambda.FilterCriteria.filter(onNew)] }))
      .assertOnly('filter-image-absent');
  });

  test('of an imported table, or with a view type known at deployment, nobody judges them', () => {
    const props = { ...CALM, filters: [onOld] };
    found(() => DynamoEventSource.fromStreamArn(TABLE_STREAM_ARN, props)).assertNone();
    found(stack => new DynamoEventSource(new dynamodb.CfnTable(stack, 'Orders', {
      keySchema: [], streamSpecification: { streamViewType: new CfnParameter(stack, 'View').valueAsString },
    }), props)).assertNone();
  });
});
