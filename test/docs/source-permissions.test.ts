import { readFileSync } from 'fs';
import { join } from 'path';
import { App, Stack } from 'aws-cdk-lib';
import * as docdb from 'aws-cdk-lib/aws-docdb';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as glue from 'aws-cdk-lib/aws-glue';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kinesis from 'aws-cdk-lib/aws-kinesis';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import * as sources from '../../src';

/*
 * What the pages and README say of permissions, compared with what the sources ask for.
 */

const ROOT = join(__dirname, '..', '..');
const stack = new Stack(new App(), 'Shop');
const { FailureDestination, KafkaCluster, MskAuthentication, MqBroker, SelfManagedKafkaAuthentication } = sources;
const startingPosition = lambda.StartingPosition.LATEST;
const encryptionKey = new kms.Key(stack, 'Key');
const secret = new secretsmanager.Secret(stack, 'Secret', { encryptionKey });
const queue = new sqs.Queue(stack, 'Queue', { encryptionMasterKey: encryptionKey });
const stream = new kinesis.Stream(stack, 'Stream', { encryptionKey });
const consumer = new kinesis.StreamConsumer(stack, 'Consumer', { stream, streamConsumerName: 'a' });
const table = new dynamodb.TableV2(stack, 'Table', {
  partitionKey: { name: 'id', type: dynamodb.AttributeType.STRING },
  dynamoStream: dynamodb.StreamViewType.NEW_IMAGE,
  encryption: dynamodb.TableEncryptionV2.customerManagedKey(encryptionKey),
});
const clusterArn = 'arn:aws:kafka:eu-west-1:111122223333:cluster/orders/0b1c2d3e-1111-2222-3333-444455556666-1';
const connectionArn = 'arn:aws:kafka:eu-west-1:111122223333:vpc-connection/444455556666/orders/0b1c2d3e-1111-2222-3333-444455556666-1';
const brokers = { bootstrapServers: ['kafka.example.com:9092'] };
const destinations = [
  FailureDestination.queue(queue), FailureDestination.topic(new sns.Topic(stack, 'Topic', { masterKey: encryptionKey })),
  FailureDestination.bucket(new s3.Bucket(stack, 'Bucket', { encryptionKey })),
];
const kafka = (cluster: sources.KafkaCluster, more: Partial<sources.KafkaEventSourceProps> = {}) =>
  new sources.KafkaEventSource(cluster, { topic: 'orders', startingPosition, ...more });
const iamCluster = KafkaCluster.mskFromArn(clusterArn, { authentication: MskAuthentication.iam() });
const ONE_OF_EACH: Record<string, sources.PollingEventSource[]> = {
  sqs: [new sources.SqsEventSource(queue)],
  kinesis: [
    ...destinations.map(onFailure => new sources.KinesisEventSource(stream, { startingPosition, onFailure })),
    new sources.KinesisConsumerEventSource(consumer, { startingPosition }),
  ],
  dynamodb: [new sources.DynamoEventSource(table, { startingPosition })],
  kafka: [
    kafka(iamCluster),
    ...[MskAuthentication.saslScram512(secret), MskAuthentication.mutualTls(secret), MskAuthentication.unauthenticated()]
      .map(authentication => kafka(KafkaCluster.mskFromArn(connectionArn, { authentication }))),
    kafka(KafkaCluster.selfManaged('a', { ...brokers, authentication: SelfManagedKafkaAuthentication.saslPlain(secret) })),
    kafka(KafkaCluster.selfManaged('b', { ...brokers, authentication: SelfManagedKafkaAuthentication.iamOauthBearer('all') })),
    kafka(iamCluster, {
      schemaRegistryConfig: new sources.GlueSchemaRegistry({
        schemaRegistry: new glue.CfnRegistry(stack, 'Registry', { name: 'shop' }),
        eventRecordFormat: lambda.EventRecordFormat.JSON,
        schemaValidationConfigs: [{ attribute: lambda.KafkaSchemaValidationAttribute.VALUE }],
      }),
    }),
  ],
  mq: [new sources.MqEventSource(MqBroker.rabbitMqFromArn('arn:aws:mq:eu-west-1:111122223333:broker:orders:b-1'), { queue: 'orders', credentials: secret })],
  documentdb: [new sources.DocumentDbEventSource(docdb.DatabaseCluster.fromDatabaseClusterAttributes(stack, 'Cluster', { clusterIdentifier: 'shop' }),
    { databaseName: 'shop', startingPosition, credentials: secret })],
};

