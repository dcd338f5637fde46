import { App, CfnParameter, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as glue from 'aws-cdk-lib/aws-glue';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as msk from 'aws-cdk-lib/aws-msk';
import { ISecret, Secret } from 'aws-cdk-lib/aws-secretsmanager';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import {
  ConfluentSchemaRegistry, FailureDestination, GlueSchemaRegistry, KafkaCluster, KafkaDlq, KafkaEventSource, KafkaEventSourceProps,
  ManagedKafkaEventSource, MskAuthentication, SelfManagedKafkaAuthentication, SelfManagedKafkaEventSource, testing,
} from '../../../src';
import { newFunction, newStack } from '../../builders';

const UUID = '0f6c2c9e-8f6b-4f6e-9d0a-3d3c5f3b2a10-4';
const PREFIX = 'arn:aws:kafka:eu-west-1:111122223333';
const CLUSTER = `${PREFIX}:cluster/orders/${UUID}`;
const SECRET = 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:AmazonMSK_orders-AbCdEf';
const KEY = 'arn:aws:kms:eu-west-1:111122223333:key/0f6c2c9e-8f6b-4f6e-9d0a-3d3c5f3b2a10';
const START = { startingPosition: lambda.StartingPosition.LATEST };
const PROVISIONED = { provisionedPollerConfig: { minimumPollers: 1 } };
const BROKERS = ['b-1.example.com:9092'];

type Statements = Record<string, unknown>;

/** Every action with what it is allowed on, however the statements are cut, with the conditions where there are any. */
function allowedIn(stack: Stack): Statements {
  const allowed: Record<string, unknown> = {};
  for (const { Properties } of Object.values(Template.fromStack(stack).findResources('AWS::IAM::Policy'))) {
    for (const { Action, Resource, Condition } of Properties.PolicyDocument.Statement) {
      [Action].flat().forEach((action: string) => { allowed[action] = Condition ? { on: Resource, only: Condition } : Resource; });
    }
  }
  return allowed;
}

/** The same of the statements that are told to those who manage roles elsewhere. */
function required(stack: Stack, source: { requiredPermissions(): iam.PolicyStatement[] }): Statements {
  const allowed: Record<string, unknown> = {};
  for (const statement of source.requiredPermissions()) {
    const { Action, Resource, Condition } = stack.resolve(statement.toStatementJson());
    [Action].flat().forEach((action: string) => { allowed[action] = Condition ? { on: Resource, only: Condition } : Resource; });
  }
  return allowed;
}

const ec2Arn = (...resource: unknown[]) =>
  ({ 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':ec2:', { Ref: 'AWS::Region' }, ':', { Ref: 'AWS::AccountId' }, ...resource]] });

/** https://docs.aws.amazon.com/lambda/latest/dg/with-msk-permissions.html: six actions, on ARNs wherever EC2 has a resource type. */
const network = (subnets: unknown[] = [ec2Arn(':subnet/*')], groups: unknown[] = [ec2Arn(':security-group/*')]): Statements => ({
  'ec2:DescribeNetworkInterfaces': '*',
  'ec2:DescribeVpcs': '*',
  'ec2:DescribeSubnets': '*',
  'ec2:DescribeSecurityGroups': '*',
  'ec2:CreateNetworkInterface': [...subnets, ...groups, ec2Arn(':network-interface/*')],
  'ec2:DeleteNetworkInterface': ec2Arn(':network-interface/*'),
});

/** https://docs.aws.amazon.com/lambda/latest/dg/with-msk-permissions.html */
const mskCluster = (arn: unknown = CLUSTER): Statements => ({ 'kafka:DescribeClusterV2': arn, 'kafka:GetBootstrapBrokers': '*', ...network() });

/** https://docs.aws.amazon.com/lambda/latest/dg/msk-cluster-auth.html */
const byIam = (topic = 'orders', group = '*'): Statements => ({
  'kafka-cluster:Connect': CLUSTER,
  'kafka-cluster:DescribeClusterDynamicConfiguration': CLUSTER,
  'kafka-cluster:DescribeTopic': `${PREFIX}:topic/orders/${UUID}/${topic}`,
  'kafka-cluster:ReadData': `${PREFIX}:topic/orders/${UUID}/${topic}`,
  'kafka-cluster:AlterGroup': `${PREFIX}:group/orders/${UUID}/${group}`,
  'kafka-cluster:DescribeGroup': `${PREFIX}:group/orders/${UUID}/${group}`,
});

