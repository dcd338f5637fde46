import { App, CfnParameter, Stack } from 'aws-cdk-lib';
import * as docdb from 'aws-cdk-lib/aws-docdb';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import {
  ConfluentSchemaRegistry, DocumentDbEventSource, KafkaCluster, KafkaEventSource, MqBroker, MqEventSource, MskAuthentication,
  SelfManagedKafkaAuthentication, testing,
} from '../../src';
import { ACCOUNT, newFunction, REGION } from '../builders';
import { oneLine } from '../one-line';

const ENV = { account: ACCOUNT, region: REGION };
const CLUSTER_ARN = `arn:aws:kafka:${REGION}:${ACCOUNT}:cluster/orders/0f6c2c9e-8f6b-4f6e-9d0a-3d3c5f3b2a10-4`;
const POSITION = { startingPosition: lambda.StartingPosition.LATEST };
const TOPIC = { topic: 'orders', ...POSITION };
const BROKERS = { bootstrapServers: ['b-1.example.com:9092'] };

function registry(secret: secretsmanager.ISecret, rootCaCertificate?: secretsmanager.ISecret): ConfluentSchemaRegistry {
  return new ConfluentSchemaRegistry({
    schemaRegistryUri: 'https://registry.example.com',
    authenticationType: lambda.KafkaSchemaRegistryAccessConfigType.BASIC_AUTH,
    secret,
    rootCaCertificate,
    eventRecordFormat: lambda.EventRecordFormat.JSON,
    schemaValidationConfigs: [{ attribute: lambda.KafkaSchemaValidationAttribute.VALUE }],
  });
}

function withRegistry(cluster: KafkaCluster, schemaRegistryConfig: lambda.ISchemaRegistry): lambda.IEventSource {
  return new KafkaEventSource(cluster, { ...TOPIC, provisionedPollerConfig: { minimumPollers: 1 }, schemaRegistryConfig });
}

type MakeSource = (secret: secretsmanager.ISecret, stack: Stack) => lambda.IEventSource;

/** Every place where a mapping names a secret. */
const PLACES: { readonly [title: string]: MakeSource } = {
  'credentials of Amazon MQ': credentials => new MqEventSource(
    MqBroker.rabbitMqFromArn(`arn:aws:mq:${REGION}:${ACCOUNT}:broker:orders:b-1234`), { queue: 'orders', credentials }),
  'credentials of Amazon DocumentDB': (credentials, stack) => new DocumentDbEventSource(
    new docdb.CfnDBCluster(stack, 'Cluster'), { databaseName: 'shop', credentials, ...POSITION }),
  'SASL/SCRAM of Amazon MSK': secret => new KafkaEventSource(
    KafkaCluster.mskFromArn(CLUSTER_ARN, { authentication: MskAuthentication.saslScram512(secret) }), TOPIC),
  'mutual TLS of Amazon MSK': secret => new KafkaEventSource(
    KafkaCluster.mskFromArn(CLUSTER_ARN, { authentication: MskAuthentication.mutualTls(secret) }), TOPIC),
  'SASL/PLAIN of self-managed brokers': secret => new KafkaEventSource(
    KafkaCluster.selfManaged('warehouse', { ...BROKERS, authentication: SelfManagedKafkaAuthentication.saslPlain(secret) }), TOPIC),
  'the root certificate of self-managed brokers': (rootCaCertificate, stack) => new KafkaEventSource(
    KafkaCluster.selfManaged('warehouse', { ...BROKERS, authentication: SelfManagedKafkaAuthentication.saslPlain(here(stack)), rootCaCertificate }), TOPIC),
  'the credentials of a registry, MSK Serverless': secret => withRegistry(KafkaCluster.mskServerlessFromArn(CLUSTER_ARN), registry(secret)),
  'the root certificate of a registry, self-managed brokers': (secret, stack) => withRegistry(
    KafkaCluster.selfManaged('warehouse', { ...BROKERS, authentication: SelfManagedKafkaAuthentication.saslPlain(here(stack)) }), registry(here(stack), secret)),
};

function imported(stack: Stack, region: string): secretsmanager.ISecret {
  return secretsmanager.Secret.fromSecretCompleteArn(stack, `Secret ${region}`, `arn:aws:secretsmanager:${region}:${ACCOUNT}:secret:AmazonMSK_orders-a1b2c3`);
}

function here(stack: Stack): secretsmanager.ISecret {
  return stack.node.tryFindChild(`Secret ${REGION}`) as secretsmanager.ISecret | undefined ?? imported(stack, REGION);
}

function findingsOf(make: MakeSource, secretOf: (stack: Stack, app: App) => secretsmanager.ISecret, env?: { region: string }): testing.Findings {
  const app = new App();
  const stack = new Stack(app, 'Shop', { env, crossRegionReferences: true });
  newFunction(stack).addEventSource(make(secretOf(stack, app), stack));
  return testing.Findings.of(app);
}

describe.each(Object.entries(PLACES))('a secret for %s', (_, make) => {
  test('of the Region of the mapping is fine', () => {
    findingsOf(make, stack => imported(stack, REGION), ENV).assertNone();
  });

  test('of another Region is out of reach, and the finding names it', () => {
    const { message } = findingsOf(make, stack => imported(stack, 'us-east-1'), ENV).assertHas('secret-region');
    expect(oneLine(message)).toContain(`and arn:aws:secretsmanager:us-east-1:${ACCOUNT}:secret:AmazonMSK_orders-a1b2c3 is in us-east-1.`);
  });

  test('that a stack of another Region makes is out of reach, and that of one of the same is fine', () => {
    const madeIn = (region: string) => (__: Stack, app: App) =>
      new secretsmanager.Secret(new Stack(app, 'Secrets', { env: { account: ACCOUNT, region }, crossRegionReferences: true }), 'Login', { secretName: 'AmazonMSK_x' });
    expect(oneLine(findingsOf(make, madeIn('us-east-1'), ENV).assertHas('secret-region').message)).toContain('and Secrets/Login is in us-east-1.');
    findingsOf(make, madeIn(REGION), ENV).assertNone();
  });

  test('is no finding where its Region or that of the mapping is known only at deployment', () => {
    findingsOf(make, stack => imported(stack, 'us-east-1')).assertNone();
    const named = (stack: Stack) => secretsmanager.Secret.fromSecretAttributes(stack, 'Named', {
      secretPartialArn: `arn:aws:secretsmanager:${new CfnParameter(stack, 'Region').valueAsString}:${ACCOUNT}:secret:AmazonMSK_orders`,
    });
    findingsOf(make, named, ENV).assertNone();
    findingsOf(make, stack => secretsmanager.Secret.fromSecretNameV2(stack, 'ByName', 'AmazonMSK_orders'), ENV).assertNone();
  });
});
