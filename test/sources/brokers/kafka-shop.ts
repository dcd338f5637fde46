import { Stack } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as msk from 'aws-cdk-lib/aws-msk';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import {
  KafkaCluster, KafkaEventSource, KafkaEventSourceProps, MskAuthentication, SelfManagedKafkaAuthentication, SelfManagedKafkaOptions,
} from '../../../src';
import { newFunction, newStack } from '../../builders';

export const UUID = '0f6c2c9e-8f6b-4f6e-9d0a-3d3c5f3b2a10-4';
export const CLUSTER = `arn:aws:kafka:eu-west-1:111122223333:cluster/orders/${UUID}`;
export const SERVERLESS = 'arn:aws:kafka:eu-west-1:111122223333:cluster/orders/0f6c2c9e-8f6b-4f6e-9d0a-3d3c5f3b2a10-s1';
export const START = { startingPosition: lambda.StartingPosition.TRIM_HORIZON };
export const PROVISIONED = { provisionedPollerConfig: { minimumPollers: 1, maximumPollers: 3 } };
export const BROKERS = ['b-1.example.com:9092', 'b-2.example.com:9092'];
export const BY_IAM = { authentication: MskAuthentication.iam() };

/** What every login gets into, but none without. */
export const EVERY_LOGIN: msk.CfnCluster.ClientAuthenticationProperty = {
  sasl: { iam: { enabled: true }, scram: { enabled: true } }, tls: { enabled: true },
};

export function clusterIn(stack: Stack, id = 'Cluster', props: Partial<msk.CfnClusterProps> = { clientAuthentication: EVERY_LOGIN }): msk.CfnCluster {
  return new msk.CfnCluster(stack, id, {
    clusterName: 'orders',
    kafkaVersion: '3.9.x',
    numberOfBrokerNodes: 2,
    brokerNodeGroupInfo: { clientSubnets: ['subnet-1', 'subnet-2'], instanceType: 'kafka.m7g.large' },
    ...props,
  });
}

export function secretIn(stack: Stack, id = 'Secret'): Secret {
  return new Secret(stack, id, { secretName: `AmazonMSK_${id}` });
}

export function secretArn(stack: Stack, id = 'Secret'): unknown {
  return stack.resolve((stack.node.findChild(id) as Secret).secretArn);
}

/** A function that reads a topic. */
export function reading(clusterOf: (stack: Stack) => KafkaCluster, props: Partial<KafkaEventSourceProps> = {}): Stack {
  const stack = newStack();
  newFunction(stack).addEventSource(new KafkaEventSource(clusterOf(stack), { topic: 'orders', ...START, ...props }));
  return stack;
}

export const literal = () => KafkaCluster.mskFromArn(CLUSTER, BY_IAM);

export function selfManaged(options: Partial<SelfManagedKafkaOptions> = {}): (stack: Stack) => KafkaCluster {
  return stack => KafkaCluster.selfManaged('warehouse', {
    bootstrapServers: BROKERS,
    ...'authentication' in options ? {} : { authentication: SelfManagedKafkaAuthentication.saslScram512(secretIn(stack)) },
    ...options,
  });
}
