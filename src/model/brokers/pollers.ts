import { SECRET_TYPES } from '../../aws/access-types';
import { BROKER_PORTS, MSK_PORTS } from '../../aws/ports';
import { SERVICES_IN_VPC } from '../../aws/services';
import { KAFKA } from '../../aws/source-kinds';
import { anyOf, Trilean } from '../../values/trilean';
import { ABSENT, isOff, isOn, UNKNOWN, Value } from '../../values/value';
import { Deployment } from '../deployment';
import { serviceOf } from '../destination';
import { ACCESS_CONFIGURATIONS, BOOTSTRAP_SERVERS, Mapping, ON_FAILURE } from '../mapping';
import { Resource } from '../resource';
import { resourceAt, resourcesIn } from './network';

const SUBNET = 'AWS::EC2::Subnet';
const GROUP = 'AWS::EC2::SecurityGroup';
const SASL_IAM = ['ClientAuthentication', 'Sasl', 'Iam', 'Enabled'];

/** The subnets and security groups of the network interfaces of a mapping's pollers, as far as they are known. */
export interface PollerVpcConfig {
  readonly subnets?: readonly Resource[];
  readonly groups?: readonly Resource[];
}

/** Pollers are in the network of the source, whatever that of the function. */
export function vpcConfigOf({ resource, source }: Mapping, deployment: Deployment): PollerVpcConfig {
  // Many mappings read one cluster.
  return source.resource ? deployment.memo(source.resource, vpcConfigOfSource) : vpcConfigOfEntries(resource);
}

function vpcConfigOfSource(source: Resource): PollerVpcConfig {
  switch (source.type) {
    case 'AWS::MSK::Cluster':
      return vpcConfigIn(source, ['BrokerNodeGroupInfo', 'ClientSubnets'], ['BrokerNodeGroupInfo', 'SecurityGroups']);
    case 'AWS::MSK::ServerlessCluster': {
      const configs = source.value(['VpcConfigs']);
      return Array.isArray(configs) && configs.length === 1 ? vpcConfigIn(source, ['VpcConfigs', '0', 'SubnetIds'], ['VpcConfigs', '0', 'SecurityGroups']) : {};
    }
    case 'AWS::AmazonMQ::Broker': {
      // Lambda reads a broker with a public address from elsewhere.
      const isPublic = source.value(['PubliclyAccessible']);
      return isOff(isPublic) ? vpcConfigIn(source, ['SubnetIds'], ['SecurityGroups']) : {};
    }
    case 'AWS::DocDB::DBCluster': {
      const subnetGroup = resourceAt(source, ['DBSubnetGroupName'], 'AWS::DocDB::DBSubnetGroup');
      return { subnets: subnetGroup && members(subnetGroup, ['SubnetIds'], SUBNET), groups: members(source, ['VpcSecurityGroupIds'], GROUP) };
    }
    default: return {};
  }
}

/** The network of self-managed Apache Kafka. */
function vpcConfigOfEntries(mapping: Resource): PollerVpcConfig {
  return { subnets: namedIn(mapping, 'VPC_SUBNET', SUBNET), groups: namedIn(mapping, 'VPC_SECURITY_GROUP', GROUP) };
}

/** Whether Lambda invokes the function through the network of the source: not in provisioned mode, which only Kafka has. */
export function isOnDemand({ resource, source }: Mapping): Trilean {
  if (!source.kinds.every(kind => KAFKA.includes(kind))) { return true; }
  const config = resource.value(['ProvisionedPollerConfig']);
  return config === UNKNOWN ? UNKNOWN : config === ABSENT;
}

/** Whether Lambda logs in with a secret of AWS Secrets Manager. */
export function usesSecrets({ resource }: Mapping): Trilean {
  const types = typesIn(resource);
  if (types === UNKNOWN) { return UNKNOWN; }
  return anyOf(types, type => type === UNKNOWN ? UNKNOWN : SECRET_TYPES.some(secret => secret === type));
}

/** The service that failed records are sent to through the network. */
export function failureDestinationOf({ resource }: Mapping): Value {
  const service = serviceOf(resource, ON_FAILURE);
  return service === UNKNOWN || SERVICES_IN_VPC.includes(service as string) ? service : ABSENT;
}

/** The known services that the pollers of a mapping call. */
export function servicesOf(mapping: Mapping): string[] {
  const destination = KAFKA.some(kind => mapping.source.kinds.includes(kind)) ? failureDestinationOf(mapping) : ABSENT;
  return ['lambda', 'sts', ...usesSecrets(mapping) === true ? ['secretsmanager'] : [], ...typeof destination === 'string' ? [destination] : []];
}

