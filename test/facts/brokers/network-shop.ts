import { Stack } from 'aws-cdk-lib';
import * as amazonmq from 'aws-cdk-lib/aws-amazonmq';
import * as docdb from 'aws-cdk-lib/aws-docdb';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as msk from 'aws-cdk-lib/aws-msk';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import {
  DocumentDbEventSource, KafkaCluster, KafkaEventSource, KafkaEventSourceProps, MqBroker, MqEventSource, MskAuthentication, PollingEventSource,
  SelfManagedKafkaAuthentication, testing,
} from '../../../src';
import { newFunction } from '../../builders';

/** Where a source is. */
export interface Place {
  readonly vpc?: ec2.IVpc;
  readonly subnetIds: string[];
  readonly group?: ec2.ISecurityGroup;
}

/** Makes a source in a place. */
export type SourceIn = (stack: Stack, place: Place) => PollingEventSource;

export const PROVISIONED = { provisionedPollerConfig: { minimumPollers: 1 } };

const subnetsOf = ({ publicSubnets, privateSubnets, isolatedSubnets }: ec2.IVpc) => [...publicSubnets, ...privateSubnets, ...isolatedSubnets];
const groupsOf = ({ group }: Place) => group && [group.securityGroupId];
const secretIn = (stack: Stack) => Secret.fromSecretCompleteArn(stack, 'Login', 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:AmazonMSK_shop-a1b2c3');
const topic = (cluster: KafkaCluster, props: Partial<KafkaEventSourceProps> = {}) =>
  new KafkaEventSource(cluster, { topic: 'orders', startingPosition: lambda.StartingPosition.LATEST, ...props });

function mskIn(stack: Stack, place: Place, clientAuthentication?: msk.CfnCluster.ClientAuthenticationProperty): msk.CfnCluster {
  return new msk.CfnCluster(stack, 'Cluster', {
    clusterName: 'orders',
    kafkaVersion: '3.9.x',
    numberOfBrokerNodes: 2,
    clientAuthentication,
    brokerNodeGroupInfo: { instanceType: 'kafka.m7g.large', clientSubnets: place.subnetIds, securityGroups: groupsOf(place) },
  });
}

function brokerIn(stack: Stack, place: Place, engineType: string, publiclyAccessible = false): amazonmq.CfnBroker {
  return new amazonmq.CfnBroker(stack, 'Broker', {
    brokerName: 'orders',
    engineType,
    deploymentMode: 'SINGLE_INSTANCE',
    hostInstanceType: 'mq.m7g.medium',
    publiclyAccessible,
    subnetIds: place.subnetIds.slice(0, 1),
    securityGroups: groupsOf(place),
    users: [],
  });
}

const BY_IAM = { sasl: { iam: { enabled: true } } };
const BY_PASSWORD = { sasl: { scram: { enabled: true } } };

export const mskByIam = (props?: Partial<KafkaEventSourceProps>): SourceIn => (stack, place) =>
  topic(KafkaCluster.msk(mskIn(stack, place, BY_IAM), { authentication: MskAuthentication.iam() }), props);

export const mskByPassword = (props?: Partial<KafkaEventSourceProps>): SourceIn => (stack, place) =>
  topic(KafkaCluster.msk(mskIn(stack, place, BY_PASSWORD), { authentication: MskAuthentication.saslScram512(secretIn(stack)) }), props);

export const mskByCertificate: SourceIn = (stack, place) =>
  topic(KafkaCluster.msk(mskIn(stack, place, { tls: { enabled: true } }), { authentication: MskAuthentication.mutualTls(secretIn(stack)) }));

export const mskWithoutLogin: SourceIn = (stack, place) =>
  topic(KafkaCluster.msk(mskIn(stack, place, { unauthenticated: { enabled: true } }), { authentication: MskAuthentication.unauthenticated() }));

export const mskServerless = (props?: Partial<KafkaEventSourceProps>): SourceIn => (stack, place) => topic(KafkaCluster.mskServerless(
  new msk.CfnServerlessCluster(stack, 'Cluster', {
    clusterName: 'orders',
    clientAuthentication: BY_IAM as msk.CfnServerlessCluster.ClientAuthenticationProperty,
    vpcConfigs: [{ subnetIds: place.subnetIds, securityGroups: groupsOf(place) }],
  }),
), props);

export const selfManaged = (props?: Partial<KafkaEventSourceProps>, byPassword = true): SourceIn => (stack, { vpc, group, subnetIds }) =>
  topic(KafkaCluster.selfManaged('warehouse', {
    bootstrapServers: ['b-1.example.com:9092', 'b-2.example.com:9092'],
    authentication: byPassword ? SelfManagedKafkaAuthentication.saslScram512(secretIn(stack)) : undefined,
    vpc,
    vpcSubnets: vpc && { subnets: subnetsOf(vpc).filter(({ subnetId }) => subnetIds.includes(subnetId)) },
    securityGroups: group && [group],
  }), props);

export const activeMq: SourceIn = (stack, place) =>
  new MqEventSource(MqBroker.activeMq(brokerIn(stack, place, 'ACTIVEMQ')), { queue: 'orders', credentials: secretIn(stack) });

export const rabbitMq: SourceIn = (stack, place) =>
  new MqEventSource(MqBroker.rabbitMq(brokerIn(stack, place, 'RABBITMQ')), { queue: 'orders', credentials: secretIn(stack) });

export const publicRabbitMq: SourceIn = (stack, place) =>
  new MqEventSource(MqBroker.rabbitMq(brokerIn(stack, { ...place, group: undefined }, 'RABBITMQ', true)), { queue: 'orders', credentials: secretIn(stack) });

export const documentDb = (port?: number): SourceIn => (stack, place) => new DocumentDbEventSource(
  new docdb.CfnDBCluster(stack, 'Database', {
    engineVersion: '5.0.0',
    port,
    dbSubnetGroupName: new docdb.CfnDBSubnetGroup(stack, 'Subnets', { dbSubnetGroupDescription: 'orders', subnetIds: place.subnetIds }).ref,
    vpcSecurityGroupIds: groupsOf(place),
  }),
  { databaseName: 'shop', startingPosition: lambda.StartingPosition.LATEST, credentials: secretIn(stack) },
);

/** The ids of what is found of the network of all mappings in a stack, without what they have in common. */
export function networkFindings(stack: Stack): string[] {
  return testing.Findings.of(stack).all().map(({ ruleId }) => ruleId)
    .filter(id => id.startsWith('poller-network-')).map(id => id.replace('poller-network-', '')).sort();
}

/** What is found of the network of a source in a place. */
export function findingsAt(stack: Stack, source: SourceIn, place: Place): string[] {
  newFunction(stack).addEventSource(source(stack, place));
  return networkFindings(stack);
}
