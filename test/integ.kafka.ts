/**
 * An MSK Serverless cluster in a VPC, and a function that gets the records of a topic.
 *
 * Asserts that Lambda keeps the mapping as it was given, and enables it. Nobody creates the topic, which takes a client in the VPC,
 * so no record flows.
 *
 * - Run:  npx integ-runner integ.kafka.ts --force, with an account: see CONTRIBUTING.md
 * - Time: an hour at the most, by estimate; the cluster takes most of it.
 * - Cost: by the hour for the cluster, https://aws.amazon.com/msk/pricing/, and for 2 interface endpoints in 2 zones,
 *   https://aws.amazon.com/privatelink/pricing/
 */
import { IntegTest } from '@aws-cdk/integ-tests-alpha';
import { Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as msk from 'aws-cdk-lib/aws-msk';
import { KafkaCluster, KafkaEventSource, PollerNetwork } from '../src';
import { expectMapping } from './integration/expect-mapping';
import { IntegApp } from './integration/integ-app';
import { IsolatedVpc } from './integration/isolated-vpc';
import { Witness } from './integration/witness';

const app = new IntegApp();
const stack = new Stack(app, 'EventSourcesKafka');

const vpc = new IsolatedVpc(stack, 'Vpc');
const securityGroup = new ec2.SecurityGroup(stack, 'Group', { vpc });
const cluster = new msk.CfnServerlessCluster(stack, 'Cluster', {
  clusterName: stack.stackName,
  clientAuthentication: { sasl: { iam: { enabled: true } } },
  vpcConfigs: [{ subnetIds: vpc.isolatedSubnets.map(({ subnetId }) => subnetId), securityGroups: [securityGroup.securityGroupId] }],
});
const source = new KafkaEventSource(KafkaCluster.mskServerless(cluster), {
  topic: 'orders',
  consumerGroupId: 'integ',
  startingPosition: lambda.StartingPosition.TRIM_HORIZON,
  batchSize: 20,
});
const witness = new Witness(stack, 'Witness');
witness.addEventSource(source);
PollerNetwork.of(vpc).connect(source, securityGroup);

const integ = new IntegTest(app, 'Kafka', { testCases: [stack] });
expectMapping(integ, source, {
  Topics: ['orders'],
  StartingPosition: 'TRIM_HORIZON',
  BatchSize: 20,
  AmazonManagedKafkaEventSourceConfig: { ConsumerGroupId: 'integ' },
});
