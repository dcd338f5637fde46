import { App, CfnParameter, CfnResource, Duration, Stack, Validations } from 'aws-cdk-lib';
import * as amazonmq from 'aws-cdk-lib/aws-amazonmq';
import * as docdb from 'aws-cdk-lib/aws-docdb';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as kinesis from 'aws-cdk-lib/aws-kinesis';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as msk from 'aws-cdk-lib/aws-msk';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { baseOf } from './bases';
import { RuleKind } from './cases';
import { override, withTokens } from './hatches';
import { configOf, subscriptionOf } from './push-classes';
import { ABSENT, rendered, resourcesOf, Situation, UNKNOWN } from './situation';
import { idIn } from './via-app';
import { merged, Reported } from './via-template';
import {
  DocumentDbEventSource, DynamoEventSource, KafkaCluster, KafkaEventSource, KinesisConsumerEventSource, KinesisEventSource, MqBroker, MqEventSource,
  MskAuthentication, PollingEventSource, SelfManagedKafkaAuthentication, SqsEventSource,
} from '../../src';
import { newFunction } from '../builders';
import { errorsOf, warningsOf } from '../model/shop';

type Json = Record<string, any>;

/** The source of a kind, as an L1 that situations can change. */
const SOURCES: { readonly [kind in RuleKind]?: (scope: Construct) => any } = {
  'sqs': scope => new sqs.CfnQueue(scope, 'Source'),
  'sqs-fifo': scope => new sqs.CfnQueue(scope, 'Source', { fifoQueue: true }),
  'kinesis': scope => new kinesis.CfnStream(scope, 'Source'),
  'kinesis-consumer': scope => new kinesis.CfnStreamConsumer(scope, 'Source', { consumerName: 'fulfil', streamArn: 'arn' }),
  'dynamodb': scope => new dynamodb.Table(scope, 'Source', {
    partitionKey: { name: 'id', type: dynamodb.AttributeType.STRING }, stream: dynamodb.StreamViewType.NEW_AND_OLD_IMAGES,
  }),
  'msk': scope => new msk.CfnCluster(scope, 'Source', {
    clusterName: 'orders', kafkaVersion: '3.9.x', numberOfBrokerNodes: 2, brokerNodeGroupInfo: { clientSubnets: ['a', 'b'], instanceType: 'kafka.m7g.large' },
  }),
  'msk-serverless': scope => new msk.CfnServerlessCluster(scope, 'Source', {
    clusterName: 'orders', clientAuthentication: { sasl: { iam: { enabled: true } } }, vpcConfigs: [{ subnetIds: ['a', 'b'] }],
  }),
  'activemq': scope => broker(scope, 'ACTIVEMQ'),
  'rabbitmq': scope => broker(scope, 'RABBITMQ'),
  'documentdb': scope => new docdb.CfnDBCluster(scope, 'Source'),
  'sns': scope => new sns.CfnTopic(scope, 'Source'),
};

function broker(scope: Construct, engineType: string): amazonmq.CfnBroker {
  return new amazonmq.CfnBroker(scope, 'Source', {
    brokerName: 'orders', engineType, deploymentMode: 'SINGLE_INSTANCE', hostInstanceType: 'mq.m5.large', publiclyAccessible: false,
  });
}

const LATEST = { startingPosition: lambda.StartingPosition.LATEST };
const KAFKA = { ...LATEST, topic: 'orders' };

