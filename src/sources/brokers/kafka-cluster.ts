import { Names, Token } from 'aws-cdk-lib';
import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import type * as msk from 'aws-cdk-lib/aws-msk';
import type * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { MskAuthentication, SelfManagedKafkaAuthentication } from './kafka-authentication';
import { clusterIdentity, KafkaClusterDetails, mskDetails } from './private/kafka-cluster-details';
import { IAM_LOGIN, KafkaLogin, LoginEntry, NO_LOGIN, secretEntries } from './private/kafka-login';
import { subnetIdsIn } from './private/kafka-subnets';
import { expectGiven, expectList, expectProps, LIST, required, TEXT, TEXT_OR_TOKEN, WantedProps } from '../../cdk/given';
import { KAFKA_LOGIN, MSK_CLUSTER, MSK_LOGIN, MSK_SERVERLESS_CLUSTER, SECRET, SECURITY_GROUP_REF, VPC } from '../../cdk/wanted';
import { networkInterfaces } from '../../grants/network-interfaces';
import { readSecret } from '../../grants/secrets';

/** Options of an Amazon MSK Serverless cluster. */
export interface MskServerlessClusterOptions {
  /**
   * Whether the role of the function gets the AWS managed policy `AWSLambdaMSKExecutionRole` in place of statements for this
   * cluster and its network: where only managed policies are allowed, or where another account shares its subnets.
   *
   * It allows the same actions on every resource. A role that is imported gets the statements all the same.
   *
   * @default false
   * @see https://docs.aws.amazon.com/lambda/latest/dg/with-msk-permissions.html
   */
  readonly managedExecutionPolicy?: boolean;
}

/** Options of a provisioned Amazon MSK cluster. */
export interface MskClusterOptions extends MskServerlessClusterOptions {
  /**
   * How Lambda logs in; the cluster must have it enabled.
   *
   * @see https://docs.aws.amazon.com/lambda/latest/dg/msk-cluster-auth.html
   */
  readonly authentication: MskAuthentication;
}

/** Where brokers are that AWS does not manage, and how Lambda gets there. */
export interface SelfManagedKafkaOptions {
  /**
   * From 1 to 10 brokers of the cluster, as `host:port`. To change them replaces the mapping.
   *
   * @see https://docs.aws.amazon.com/lambda/latest/dg/with-kafka.html
   */
  readonly bootstrapServers: string[];

  /**
   * How Lambda logs in. Needed unless the brokers are reached through a VPC.
   *
   * @default - Lambda does not log in
   * @see https://docs.aws.amazon.com/lambda/latest/dg/kafka-cluster-auth.html
   */
  readonly authentication?: SelfManagedKafkaAuthentication;

  /**
   * The root certificate of the brokers (`certificate`, PEM), where a private authority has issued theirs.
   *
   * @default - the brokers have certificates of a public authority, or none
   * @see https://docs.aws.amazon.com/lambda/latest/dg/kafka-cluster-auth.html
   */
  readonly rootCaCertificate?: secretsmanager.ISecret;

  /**
   * The VPC that the brokers are reached through. It needs `securityGroups` as well.
   *
   * @default - the brokers are reached over the internet
   * @see https://docs.aws.amazon.com/lambda/latest/dg/with-kafka-cluster-network.html
   */
  readonly vpc?: ec2.IVpc;

  /**
   * The subnets of the VPC to poll from.
   *
   * @default - the private subnets, as the CDK chooses them
   * @see https://docs.aws.amazon.com/lambda/latest/dg/with-kafka-cluster-network.html
   */
  readonly vpcSubnets?: ec2.SubnetSelection;

  /**
   * The security groups of the pollers in the VPC.
   *
   * @default - none
   * @see https://docs.aws.amazon.com/lambda/latest/dg/with-kafka-cluster-network.html
   */
  readonly securityGroups?: ec2.ISecurityGroupRef[];
}

const MSK_OPTIONS: WantedProps = { authentication: required(MSK_LOGIN) };

const SELF_MANAGED_OPTIONS: WantedProps = {
  bootstrapServers: required(LIST), authentication: KAFKA_LOGIN, rootCaCertificate: SECRET, vpc: VPC,
};

/**
 * A cluster of Apache Kafka, and how Lambda gets into it.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/with-kafka.html
 */
export class KafkaCluster {
  /**
   * A provisioned Amazon MSK cluster.
   *
   * @param cluster a `CfnCluster` or any other construct that refers to one
   * @param options how Lambda logs in
   */
  public static msk(cluster: msk.IClusterRef, options: MskClusterOptions): KafkaCluster {
    expectProps('KafkaCluster.msk', options, MSK_OPTIONS);
    const arn = expectGiven('KafkaCluster.msk', 'cluster', cluster, MSK_CLUSTER).clusterRef.clusterArn;
    return new KafkaCluster(mskDetails({ ...options, kind: 'msk', arn, identity: Names.nodeUniqueId(cluster.node), login: options.authentication._login }));
  }

