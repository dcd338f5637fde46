import { Names, Stack, Token } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { KafkaEventSource, KafkaEventSourceProps } from './kafka';
import { KafkaCluster } from './kafka-cluster';
import { checkArnService } from '../private/arn-service';
import { TOPIC_PROPS } from '../private/wanted-props';
import { clusterIdentity, mskPermissions } from './private/kafka-cluster-details';
import { LoginEntry, KafkaLogin, NO_LOGIN, secretEntries, secretLogin } from './private/kafka-login';
import { subnetIdsIn } from './private/kafka-subnets';
import { MSK } from '../../aws/source-kinds';
import { DEFAULT_BATCH_SIZE } from '../../aws/special-values';
import { expectProps, LIST, required, TEXT, WantedProps } from '../../cdk/given';
import { md5hash } from '../../cdk/internals';
import { SECRET, SECURITY_GROUP, VPC } from '../../cdk/wanted';
import { networkInterfaces } from '../../grants/network-interfaces';
import { readSecret } from '../../grants/secrets';
import { RecordFact } from '../../model/construct-facts';

/** How Lambda reads a topic of an Amazon MSK cluster, in the words of aws-cdk-lib. */
export interface ManagedKafkaEventSourceProps extends KafkaEventSourceProps {
  /**
   * The ARN of the cluster, provisioned or Serverless.
   *
   * @see https://docs.aws.amazon.com/lambda/latest/dg/with-msk.html
   */
  readonly clusterArn: string;

  /**
   * The user name and password to log in with (SASL/SCRAM with SHA-512); the name of the secret begins with `AmazonMSK_`.
   *
   * @default - Lambda logs in by IAM or not at all; the permissions for IAM are yours to give, see `KafkaCluster.mskFromArn()`
   * @see https://docs.aws.amazon.com/lambda/latest/dg/msk-cluster-auth.html
   */
  readonly secret?: secretsmanager.ISecret;

  /**
   * Whether the role of the function gets the AWS managed policy `AWSLambdaMSKExecutionRole` in place of statements for this
   * cluster and its network, as aws-cdk-lib gives it.
   *
   * @default false
   * @see https://docs.aws.amazon.com/lambda/latest/dg/with-msk-permissions.html
   */
  readonly managedExecutionPolicy?: boolean;
}

const MANAGED_PROPS: WantedProps = { ...TOPIC_PROPS, clusterArn: required(TEXT), secret: SECRET };

/**
 * A topic of an Amazon MSK cluster as an event source, in the words of aws-cdk-lib: an import line is all that changes.
 *
 * `KafkaEventSource` has more kinds of authentication, and grants their permissions.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/with-msk.html
 */
export class ManagedKafkaEventSource extends KafkaEventSource {
  private readonly clusterArn: string;
  private readonly topicName: string;

  /** @param props the cluster, the topic, and how Lambda reads it */
  public constructor(props: ManagedKafkaEventSourceProps) {
    const { clusterArn, secret, managedExecutionPolicy } = expectProps('ManagedKafkaEventSource', props, MANAGED_PROPS);
    const login: KafkaLogin = secret ? secretLogin('SASL_SCRAM_512_AUTH', secret) : NO_LOGIN;
    super(KafkaCluster._of({
      kinds: MSK,
      identity: clusterIdentity(clusterArn),
      clusterArn,
      managedExecutionPolicy,
      entries: addFact => {
        checkArnService(clusterArn, 'kafka', addFact);
        return [...login.entries];
      },
      permissions: reader => mskPermissions(clusterArn, login, reader),
    }), asUpstream(props));
    this.clusterArn = clusterArn;
    this.topicName = props.topic;
  }

  /**
   * The id of aws-cdk-lib. It is the same for all clusters, so the same topic of another cluster gets the name of that cluster.
   * @internal
   */
  protected _mappingId(target: lambda.IFunction, addFact: RecordFact): string {
    const prefix = `KafkaEventSource:${Names.nodeUniqueId(target.node)}`;
    if (Token.isUnresolved(this.topicName)) { return this._idOf(target, prefix, false, addFact); }
    const id = `${prefix}${this.topicName}`;
    const l1 = target.node.tryFindChild(id)?.node.defaultChild as lambda.CfnEventSourceMapping | undefined;
    if (!l1 || this._isMappedBy(l1)) { return id; }
    const identity = clusterIdentity(this.clusterArn);
    return this._idOf(target, `${prefix}:${identity ?? 'Cluster'}`, identity !== undefined, addFact);
  }

  /** @internal */
  protected _displayName(): string {
    return `The ManagedKafkaEventSource of topic ${this.topicName}`;
  }
}

/** How Lambda logs in to self-managed Apache Kafka, in the words of aws-cdk-lib. */
export enum AuthenticationMethod {
  /** User name and password: SASL/SCRAM with SHA-512. */
  SASL_SCRAM_512_AUTH = 'SASL_SCRAM_512_AUTH',
  /** User name and password: SASL/SCRAM with SHA-256. */
  SASL_SCRAM_256_AUTH = 'SASL_SCRAM_256_AUTH',
  /** User name and password: SASL/PLAIN. */
  BASIC_AUTH = 'BASIC_AUTH',
  /** A client certificate: mutual TLS. */
  CLIENT_CERTIFICATE_TLS_AUTH = 'CLIENT_CERTIFICATE_TLS_AUTH',
}

/** How Lambda reads a topic of self-managed Apache Kafka, in the words of aws-cdk-lib. */
export interface SelfManagedKafkaEventSourceProps extends KafkaEventSourceProps {
  /**
   * From 1 to 10 brokers of the cluster, as `host:port`. To change them replaces the mapping.
   *
   * @see https://docs.aws.amazon.com/lambda/latest/dg/with-kafka.html
   */
  readonly bootstrapServers: string[];

