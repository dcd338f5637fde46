import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import * as docdb from 'aws-cdk-lib/aws-docdb';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { DocumentDbEventSource, FullDocument, PollerNetwork } from 'cdk-lambda-event-sources';
import { Construct } from 'constructs';
import { InNetworkProps } from './network';
import { ShopFunction } from './shop-function';

/** The catalogue that buyers edit. What they change is published: the change stream of a collection, enabled in the database. */
export class CatalogueChanges extends Stack {
  constructor(scope: Construct, id: string, { vpc, ...props }: InNetworkProps) {
    super(scope, id, props);

    const network = new ec2.SecurityGroup(this, 'Network', { vpc, description: 'The catalogue and what reads it' });
    const cluster = new docdb.DatabaseCluster(this, 'Cluster', {
      vpc,
      vpcSubnets: { subnetType: ec2.SubnetType.PRIVATE_ISOLATED },
      securityGroup: network,
      instanceType: ec2.InstanceType.of(ec2.InstanceClass.R6G, ec2.InstanceSize.LARGE),
      engineVersion: '5.0.0',
      masterUser: { username: 'shop' },
      storageEncrypted: true,
      deletionProtection: true,
      removalPolicy: RemovalPolicy.RETAIN,
      parameterGroup: new docdb.ClusterParameterGroup(this, 'Parameters', {
        family: 'docdb5.0',
        parameters: { change_stream_log_retention_duration: String(Duration.days(3).toSeconds()) },
      }),
    });

    const publish = new ShopFunction(this, 'Publish', { file: 'publish-catalogue', timeout: Duration.seconds(30) });
    const changes = new DocumentDbEventSource(cluster, {
      databaseName: 'shop',
      collectionName: 'articles',
      fullDocument: FullDocument.UPDATE_LOOKUP,
      startingPosition: lambda.StartingPosition.TRIM_HORIZON,
      batchSize: 20,
      maxBatchingWindow: Duration.seconds(1),
    });
    publish.addEventSource(changes);
    PollerNetwork.of(vpc).connect(changes, cluster);
  }
}
