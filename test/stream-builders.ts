import { App, Stack, StackProps } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as kinesis from 'aws-cdk-lib/aws-kinesis';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { ACCOUNT, newFunction, REGION } from './builders';
import {
  DynamoEventSource, DynamoEventSourceProps, KinesisConsumerEventSource, KinesisEventSource, KinesisEventSourceProps, StreamEventSource,
} from '../src';

export { ACCOUNT, newFunction, REGION };

export const OTHER_ACCOUNT = '444455556666';
export const STREAM_ARN = `arn:aws:kinesis:${REGION}:${ACCOUNT}:stream/orders`;
export const CONSUMER_ARN = `${STREAM_ARN}/consumer/fulfil:1700000000`;
export const TABLE_ARN = `arn:aws:dynamodb:${REGION}:${ACCOUNT}:table/orders`;
export const TABLE_STREAM_ARN = `${TABLE_ARN}/stream/2026-01-01T00:00:00.000`;
export const QUEUE_ARN = `arn:aws:sqs:${REGION}:${ACCOUNT}:failed`;

/** With a limit to the retries, so that no rule has anything to say. */
export const CALM = { startingPosition: lambda.StartingPosition.LATEST, retryAttempts: 3 };

/** What `CALM` becomes in the template. */
export const CALM_PROPERTIES = { BatchSize: 100, StartingPosition: 'LATEST', MaximumRetryAttempts: 3 };

export function newStack(props?: StackProps): Stack {
  return new Stack(new App(), 'Shop', props);
}

const PARTITION_KEY = { name: 'id', type: dynamodb.AttributeType.STRING };

export function newTable(scope: Construct, id = 'Orders', props: Partial<dynamodb.TableProps> = {}): dynamodb.Table {
  return new dynamodb.Table(scope, id, { partitionKey: PARTITION_KEY, stream: dynamodb.StreamViewType.NEW_AND_OLD_IMAGES, ...props });
}

export function newTableV2(scope: Construct, id = 'Orders', props: Partial<dynamodb.TablePropsV2> = {}): dynamodb.TableV2 {
  return new dynamodb.TableV2(scope, id, { partitionKey: PARTITION_KEY, dynamoStream: dynamodb.StreamViewType.NEW_AND_OLD_IMAGES, ...props });
}

export function newConsumer(scope: Construct, id = 'Consumer', stream: kinesis.IStream = new kinesis.Stream(scope, 'Orders')): kinesis.StreamConsumer {
  return new kinesis.StreamConsumer(scope, id, { stream, streamConsumerName: id });
}

/** The three classes, each with a source that no rule has anything to say about. */
export const SOURCES: { readonly [className: string]: (scope: Construct, props?: Partial<KinesisEventSourceProps>) => StreamEventSource } = {
  KinesisEventSource: (scope, props) => new KinesisEventSource(new kinesis.Stream(scope, 'Orders'), { ...CALM, ...props }),
  KinesisConsumerEventSource: (scope, props) => new KinesisConsumerEventSource(newConsumer(scope), { ...CALM, ...props }),
  DynamoEventSource: (scope, props) => new DynamoEventSource(newTable(scope), { ...CALM, ...props as Partial<DynamoEventSourceProps> }),
};

/** A stack with a function that reads one source. */
export function mapped(className: string, props?: Partial<KinesisEventSourceProps>, stack = newStack()): Stack {
  newFunction(stack).addEventSource(SOURCES[className](stack, props));
  return stack;
}

export function l1Of(source: StreamEventSource): lambda.CfnEventSourceMapping {
  return source.eventSourceMapping.node.defaultChild as lambda.CfnEventSourceMapping;
}

/** The properties of the only mapping of a stack. */
export function mappingIn(stack: Stack): { readonly [property: string]: any } {
  const mappings = Object.values(Template.fromStack(stack).findResources('AWS::Lambda::EventSourceMapping'));
  expect(mappings).toHaveLength(1);
  return mappings[0].Properties;
}

/** The statements of all policies of roles in a stack. */
export function statementsIn(stack: Stack): any[] {
  const policies = Template.fromStack(stack).findResources('AWS::IAM::Policy');
  return Object.values(policies).flatMap(({ Properties }) => Properties.PolicyDocument.Statement);
}
