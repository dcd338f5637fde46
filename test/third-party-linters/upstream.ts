import { isDeepStrictEqual } from 'util';
import { App, Duration, Stack } from 'aws-cdk-lib';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kinesis from 'aws-cdk-lib/aws-kinesis';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as destinations from 'aws-cdk-lib/aws-lambda-destinations';
import * as sources from 'aws-cdk-lib/aws-lambda-event-sources';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { ISecret, Secret } from 'aws-cdk-lib/aws-secretsmanager';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { Mistake } from './mistakes';
import { Call, Calls, callsOf } from './upstream-calls';

type Json = { [name: string]: any };

/** What comes of a mistake when it is made with the classes of aws-cdk-lib. */
export type UpstreamOutcome = 'seen' | 'missed' | 'cannot be written' | 'no class';

export function outcomeOf({ bad, repaired }: Pick<Mistake, 'bad' | 'repaired'>): UpstreamOutcome {
  const [made, mended] = [callsOf(bad), callsOf(repaired)];
  if (made.withoutClass.length > 0) { return 'no class'; }
  if (made.unsaid.some(property => !mended.unsaid.includes(property)) || isDeepStrictEqual(made.calls, mended.calls)) { return 'cannot be written'; }
  const left = reportsOf(mended);
  return reportsOf(made).some(report => !left.includes(report)) ? 'seen' : 'missed';
}

/** What constructors, binding and synthesis throw, and the warnings and errors that they leave on constructs, without numbers. */
function reportsOf({ calls }: Calls): string[] {
  const app = new App({ analyticsReporting: false });
  const stack = new Stack(app, 'Shop', { env: { account: '111122223333', region: 'eu-west-1' } });
  const made = new Map<string, any>();
  const once: Once = (name, create) => made.get(name) ?? made.set(name, create()).get(name);
  const reports = calls.flatMap((call, index) => {
    try {
      make(stack, call, index, once);
      return [];
    } catch (error) {
      return [(error as Error).message];
    }
  });
  try {
    reports.push(...app.synth().stacks.flatMap(({ messages }) => messages.map(({ entry }) => String(entry.data))));
  } catch (error) {
    reports.push((error as Error).message);
  }
  return reports.map(report => report.replace(/\d+/g, '0'));
}

/** Makes a construct, or finds the one that was made under this name. */
type Once = <T>(name: string, create: () => T) => T;

function make(stack: Stack, call: Call, index: number, once: Once): void {
  const { invoked, source } = call;
  const fn = once<lambda.IFunction>(`fn ${invoked.id ?? invoked.name}`, () => functionOf(stack, invoked, index));
  const props: any = propsOf(stack, call, index, once);
  const from = <T>(create: (stack: Stack, source: Json, id: string) => T) => once(`source ${key(source)}`, () => create(stack, source, `Source${index}`));
  switch (call.class) {
    case 'SqsEventSource': fn.addEventSource(new sources.SqsEventSource(from(queueOf), props)); break;
    case 'KinesisEventSource': fn.addEventSource(new sources.KinesisEventSource(from(streamOf), props)); break;
    case 'KinesisConsumerEventSource': fn.addEventSource(new sources.KinesisConsumerEventSource(from(consumerOf), props)); break;
    case 'DynamoEventSource': fn.addEventSource(new sources.DynamoEventSource(from(tableOf), props)); break;
    case 'ManagedKafkaEventSource': fn.addEventSource(new sources.ManagedKafkaEventSource({ clusterArn: clusterArnOf(source), ...props })); break;
    case 'SelfManagedKafkaEventSource': fn.addEventSource(new sources.SelfManagedKafkaEventSource({ bootstrapServers: source.servers, ...props })); break;
    case 'SnsEventSource': fn.addEventSource(new sources.SnsEventSource(from(topicOf), props)); break;
    case 'S3EventSource': fn.addEventSource(new sources.S3EventSource(from((scope, _, id) => new s3.Bucket(scope, id)), props)); break;
    case 'configureAsyncInvoke': qualified(stack, fn, invoked, once).configureAsyncInvoke(props); break;
  }
}

function clusterArnOf({ arn, id }: Json): string {
  return arn ?? `arn:aws:kafka:eu-west-1:111122223333:cluster/${id}/0f6c2c9e-8f6b-4f6e-9d0a-3d3c5f3b2a10-1`;
}

function key({ arn, id }: Json): string {
  return String(id ?? arn);
}