function login(scope: Construct): secretsmanager.ISecret {
  const id = 'Login';
  return scope.node.tryFindChild(id) as secretsmanager.ISecret | undefined
    ?? secretsmanager.Secret.fromSecretCompleteArn(scope, id, 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:AmazonMSK_orders-a1b2c3');
}

/** The class of a kind. */
const CLASSES: { readonly [kind in RuleKind]?: (source: any, scope: Construct, props: Json) => PollingEventSource } = {
  'sqs': (queue, _, props) => new SqsEventSource(queue, props),
  'sqs-fifo': (queue, _, props) => new SqsEventSource(queue, props),
  'kinesis': (stream, _, props) => new KinesisEventSource(stream, { ...LATEST, ...props }),
  'kinesis-consumer': (consumer, _, props) => new KinesisConsumerEventSource(consumer, { ...LATEST, ...props }),
  'dynamodb': (table, _, props) => new DynamoEventSource(table, { ...LATEST, ...props }),
  'msk': (cluster, _, props) => new KafkaEventSource(KafkaCluster.msk(cluster, { authentication: MskAuthentication.iam() }), { ...KAFKA, ...props }),
  'msk-serverless': (cluster, _, props) => new KafkaEventSource(KafkaCluster.mskServerless(cluster), { ...KAFKA, ...props }),
  'self-managed-kafka': (__, scope, props) => new KafkaEventSource(KafkaCluster.selfManaged('warehouse', {
    bootstrapServers: ['broker.example.com:9092'], authentication: SelfManagedKafkaAuthentication.saslPlain(login(scope)),
  }), { ...KAFKA, ...props }),
  'activemq': (each, scope, props) => new MqEventSource(MqBroker.activeMq(each), { queue: 'orders', credentials: login(scope), ...props }),
  'rabbitmq': (each, scope, props) => new MqEventSource(MqBroker.rabbitMq(each), { queue: 'orders', credentials: login(scope), ...props }),
  'documentdb': (cluster, scope, props) => new DocumentDbEventSource(cluster, { ...LATEST, databaseName: 'shop', credentials: login(scope), ...props }),
};

/** The props that set a property, with the value that a user would write; what no prop can say is an escape hatch. */
const PROPS: { readonly [property: string]: (value: any, kind: RuleKind) => Json } = {
  BatchSize: batchSize => ({ batchSize }),
  MaximumBatchingWindowInSeconds: seconds => ({ maxBatchingWindow: Duration.seconds(seconds) }),
  StartingPosition: startingPosition => ({ startingPosition }),
  StartingPositionTimestamp: startingPositionTimestamp => ({ startingPositionTimestamp }),
  ParallelizationFactor: parallelizationFactor => ({ parallelizationFactor }),
  TumblingWindowInSeconds: seconds => ({ tumblingWindow: Duration.seconds(seconds) }),
  MaximumRecordAgeInSeconds: seconds => ({ maxRecordAge: Duration.seconds(seconds) }),
  MaximumRetryAttempts: retryAttempts => ({ retryAttempts }),
  BisectBatchOnFunctionError: bisectBatchOnError => ({ bisectBatchOnError }),
  Enabled: enabled => ({ enabled }),
  ProvisionedPollerConfig: config => ({
    provisionedPollerConfig: Object.fromEntries(Object.entries(config).map(([name, value]) => [name[0].toLowerCase() + name.slice(1), value])),
  }),
  ScalingConfig: ({ MaximumConcurrency: maxConcurrency }) => ({ maxConcurrency }),
  MetricsConfig: ({ Metrics: metrics }) => ({ metricsConfig: { metrics } }),
  Topics: ([topic]) => ({ topic }),
  Queues: ([queue]) => ({ queue }),
  Tags: tags => ({ tags: Object.fromEntries(tags.map(({ Key, Value }: Json) => [Key, Value])) }),
};

/** Properties that a class has a prop for: of the others it is the escape hatch that is validated. */
const OWN: { readonly [property: string]: readonly string[] } = {
  StartingPosition: ['kinesis', 'kinesis-consumer', 'dynamodb', 'msk', 'msk-serverless', 'self-managed-kafka', 'documentdb'],
  StartingPositionTimestamp: ['kinesis', 'kinesis-consumer', 'msk', 'msk-serverless', 'self-managed-kafka', 'documentdb'],
  ParallelizationFactor: ['kinesis', 'kinesis-consumer', 'dynamodb'],
  TumblingWindowInSeconds: ['kinesis', 'kinesis-consumer', 'dynamodb'],
  MaximumRecordAgeInSeconds: ['kinesis', 'kinesis-consumer', 'dynamodb', 'msk', 'msk-serverless', 'self-managed-kafka'],
  MaximumRetryAttempts: ['kinesis', 'kinesis-consumer', 'dynamodb', 'msk', 'msk-serverless', 'self-managed-kafka'],
  BisectBatchOnFunctionError: ['kinesis', 'kinesis-consumer', 'dynamodb', 'msk', 'msk-serverless', 'self-managed-kafka'],
  ProvisionedPollerConfig: ['sqs', 'sqs-fifo', 'kinesis', 'kinesis-consumer', 'dynamodb', 'msk', 'msk-serverless', 'self-managed-kafka'],
  ScalingConfig: ['sqs', 'sqs-fifo'],
  Topics: ['msk', 'msk-serverless', 'self-managed-kafka'],
  Queues: ['activemq', 'rabbitmq'],
};

/** Whether a prop can say this: one topic, no two tags of a name, no text for a number or a duration below nothing. */
function isSayable(property: string, value: any, kind: RuleKind): boolean {
  if (value === ABSENT || !(property in PROPS) || (OWN[property] !== undefined && !OWN[property].includes(kind))) { return false; }
  switch (property) {
    case 'Topics':
    case 'Queues': return Array.isArray(value) && value.length === 1 && value[0] !== UNKNOWN;
    case 'Tags': return Array.isArray(value) && value.every(({ Key, Value }) => typeof Key === 'string' && typeof Value === 'string');
    case 'MetricsConfig': return Array.isArray(value.Metrics) && !value.Metrics.includes(UNKNOWN);
    case 'ProvisionedPollerConfig': return typeof value === 'object';
    case 'BisectBatchOnFunctionError':
    case 'StartingPosition': return value !== UNKNOWN;
    case 'MaximumBatchingWindowInSeconds':
    case 'TumblingWindowInSeconds':
    case 'MaximumRecordAgeInSeconds': return value === UNKNOWN || (Number.isInteger(value) && value >= 0);
    case 'ScalingConfig': return value.MaximumConcurrency !== undefined;
    default: return true;
  }
}

/** A stack in which a class has what a situation says: as props where it has them, or else by escape hatches. */
function stackOf(kind: RuleKind, situation: Situation): { readonly stack: Stack; readonly validated: Construct } {
  const stack = new Stack(new App(), 'Shop', { env: { region: 'eu-west-1', account: '111122223333' } });
  new CfnParameter(stack, 'Unknown');
  const base = baseOf(kind);
  const { mapping, fn, source, parameters, others } = resourcesOf(kind, base.mapping, situation);
  const read = SOURCES[kind]?.(stack);
  const l1Source = read && CfnResource.isCfnResource(read) ? read : read?.node.defaultChild as CfnResource | undefined;
  if (l1Source) { override(l1Source, { ...base.source, ...merged(base.source, source) }); }
  if (Object.keys(parameters).length > 0) {
    const group = new docdb.CfnDBClusterParameterGroup(stack, 'Group', { family: 'docdb5.0', description: 'orders', parameters: {} });
    override(group, { Parameters: parameters });
    l1Source?.addPropertyOverride('DBClusterParameterGroupName', { Ref: 'Group' });
  }
  const functionIn = (id: string) => {
    const target = newFunction(stack, id);
    const l1 = target.node.defaultChild as CfnResource;
    l1.overrideLogicalId(id);
    override(l1, fn);
    return target;
  };
  // The one that is validated comes last, so that it reports those before it.
  const theirs = others.sameFunction ? functionIn('Fn') : undefined;
  for (let i = 0; i < others.count; i++) {
    bind(theirs ?? functionIn(`Fn${i}`), { ...mapping, ...others.properties }, theirs && `Other${i}`);
  }
  const validated = bind(theirs ?? functionIn('Fn'), mapping);
  return { stack, validated };

  function bind(to: lambda.Function, properties: Json, mappingId?: string): Construct {
    const props: Json = { mappingId };
    const hatches: Json = {};
    const given = Object.entries(properties);
    const changed = Object.fromEntries(given.filter(([property, value]) => value === ABSENT || !same(value, base.mapping[property])));
    if (kind === 'asynchronous') { return configOf(to, mappingId ?? `ConfigOf${to.node.id}`, changed); }
    if (kind === 'sns') { return subscriptionOf(to, read, changed); }
    for (const [property, value] of given) {
      if (value !== ABSENT && same(value, base.mapping[property]) && property !== 'MaximumRetryAttempts') { continue; }
      if (isSayable(property, value, kind)) {
        Object.assign(props, PROPS[property](withTokens(value, property), kind));
      } else {
        hatches[property] = value;
      }
    }
    const polled = CLASSES[kind]!(read, stack, props);
    to.addEventSource(polled);
    override(polled.eventSourceMapping.node.defaultChild as CfnResource, hatches);
    return polled.eventSourceMapping as unknown as Construct;
  }
}

function same(left: unknown, right: unknown): boolean {
  return JSON.stringify(rendered(left)) === JSON.stringify(rendered(right));
}

/** What a class reports for the mapping in a synthesis: errors as those that it throws, warnings as those that it leaves at the construct. */
export function reportedForClass(kind: RuleKind, situation: Situation, acknowledged: string[] = []): Reported[] {
  const { stack, validated } = stackOf(kind, situation);
  acknowledged.forEach(id => Validations.of(validated).acknowledge({ id: `EventSources::${id}`, reason: 'known' }));
  const errors = errorsOf(stack).filter(error => error.startsWith(`[${validated.node.path}] `)).map(error => `error ${idIn(error)}`);
  return [...errors, ...warningsOf(validated).map(warning => `warning ${idIn(warning)}`)];
}
