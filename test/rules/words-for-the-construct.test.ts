import { App, Duration, Stack } from 'aws-cdk-lib';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { DynamoEventSource, KafkaDlq, ManagedKafkaEventSource, SelfManagedKafkaEventSource, SqsEventSource, testing } from '../../src';

const { LATEST } = lambda.StartingPosition;
const KEY = { name: 'id', type: dynamodb.AttributeType.STRING };
const CLUSTER = 'arn:aws:kafka:eu-west-1:111122223333:cluster/orders/00000000-0000-0000-0000-000000000000-1';

function findings(sourceIn: (stack: Stack) => lambda.IEventSource): testing.Findings {
  const stack = new Stack(new App(), 'Shop');
  const fn = new lambda.Function(stack, 'Fulfil', { runtime: lambda.Runtime.NODEJS_22_X, handler: 'index.handler', code: lambda.Code.fromInline('x') });
  fn.addEventSource(sourceIn(stack));
  return testing.Findings.of(stack);
}

test.each<[string, (stack: Stack) => lambda.IEventSource, string, string, string]>([
  ['a Table has stream', stack => new DynamoEventSource(new dynamodb.Table(stack, 'Orders', { partitionKey: KEY }), { startingPosition: LATEST }),
    'dynamodb-stream-off', 'stream of the table Shop/Orders is missing.', 'Turn the stream on with stream of the Table, or StreamSpecification of the L1.'],
  ['a TableV2 has dynamoStream', stack => new DynamoEventSource(new dynamodb.TableV2(stack, 'Orders', { partitionKey: KEY }), { startingPosition: LATEST }),
    'dynamodb-stream-off', 'dynamoStream of the table Shop/Orders is missing.', 'Turn the stream on with dynamoStream.'],
  ['a cluster of Amazon MSK has clusterArn', () => new ManagedKafkaEventSource({ clusterArn: 'some-arn', topic: 'orders', startingPosition: LATEST }),
    'event-source-arn', 'clusterArn is "some-arn", but it must be an ARN.', 'Give the whole ARN of the event source.'],
  ['self-managed Apache Kafka has secret, vpc and securityGroup', () => new SelfManagedKafkaEventSource({ bootstrapServers: ['b:9092'], topic: 'orders', startingPosition: LATEST }),
    'self-managed-kafka-access-missing', 'secret is missing.', 'Set secret, or vpc and securityGroup.'],
  ['self-managed Apache Kafka has bootstrapServers', () => new SelfManagedKafkaEventSource({ bootstrapServers: ['b'], topic: 'orders', startingPosition: LATEST }),
    'self-managed-kafka-broker', 'bootstrapServers is "b", but it must be a host and a port, as broker.example.com:9092.', 'Write host:port and nothing else.'],
  ['a topic for failures has characters', () => new ManagedKafkaEventSource({
    clusterArn: CLUSTER, topic: 'orders', startingPosition: LATEST, provisionedPollerConfig: { minimumPollers: 1 }, onFailure: new KafkaDlq('invalid@topic'),
  }), 'destination-arn', 'onFailure is "kafka://invalid@topic", but it must be kafka:// and letters, digits, dots, hyphens or underscores.', 'Give the name of the topic alone.'],
])('%s', (_, sourceIn, rule, statement, fix) => {
  expect(findings(sourceIn).assertHas(rule)).toMatchObject({ statement, fix });
});

test('a batch size that is no whole number is one mistake', () => {
  expect(findings(stack => new SqsEventSource(new sqs.Queue(stack, 'Orders', { visibilityTimeout: Duration.minutes(1) }), { batchSize: 10.5 })).errors().map(({ ruleId }) => ruleId))
    .toEqual(['sqs-batch-size']);
});

test('all places of a mistake are told: ten, and how many more', () => {
  const filtersWith = (count: number) => [{ body: Object.fromEntries(Array.from({ length: count }, (_, i) => [`f${10 + i}`, 'x'])) }];
  const statement = (count: number) => findings(stack => new SqsEventSource(new sqs.Queue(stack, 'Orders'), { filters: filtersWith(count) }))
    .assertHas('filter-leaf-not-array').statement;
  const also = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => `filters[0].body.f${10 + from + i}`).join(', ');
  const first = 'filters[0].body.f10 is "x", but the value of a field is an array.';
  expect(statement(1)).toBe(first);
  expect(statement(2)).toBe(`${first} Also wrong: filters[0].body.f11.`);
  expect(statement(10)).toBe(`${first} Also wrong: ${also(1, 9)}.`);
  expect(statement(11)).toBe(`${first} Also wrong: ${also(1, 9)} and 1 more.`);
  expect(statement(30)).toBe(`${first} Also wrong: ${also(1, 9)} and 20 more.`);
});

test('all values of a list that are wrong are told', () => {
  const source = () => new SelfManagedKafkaEventSource({ bootstrapServers: ['b', 'c:9092', 'd'], topic: 'orders', startingPosition: LATEST });
  expect(findings(source).assertHas('self-managed-kafka-broker').statement)
    .toBe('bootstrapServers is "b", but it must be a host and a port, as broker.example.com:9092. Also wrong: "d".');
});