/** A function of the app; with the ARN of another an import, whose role is known, for without one the classes warn of that alone. */
function functionOf(stack: Stack, { id, name, timeout, reserved, hasDeadLetters }: Json, index: number): lambda.IFunction {
  if (name?.startsWith('arn:')) {
    const role = iam.Role.fromRoleArn(stack, `Role${index}`, 'arn:aws:iam::111122223333:role/fulfil');
    return lambda.Function.fromFunctionAttributes(stack, `Function${index}`, { functionArn: name, role });
  }
  return new lambda.Function(stack, id ?? `Function${index}`, {
    functionName: name,
    runtime: lambda.Runtime.NODEJS_22_X,
    handler: 'index.handler',
    code: lambda.Code.fromInline('exports.handler = async () => {};'),
    timeout: seconds(timeout),
    reservedConcurrentExecutions: reserved,
    deadLetterQueueEnabled: hasDeadLetters || undefined,
  });
}

/** The alias of a function that a qualifier names. */
function qualified(stack: Stack, fn: lambda.IFunction, { id, name, qualifier = '$LATEST' }: Json, once: Once): lambda.IFunction {
  if (qualifier === '$LATEST' || !(fn instanceof lambda.Function)) { return fn; }
  return once(`alias ${id ?? name} ${qualifier}`, () => new lambda.Alias(stack, `Alias${qualifier}`, { aliasName: qualifier, version: fn.currentVersion }));
}

function queueOf(stack: Stack, { arn, failedIsFifo, properties = {} }: Json, id: string): sqs.IQueue {
  if (arn) { return sqs.Queue.fromQueueArn(stack, id, arn); }
  const receives = properties.RedrivePolicy?.maxReceiveCount;
  return new sqs.Queue(stack, id, {
    fifo: properties.FifoQueue,
    visibilityTimeout: seconds(properties.VisibilityTimeout),
    deadLetterQueue: receives === undefined
      ? undefined
      : { queue: new sqs.Queue(stack, `${id}Failed`, { fifo: failedIsFifo || undefined }), maxReceiveCount: receives },
  });
}

function streamOf(stack: Stack, { arn, properties = {} }: Json, id: string): kinesis.IStream {
  return arn ? kinesis.Stream.fromStreamArn(stack, id, arn) : new kinesis.Stream(stack, id, { shardCount: properties.ShardCount });
}

function consumerOf(stack: Stack, { arn }: Json, id: string): kinesis.IStreamConsumer {
  if (arn) { return kinesis.StreamConsumer.fromStreamConsumerArn(stack, id, arn); }
  return new kinesis.StreamConsumer(stack, id, { streamConsumerName: 'fulfil', stream: new kinesis.Stream(stack, `${id}Stream`) });
}

function tableOf(stack: Stack, { arn, type, properties = {} }: Json, id: string): dynamodb.ITable {
  if (arn) { return dynamodb.Table.fromTableAttributes(stack, id, { tableArn: String(arn).split('/stream/')[0], tableStreamArn: arn }); }
  const partitionKey = { name: 'id', type: dynamodb.AttributeType.STRING };
  if (type === 'AWS::DynamoDB::GlobalTable') {
    const replicas = (properties.Replicas ?? []).map(({ Region: region }: Json) => ({ region })).filter(({ region }: Json) => region && region !== 'eu-west-1');
    return new dynamodb.TableV2(stack, id, { partitionKey, replicas, dynamoStream: properties.StreamSpecification?.StreamViewType });
  }
  return new dynamodb.Table(stack, id, { partitionKey, stream: properties.StreamSpecification?.StreamViewType });
}

function topicOf(stack: Stack, { arn, isFifo }: Json, id: string): sns.ITopic {
  return arn ? sns.Topic.fromTopicArn(stack, id, String(arn)) : new sns.Topic(stack, id, { fifo: isFifo || undefined });
}

