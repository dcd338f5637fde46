import { CfnParameter, Fn, Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as msk from 'aws-cdk-lib/aws-msk';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { KafkaCluster, KafkaEventSource, MskAuthentication, SelfManagedKafkaAuthentication } from '../../../src';
import { newFunction } from '../../builders';
import { AppCase, OwnCases } from '../cases';
import { ABSENT, UNKNOWN } from '../situation';

const ARN = 'arn:aws:kafka:eu-west-1:111122223333:cluster/orders/0f6c2c9e-8f6b-4f6e-9d0a-3d3c5f3b2a10-4';
const BROKER = 'arn:aws:mq:eu-west-1:111122223333:broker:orders:b-1234';
const SECRET = 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:AmazonMSK_orders-a1b2c3';
const SCRAM = 'cluster.ClientAuthentication.Sasl.Scram.Enabled';
const LOGIN = { 'access.SASL_SCRAM_512_AUTH': [SECRET] };

const unknown = (stack: Stack) => new CfnParameter(stack, 'Unknown').valueAsString;

const reading = (clusterOf: (stack: Stack) => KafkaCluster): AppCase => stack => {
  newFunction(stack).addEventSource(new KafkaEventSource(clusterOf(stack), { topic: 'orders', startingPosition: lambda.StartingPosition.LATEST, mappingId: 'Orders' }));
};
const byArn = (arnOf: (stack: Stack) => string): AppCase =>
  reading(stack => KafkaCluster.mskFromArn(arnOf(stack), { authentication: MskAuthentication.iam() }));

/** A cluster that IAM guards, or whatever else is said of that. */
const guarded = (enabled?: (stack: Stack) => unknown, authentication = MskAuthentication.unauthenticated()): AppCase => reading(stack => {
  const cluster = new msk.CfnCluster(stack, 'Cluster', {
    clusterName: 'orders', kafkaVersion: '3.9.x', numberOfBrokerNodes: 2, brokerNodeGroupInfo: { clientSubnets: ['a', 'b'], instanceType: 'kafka.m7g.large' },
  });
  if (enabled) { cluster.addPropertyOverride('ClientAuthentication.Sasl.Iam.Enabled', enabled(stack)); }
  return KafkaCluster.msk(cluster, { authentication });
});

const polledFrom = (privateSubnetIds?: string[]): AppCase => reading(stack => KafkaCluster.selfManaged('warehouse', {
  bootstrapServers: ['broker.example.com:9092'],
  ...privateSubnetIds && {
    vpc: ec2.Vpc.fromVpcAttributes(stack, 'Vpc', {
      vpcId: 'vpc-1', availabilityZones: privateSubnetIds.length > 1 ? ['a', 'b'] : Fn.getAzs(), privateSubnetIds,
    }),
    securityGroups: [ec2.SecurityGroup.fromSecurityGroupId(stack, 'Pollers', 'sg-1')],
  },
}));

/** Clusters of one name or of several, each with other brokers. */
const named = (...names: readonly string[]): AppCase => stack => {
  const fn = newFunction(stack);
  const authentication = SelfManagedKafkaAuthentication.saslPlain(secretsmanager.Secret.fromSecretCompleteArn(stack, 'Login', SECRET));
  names.forEach((name, i) => fn.addEventSource(new KafkaEventSource(
    KafkaCluster.selfManaged(name, { bootstrapServers: [`broker${i}.example.com:9092`], authentication }),
    { topic: 'orders', startingPosition: lambda.StartingPosition.LATEST },
  )));
};

/** Rules of clusters, as far as the template or the app shows them. */
export const CLUSTERS: { readonly [rule: string]: OwnCases } = {
  'msk-account': {
    kind: 'msk',
    at: [{ EventSourceArn: ARN }, { EventSourceArn: ARN.replace('cluster/', 'vpc-connection/444455556666/') }],
    beyond: [{ EventSourceArn: ARN.replace('111122223333', '444455556666') }],
    unknown: { EventSourceArn: UNKNOWN },
    absent: { EventSourceArn: ABSENT },
  },
  'msk-login-switched-off': {
    at: [{ ...LOGIN, [SCRAM]: true }],
    beyond: [{ ...LOGIN, [SCRAM]: false }],
    unknown: { ...LOGIN, [SCRAM]: UNKNOWN },
    absent: { 'access.SASL_SCRAM_512_AUTH': ABSENT, 'cluster.ClientAuthentication.Sasl.Iam.Enabled': true },
  },
  'msk-unauthenticated-with-iam': {
    template: 'only constructs show it',
    app: {
      at: [guarded(() => false), guarded(() => true, MskAuthentication.iam())],
      beyond: guarded(() => true),
      unknown: guarded(stack => ({ Ref: new CfnParameter(stack, 'Unknown').logicalId })),
      absent: guarded(),
    },
  },
  'self-managed-kafka-name': {
    template: 'only constructs show it',
    app: { at: named('warehouse', 'returns'), beyond: named('warehouse', 'warehouse'), unknown: 'there is no value', absent: named('warehouse') },
  },
  'self-managed-kafka-subnet-list': {
    template: 'only constructs show it',
    app: {
      at: polledFrom(Fn.split(',', Fn.importValue('subnets'), 2)),
      beyond: polledFrom(Fn.split(',', Fn.importValue('subnets'))),
      unknown: 'there is no value',
      absent: polledFrom(),
    },
  },
  'source-of-another-service': {
    template: 'only constructs show it',
    app: { at: byArn(() => ARN), beyond: byArn(() => BROKER), unknown: byArn(unknown), absent: guarded(() => true, MskAuthentication.iam()) },
  },
};