  /**
   * The credentials to log in with. Needed unless the brokers are reached through a VPC.
   *
   * @default - Lambda does not log in
   * @see https://docs.aws.amazon.com/lambda/latest/dg/kafka-cluster-auth.html
   */
  readonly secret?: secretsmanager.ISecret;

  /**
   * What the secret is for.
   *
   * @default AuthenticationMethod.SASL_SCRAM_512_AUTH
   * @see https://docs.aws.amazon.com/lambda/latest/dg/kafka-cluster-auth.html
   */
  readonly authenticationMethod?: AuthenticationMethod;

  /**
   * The root certificate of the brokers (`certificate`, PEM), where a private authority has issued theirs.
   *
   * @default - the brokers have certificates of a public authority, or none
   * @see https://docs.aws.amazon.com/lambda/latest/dg/kafka-cluster-auth.html
   */
  readonly rootCACertificate?: secretsmanager.ISecret;

  /**
   * The VPC that the brokers are reached through. It needs `securityGroup` as well.
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
   * The security group of the pollers in the VPC.
   *
   * @default - none
   * @see https://docs.aws.amazon.com/lambda/latest/dg/with-kafka-cluster-network.html
   */
  readonly securityGroup?: ec2.ISecurityGroup;
}

const SELF_MANAGED_PROPS: WantedProps = {
  ...TOPIC_PROPS, bootstrapServers: required(LIST), secret: SECRET, rootCACertificate: SECRET, vpc: VPC, securityGroup: SECURITY_GROUP,
};

/**
 * A topic of self-managed Apache Kafka as an event source, in the words of aws-cdk-lib: an import line is all that changes.
 *
 * `KafkaEventSource` keeps its logical id when the brokers change; this one is made of them.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/with-kafka.html
 */
export class SelfManagedKafkaEventSource extends KafkaEventSource implements ec2.IConnectable {
  private readonly bootstrapServers: string[];
  private readonly securityGroup?: ec2.ISecurityGroup;

  /** @param props the brokers, the topic, and how Lambda reads it */
  public constructor(props: SelfManagedKafkaEventSourceProps) {
    expectProps('SelfManagedKafkaEventSource', props, SELF_MANAGED_PROPS);
    super(KafkaCluster._of({
      kinds: ['self-managed-kafka'],
      identity: undefined,
      bootstrapServers: props.bootstrapServers,
      entries: addFact => entriesOf(props, addFact),
      permissions: () => [
        ...isInVpc(props) ? networkInterfaces({
          subnetIds: subnetIdsIn(props.vpc, props.vpcSubnets),
          securityGroupIds: props.securityGroup ? [props.securityGroup.securityGroupId] : [],
        }) : [],
        ...[props.secret, props.rootCACertificate].flatMap(secret => secret ? readSecret(secret) : []),
      ],
    }), asUpstream(props));
    this.bootstrapServers = props.bootstrapServers;
    this.securityGroup = isInVpc(props) ? props.securityGroup : undefined;
  }

  /**
   * The connections of the pollers: `brokers.connections.allowFrom(source, ec2.Port.tcp(9092))` lets them in to the brokers.
   *
   * Without a VPC there is no security group, and rules for it add nothing.
   */
  public get connections(): ec2.Connections {
    return new ec2.Connections({ securityGroups: this.securityGroup && [this.securityGroup] });
  }

  /** @internal */
  protected _mappingId(target: lambda.IFunction, addFact: RecordFact): string {
    const brokers = JSON.stringify(Stack.of(target).resolve(this.bootstrapServers));
    return this._idOf(target, `KafkaEventSource:${md5hash(brokers)}`, true, addFact);
  }

  /** @internal */
  protected _displayName(): string {
    return `The SelfManagedKafkaEventSource of ${this.bootstrapServers.join(', ')}`;
  }
}

/** The entries of aws-cdk-lib, in its order and with bare ids for subnets and security groups. */
function entriesOf(props: SelfManagedKafkaEventSourceProps, addFact: RecordFact): LoginEntry[] {
  addFact('UpstreamClass', 'SelfManagedKafkaEventSource');
  const { secret, rootCACertificate, securityGroup, authenticationMethod = AuthenticationMethod.SASL_SCRAM_512_AUTH } = props;
  const groupIds = securityGroup && isInVpc(props) ? [securityGroup.securityGroupId] : [];
  return [
    ...secretEntries(authenticationMethod, secret),
    ...secretEntries('SERVER_ROOT_CA_CERTIFICATE', rootCACertificate),
    ...groupIds.map((uri): LoginEntry => ({ type: 'VPC_SECURITY_GROUP', uri })),
    ...subnetIdsIn(props.vpc, props.vpcSubnets, addFact).map((uri): LoginEntry => ({ type: 'VPC_SUBNET', uri })),
  ];
}

/** aws-cdk-lib passes over a security group that stands alone. */
function isInVpc({ vpc, vpcSubnets, securityGroup }: SelfManagedKafkaEventSourceProps): boolean {
  return vpc !== undefined || (vpcSubnets !== undefined && securityGroup !== undefined);
}

/** aws-cdk-lib writes a batch size in any case, and takes zero and the empty text for nothing. */
function asUpstream(props: KafkaEventSourceProps): KafkaEventSourceProps {
  return { ...props, batchSize: props.batchSize || DEFAULT_BATCH_SIZE, consumerGroupId: props.consumerGroupId || undefined };
}

/** Pollers that are held ready for an event source: aws-cdk-lib's name for `lambda.ProvisionedPollerConfig`. */
export interface ProvisionedPollerConfig extends lambda.ProvisionedPollerConfig {}