function propsOf(stack: Stack, { class: name, props }: Call, index: number, once: Once): Json {
  const { vpc, hasDeadLetters, ...plain } = props;
  const made: Json = { ...plain };
  for (const prop of ['maxBatchingWindow', 'maxRecordAge', 'tumblingWindow', 'maxEventAge']) { made[prop] = seconds(props[prop]); }
  for (const prop of ['secret', 'rootCACertificate']) {
    if (props[prop]) { made[prop] = secretOf(stack, props[prop], `${prop}${index}`); }
  }
  if (props.filterEncryption) { made.filterEncryption = kms.Key.fromKeyArn(stack, `Key${index}`, props.filterEncryption); }
  if (props.schemaRegistryConfig) { made.schemaRegistryConfig = registryOf(stack, props.schemaRegistryConfig, index); }
  if (vpc) {
    made.vpc = new ec2.Vpc(stack, `Vpc${index}`);
    made.vpcSubnets = { subnetType: ec2.SubnetType.PRIVATE_WITH_EGRESS };
    made.securityGroup = new ec2.SecurityGroup(stack, `Access${index}`, { vpc: made.vpc });
  }
  if (hasDeadLetters) { made.deadLetterQueue = new sqs.Queue(stack, `Failed${index}`); }
  if (name === 'SnsEventSource' && props.filterPolicy) {
    const policy = Object.entries<any[]>(props.filterPolicy);
    made.filterPolicy = Object.fromEntries(policy.map(([attribute, values]) => [attribute, new sns.SubscriptionFilter(values)]));
  }
  for (const prop of ['onFailure', 'onSuccess']) {
    if (props[prop] === undefined) { continue; }
    const id = `${prop}${index}`;
    made[prop] = name === 'configureAsyncInvoke' ? invokeDestination(stack, props[prop], id, once) : dlq(stack, props[prop], id);
  }
  return made;
}

function dlq(stack: Stack, { arn, type, isFifo }: Json, id: string): lambda.IEventSourceDlq | undefined {
  const service = arn?.startsWith('kafka:') ? 'kafka' : arn?.split(':')[2] ?? type?.split('::')[1].toLowerCase();
  switch (service) {
    case 'sqs': return new sources.SqsDlq(arn ? sqs.Queue.fromQueueArn(stack, id, arn) : new sqs.Queue(stack, id, { fifo: isFifo || undefined }));
    case 'sns': return new sources.SnsDlq(arn ? sns.Topic.fromTopicArn(stack, id, arn) : new sns.Topic(stack, id, { fifo: isFifo || undefined }));
    case 's3': return new sources.S3OnFailureDestination(arn ? s3.Bucket.fromBucketArn(stack, id, arn) : new s3.Bucket(stack, id));
    case 'kafka': return new sources.KafkaDlq(arn.slice('kafka://'.length));
    default: return undefined;
  }
}

function invokeDestination(stack: Stack, { arn, type, id: target, isFifo }: Json, id: string, once: Once): lambda.IDestination | undefined {
  const service = arn?.split(':')[2] ?? type?.split('::')[1].toLowerCase();
  switch (service) {
    case 'sqs': return new destinations.SqsDestination(arn ? sqs.Queue.fromQueueArn(stack, id, arn) : new sqs.Queue(stack, id, { fifo: isFifo || undefined }));
    case 'sns': return new destinations.SnsDestination(arn ? sns.Topic.fromTopicArn(stack, id, arn) : new sns.Topic(stack, id, { fifo: isFifo || undefined }));
    case 's3': return new destinations.S3Destination(arn ? s3.Bucket.fromBucketArn(stack, id, arn) : new s3.Bucket(stack, id));
    case 'lambda': return new destinations.LambdaDestination(arn
      ? lambda.Function.fromFunctionArn(stack, id, arn)
      : once<lambda.IFunction>(`fn ${target}`, () => functionOf(stack, { id: target }, 0)));
    default: return undefined;
  }
}

function registryOf(stack: Stack, registry: Json, index: number): lambda.ISchemaRegistry {
  const { SchemaRegistryURI: uri, EventRecordFormat: format, SchemaValidationConfigs: validations, AccessConfigs: logins } = registry;
  const shared = {
    eventRecordFormat: lambda.EventRecordFormat.of(format),
    schemaValidationConfigs: (validations ?? []).map(({ Attribute }: Json) => ({ attribute: lambda.KafkaSchemaValidationAttribute.of(Attribute) })),
  };
  if (uri.startsWith('arn:')) { return new sources.GlueSchemaRegistry({ schemaRegistryArn: uri, ...shared }); }
  const [login] = logins;
  return new sources.ConfluentSchemaRegistry({
    schemaRegistryUri: uri,
    authenticationType: lambda.KafkaSchemaRegistryAccessConfigType.of(login.Type),
    secret: secretOf(stack, login.URI, `Registry${index}`),
    ...shared,
  });
}

function secretOf(stack: Stack, arn: unknown, id: string): ISecret {
  const text = String(arn);
  return /-\w{6}$/.test(text) ? Secret.fromSecretCompleteArn(stack, id, text) : Secret.fromSecretPartialArn(stack, id, text);
}

function seconds(amount: unknown): Duration | undefined {
  return typeof amount === 'number' ? Duration.seconds(amount) : undefined;
}
