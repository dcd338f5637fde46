import { readFileSync } from 'fs';
import { join } from 'path';
import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as kinesis from 'aws-cdk-lib/aws-kinesis';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as upstream from 'aws-cdk-lib/aws-lambda-event-sources';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import * as ours from '../../src';

const PAGE = readFileSync(join(__dirname, '..', '..', 'docs', 'migrating.md'), 'utf8');

const START = { startingPosition: lambda.StartingPosition.LATEST };
const MSK = 'arn:aws:kafka:eu-west-1:111122223333:cluster/orders/0b1c2d3e-1111-2222-3333-444455556666-1';

type Module = typeof upstream;
const failing = (stack: Stack, module: Module, onFailure: lambda.IEventSourceDlq) =>
  new module.DynamoEventSource(tableIn(stack), { ...START, retryAttempts: 3, onFailure });

/** A source of every class that the module of aws-cdk-lib has. */
const SOURCES: Record<string, (stack: Stack, module: Module) => lambda.IEventSource> = {
  SqsEventSource: (stack, module) => new module.SqsEventSource(new sqs.Queue(stack, 'Queue')),
  KinesisEventSource: (stack, module) => new module.KinesisEventSource(new kinesis.Stream(stack, 'Stream'), START),
  KinesisConsumerEventSource: (stack, module) => new module.KinesisConsumerEventSource(
    new kinesis.StreamConsumer(stack, 'Consumer', { stream: new kinesis.Stream(stack, 'Stream'), streamConsumerName: 'a' }), START),
  DynamoEventSource: (stack, module) => new module.DynamoEventSource(tableIn(stack), START),
  ManagedKafkaEventSource: (_, module) => new module.ManagedKafkaEventSource({ clusterArn: MSK, topic: 'orders', ...START }),
  SelfManagedKafkaEventSource: (stack, module) => new module.SelfManagedKafkaEventSource({
    bootstrapServers: ['kafka.example.com:9092'], topic: 'orders', secret: new secretsmanager.Secret(stack, 'Secret'), ...START,
  }),
  S3EventSource: (stack, module) => new module.S3EventSource(new s3.Bucket(stack, 'Bucket'), { events: [s3.EventType.OBJECT_CREATED] }),
  S3EventSourceV2: (stack, module) => new module.S3EventSourceV2(new s3.Bucket(stack, 'Bucket'), { events: [s3.EventType.OBJECT_CREATED] }),
  SnsEventSource: (stack, module) => new module.SnsEventSource(new sns.Topic(stack, 'Topic')),
  ApiEventSource: (_, module) => new module.ApiEventSource('GET', '/orders'),
  SqsDlq: (stack, module) => failing(stack, module, new module.SqsDlq(new sqs.Queue(stack, 'Failed'))),
  SnsDlq: (stack, module) => failing(stack, module, new module.SnsDlq(new sns.Topic(stack, 'Failed'))),
  S3OnFailureDestination: (stack, module) => failing(stack, module, new module.S3OnFailureDestination(new s3.Bucket(stack, 'Failed'))),
};

function tableIn(stack: Stack): dynamodb.Table {
  return new dynamodb.Table(stack, 'Table', { partitionKey: { name: 'id', type: dynamodb.AttributeType.STRING }, stream: dynamodb.StreamViewType.NEW_IMAGE });
}

function templateOf(name: string, module: Module): any {
  const stack = new Stack(new App(), 'Shop', { env: { account: '111122223333', region: 'eu-west-1' } });
  new lambda.Function(stack, 'Fn', { runtime: lambda.Runtime.NODEJS_22_X, handler: 'index.handler', code: lambda.Code.fromInline('0') })
    .addEventSource(SOURCES[name](stack, module));
  return Template.fromStack(stack).toJSON();
}

const actionsIn = (template: any): string[] => Object.values<any>(template.Resources).filter(({ Type }) => Type === 'AWS::IAM::Policy')
  .flatMap(({ Properties }) => Properties.PolicyDocument.Statement.flatMap(({ Action }: any) => Action));

const rowOf = (name: string) => PAGE.split('\n').find(line => line.startsWith('| `') && line.split(' | ')[0].includes(`\`${name}\``) && !line.includes('sources that'))!;

test('the table has every source and destination of the module', () => {
  const classes = Object.keys(upstream).filter(name => /^[A-Z]/.test(name) && /(EventSource(V2)?|Dlq|Destination)$/.test(name));
  expect(classes.filter(name => !['StreamEventSource', 'KafkaDlq'].includes(name) && SOURCES[name] === undefined)).toEqual([]);
  expect(Object.keys(SOURCES).filter(name => rowOf(name) === undefined)).toEqual([]);
});

describe.each(Object.keys(SOURCES))('%s', name => {
  const [before, after] = [templateOf(name, upstream), templateOf(name, ours as unknown as Module)];
  const said = [...rowOf(name).split(' | ')[1].matchAll(/`([a-z0-9-]+:[A-Za-z0-9*]+)`/g)].map(([, action]) => action);

  test('the role no longer has what the guide says', () => {
    const kept = new Set(actionsIn(after));
    const gone = [...new Set(actionsIn(before))].filter(action => !kept.has(action));
    const saidToBeGone = said.filter(action => !kept.has(action));
    const hasExamplesOnly = rowOf(name).includes('such as');
    expect(hasExamplesOnly ? gone.filter(action => said.includes(action)).sort() : gone.sort()).toEqual(saidToBeGone.sort());
  });

  test('nothing but policies and roles is different', () => {
    const others = (template: any) => ({
      ...template, Resources: Object.fromEntries(Object.entries<any>(template.Resources).filter(([, { Type }]) => !/^AWS::IAM::(Policy|Role)$/.test(Type))),
    });
    expect(others(after)).toEqual(others(before));
    if (rowOf(name).includes('the template is the same')) { expect(after).toEqual(before); }
  });
});