/** `kafka-cluster:WriteData` and `DescribeCluster` are asked for when a destination tells its topic, which happens as the source is bound. */
function bindWithTopic(): string[] {
  const source = kafka(iamCluster, { onFailure: FailureDestination.kafkaTopic('failed'), provisionedPollerConfig: { minimumPollers: 1 } });
  source.bind(new lambda.Function(stack, 'Fn', { runtime: lambda.Runtime.NODEJS_22_X, handler: 'index.handler', code: lambda.Code.fromInline('0') }));
  return actionsOf(source.requiredPermissions());
}

const actionsOf = (statements: readonly iam.PolicyStatement[]) => statements.flatMap(({ actions }) => actions);

const ASKED: Record<string, string[]> = Object.fromEntries(Object.entries(ONE_OF_EACH).map(([source, variants]) =>
  [source, [...new Set([...variants.flatMap(variant => actionsOf(variant.requiredPermissions())), ...source === 'kafka' ? bindWithTopic() : []])]]));

/** Actions in code, with their service or, after another of the same, without; an asterisk is any text. */
function actionsIn(text: string): RegExp[] {
  return [...text.matchAll(/`((?:[a-z0-9-]+:)?[A-Z][A-Za-z0-9]+\*?|[a-z0-9-]+:\*)`/g)]
    .map(([, action]) => new RegExp(`${action.includes(':') ? '^' : ':'}${action.replace('*', '.*')}$`));
}

/** What a page says of permissions; that of Apache Kafka has a table by cluster and login first. */
const section = (source: string) => readFileSync(join(ROOT, 'docs', 'sources', `${source}.md`), 'utf8').split('\n## ')
  .filter(text => /^(Permissions|Which cluster)/.test(text)).join('\n');
const row = (source: string) => readFileSync(join(ROOT, 'README.md'), 'utf8').split('\n')
  .filter((line, i, lines) => line.includes(`docs/sources/${source}.md`) || (line.startsWith('| | ') && lines[i - 1].includes(`docs/sources/${source}.md`))).join('\n');

/** Of a page that another source's goes on. */
const SHARED = /^(sqs:SendMessage|sns:|s3:|kms:)/;

describe.each(Object.keys(ASKED))('%s', source => {
  test('its page has every action that Lambda needs', () => {
    const said = actionsIn(section(source));
    expect(ASKED[source].filter(action => !said.some(pattern => pattern.test(action)))).toEqual([]);
  });

  test('README has every action, but for keys, secrets, networks and destinations, and none besides', () => {
    const said = actionsIn(row(source).split(' | ').filter(cell => /`[a-z0-9-]+:/.test(cell)).join(' '));
    const expected = ASKED[source].filter(action => !SHARED.test(action) && !/^(ec2|secretsmanager|sts|glue):/.test(action));
    expect(said.length).toBeGreaterThan(0);
    expect(expected.filter(action => !said.some(pattern => pattern.test(action)))).toEqual([]);
    expect(said.filter(pattern => !expected.some(action => pattern.test(action))).map(String)).toEqual([]);
  });

  test('its page has no action that Lambda does not need', () => {
    const withService = [...section(source).matchAll(/`([a-z0-9-]+:[A-Z][A-Za-z0-9]+)`/g)].map(([, action]) => action);
    expect(withService.length).toBeGreaterThan(0);
    expect(withService.filter(action => !ASKED[source].includes(action) && !SHARED.test(action))).toEqual([]);
  });
});

test('an asterisk stands for any text, and a name without a service for any service', () => {
  const said = actionsIn('`rds:Describe*`, `GetRecords`, `kafka-cluster:*`, `batchSize`');
  const covered = (action: string) => said.some(pattern => pattern.test(action));
  expect(['rds:DescribeDBClusters', 'kinesis:GetRecords', 'kafka-cluster:Connect'].filter(action => !covered(action))).toEqual([]);
  expect(['ec2:DescribeVpcs', 'kinesis:GetRecordsNow', 'kafka:Connect'].filter(covered)).toEqual([]);
});