  /**
   * A provisioned Amazon MSK cluster of which only the ARN is known.
   *
   * @param arn the ARN of the cluster, or of the VPC connection to a cluster of another account, written out or `attrArn` of a
   * `CfnVpcConnection`; any other token is taken for a cluster's
   * @param options how Lambda logs in
   * @see https://docs.aws.amazon.com/lambda/latest/dg/msk-cross-account.html
   */
  public static mskFromArn(arn: string, options: MskClusterOptions): KafkaCluster {
    expectProps('KafkaCluster.mskFromArn', options, MSK_OPTIONS);
    expectGiven('KafkaCluster.mskFromArn', 'arn', arn, TEXT);
    return new KafkaCluster(mskDetails({ ...options, kind: 'msk', arn, identity: clusterIdentity(arn), login: options.authentication._login }));
  }

  /**
   * An Amazon MSK Serverless cluster. Lambda logs in by IAM, which is all that such clusters have.
   *
   * @param cluster a `CfnServerlessCluster` or any other construct that refers to one
   * @param options how Lambda reads it
   */
  public static mskServerless(cluster: msk.IServerlessClusterRef, options: MskServerlessClusterOptions = {}): KafkaCluster {
    const arn = expectGiven('KafkaCluster.mskServerless', 'cluster', cluster, MSK_SERVERLESS_CLUSTER).serverlessClusterRef.serverlessClusterArn;
    return new KafkaCluster(mskDetails({ ...options, kind: 'msk-serverless', arn, identity: Names.nodeUniqueId(cluster.node), login: IAM_LOGIN }));
  }

  /**
   * An Amazon MSK Serverless cluster of which only the ARN is known. Lambda logs in by IAM.
   *
   * @param clusterArn the ARN of the cluster
   * @param options how Lambda reads it
   */
  public static mskServerlessFromArn(clusterArn: string, options: MskServerlessClusterOptions = {}): KafkaCluster {
    expectGiven('KafkaCluster.mskServerlessFromArn', 'clusterArn', clusterArn, TEXT);
    return new KafkaCluster(mskDetails({ ...options, kind: 'msk-serverless', arn: clusterArn, identity: clusterIdentity(clusterArn), login: IAM_LOGIN }));
  }

  /**
   * Brokers that AWS does not manage: your own, or those of another provider.
   *
   * @param name your name of the cluster; it becomes a part of logical ids, so that it must not change when the brokers do
   * @param options where the brokers are and how Lambda gets there
   */
  public static selfManaged(name: string, options: SelfManagedKafkaOptions): KafkaCluster {
    expectGiven('KafkaCluster.selfManaged', 'name', name, TEXT_OR_TOKEN);
    const { authentication, rootCaCertificate, vpc, vpcSubnets, securityGroups } = expectProps('KafkaCluster.selfManaged', options, SELF_MANAGED_OPTIONS);
    const login: KafkaLogin = authentication ? authentication._login : NO_LOGIN;
    const secrets = [...login.secrets, ...rootCaCertificate ? [rootCaCertificate] : []];
    const securityGroupIds = expectList('KafkaCluster.selfManaged', 'securityGroups', securityGroups || [], SECURITY_GROUP_REF)
      .map(({ securityGroupRef }) => securityGroupRef.securityGroupId);
    return new KafkaCluster({
      kinds: ['self-managed-kafka'],
      identity: Token.isUnresolved(name) ? undefined : name,
      bootstrapServers: options.bootstrapServers,
      entries: addFact => [
        ...login.entries,
        ...secretEntries('SERVER_ROOT_CA_CERTIFICATE', rootCaCertificate),
        ...subnetIdsIn(vpc, vpcSubnets, addFact).map((id): LoginEntry => ({ type: 'VPC_SUBNET', uri: `subnet:${id}` })),
        ...securityGroupIds.map((id): LoginEntry => ({ type: 'VPC_SECURITY_GROUP', uri: `security_group:${id}` })),
      ],
      permissions: reader => [
        ...vpc ? networkInterfaces({ subnetIds: subnetIdsIn(vpc, vpcSubnets), securityGroupIds }) : [],
        ...secrets.flatMap(readSecret),
        ...login.permissions?.(reader) ?? [],
      ],
    });
  }

  /**
   * A cluster as the classes of aws-cdk-lib describe it.
   * @internal
   */
  public static _of(details: KafkaClusterDetails): KafkaCluster {
    return new KafkaCluster(details);
  }

  // Private, so that TypeScript takes no other class for this one.
  private constructor(private readonly details: KafkaClusterDetails) {}

  /** @internal */
  public get _details(): KafkaClusterDetails {
    return this.details;
  }
}
