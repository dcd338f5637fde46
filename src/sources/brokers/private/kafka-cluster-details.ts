import { Names, Token } from 'aws-cdk-lib';
import type * as msk from 'aws-cdk-lib/aws-msk';
import { LoginEntry, KafkaLogin } from './kafka-login';
import { DESCRIBE_CLUSTER, DESCRIBE_VPC_CONNECTION, FIND_BROKERS, LIST_SCRAM_SECRETS } from '../../../aws/permissions';
import { MSK_VPC_CONNECTION } from '../../../aws/resource-types';
import { SourceKind } from '../../../aws/source-kinds';
import { targetOf } from '../../../cdk/references';
import { connectedClusterArn, iamLogin, isVpcConnection, KafkaReader } from '../../../grants/kafka';
import { networkInterfaces } from '../../../grants/network-interfaces';
import { RequiredPermission } from '../../../grants/required-permissions';
import { readSecret } from '../../../grants/secrets';
import { RecordFact } from '../../../model/construct-facts';
import { checkArnService } from '../../private/arn-service';

/** The details of a cluster for its event source. */
export interface KafkaClusterDetails {
  readonly kinds: readonly SourceKind[];
  /** The identity of the cluster in logical ids, never its brokers. Undefined if only the deployment knows it. */
  readonly identity: string | undefined;
  readonly clusterArn?: string;
  readonly bootstrapServers?: readonly string[];
  readonly managedExecutionPolicy?: boolean;
  /** Whether Lambda logs in by IAM; undefined if the settings of the cluster decide. */
  readonly byIam?: boolean;
  /** The entries of `SourceAccessConfigurations`. `addFact` records facts for the validation that they do not show. */
  entries(addFact: RecordFact): LoginEntry[];
  permissions(reader: KafkaReader): RequiredPermission[];
}

/** An Amazon MSK cluster, provisioned or Serverless. */
export interface MskCluster {
  readonly kind: SourceKind;
  readonly arn: string;
  readonly identity: string | undefined;
  readonly login: KafkaLogin;
  readonly managedExecutionPolicy?: boolean;
}

export function mskDetails({ kind, arn, identity, login, managedExecutionPolicy }: MskCluster): KafkaClusterDetails {
  return {
    kinds: [kind],
    identity,
    clusterArn: arn,
    managedExecutionPolicy,
    byIam: login.byIam ?? false,
    entries: addFact => {
      checkArnService(arn, 'kafka', addFact);
      if (login.entries.length === 0) { addFact(login.byIam ? 'MskIam' : 'MskUnauthenticated', 'the execution role'); }
      return [...login.entries];
    },
    permissions: reader => mskPermissions(arn, login, reader),
  };
}

/** The permissions to read a topic of an Amazon MSK cluster, by the ARN of the cluster or of a VPC connection to it. */
export function mskPermissions(arn: string, login: KafkaLogin, reader: KafkaReader): RequiredPermission[] {
  const connection = connectionOf(arn);
  const isConnection = connection !== undefined || isVpcConnection(arn);
  const clusterArn = connection?.targetClusterArn ?? (isConnection ? connectedClusterArn(arn) : arn);
  return [
    { permission: DESCRIBE_CLUSTER, resourceArns: [clusterArn] },
    { permission: FIND_BROKERS, resourceArns: ['*'] },
    ...isConnection ? [{ permission: DESCRIBE_VPC_CONNECTION, resourceArns: [arn] }] : [],
    ...networkInterfaces(),
    ...login.entries.some(({ type }) => type === 'SASL_SCRAM_512_AUTH') ? [{ permission: LIST_SCRAM_SECRETS, resourceArns: [clusterArn] }] : [],
    ...login.secrets.flatMap(readSecret),
    ...login.byIam ? iamLogin(clusterArn, reader) : [],
  ];
}

/** The VPC connection of this app that an ARN is a reference to. */
function connectionOf(arn: string): msk.CfnVpcConnection | undefined {
  const l1 = targetOf(arn);
  return l1?.cfnResourceType === MSK_VPC_CONNECTION ? l1 as msk.CfnVpcConnection : undefined;
}

/** The identity of a cluster by its ARN: name and UUID, or the resource that the ARN is a reference to. */
export function clusterIdentity(arn: string): string | undefined {
  const tail = /:(?:cluster|vpc-connection)\/(.+)$/.exec(arn)?.[1];
  if (tail !== undefined && !Token.isUnresolved(tail)) { return tail.replace(/\//g, '-'); }
  const cluster = targetOf(arn);
  if (cluster) { return Names.nodeUniqueId(cluster.node); }
  return Token.isUnresolved(arn) ? undefined : arn.replace(/\//g, '-');
}
