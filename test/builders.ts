import { App, CfnResource, Duration, Stack, StackProps } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { Construct, IConstruct } from 'constructs';

export const ACCOUNT = '111122223333';
export const REGION = 'eu-west-1';

/** The properties of a mapping that says nothing but what it must. */
export type Properties = { readonly [name: string]: any };

export function newStack(props: StackProps & { readonly context?: { readonly [key: string]: any } } = {}): Stack {
  const { context, ...stackProps } = props;
  return new Stack(new App({ context }), 'Shop', stackProps);
}

export function newFunction(scope: Construct, id = 'Fulfil', props: Partial<lambda.FunctionProps> = {}): lambda.Function {
  return new lambda.Function(scope, id, {
    runtime: lambda.Runtime.NODEJS_22_X,
    handler: 'index.handler',
    code: lambda.Code.fromInline('exports.handler = async () => {};'),
    ...props,
  });
}

/** A queue that no rule has anything to say about, unless `props` see to it. */
export function newQueue(scope: Construct, id = 'Orders', props: sqs.QueueProps = {}): sqs.Queue {
  const failed = `arn:aws:sqs:${REGION}:${ACCOUNT}:failed${props.fifo ? '.fifo' : ''}`;
  return new sqs.Queue(scope, id, {
    visibilityTimeout: Duration.hours(1),
    deadLetterQueue: { queue: sqs.Queue.fromQueueArn(scope, `${id}Failed`, failed), maxReceiveCount: 5 },
    ...props,
  });
}

export function queueArn(name = 'orders', account = ACCOUNT): string {
  return `arn:aws:sqs:${REGION}:${account}:${name}`;
}

/** All mappings of a stack's template, by logical id. */
export function mappingsIn(stack: Stack): { readonly [logicalId: string]: { readonly Properties: Properties; readonly DependsOn?: string[] } } {
  return Template.fromStack(stack).findResources('AWS::Lambda::EventSourceMapping') as any;
}

/** The properties of the only mapping of a stack. */
export function mappingIn(stack: Stack): Properties {
  const mappings = Object.values(mappingsIn(stack));
  expect(mappings).toHaveLength(1);
  return mappings[0].Properties;
}

export function l1Of(construct: IConstruct): CfnResource {
  return construct.node.defaultChild as CfnResource;
}

export function l1MappingOf(mapping: lambda.IEventSourceMapping): lambda.CfnEventSourceMapping {
  return l1Of(mapping) as lambda.CfnEventSourceMapping;
}
