/**
 * A RabbitMQ broker in a VPC, and a function that gets the messages of a queue.
 *
 * Asserts that Lambda keeps the mapping as it was given, and enables it. Nobody declares the queue, so no message flows.
 *
 * - Run:  npx integ-runner integ.mq.ts --force, with an account: see CONTRIBUTING.md
 * - Time: an hour at the most, by estimate; the broker takes most of it.
 * - Cost: by the hour for a broker mq.m7g.medium, https://aws.amazon.com/amazon-mq/pricing/, and for 3 interface endpoints in 2
 *   zones, https://aws.amazon.com/privatelink/pricing/; a secret, https://aws.amazon.com/secrets-manager/pricing/
 */
import { IntegTest } from '@aws-cdk/integ-tests-alpha';
import { Duration, SecretValue, Stack } from 'aws-cdk-lib';
import * as amazonmq from 'aws-cdk-lib/aws-amazonmq';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { MqBroker, MqEventSource, PollerNetwork } from '../src';
import { expectMapping } from './integration/expect-mapping';
import { IntegApp } from './integration/integ-app';
import { IsolatedVpc } from './integration/isolated-vpc';
import { Witness } from './integration/witness';

const app = new IntegApp();
const stack = new Stack(app, 'EventSourcesMq');

const username = 'integ';
const credentials = new secretsmanager.Secret(stack, 'Credentials', {
  generateSecretString: { secretStringTemplate: JSON.stringify({ username }), generateStringKey: 'password', excludePunctuation: true },
});
const vpc = new IsolatedVpc(stack, 'Vpc');
const securityGroup = new ec2.SecurityGroup(stack, 'Group', { vpc });
const broker = new amazonmq.CfnBroker(stack, 'Broker', {
  brokerName: stack.stackName,
  engineType: 'RABBITMQ',
  engineVersion: '3.13',
  autoMinorVersionUpgrade: true,
  deploymentMode: 'SINGLE_INSTANCE',
  hostInstanceType: 'mq.m7g.medium',
  publiclyAccessible: false,
  subnetIds: [vpc.isolatedSubnets[0].subnetId],
  securityGroups: [securityGroup.securityGroupId],
  users: [{ username, password: SecretValue.secretsManager(credentials.secretArn, { jsonField: 'password' }).unsafeUnwrap() }],
});
const source = new MqEventSource(MqBroker.rabbitMq(broker), {
  queue: 'orders',
  credentials,
  batchSize: 50,
  maxBatchingWindow: Duration.seconds(1),
});
const witness = new Witness(stack, 'Witness');
witness.addEventSource(source);
PollerNetwork.of(vpc).connect(source, securityGroup);

const integ = new IntegTest(app, 'Mq', { testCases: [stack] });
expectMapping(integ, source, { Queues: ['orders'], BatchSize: 50, MaximumBatchingWindowInSeconds: 1 });
