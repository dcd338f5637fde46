import { Stack } from 'aws-cdk-lib';
import * as amazonmq from 'aws-cdk-lib/aws-amazonmq';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { MqBroker, MqEventSource, MqEventSourceProps } from '../../../src';
import { ACCOUNT, newFunction, newStack, REGION } from '../../builders';

export const ENV = { account: ACCOUNT, region: REGION };
export const BROKER_ARN = `arn:aws:mq:${REGION}:${ACCOUNT}:broker:orders:b-1234`;
export const SECRET_ARN = `arn:aws:secretsmanager:${REGION}:${ACCOUNT}:secret:orders-a1b2c3`;
export const CREDENTIALS = { Type: 'BASIC_AUTH', URI: SECRET_ARN };
export const BARE = {
  EventSourceArn: { 'Fn::GetAtt': ['Broker', 'Arn'] },
  FunctionName: { Ref: 'Fulfil41551CE2' },
  Queues: ['orders'],
  SourceAccessConfigurations: [CREDENTIALS],
};

export function newBroker(stack: Stack, props: Partial<amazonmq.CfnBrokerProps> = {}): amazonmq.CfnBroker {
  return new amazonmq.CfnBroker(stack, 'Broker', {
    brokerName: 'orders',
    deploymentMode: 'SINGLE_INSTANCE',
    engineType: 'RABBITMQ',
    hostInstanceType: 'mq.m7g.medium',
    publiclyAccessible: false,
    users: [],
    ...props,
  });
}

export function secretOf(stack: Stack, arn = SECRET_ARN): secretsmanager.ISecret {
  const id = `Secret ${arn.split(':')[3]}`;
  return stack.node.tryFindChild(id) as any ?? secretsmanager.Secret.fromSecretCompleteArn(stack, id, arn);
}

export function newSource(stack: Stack, broker: MqBroker, props: Partial<MqEventSourceProps> = {}): MqEventSource {
  return new MqEventSource(broker, { queue: 'orders', credentials: secretOf(stack), ...props });
}

/** A function with one source, a queue of a RabbitMQ broker unless `brokerProps` see to another. */
export function mapped(props: Partial<MqEventSourceProps> = {}, brokerProps: Partial<amazonmq.CfnBrokerProps> = {}): Stack {
  const stack = newStack({ env: ENV });
  newFunction(stack).addEventSource(newSource(stack, MqBroker.rabbitMq(newBroker(stack, brokerProps)), props));
  return stack;
}

/** The same with ActiveMQ. */
export function mappedActiveMq(props: Partial<MqEventSourceProps> = {}, brokerProps: Partial<amazonmq.CfnBrokerProps> = {}): Stack {
  const stack = newStack({ env: ENV });
  newFunction(stack).addEventSource(newSource(stack, MqBroker.activeMq(newBroker(stack, { engineType: 'ACTIVEMQ', ...brokerProps })), props));
  return stack;
}
