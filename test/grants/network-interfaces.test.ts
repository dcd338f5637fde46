import { App, CfnParameter, NestedStack, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as docdb from 'aws-cdk-lib/aws-docdb';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { DocumentDbEventSource, MqBroker, MqEventSource, PollingEventSource, testing } from '../../src';
import { ACCOUNT, newFunction, newStack, REGION } from '../builders';
import { Policies, Statement } from '../policies';
import { BROKER_ARN, ENV, newBroker, SECRET_ARN, secretOf } from '../sources/brokers/mq-shop';

const KEY_ARN = `arn:aws:kms:${REGION}:${ACCOUNT}:key/1`;
const VIA = { Condition: { StringEquals: { 'kms:ViaService': `secretsmanager.${REGION}.amazonaws.com` } } };
const DESCRIBE_NETWORK = ['ec2:DescribeNetworkInterfaces', 'ec2:DescribeVpcs', 'ec2:DescribeSubnets', 'ec2:DescribeSecurityGroups'];

function allow(Action: string | string[], Resource: unknown): Statement {
  return { Action, Effect: 'Allow', Resource };
}

/** The statements that one source makes, which are also those that it says it requires. */
function statementsOf(make: (stack: Stack) => PollingEventSource): Statement[] {
  const stack = newStack({ env: ENV });
  const source = make(stack);
  newFunction(stack).addEventSource(source);
  testing.Findings.of(stack).assertNone();
  const statements = Policies.in(stack).statements();
  expect(stack.resolve(source.requiredPermissions().map(statement => statement.toStatementJson()))).toEqual(statements);
  return statements;
}

/** An ARN of the stack, whose partition is known only at deployment. */
function here(service: string, ...resource: unknown[]): unknown {
  const [first, ...rest] = resource;
  return { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:${service}:${REGION}:${ACCOUNT}:${String(first)}`, ...rest]] };
}

/** An ARN of Amazon EC2, wherever the policy is deployed. */
function ec2(resource: string): unknown {
  return { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':ec2:', { Ref: 'AWS::Region' }, ':', { Ref: 'AWS::AccountId' }, `:${resource}`]] };
}

const NETWORK = [
  allow(DESCRIBE_NETWORK, '*'),
  allow('ec2:CreateNetworkInterface', [ec2('subnet/*'), ec2('security-group/*'), ec2('network-interface/*')]),
  allow('ec2:DeleteNetworkInterface', ec2('network-interface/*')),
];

describe('the role of a function that reads an Amazon MQ queue', () => {
  test('may find the broker, read the secret, and make and remove network interfaces, and nothing else', () => {
    expect(statementsOf(stack => new MqEventSource(MqBroker.rabbitMqFromArn(BROKER_ARN), { queue: 'orders', credentials: secretOf(stack) }))).toEqual([
      allow('mq:DescribeBroker', BROKER_ARN),
      allow('secretsmanager:GetSecretValue', SECRET_ARN),
      ...NETWORK,
    ]);
  });

  test('may make them in the subnets and security groups of a broker that names them, and in no others', () => {
    const statements = statementsOf(stack => new MqEventSource(
      MqBroker.rabbitMq(newBroker(stack, { subnetIds: ['subnet-1', 'subnet-2'], securityGroups: ['sg-1'] })),
      { queue: 'orders', credentials: secretOf(stack) },
    ));
    expect(statements).toContainEqual(allow('mq:DescribeBroker', { 'Fn::GetAtt': ['Broker', 'Arn'] }));
    expect(statements).toContainEqual(allow('ec2:CreateNetworkInterface', [
      ec2('subnet/subnet-1'), ec2('subnet/subnet-2'), ec2('security-group/sg-1'), ec2('network-interface/*'),
    ]));
  });

  test('may read a secret that is imported by name, whatever its ending', () => {
    expect(statementsOf(stack => new MqEventSource(MqBroker.rabbitMqFromArn(BROKER_ARN), {
      queue: 'orders', credentials: secretsmanager.Secret.fromSecretNameV2(stack, 'Secret', 'orders'),
    }))).toContainEqual(allow('secretsmanager:GetSecretValue', here('secretsmanager', 'secret:orders-??????')));
  });

  test('may decrypt with the customer key of the secret, though it is imported and its own policy cannot be changed', () => {
    expect(statementsOf(stack => new MqEventSource(MqBroker.rabbitMqFromArn(BROKER_ARN), {
      queue: 'orders',
      credentials: secretsmanager.Secret.fromSecretAttributes(stack, 'Secret', {
        secretCompleteArn: SECRET_ARN, encryptionKey: kms.Key.fromKeyArn(stack, 'Key', KEY_ARN),
      }),
    }))).toContainEqual({ ...allow('kms:Decrypt', KEY_ARN), ...VIA });
  });
});

describe('the customer key of a secret', () => {
  const decrypted = (policies: Statement[]) => policies.filter(({ Action }) => Action === 'kms:Decrypt');

  test.each<[string, (app: App, shop: Stack) => { readonly key: Stack; readonly secret: Stack }]>([
    ['of another stack', (app, shop) => ({ key: new Stack(app, 'Keys', { env: ENV }), secret: shop })],
    ['of another stack, with the secret', app => { const both = new Stack(app, 'Keys', { env: ENV }); return { key: both, secret: both }; }],
    ['of the stack around a nested one', (_, shop) => ({ key: shop, secret: shop })],
  ])('%s, is granted by the role, so that the stacks do not wait for each other', (title, place) => {
    const app = new App();
    const shop = new Stack(app, 'Shop', { env: ENV });
    const stack = title.includes('nested') ? new NestedStack(shop, 'Nested') : shop;
    const { key, secret } = place(app, shop);
    const credentials = new secretsmanager.Secret(secret, 'Secret', { encryptionKey: new kms.Key(key, 'Key') });
    newFunction(stack).addEventSource(new MqEventSource(MqBroker.rabbitMqFromArn(BROKER_ARN), { queue: 'orders', credentials }));
    testing.Findings.of(app).assertNone();
    expect(decrypted(Policies.in(stack).statements())).toEqual([{ ...allow('kms:Decrypt', expect.anything()), ...VIA }]);
    const [{ KeyPolicy }] = Policies.resourcesIn(key, 'AWS::KMS::Key');
    expect(JSON.stringify(KeyPolicy)).not.toContain('ServiceRole');
  });
});

describe('the role of a function that reads an Amazon DocumentDB change stream', () => {
  const SOURCE = { databaseName: 'shop', startingPosition: lambda.StartingPosition.LATEST };

  test('may find the cluster with its parameters and subnets, read the secret, and make and remove network interfaces, and nothing else', () => {
    expect(statementsOf(stack => new DocumentDbEventSource(new docdb.CfnDBCluster(stack, 'Cluster'), { ...SOURCE, credentials: secretOf(stack) }))).toEqual([
      allow('rds:DescribeDBClusters', here('rds', 'cluster:', { Ref: 'Cluster' })),
      allow('rds:DescribeDBClusterParameters', here('rds', 'cluster-pg:*')),
      allow('rds:DescribeDBSubnetGroups', here('rds', 'subgrp:*')),
      allow('secretsmanager:GetSecretValue', SECRET_ARN),
      ...NETWORK,
    ]);
  });

  test('may decrypt with the customer key of the secret, as the policy of a key of the app says', () => {
    const stack = newStack({ env: ENV });
    const credentials = new secretsmanager.Secret(stack, 'Secret', { encryptionKey: new kms.Key(stack, 'Key') });
    newFunction(stack).addEventSource(new DocumentDbEventSource(new docdb.CfnDBCluster(stack, 'Cluster'), { ...SOURCE, credentials }));
    testing.Findings.of(stack).assertNone();
    const [{ KeyPolicy }] = Policies.resourcesIn(stack, 'AWS::KMS::Key');
    expect(KeyPolicy.Statement).toContainEqual({
      ...allow('kms:Decrypt', '*'), ...VIA, Principal: { AWS: { 'Fn::GetAtt': ['FulfilServiceRole56D4414C', 'Arn'] } },
    });
  });
});

describe('several sources of one function', () => {
  test('share the permissions of the network, and each statement stays one', () => {
    const stack = newStack({ env: ENV });
    const fn = newFunction(stack);
    const credentials = secretOf(stack);
    ['orders', 'returns', 'carts'].forEach(queue => fn.addEventSource(new MqEventSource(MqBroker.rabbitMqFromArn(BROKER_ARN), { queue, credentials })));
    fn.addEventSource(new MqEventSource(MqBroker.activeMqFromArn(`${BROKER_ARN}5`), { queue: 'orders', credentials }));
    testing.Findings.of(stack).assertNone();
    expect(Policies.in(stack).statements()).toHaveLength(5);
    expect(Policies.in(stack).resourcesOf('mq:DescribeBroker')).toEqual([BROKER_ARN, `${BROKER_ARN}5`]);
  });
});

describe('a role that does not take the permissions', () => {
  test.each<[string, (stack: Stack) => lambda.IFunction]>([
    ['an imported function', stack => lambda.Function.fromFunctionName(stack, 'Fulfil', 'fulfil')],
    ['an immutable role', stack => newFunction(stack, 'Fulfil', { role: iam.Role.fromRoleArn(stack, 'Role', `arn:aws:iam::${ACCOUNT}:role/r`, { mutable: false }) })],
  ])('is one warning with all statements: %s', (_, target) => {
    const stack = newStack({ env: ENV });
    target(stack).addEventSource(new MqEventSource(MqBroker.rabbitMqFromArn(BROKER_ARN), { queue: 'orders', credentials: secretOf(stack) }));
    const findings = testing.Findings.of(stack);
    findings.assertOnly('permissions-missing');
    const { message } = findings.assertHas('permissions-missing');
    ['mq:DescribeBroker', 'secretsmanager:GetSecretValue', ...DESCRIBE_NETWORK, 'ec2:CreateNetworkInterface', 'ec2:DeleteNetworkInterface']
      .forEach(action => expect(message).toContain(`"${action}"`));
    expect(Policies.in(stack).statements()).toEqual([]);
  });
});

describe('the mapping is deleted while the role still may remove its network interfaces', () => {
  const mappingOf = (stack: Stack) => Object.keys(Template.fromStack(stack).findResources('AWS::Lambda::EventSourceMapping'))[0];
  const SOURCES: { readonly [title: string]: (stack: Stack) => PollingEventSource } = {
    'Amazon MQ': stack => new MqEventSource(MqBroker.rabbitMqFromArn(BROKER_ARN), { queue: 'orders', credentials: secretOf(stack) }),
    'Amazon DocumentDB': stack => new DocumentDbEventSource(new docdb.CfnDBCluster(stack, 'Cluster'), {
      databaseName: 'shop', startingPosition: lambda.StartingPosition.LATEST, credentials: secretOf(stack),
    }),
  };

  /** Deletion runs against what a resource requires: nothing it needs goes before it. */
  function expectDeletedFirst(stack: Stack, ...logicalIds: string[]): void {
    const policies = Policies.in(stack);
    expect(policies.ids('AWS::IAM::Policy')).toHaveLength(1);
    const required = policies.requiredBy(mappingOf(stack));
    [...policies.ids('AWS::IAM::Policy'), ...policies.ids('AWS::IAM::ManagedPolicy'), ...logicalIds].forEach(id => expect(required).toContain(id));
  }

  test.each(Object.keys(SOURCES))('%s and a function of the stack', title => {
    const stack = newStack({ env: ENV });
    newFunction(stack).addEventSource(SOURCES[title](stack));
    expectDeletedFirst(stack, 'FulfilServiceRole56D4414C', 'Fulfil41551CE2');
  });

  test.each(Object.keys(SOURCES))('%s and an alias of a function of the stack', title => {
    const stack = newStack({ env: ENV });
    new lambda.Alias(stack, 'Live', { aliasName: 'live', version: newFunction(stack).currentVersion }).addEventSource(SOURCES[title](stack));
    expectDeletedFirst(stack, 'FulfilServiceRole56D4414C', 'Fulfil41551CE2');
  });

  test.each(Object.keys(SOURCES))('%s and an imported function with a role of the stack', title => {
    const stack = newStack({ env: ENV });
    const role = new iam.Role(stack, 'Role', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
    const functionArn = `arn:aws:lambda:${REGION}:${ACCOUNT}:function:fulfil`;
    lambda.Function.fromFunctionAttributes(stack, 'Fulfil', { functionArn, role }).addEventSource(SOURCES[title](stack));
    expectDeletedFirst(stack, 'Role1ABCC5F0');
  });

  test.each(Object.keys(SOURCES))('%s and a role so full that a second policy takes the permissions', title => {
    const stack = newStack({ env: ENV });
    const fn = newFunction(stack);
    Array.from({ length: 90 }, (_, i) => fn.addToRolePolicy(new iam.PolicyStatement({
      actions: [`s3:GetObject${i}`], resources: [`arn:aws:s3:::${'bucket'.repeat(10)}${i}/*`],
    })));
    fn.addEventSource(SOURCES[title](stack));
    expect(Policies.in(stack).ids('AWS::IAM::ManagedPolicy').length).toBeGreaterThan(0);
    expectDeletedFirst(stack);
  });
});

test('a broker without subnets of its own leaves the choice of the network to Amazon MQ, and the permission wide', () => {
  const stack = newStack();
  const broker = newBroker(stack, { publiclyAccessible: true, subnetIds: [], securityGroups: [] });
  newFunction(stack).addEventSource(new MqEventSource(MqBroker.rabbitMq(broker), { queue: 'orders', credentials: secretOf(stack) }));
  expect(Policies.in(stack).resourcesOf('ec2:CreateNetworkInterface')).toEqual([ec2('subnet/*'), ec2('security-group/*'), ec2('network-interface/*')]);
});

test('a broker whose list of subnets is known only at deployment leaves the permission wide', () => {
  const stack = newStack();
  const subnetIds = new CfnParameter(stack, 'Subnets', { type: 'List<AWS::EC2::Subnet::Id>' }).valueAsList;
  const broker = newBroker(stack, { subnetIds, securityGroups: [new CfnParameter(stack, 'Group').valueAsString] });
  newFunction(stack).addEventSource(new MqEventSource(MqBroker.rabbitMq(broker), { queue: 'orders', credentials: secretOf(stack) }));
  const [subnets, groups] = Policies.in(stack).resourcesOf('ec2:CreateNetworkInterface');
  expect(subnets).toEqual(ec2('subnet/*'));
  expect(JSON.stringify(groups)).toContain('{"Ref":"Group"}');
});

test('no managed policy is attached: AWS has none for Amazon MQ or Amazon DocumentDB', () => {
  const stack = new Stack(new App(), 'Shop', { env: ENV });
  newFunction(stack).addEventSource(new MqEventSource(MqBroker.activeMqFromArn(BROKER_ARN), { queue: 'orders', credentials: secretOf(stack) }));
  expect(JSON.stringify(Template.fromStack(stack).toJSON())).not.toContain('AMQExecutionRole');
  const [role] = Policies.resourcesIn(stack, 'AWS::IAM::Role');
  expect(role.ManagedPolicyArns).toHaveLength(1); // that of every function, for its log
});