/** The ports that the source may be read at; unknown where it may be any port. */
export function portsOf(mapping: Mapping): readonly number[] | typeof UNKNOWN {
  const ports = mapping.source.kinds.map(kind => {
    switch (kind) {
      case 'msk': return mskPorts(mapping);
      case 'msk-serverless': return [MSK_PORTS.IAM];
      case 'self-managed-kafka': return bootstrapPorts(mapping.resource);
      case 'activemq': return [BROKER_PORTS.activemq];
      case 'rabbitmq': return [BROKER_PORTS.rabbitmq];
      case 'documentdb': return databasePorts(mapping.source.resource);
      default: return UNKNOWN;
    }
  });
  return ports.includes(UNKNOWN) ? UNKNOWN : [...new Set(ports.flat() as number[])];
}

/** In the order in which Lambda chooses: certificate, user name, IAM, nothing. */
function mskPorts({ resource, source, facts }: Mapping): readonly number[] | typeof UNKNOWN {
  const types = typesIn(resource);
  if (types === UNKNOWN || types.includes(UNKNOWN)) { return UNKNOWN; }
  if (types.includes('CLIENT_CERTIFICATE_TLS_AUTH')) { return [MSK_PORTS.CLIENT_CERTIFICATE_TLS_AUTH]; }
  if (types.includes('SASL_SCRAM_512_AUTH')) { return [MSK_PORTS.SASL_SCRAM_512_AUTH]; }
  // The cluster decides; for one that is not known, its event source knows.
  const byIam = source.resource?.value(SASL_IAM) ?? facts?.fact('LogsInByIam') ?? UNKNOWN;
  if (isOn(byIam)) { return [MSK_PORTS.IAM]; }
  const withoutLogin = [MSK_PORTS.TLS, MSK_PORTS.PLAINTEXT];
  return byIam === UNKNOWN ? [MSK_PORTS.IAM, ...withoutLogin] : withoutLogin;
}

function bootstrapPorts(mapping: Resource): readonly number[] | typeof UNKNOWN {
  const servers = mapping.value(BOOTSTRAP_SERVERS);
  if (!Array.isArray(servers)) { return UNKNOWN; }
  const ports = servers.map((_, i) => Number(/:(\d+)$/.exec(mapping.text([...BOOTSTRAP_SERVERS, `${i}`]) ?? '')?.[1]));
  return ports.some(Number.isNaN) ? UNKNOWN : ports;
}

function databasePorts(cluster: Resource | undefined): readonly number[] | typeof UNKNOWN {
  const port = cluster?.value(['Port']) ?? UNKNOWN;
  if (port === ABSENT) { return [BROKER_PORTS.documentdb]; }
  const number = typeof port === 'number' || typeof port === 'string' ? Number(port) : NaN;
  return Number.isNaN(number) ? UNKNOWN : [number];
}

function vpcConfigIn(cluster: Resource, subnets: readonly string[], groups: readonly string[]): PollerVpcConfig {
  return { subnets: members(cluster, subnets, SUBNET), groups: members(cluster, groups, GROUP) };
}

/** An empty list means the default security group of the VPC, which is not a resource of the template. */
function members(resource: Resource, path: readonly string[], type: string): readonly Resource[] | undefined {
  const found = resourcesIn(resource, path, type);
  return found?.length === 0 ? undefined : found;
}

function typesIn(mapping: Resource): readonly Value[] | typeof UNKNOWN {
  const entries = mapping.value(ACCESS_CONFIGURATIONS);
  if (entries === UNKNOWN) { return UNKNOWN; }
  return Array.isArray(entries) ? entries.map((_, i) => mapping.value([...ACCESS_CONFIGURATIONS, `${i}`, 'Type'])) : [];
}

/** The subnets or security groups of self-managed Kafka, whose ids may have a prefix. */
function namedIn(mapping: Resource, entry: string, type: string): readonly Resource[] | undefined {
  const types = typesIn(mapping);
  if (types === UNKNOWN || types.includes(UNKNOWN)) { return undefined; }
  const named = types.flatMap((each, i) => each === entry ? [mapping.targets([...ACCESS_CONFIGURATIONS, `${i}`, 'URI'])] : []);
  return named.length > 0 && named.every(([one, another]) => one?.type === type && !another) ? named.flat() : undefined;
}
