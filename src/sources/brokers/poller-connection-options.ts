import type * as ec2 from 'aws-cdk-lib/aws-ec2';

/** The parts of the network that are added for the pollers of one event source. */
export interface PollerConnectionOptions {
  /**
   * Whether endpoints are added for the services that the pollers call: AWS Lambda, AWS STS, AWS Secrets Manager where they log
   * in with a secret, and the service of `onFailure`. Provisioned mode of Apache Kafka has none in any case.
   *
   * `true` adds those that this app does not have, also to an imported VPC, whose endpoints are unknown at synthesis: a
   * second endpoint of a service is refused by AWS. `false` adds none.
   *
   * @default - where the subnets are known to have no way out of a VPC of this app
   * @see https://docs.aws.amazon.com/lambda/latest/dg/with-msk-cluster-network.html
   */
  readonly endpoints?: boolean;

  /**
   * The subnets that the event source is in. Needed only where the event source does not name them, as with an ARN.
   *
   * @default - those of the event source, or else the private subnets, as the CDK chooses them
   * @see https://docs.aws.amazon.com/lambda/latest/dg/with-msk-cluster-network.html
   */
  readonly vpcSubnets?: ec2.SubnetSelection;
}
