import { Duration, SecretValue, Stack } from 'aws-cdk-lib';
import * as amazonmq from 'aws-cdk-lib/aws-amazonmq';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { MqBroker, MqEventSource, PollerNetwork } from 'cdk-lambda-event-sources';
import { Construct } from 'constructs';
import { InNetworkProps } from './network';
import { ShopFunction } from './shop-function';

/** Orders of the tills in the branches, which speak AMQP: a RabbitMQ broker. The tills declare the queue themselves. */
export class LegacyBroker extends Stack {
  constructor(scope: Construct, id: string, { vpc, ...props }: InNetworkProps) {
    super(scope, id, props);

    const username = 'shop';
    const credentials = new secretsmanager.Secret(this, 'Credentials', {
      generateSecretString: { secretStringTemplate: JSON.stringify({ username }), generateStringKey: 'password', excludePunctuation: true },
    });
    const network = new ec2.SecurityGroup(this, 'Network', { vpc, description: 'The broker of the tills and what reads it' });
    const broker = new amazonmq.CfnBroker(this, 'Broker', {
      brokerName: 'tills',
      engineType: 'RABBITMQ',
      engineVersion: '3.13',
      autoMinorVersionUpgrade: true,
      deploymentMode: 'SINGLE_INSTANCE',
      hostInstanceType: 'mq.m7g.medium',
      publiclyAccessible: false,
      subnetIds: vpc.selectSubnets({ subnetType: ec2.SubnetType.PRIVATE_ISOLATED }).subnetIds.slice(0, 1),
      securityGroups: [network.securityGroupId],
      logs: { general: true },
      users: [{ username, password: SecretValue.secretsManager(credentials.secretArn, { jsonField: 'password' }).unsafeUnwrap() }],
    });

    const take = new ShopFunction(this, 'Take', { file: 'take-till-orders', timeout: Duration.minutes(1) });
    const tillOrders = new MqEventSource(MqBroker.rabbitMq(broker), {
      queue: 'till-orders',
      credentials,
      batchSize: 50,
      maxBatchingWindow: Duration.seconds(1),
      filters: [{ data: { training: [false] } }],
    });
    take.addEventSource(tillOrders);
    PollerNetwork.of(vpc).connect(tillOrders, network);
  }
}
