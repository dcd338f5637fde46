import { Duration, Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as msk from 'aws-cdk-lib/aws-msk';
import { KafkaCluster, KafkaDlq, KafkaEventSource, PollerNetwork } from 'cdk-lambda-event-sources';
import { Construct } from 'constructs';
import { InNetworkProps } from './network';
import { ShopFunction } from './shop-function';

/** Shipments of the carriers, in order per parcel: a topic on MSK Serverless, where Lambda logs in by IAM. The carriers make the topics. */
export class ShipmentsTopic extends Stack {
  constructor(scope: Construct, id: string, { vpc, ...props }: InNetworkProps) {
    super(scope, id, props);

    const brokers = new ec2.SecurityGroup(this, 'Brokers', { vpc, description: 'Brokers of the shipments and what reads them' });
    const cluster = new msk.CfnServerlessCluster(this, 'Cluster', {
      clusterName: 'shipments',
      clientAuthentication: { sasl: { iam: { enabled: true } } },
      vpcConfigs: [{
        subnetIds: vpc.selectSubnets({ subnetType: ec2.SubnetType.PRIVATE_ISOLATED }).subnetIds,
        securityGroups: [brokers.securityGroupId],
      }],
    });

    const ship = new ShopFunction(this, 'Ship', { file: 'follow-shipments', timeout: Duration.seconds(30) });
    const shipments = new KafkaEventSource(KafkaCluster.mskServerless(cluster), {
      topic: 'shipments',
      startingPosition: lambda.StartingPosition.TRIM_HORIZON,
      consumerGroupId: 'shop-shipments',
      batchSize: 200,
      maxBatchingWindow: Duration.seconds(1),
      provisionedPollerConfig: { minimumPollers: 1, maximumPollers: 4 },
      reportBatchItemFailures: true,
      retryAttempts: 3,
      onFailure: new KafkaDlq('shipments-failed'),
    });
    ship.addEventSource(shipments);
    // In provisioned mode this is a rule of the security group only: Lambda invokes the function past the VPC.
    PollerNetwork.of(vpc).connect(shipments, brokers);
  }
}
