/**
 * A DocumentDB cluster of one instance in a VPC, and a function that gets the changes of a collection.
 *
 * Asserts that Lambda keeps the mapping as it was given, and enables it. Nobody enables the change stream, which takes a client in
 * the VPC, so no change flows.
 *
 * - Run:  npx integ-runner integ.documentdb.ts --force, with an account: see CONTRIBUTING.md
 * - Time: an hour at the most, by estimate; the cluster takes most of it.
 * - Cost: by the hour for an instance db.t3.medium, https://aws.amazon.com/documentdb/pricing/, and for 3 interface endpoints in 2
 *   zones, https://aws.amazon.com/privatelink/pricing/; a secret, https://aws.amazon.com/secrets-manager/pricing/
 */
import { IntegTest } from '@aws-cdk/integ-tests-alpha';
import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import * as docdb from 'aws-cdk-lib/aws-docdb';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { DocumentDbEventSource, FullDocument, PollerNetwork } from '../src';
import { expectMapping } from './integration/expect-mapping';
import { IntegApp } from './integration/integ-app';
import { IsolatedVpc } from './integration/isolated-vpc';
import { Witness } from './integration/witness';

const app = new IntegApp();
const stack = new Stack(app, 'EventSourcesDocumentDb');

const vpc = new IsolatedVpc(stack, 'Vpc');
const cluster = new docdb.DatabaseCluster(stack, 'Cluster', {
  vpc,
  vpcSubnets: { subnetType: ec2.SubnetType.PRIVATE_ISOLATED },
  instanceType: ec2.InstanceType.of(ec2.InstanceClass.T3, ec2.InstanceSize.MEDIUM),
  engineVersion: '5.0.0',
  masterUser: { username: 'integ' },
  parameterGroup: new docdb.ClusterParameterGroup(stack, 'Parameters', {
    family: 'docdb5.0',
    parameters: { change_stream_log_retention_duration: String(Duration.days(1).toSeconds()) },
  }),
  removalPolicy: RemovalPolicy.DESTROY,
});
const source = new DocumentDbEventSource(cluster, {
  databaseName: 'shop',
  collectionName: 'orders',
  fullDocument: FullDocument.UPDATE_LOOKUP,
  startingPosition: lambda.StartingPosition.TRIM_HORIZON,
  batchSize: 20,
});
const witness = new Witness(stack, 'Witness');
witness.addEventSource(source);
PollerNetwork.of(vpc).connect(source, cluster);

const integ = new IntegTest(app, 'DocumentDb', { testCases: [stack] });
expectMapping(integ, source, {
  StartingPosition: 'TRIM_HORIZON',
  BatchSize: 20,
  DocumentDBEventSourceConfig: { DatabaseName: 'shop', CollectionName: 'orders', FullDocument: 'UpdateLookup' },
});
