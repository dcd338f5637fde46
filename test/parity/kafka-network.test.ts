import { CfnParameter, Duration, Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as upstream from 'aws-cdk-lib/aws-lambda-event-sources';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { runExample } from './readme-example';
import { functionIn } from './shop';
import { upstreamExamples } from './upstream-assembly';
import * as ours from '../../src';
import { newStack } from '../builders';
import { networkFindings } from '../facts/brokers/network-shop';

const SURROUNDINGS = {
  myFunction: (stack: Stack) => functionIn(stack),
  ordersFunction: (stack: Stack) => functionIn(stack, 'Orders'),
  bucket: (stack: Stack) => new s3.Bucket(stack, 'Failed'),
  clusterArn: (stack: Stack) => new CfnParameter(stack, 'ClusterArn').valueAsString,
  secret: (stack: Stack) => new Secret(stack, 'Credentials'),
  lambda: () => lambda,
  Duration: () => Duration,
};
const CLASSES = { ...ours, S3OnFailureDestination: upstream.S3OnFailureDestination };

const examples = ['ManagedKafkaEventSource', 'SelfManagedKafkaEventSource'].flatMap(className => upstreamExamples(className));

test('upstream shows Kafka', () => expect(examples.length).toBeGreaterThanOrEqual(8));

test.each(examples)('the README of $title: nothing is said of the network', ({ code }) => {
  const stack = newStack();
  runExample(code, stack, CLASSES, SURROUNDINGS);
  expect(networkFindings(stack)).toEqual([]);
});

// "If your cluster is only reachable via VPC also configure vpc, vpcSubnets and securityGroup", says the README of upstream.
test.each<[string, object, Partial<ours.SelfManagedKafkaEventSourceProps>]>([
  ['with a VPC as the CDK makes it', {}, {}],
  ['with some of its subnets', {}, { vpcSubnets: { subnetType: ec2.SubnetType.PRIVATE_WITH_EGRESS, onePerAz: true } }],
  ['in provisioned mode, with subnets that lead nowhere', { subnetConfiguration: [{ name: 'Brokers', subnetType: ec2.SubnetType.PRIVATE_ISOLATED }] },
    { vpcSubnets: { subnetType: ec2.SubnetType.PRIVATE_ISOLATED }, provisionedPollerConfig: { minimumPollers: 1, maximumPollers: 3 } }],
])('self-managed Kafka %s: nothing is said of the network', (_, vpcProps, props) => {
  const stack = newStack();
  const vpc = new ec2.Vpc(stack, 'Vpc', vpcProps);
  functionIn(stack).addEventSource(new ours.SelfManagedKafkaEventSource({
    bootstrapServers: ['kafka-broker:9092'],
    topic: 'some-cool-topic',
    secret: new Secret(stack, 'Credentials'),
    batchSize: 100,
    startingPosition: lambda.StartingPosition.TRIM_HORIZON,
    vpc,
    securityGroup: new ec2.SecurityGroup(stack, 'Pollers', { vpc }),
    ...props,
  }));
  expect(networkFindings(stack)).toEqual([]);
});