/** https://docs.aws.amazon.com/lambda/latest/dg/with-msk-permissions.html: the secret, and the key it is encrypted with. */
const withSecret: Statements = {
  'secretsmanager:GetSecretValue': SECRET,
  'kms:Decrypt': { on: KEY, only: { StringEquals: { 'kms:ViaService': { 'Fn::Join': ['', ['secretsmanager.', { Ref: 'AWS::Region' }, '.amazonaws.com']] } } } },
};

function secretIn(stack: Stack, name = 'AmazonMSK_orders'): ISecret {
  return Secret.fromSecretAttributes(stack, name, {
    secretCompleteArn: `arn:aws:secretsmanager:eu-west-1:111122223333:secret:${name}-AbCdEf`,
    encryptionKey: stack.node.tryFindChild('Key') as kms.IKey | undefined ?? kms.Key.fromKeyArn(stack, 'Key', KEY),
  });
}

const COMBINATIONS: { readonly [title: string]: [(stack: Stack) => KafkaCluster, Statements] } = {
  'Amazon MSK with IAM': [() => KafkaCluster.mskFromArn(CLUSTER, { authentication: MskAuthentication.iam() }), { ...mskCluster(), ...byIam() }],
  'Amazon MSK without authentication': [() => KafkaCluster.mskFromArn(CLUSTER, { authentication: MskAuthentication.unauthenticated() }), mskCluster()],
  'Amazon MSK with SASL/SCRAM': [
    stack => KafkaCluster.mskFromArn(CLUSTER, { authentication: MskAuthentication.saslScram512(secretIn(stack)) }),
    { ...mskCluster(), 'kafka:ListScramSecrets': CLUSTER, ...withSecret },
  ],
  'Amazon MSK with mutual TLS': [
    stack => KafkaCluster.mskFromArn(CLUSTER, { authentication: MskAuthentication.mutualTls(secretIn(stack)) }),
    { ...mskCluster(), ...withSecret },
  ],
  'MSK Serverless': [() => KafkaCluster.mskServerlessFromArn(CLUSTER), { ...mskCluster(), ...byIam() }],
  ...Object.fromEntries((['saslPlain', 'saslScram256', 'saslScram512', 'mutualTls', 'oauthBearer'] as const).map(login => [`self-managed with ${login}`, [
    (stack: Stack) => KafkaCluster.selfManaged('warehouse', { bootstrapServers: BROKERS, authentication: SelfManagedKafkaAuthentication[login](secretIn(stack)) }),
    withSecret,
  ]])),
  // https://docs.aws.amazon.com/lambda/latest/dg/kafka-cluster-auth.html
  'self-managed with IAM': [
    () => KafkaCluster.selfManaged('warehouse', { bootstrapServers: BROKERS, authentication: SelfManagedKafkaAuthentication.iam(CLUSTER) }),
    byIam(),
  ],
  'self-managed with tokens of AWS STS': [
    () => KafkaCluster.selfManaged('warehouse', { bootstrapServers: BROKERS, authentication: SelfManagedKafkaAuthentication.iamOauthBearer('kafka') }),
    { 'sts:GetWebIdentityToken': '*' },
  ],
  'self-managed with a root certificate': [
    stack => KafkaCluster.selfManaged('warehouse', {
      bootstrapServers: BROKERS,
      authentication: SelfManagedKafkaAuthentication.saslPlain(secretIn(stack)),
      rootCaCertificate: secretIn(stack, 'root'),
    }),
    { ...withSecret, 'secretsmanager:GetSecretValue': [SECRET, 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:root-AbCdEf'] },
  ],
};

describe.each(Object.entries(COMBINATIONS))('%s', (_, [cluster, expected]) => {
  test('grants exactly what Lambda needs', () => {
    const stack = newStack();
    newFunction(stack).addEventSource(new KafkaEventSource(cluster(stack), { topic: 'orders', ...START }));
    expect(allowedIn(stack)).toEqual(expected);
  });

  test('tells exactly the same to those who manage roles elsewhere, and grants nothing then', () => {
    const stack = newStack();
    const source = new KafkaEventSource(cluster(stack), { topic: 'orders', ...START, grantPermissions: false });
    newFunction(stack).addEventSource(source);
    expect(required(stack, source)).toEqual(expected);
    expect(allowedIn(stack)).toEqual({});
  });

  test('warns a function without a role of all of it', () => {
    const stack = newStack({ env: { account: '111122223333', region: 'eu-west-1' } });
    const fn = lambda.Function.fromFunctionName(stack, 'Fulfil', 'fulfil');
    fn.addEventSource(new KafkaEventSource(cluster(stack), { topic: 'orders', ...START }));
    const { message } = testing.Findings.of(stack).assertHas('permissions-missing');
    Object.keys(expected).forEach(action => expect(message).toContain(action));
  });
});

describe('what is named in more detail', () => {
  function granted(props: Partial<KafkaEventSourceProps>, clusterArn = CLUSTER): Statements {
    const stack = newStack();
    const cluster = KafkaCluster.mskFromArn(clusterArn, { authentication: MskAuthentication.iam() });
    newFunction(stack).addEventSource(new KafkaEventSource(cluster, { topic: 'orders', ...START, ...props }));
    return allowedIn(stack);
  }

  test('the consumer group, where it has a name', () => {
    expect(granted({ consumerGroupId: 'fulfil' })).toEqual({ ...mskCluster(), ...byIam('orders', 'fulfil') });
  });

  // https://docs.aws.amazon.com/lambda/latest/dg/kafka-on-failure-destination.html
  test('the topic for failed records, in a cluster with IAM', () => {
    const stack = newStack();
    const source = new KafkaEventSource(KafkaCluster.mskFromArn(CLUSTER, { authentication: MskAuthentication.iam() }), {
      topic: 'orders', ...START, ...PROVISIONED, onFailure: new KafkaDlq('failed'),
    });
    newFunction(stack).addEventSource(source);
    const statements: unknown[] = Object.values(Template.fromStack(stack).findResources('AWS::IAM::Policy'))[0].Properties.PolicyDocument.Statement;
    expect(statements).toEqual(expect.arrayContaining([
      { Effect: 'Allow', Action: ['kafka-cluster:Connect', 'kafka-cluster:DescribeCluster'], Resource: CLUSTER },
      {
        Effect: 'Allow',
        Action: ['kafka-cluster:DescribeTopic', 'kafka-cluster:WriteData', 'kafka-cluster:ReadData'],
        Resource: `${PREFIX}:topic/orders/${UUID}/failed`,
      },
    ]));
    expect(source.requiredPermissions()).toHaveLength(statements.length);
  });

  test.each(['failed', 'kafka://failed'])('the topic %s for failed records is told before the source is bound as well', topic => {
    const source = new KafkaEventSource(KafkaCluster.mskFromArn(CLUSTER, { authentication: MskAuthentication.iam() }), {
      topic: 'orders', ...START, ...PROVISIONED, onFailure: new KafkaDlq(topic),
    });
    expect(required(newStack(), source)['kafka-cluster:WriteData']).toBe(`${PREFIX}:topic/orders/${UUID}/failed`);
  });

  test.each([true, false])('a queue for failed records of our own, with grantPermissions %s', grantPermissions => {
    const stack = newStack();
    const source = new KafkaEventSource(KafkaCluster.mskFromArn(CLUSTER, { authentication: MskAuthentication.unauthenticated() }), {
      topic: 'orders', ...START, grantPermissions, onFailure: FailureDestination.queue(new sqs.Queue(stack, 'Failed')),
    });
    newFunction(stack).addEventSource(source);
    const expected = { ...mskCluster(), 'sqs:SendMessage': { 'Fn::GetAtt': ['Failed178E83A2', 'Arn'] } };
    expect(allowedIn(stack)).toEqual(grantPermissions ? expected : {});
    expect(required(stack, source)).toEqual(expected);
  });

  test('nothing of the topic for failed records, where the cluster knows no IAM', () => {
    const stack = newStack();
    const cluster = KafkaCluster.mskFromArn(CLUSTER, { authentication: MskAuthentication.unauthenticated() });
    newFunction(stack).addEventSource(new KafkaEventSource(cluster, {
      topic: 'orders', ...START, ...PROVISIONED, onFailure: new KafkaDlq('failed'),
    }));
    expect(allowedIn(stack)).toEqual(mskCluster());
  });

  test('a cluster whose ARN only the deployment knows, taken apart there', () => {
    const stack = newStack();
    const cluster = new msk.CfnCluster(stack, 'Cluster', {
      clusterName: 'orders',
      kafkaVersion: '3.9.x',
      numberOfBrokerNodes: 2,
      brokerNodeGroupInfo: { clientSubnets: ['subnet-1'], instanceType: 'kafka.m7g.large' },
    });
    newFunction(stack).addEventSource(new KafkaEventSource(KafkaCluster.msk(cluster, { authentication: MskAuthentication.iam() }), { topic: 'orders', ...START }));
    const half = (n: number) => ({ 'Fn::Select': [n, { 'Fn::Split': [':cluster/', { Ref: 'Cluster' }] }] });
    expect(allowedIn(stack)).toMatchObject({
      'kafka-cluster:Connect': { Ref: 'Cluster' },
      'kafka-cluster:ReadData': { 'Fn::Join': ['', [half(0), ':topic/', half(1), '/orders']] },
      'kafka-cluster:AlterGroup': { 'Fn::Join': ['', [half(0), ':group/', half(1), '/*']] },
    });
  });

  // https://docs.aws.amazon.com/lambda/latest/dg/msk-cross-account.html
  test('the cluster of another account behind a VPC connection', () => {
    const connection = `${PREFIX}:vpc-connection/444455556666/orders/${UUID}`;
    const theirs = 'arn:aws:kafka:eu-west-1:444455556666';
    expect(granted({}, connection)).toEqual({
      ...mskCluster(`${theirs}:cluster/orders/*`),
      'kafka:DescribeVpcConnection': connection,
      'kafka-cluster:Connect': `${theirs}:cluster/orders/*`,
      'kafka-cluster:DescribeClusterDynamicConfiguration': `${theirs}:cluster/orders/*`,
      'kafka-cluster:DescribeTopic': `${theirs}:topic/orders/*/orders`,
      'kafka-cluster:ReadData': `${theirs}:topic/orders/*/orders`,
      'kafka-cluster:AlterGroup': `${theirs}:group/orders/*/*`,
      'kafka-cluster:DescribeGroup': `${theirs}:group/orders/*/*`,
    });
  });

  test('subnets and security groups of self-managed brokers', () => {
    const stack = newStack();
    const vpc = new ec2.Vpc(stack, 'Vpc', { maxAzs: 1 });
    const securityGroups = [new ec2.SecurityGroup(stack, 'Pollers', { vpc })];
    newFunction(stack).addEventSource(new KafkaEventSource(KafkaCluster.selfManaged('warehouse', { bootstrapServers: BROKERS, vpc, securityGroups }), {
      topic: 'orders', ...START,
    }));
    expect(allowedIn(stack)).toEqual(network(
      [ec2Arn(':subnet/', { Ref: 'VpcPrivateSubnet1Subnet536B997A' })],
      [ec2Arn(':security-group/', { 'Fn::GetAtt': ['Pollers71B73159', 'GroupId'] })],
    ));
  });

  // https://docs.aws.amazon.com/lambda/latest/dg/services-consume-kafka-events.html
  test.each<[string, (stack: Stack) => lambda.ISchemaRegistry, Statements]>([
    [
      'a Glue registry and its schemas',
      stack => new GlueSchemaRegistry({
        schemaRegistry: new glue.CfnRegistry(stack, 'Registry', { name: 'shop' }),
        eventRecordFormat: lambda.EventRecordFormat.JSON,
        schemaValidationConfigs: [{ attribute: lambda.KafkaSchemaValidationAttribute.VALUE }],
      }),
      {
        'glue:GetRegistry': { 'Fn::GetAtt': ['Registry', 'Arn'] },
        'glue:GetSchemaVersion': [
          { 'Fn::GetAtt': ['Registry', 'Arn'] },
          { 'Fn::Sub': ['arn:${AWS::Partition}:glue:${AWS::Region}:${AWS::AccountId}:schema/${registryName}/*', { registryName: 'shop' }] },
        ],
      },
    ],
    [
      'the credentials of a Confluent registry',
      stack => new ConfluentSchemaRegistry({
        schemaRegistryUri: 'https://registry.example.com',
        authenticationType: lambda.KafkaSchemaRegistryAccessConfigType.BASIC_AUTH,
        secret: secretIn(stack),
        eventRecordFormat: lambda.EventRecordFormat.JSON,
        schemaValidationConfigs: [{ attribute: lambda.KafkaSchemaValidationAttribute.VALUE }],
      }),
      withSecret,
    ],
  ])('%s', (_, registry, expected) => {
    const stack = newStack();
    const source = (grantPermissions: boolean, id: string) => new KafkaEventSource(
      KafkaCluster.mskFromArn(CLUSTER, { authentication: MskAuthentication.unauthenticated() }),
      { topic: 'orders', ...START, ...PROVISIONED, schemaRegistryConfig: ofStack, grantPermissions, mappingId: id },
    );
    const ofStack = registry(stack);
    newFunction(stack, 'Managed').addEventSource(source(false, 'A'));
    expect(allowedIn(stack)).toEqual({});
    expect(required(stack, source(false, 'A'))).toEqual({ ...mskCluster(), ...expected });
    const another = newStack();
    const cluster = KafkaCluster.mskFromArn(CLUSTER, { authentication: MskAuthentication.unauthenticated() });
    newFunction(another).addEventSource(new KafkaEventSource(cluster, {
      topic: 'orders', ...START, ...PROVISIONED, schemaRegistryConfig: registry(another),
    }));
    expect(allowedIn(another)).toEqual({ ...mskCluster(), ...expected });
  });

  test('a secret imported by name, with a wildcard for what Secrets Manager adds to it', () => {
    const stack = newStack();
    newFunction(stack).addEventSource(new ManagedKafkaEventSource({
      clusterArn: CLUSTER, topic: 'orders', ...START, secret: Secret.fromSecretNameV2(stack, 'Secret', 'AmazonMSK_orders'),
    }));
    expect(JSON.stringify(allowedIn(stack)['secretsmanager:GetSecretValue'])).toContain(':secret:AmazonMSK_orders-??????');
  });

  test('a secret of another account, whose policy admits the role too', () => {
    const app = new App();
    const theirs = new Stack(app, 'Theirs', { env: { account: '444455556666', region: 'eu-west-1' } });
    const stack = new Stack(app, 'Shop', { env: { account: '111122223333', region: 'eu-west-1' } });
    const role = new iam.Role(stack, 'Role', { roleName: 'fulfil', assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
    const secret = new Secret(theirs, 'Secret', { secretName: 'AmazonMSK_orders', encryptionKey: new kms.Key(theirs, 'Key', { alias: 'orders' }) });
    newFunction(stack, 'Fulfil', { role }).addEventSource(new KafkaEventSource(
      KafkaCluster.mskFromArn(CLUSTER, { authentication: MskAuthentication.mutualTls(secret) }), { topic: 'orders', ...START },
    ));
    Template.fromStack(theirs).hasResourceProperties('AWS::SecretsManager::ResourcePolicy', {
      ResourcePolicy: { Statement: [{ Effect: 'Allow', Action: 'secretsmanager:GetSecretValue' }] },
    });
  });
});

describe('the managed policy of AWS', () => {
  const MANAGED = { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':iam::aws:policy/service-role/AWSLambdaMSKExecutionRole']] };

  test.each<[string, (managedExecutionPolicy: boolean) => lambda.IEventSource, Statements]>([
    ['KafkaEventSource', managedExecutionPolicy => new KafkaEventSource(
      KafkaCluster.mskFromArn(CLUSTER, { authentication: MskAuthentication.iam(), managedExecutionPolicy }), { topic: 'orders', ...START },
    ), byIam()],
    ['ManagedKafkaEventSource', managedExecutionPolicy => new ManagedKafkaEventSource({
      clusterArn: CLUSTER, topic: 'orders', ...START, managedExecutionPolicy,
    }), {}],
  ])('takes the place of cluster and network statements of %s on demand, and of no other', (_, source, others) => {
    for (const managed of [true, false]) {
      const stack = newStack();
      newFunction(stack).addEventSource(source(managed));
      const [{ Properties: { ManagedPolicyArns } }] = Object.values(Template.fromStack(stack).findResources('AWS::IAM::Role'));
      expect(ManagedPolicyArns.some((arn: unknown) => JSON.stringify(arn) === JSON.stringify(MANAGED))).toBe(managed);
      expect(allowedIn(stack)).toEqual(managed ? others : { ...mskCluster(), ...others });
    }
  });

  test('is not for imported roles, which get the statements', () => {
    const stack = newStack();
    const role = iam.Role.fromRoleArn(stack, 'Role', 'arn:aws:iam::111122223333:role/fulfil');
    newFunction(stack, 'Fulfil', { role }).addEventSource(new ManagedKafkaEventSource({
      clusterArn: CLUSTER, topic: 'orders', ...START, managedExecutionPolicy: true,
    }));
    expect(allowedIn(stack)).toEqual(mskCluster());
  });
});

test('statements grow with the topics of a function', () => {
  const stack = newStack();
  const fn = newFunction(stack);
  const cluster = KafkaCluster.mskFromArn(CLUSTER, { authentication: MskAuthentication.iam() });
  const topics = Array.from({ length: 100 }, (_, i) => `orders-${i}`);
  topics.forEach(topic => fn.addEventSource(new KafkaEventSource(cluster, { topic, ...START })));
  const statements = Object.values(Template.fromStack(stack).findResources('AWS::IAM::Policy'))
    .concat(Object.values(Template.fromStack(stack).findResources('AWS::IAM::ManagedPolicy')))
    .flatMap(({ Properties }) => Properties.PolicyDocument.Statement);
  const read = statements.filter(({ Action }) => [Action].flat().includes('kafka-cluster:ReadData'));
  expect(read.flatMap(({ Resource }) => Resource)).toHaveLength(100);
  expect(read.length).toBeLessThan(10);
  expect(statements.filter(({ Action }) => Action === 'kafka:GetBootstrapBrokers')).toHaveLength(1);
});

test('a secret of self-managed brokers in upstream\'s words is read, its root certificate too', () => {
  const stack = newStack();
  newFunction(stack).addEventSource(new SelfManagedKafkaEventSource({
    bootstrapServers: BROKERS, topic: 'orders', ...START, secret: secretIn(stack), rootCACertificate: secretIn(stack, 'root'),
  }));
  expect(allowedIn(stack)['secretsmanager:GetSecretValue']).toEqual([SECRET, 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:root-AbCdEf']);
});

test('a registry of ours grants by itself to mappings of other libraries', () => {
  const stack = newStack();
  const fn = newFunction(stack);
  new lambda.EventSourceMapping(stack, 'Mapping', {
    target: fn,
    eventSourceArn: new CfnParameter(stack, 'Arn').valueAsString,
    kafkaTopic: 'orders',
    ...START,
    ...PROVISIONED,
    schemaRegistryConfig: new GlueSchemaRegistry({
      schemaRegistryArn: 'arn:aws:glue:eu-west-1:111122223333:registry/shop',
      eventRecordFormat: lambda.EventRecordFormat.JSON,
      schemaValidationConfigs: [{ attribute: lambda.KafkaSchemaValidationAttribute.VALUE }],
    }),
  });
  expect(allowedIn(stack)).toMatchObject({ 'glue:GetRegistry': 'arn:aws:glue:eu-west-1:111122223333:registry/shop' });
});
