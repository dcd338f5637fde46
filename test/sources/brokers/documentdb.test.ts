import { App, CfnParameter, Duration, Stack } from 'aws-cdk-lib';
import * as docdb from 'aws-cdk-lib/aws-docdb';
import * as elastic from 'aws-cdk-lib/aws-docdbelastic';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { DocumentDbEventSource, DocumentDbEventSourceProps, FullDocument, rules, testing } from '../../../src';
import { ACCOUNT, l1MappingOf, mappingIn, mappingsIn, newFunction, newStack, Properties, REGION } from '../../builders';
import { oneLine } from '../../one-line';
import { POLLED_PROPS } from '../polled-props';

const ENV = { account: ACCOUNT, region: REGION };
const SECRET_ARN = `arn:aws:secretsmanager:${REGION}:${ACCOUNT}:secret:orders-a1b2c3`;
const BARE = {
  EventSourceArn: { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:rds:${REGION}:${ACCOUNT}:cluster:`, { Ref: 'Cluster' }]] },
  FunctionName: { Ref: 'Fulfil41551CE2' },
  DocumentDBEventSourceConfig: { DatabaseName: 'shop' },
  SourceAccessConfigurations: [{ Type: 'BASIC_AUTH', URI: SECRET_ARN }],
  StartingPosition: 'LATEST',
};

function newCluster(stack: Stack, props: Partial<docdb.CfnDBClusterProps> = {}): docdb.CfnDBCluster {
  return new docdb.CfnDBCluster(stack, 'Cluster', { engineVersion: '5.0.0', ...props });
}

/** A cluster that pollers reach. */
function newDatabase(stack: Stack, props: Partial<docdb.DatabaseClusterProps> = {}): docdb.DatabaseCluster {
  const cluster = new docdb.DatabaseCluster(stack, 'Cluster', {
    vpc: new ec2.Vpc(stack, 'Vpc', { natGateways: 1 }),
    instanceType: ec2.InstanceType.of(ec2.InstanceClass.R6G, ec2.InstanceSize.LARGE),
    masterUser: { username: 'orders' },
    engineVersion: '5.0.0',
    ...props,
  });
  cluster.connections.allowDefaultPortInternally();
  return cluster;
}

function secretOf(stack: Stack): secretsmanager.ISecret {
  return stack.node.tryFindChild('Secret') as any ?? secretsmanager.Secret.fromSecretCompleteArn(stack, 'Secret', SECRET_ARN);
}

function newSource(stack: Stack, cluster: docdb.IDBClusterRef, props: Partial<DocumentDbEventSourceProps> = {}): DocumentDbEventSource {
  return new DocumentDbEventSource(cluster, {
    databaseName: 'shop', startingPosition: lambda.StartingPosition.LATEST, credentials: secretOf(stack), ...props,
  });
}

/** A function with one source, of a cluster that no rule has anything to say about. */
function mapped(props: Partial<DocumentDbEventSourceProps> = {}, clusterProps: Partial<docdb.CfnDBClusterProps> = {}): Stack {
  const stack = newStack({ env: ENV });
  newFunction(stack).addEventSource(newSource(stack, newCluster(stack, clusterProps), props));
  return stack;
}

describe('clusters', () => {
  test('an L1 cluster is read by the ARN around its identifier, and nothing is said', () => {
    const stack = mapped();
    expect(mappingIn(stack)).toEqual(BARE);
    testing.Findings.of(stack).assertNone();
  });

  test('a cluster of the stack is read with its own secret, and nothing is said', () => {
    const stack = newStack({ env: ENV });
    newFunction(stack).addEventSource(newSource(stack, newDatabase(stack), { credentials: undefined }));
    testing.Findings.of(stack).assertNone();
    expect(mappingIn(stack)).toEqual({
      ...BARE,
      EventSourceArn: { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:rds:${REGION}:${ACCOUNT}:cluster:`, { Ref: 'ClusterEB0386A7' }]] },
      SourceAccessConfigurations: [{ Type: 'BASIC_AUTH', URI: { Ref: 'ClusterSecretAttachment769E6258' } }],
    });
  });

  test('a cluster whose env is known only at deployment is read by an ARN of its stack', () => {
    const stack = newStack();
    newFunction(stack).addEventSource(newSource(stack, newCluster(stack)));
    const parts = ['arn:', { Ref: 'AWS::Partition' }, ':rds:', { Ref: 'AWS::Region' }, ':', { Ref: 'AWS::AccountId' }, ':cluster:', { Ref: 'Cluster' }];
    expect(mappingIn(stack).EventSourceArn).toEqual({ 'Fn::Join': ['', parts] });
    testing.Findings.of(stack).assertNone();
  });

  test('a cluster that is imported by its identifier is read by its ARN', () => {
    const stack = newStack({ env: ENV });
    const cluster = docdb.DatabaseCluster.fromDatabaseClusterAttributes(stack, 'Imported', { clusterIdentifier: 'orders' });
    newFunction(stack).addEventSource(newSource(stack, cluster));
    testing.Findings.of(stack).assertNone();
    expect(mappingIn(stack).EventSourceArn)
      .toEqual({ 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:rds:${REGION}:${ACCOUNT}:cluster:orders`]] });
  });

  test('a cluster of another stack is read by its exported identifier, and seen through the export', () => {
    const app = new App();
    const databases = new Stack(app, 'Databases', { env: ENV });
    const stack = new Stack(app, 'Shop', { env: ENV });
    newFunction(stack).addEventSource(newSource(stack, newCluster(databases, { engineVersion: '3.6.0' })));
    const findings = testing.Findings.of(stack);
    findings.assertOnly('documentdb-engine-version');
    expect(oneLine(findings.assertHas('documentdb-engine-version').message)).toContain('engineVersion of the cluster Databases/Cluster is "3.6.0"');
  });
});

describe('each prop becomes its CloudFormation property', () => {
  const CONFIG = BARE.DocumentDBEventSourceConfig;
  const CASES: { readonly [title: string]: [Partial<DocumentDbEventSourceProps>, Properties] } = {
    ...POLLED_PROPS,
    'databaseName': [{ databaseName: 'returns' }, { DocumentDBEventSourceConfig: { DatabaseName: 'returns' } }],
    'collectionName': [{ collectionName: 'orders' }, { DocumentDBEventSourceConfig: { ...CONFIG, CollectionName: 'orders' } }],
    'fullDocument: UPDATE_LOOKUP': [{ fullDocument: FullDocument.UPDATE_LOOKUP }, { DocumentDBEventSourceConfig: { ...CONFIG, FullDocument: 'UpdateLookup' } }],
    'fullDocument: DEFAULT': [{ fullDocument: FullDocument.DEFAULT }, { DocumentDBEventSourceConfig: { ...CONFIG, FullDocument: 'Default' } }],
    'startingPosition': [{ startingPosition: lambda.StartingPosition.TRIM_HORIZON }, { StartingPosition: 'TRIM_HORIZON' }],
    'startingPositionTimestamp': [
      { startingPosition: lambda.StartingPosition.AT_TIMESTAMP, startingPositionTimestamp: 1700000000 },
      { StartingPosition: 'AT_TIMESTAMP', StartingPositionTimestamp: 1700000000 },
    ],
    'startingPositionTimestamp of zero': [
      { startingPosition: lambda.StartingPosition.AT_TIMESTAMP, startingPositionTimestamp: 0 },
      { StartingPosition: 'AT_TIMESTAMP', StartingPositionTimestamp: 0 },
    ],
    'batchSize': [{ batchSize: 10000 }, { BatchSize: 10000 }],
  };

  test.each(Object.keys(CASES))('%s', title => {
    const [props, properties] = CASES[title];
    const stack = mapped(props);
    expect(mappingIn(stack)).toEqual({ ...BARE, ...properties });
    testing.Findings.of(stack).assertNone();
  });

  test('metricsConfig, with a warning that nobody knows whether it works', () => {
    const stack = mapped({ metricsConfig: { metrics: [lambda.MetricType.EVENT_COUNT] } });
    testing.Findings.of(stack).assertOnly('metrics-undocumented');
    expect(mappingIn(stack).MetricsConfig).toEqual({ Metrics: ['EventCount'] });
  });
});

describe('what Lambda refuses is emitted and told of, with the reason', () => {
  test('filters', () => {
    const findings = testing.Findings.of(mapped({ filters: [{ event: { operationType: ['insert'] } }] }));
    findings.assertOnly('filters-unsupported');
    expect(oneLine(findings.assertHas('filters-unsupported').message)).toContain('Lambda does not filter the events of Amazon DocumentDB');
  });

  test('a key to encrypt filters with', () => {
    const stack = newStack({ env: ENV });
    const filterEncryption = kms.Key.fromKeyArn(stack, 'Key', `arn:aws:kms:${REGION}:${ACCOUNT}:key/1`);
    newFunction(stack).addEventSource(newSource(stack, newCluster(stack), { filterEncryption }));
    testing.Findings.of(stack).assertOnly('filter-encryption-unsupported');
  });

  test.each<[string, Partial<DocumentDbEventSourceProps>, string]>([
    ['a namespace instead of a database', { databaseName: 'shop.orders' }, 'documentdb-database-name'],
    ['an empty database', { databaseName: '' }, 'documentdb-database-length'],
    ['an empty collection', { collectionName: '' }, 'documentdb-collection-length'],
    ['a batch of 0', { batchSize: 0 }, 'batch-size'],
    ['a time without AT_TIMESTAMP', { startingPositionTimestamp: 1700000000 }, 'starting-position-timestamp-unused'],
  ])('%s', (_, props, ruleId) => {
    const stack = mapped(props);
    testing.Findings.of(stack).assertOnly(ruleId);
    expect(() => mappingIn(stack)).toThrow(`EventSources::${ruleId}\n`);
  });

  test('a cluster without a secret of its own and no credentials', () => {
    const stack = mapped({ credentials: undefined });
    const findings = testing.Findings.of(stack);
    findings.assertOnly('basic-auth-missing');
    expect(oneLine(findings.assertHas('basic-auth-missing').message)).toContain('credentials is missing. Why: Lambda logs in');
  });

  test('a function timeout over 14 minutes', () => {
    const stack = newStack({ env: ENV });
    newFunction(stack, 'Fulfil', { timeout: Duration.minutes(15) }).addEventSource(newSource(stack, newCluster(stack)));
    testing.Findings.of(stack).assertOnly('poller-function-timeout');
  });

  test('an elastic cluster, by a mapping that was turned to one', () => {
    const stack = newStack({ env: ENV });
    const source = newSource(stack, newCluster(stack));
    newFunction(stack).addEventSource(source);
    const cluster = new elastic.CfnCluster(stack, 'Elastic', {
      adminUserName: 'orders', authType: 'SECRET_ARN', clusterName: 'orders', shardCapacity: 2, shardCount: 1,
    });
    l1MappingOf(source.eventSourceMapping).eventSourceArn = cluster.attrClusterArn;
    testing.Findings.of(stack).assertOnly('documentdb-elastic-cluster');
    l1MappingOf(source.eventSourceMapping).eventSourceArn = `arn:aws:docdb-elastic:${REGION}:${ACCOUNT}:cluster/1`;
    testing.Findings.of(stack).assertOnly('documentdb-elastic-cluster');
  });

  test('a cluster of another account, by a mapping that was turned to one', () => {
    const stack = newStack({ env: ENV });
    const source = newSource(stack, newCluster(stack));
    newFunction(stack).addEventSource(source);
    l1MappingOf(source.eventSourceMapping).eventSourceArn = `arn:aws:rds:${REGION}:444455556666:cluster:orders`;
    testing.Findings.of(stack).assertOnly('source-account');
  });
});

describe('the cluster', () => {
  test.each([
    ['3.6.0', ['documentdb-engine-version']],
    ['4.0.0', []],
    ['5.0.0', []],
    ['8.0.0', ['documentdb-engine-version-unknown']],
  ])('of version %s gives %j', (engineVersion, expected) => {
    testing.Findings.of(mapped({}, { engineVersion })).assertOnly(...expected);
  });

  test('of a version left out or known at deployment is no finding', () => {
    testing.Findings.of(mapped({}, { engineVersion: undefined })).assertNone();
    const stack = newStack({ env: ENV });
    newFunction(stack).addEventSource(newSource(stack, newCluster(stack, { engineVersion: new CfnParameter(stack, 'Version').valueAsString })));
    testing.Findings.of(stack).assertNone();
  });

  test('whose version an escape hatch changes is judged as it is then', () => {
    const stack = newStack({ env: ENV });
    const cluster = newCluster(stack);
    newFunction(stack).addEventSource(newSource(stack, cluster));
    cluster.addPropertyOverride('EngineVersion', '3.6.0');
    testing.Findings.of(stack).assertOnly('documentdb-engine-version');
  });

  test('that is part of a global one is told of', () => {
    testing.Findings.of(mapped({}, { globalClusterIdentifier: 'worldwide' })).assertOnly('documentdb-global-cluster');
  });

  describe('with a parameter group', () => {
    function withParameters(parameters: { [key: string]: string }): Stack {
      const stack = newStack({ env: ENV });
      const parameterGroup = new docdb.ClusterParameterGroup(stack, 'Parameters', { family: 'docdb5.0', parameters });
      newFunction(stack).addEventSource(newSource(stack, newDatabase(stack, { parameterGroup }), { credentials: undefined }));
      return stack;
    }

    test('that switches TLS off is told of', () => {
      testing.Findings.of(withParameters({ tls: 'disabled' })).assertOnly('documentdb-tls');
    });

    test.each([{ tls: 'enabled' }, { tls: 'fips-140-3' }, { audit_logs: 'enabled' }])('of %j is no finding', parameters => {
      testing.Findings.of(withParameters(parameters as any)).assertNone();
    });

    test('that is imported is not known', () => {
      const stack = mapped({}, { dbClusterParameterGroupName: 'orders' });
      testing.Findings.of(stack).assertNone();
    });
  });
});

describe('identity', () => {
  function idOf(props: Partial<DocumentDbEventSourceProps> = {}): string {
    const stack = newStack({ env: ENV });
    const source = newSource(stack, newCluster(stack), props);
    newFunction(stack).addEventSource(source);
    return source.eventSourceMapping.node.id;
  }

  test.each<[string, Partial<DocumentDbEventSourceProps>, string]>([
    ['cluster and database', {}, 'DocumentDbEventSource:ShopCluster1B9F35D5:shop'],
    ['the collection, too', { collectionName: 'orders' }, 'DocumentDbEventSource:ShopCluster1B9F35D5:shop.orders'],
    ['mappingId where there is one', { mappingId: 'Kept' }, 'Kept'],
  ])('is made of %s', (_, props, id) => {
    expect(idOf(props)).toBe(id);
  });

  test('does not change with anything that the service can change, nor with the starting position', () => {
    expect(idOf({ fullDocument: FullDocument.UPDATE_LOOKUP, batchSize: 1, startingPosition: lambda.StartingPosition.TRIM_HORIZON })).toBe(idOf());
  });

  test('another database or collection is another mapping', () => {
    const ids = [{}, { databaseName: 'returns' }, { collectionName: 'orders' }].map(props => Object.keys(mappingsIn(mapped(props)))[0]);
    expect(new Set(ids).size).toBe(3);
  });

  test('databases and collections of one cluster are mappings of one function that live together', () => {
    const stack = newStack({ env: ENV });
    const cluster = newCluster(stack);
    const fn = newFunction(stack);
    [{}, { databaseName: 'returns' }, { collectionName: 'orders' }, { collectionName: 'carts' }]
      .forEach(props => fn.addEventSource(newSource(stack, cluster, props)));
    testing.Findings.of(stack).assertNone();
    expect(Object.keys(mappingsIn(stack))).toHaveLength(4);
  });

  test('one collection twice is refused, whether by one id or by two', () => {
    const stack = newStack({ env: ENV });
    const cluster = newCluster(stack);
    const fn = newFunction(stack);
    [{}, {}, { mappingId: 'Again' }].forEach(props => fn.addEventSource(newSource(stack, cluster, { collectionName: 'orders', ...props })));
    testing.Findings.of(stack).assertOnly('same-source-and-function', 'same-source-and-function');
  });

  describe('of a cluster that is imported twice', () => {
    const imported = (stack: Stack, id: string, clusterIdentifier = 'orders') =>
      docdb.DatabaseCluster.fromDatabaseClusterAttributes(stack, id, { clusterIdentifier });

    test.each([['known', ENV], ['known only at deployment', undefined]])('is one collection, mapped twice, in a stack whose place is %s', (_, env) => {
      const stack = newStack({ env });
      const fn = newFunction(stack);
      ['One', 'Two'].forEach(id => fn.addEventSource(newSource(stack, imported(stack, id), { collectionName: 'orders' })));
      testing.Findings.of(stack).assertOnly('same-source-and-function');
    });

    test('is the same as by an ARN that another wrote', () => {
      const stack = newStack({ env: ENV });
      const fn = newFunction(stack);
      const [one, two] = ['One', 'Two'].map(id => newSource(stack, imported(stack, id)));
      [one, two].forEach(source => fn.addEventSource(source));
      l1MappingOf(two.eventSourceMapping).eventSourceArn = `arn:aws:rds:${REGION}:${ACCOUNT}:cluster:orders`;
      testing.Findings.of(stack).assertOnly('same-source-and-function');
    });

    test('is another collection, cluster or function otherwise', () => {
      const stack = newStack({ env: ENV });
      const fn = newFunction(stack);
      fn.addEventSource(newSource(stack, imported(stack, 'One'), { collectionName: 'orders' }));
      fn.addEventSource(newSource(stack, imported(stack, 'Two'), { collectionName: 'returns' }));
      fn.addEventSource(newSource(stack, imported(stack, 'Three', 'archive'), { collectionName: 'orders' }));
      newFunction(stack, 'Report').addEventSource(newSource(stack, imported(stack, 'Four'), { collectionName: 'orders' }));
      testing.Findings.of(stack).assertNone();
    });

    test('is not told where only the deployment knows the cluster', () => {
      const stack = newStack({ env: ENV });
      const fn = newFunction(stack);
      ['One', 'Two'].forEach(id => fn.addEventSource(newSource(stack, imported(stack, id, new CfnParameter(stack, `${id}Id`).valueAsString))));
      testing.Findings.of(stack).assertNone();
    });
  });

  test('databases that are known only at deployment get a number each, and the same one twice is refused', () => {
    const stack = newStack({ env: ENV });
    const fn = newFunction(stack);
    const cluster = newCluster(stack);
    const [one, other] = ['One', 'Other'].map(id => new CfnParameter(stack, id).valueAsString);
    [one, other, other].forEach(databaseName => fn.addEventSource(newSource(stack, cluster, { databaseName })));
    testing.Findings.of(stack).assertOnly('mapping-id-missing', 'mapping-id-missing', 'same-source-and-function');
    expect(fn.node.tryFindChild('DocumentDbEventSource:ShopCluster1B9F35D5:Database:2')).toBeDefined();
  });

  test.each<[string, (token: string) => Partial<DocumentDbEventSourceProps>]>([
    ['the database', databaseName => ({ databaseName })],
    ['the collection', collectionName => ({ collectionName })],
  ])('%s that is known only at deployment needs a mappingId, and the finding says so', (_, props) => {
    const stack = newStack({ env: ENV });
    const token = new CfnParameter(stack, 'Name').valueAsString;
    const cluster = newCluster(stack);
    newFunction(stack).addEventSource(newSource(stack, cluster, props(token)));
    const findings = testing.Findings.of(stack);
    findings.assertOnly('mapping-id-missing');
    expect(oneLine(findings.assertHas('mapping-id-missing').message)).toContain('Set mappingId');

    const kept = newStack({ env: ENV });
    newFunction(kept).addEventSource(newSource(kept, newCluster(kept), { ...props(new CfnParameter(kept, 'Name').valueAsString), mappingId: 'Kept' }));
    testing.Findings.of(kept).assertNone();
  });
});

describe('a plain template', () => {
  const check = (arn: unknown) => rules.TemplateChecker.check({
    Resources: {
      Cluster: { Type: 'AWS::DocDB::DBCluster', Properties: { EngineVersion: '3.6.0' } },
      Mapping: {
        Type: 'AWS::Lambda::EventSourceMapping',
        Properties: { EventSourceArn: arn, FunctionName: 'fulfil', DocumentDBEventSourceConfig: { CollectionName: 'orders' } },
      },
    },
  }).findings.map(({ ruleId }) => ruleId).sort();
  const EXPECTED = ['basic-auth-missing', 'documentdb-database-missing', 'documentdb-engine-version', 'documentdb-starting-position-implicit'];

  test.each<[string, unknown]>([
    ['Fn::Sub', { 'Fn::Sub': 'arn:${AWS::Partition}:rds:${AWS::Region}:${AWS::AccountId}:cluster:${Cluster}' }],
    ['Fn::Join', { 'Fn::Join': ['', ['arn:aws:rds:', { Ref: 'AWS::Region' }, ':', { Ref: 'AWS::AccountId' }, ':cluster:', { Ref: 'Cluster' }]] }],
  ])('is judged through the ARN that %s writes around the cluster', (_, arn) => {
    expect(check(arn)).toEqual(EXPECTED);
  });

  test('is judged without the cluster where the ARN does not name it', () => {
    expect(check('arn:aws:rds:eu-west-1:111122223333:cluster:orders')).toEqual(EXPECTED.filter(id => id !== 'documentdb-engine-version'));
  });
});
