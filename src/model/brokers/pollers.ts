import { serviceOf } from '../../facts/destination';
import { IndexedMapping } from '../mapping-groups';
import { resourceAt, resourcesIn } from './network';
import { SECRET_TYPES } from '../../aws/access-types';
import { BROKER_PORTS, MSK_PORTS } from '../../aws/ports';
import { SERVICES_IN_VPC } from '../../aws/services';
import { KAFKA } from '../../aws/source-kinds';
import { ABSENT, isOff, isOn, UNKNOWN, Value } from '../../values/value';
import { Resource } from '../resource';

const ENTRIES = ['SourceAccessConfigurations'];
const BOOTSTRAP_SERVERS = ['SelfManagedEventSource', 'Endpoints', 'KafkaBootstrapServers'];
const DESTINATION = ['DestinationConfig', 'OnFailure', 'Destination'];
const SUBNET = 'AWS::EC2::Subnet';
const GROUP = 'AWS::EC2::SecurityGroup';
const SASL_IAM = ['ClientAuthentication', 'Sasl', 'Iam', 'Enabled'];

/** Where the pollers of a mapping have their network interfaces, as far as it is at hand. */
export interface PollerVpcConfig {
  readonly subnets?: readonly Resource[];
  readonly groups?: readonly Resource[];
}

const vpcConfigs = new WeakMap<Resource, PollerVpcConfig>();

/** Pollers are in the network of the source, whatever that of the function. */
export function vpcConfigOf({ resource, source }: IndexedMapping): PollerVpcConfig {
  // Many mappings read one cluster.
  const held = source.resource ?? resource;
  let place = vpcConfigs.get(held);
  if (!place) {
    place = readVpcConfig(resource, source.resource);
    vpcConfigs.set(held, place);
  }
  return place;
}

function readVpcConfig(mapping: Resource, cluster: Resource | undefined): PollerVpcConfig {
  switch (cluster?.type) {
    case 'AWS::MSK::Cluster':
      return vpcConfigIn(cluster, ['BrokerNodeGroupInfo', 'ClientSubnets'], ['BrokerNodeGroupInfo', 'SecurityGroups']);
    case 'AWS::MSK::ServerlessCluster': {
      const networks = cluster.value(['VpcConfigs']);
      return Array.isArray(networks) && networks.length === 1 ? vpcConfigIn(cluster, ['VpcConfigs', '0', 'SubnetIds'], ['VpcConfigs', '0', 'SecurityGroups']) : {};
    }
    case 'AWS::AmazonMQ::Broker': {
      // Lambda reads a broker with a public address from elsewhere.
      const isPublic = cluster.value(['PubliclyAccessible']);
      return isOff(isPublic) ? vpcConfigIn(cluster, ['SubnetIds'], ['SecurityGroups']) : {};
    }
    case 'AWS::DocDB::DBCluster': {
      const subnetGroup = resourceAt(cluster, ['DBSubnetGroupName'], 'AWS::DocDB::DBSubnetGroup');
      return { subnets: subnetGroup && members(subnetGroup, ['SubnetIds'], SUBNET), groups: members(cluster, ['VpcSecurityGroupIds'], GROUP) };
    }
    default:
      return { subnets: namedIn(mapping, 'VPC_SUBNET', SUBNET), groups: namedIn(mapping, 'VPC_SECURITY_GROUP', GROUP) };
  }
}

/** Whether Lambda invokes the function through the network of the source: not in provisioned mode, which only Kafka has. */
export function isOnDemand({ resource, source }: IndexedMapping): boolean | typeof UNKNOWN {
  if (!source.kinds.every(kind => KAFKA.includes(kind))) { return true; }
  const config = resource.value(['ProvisionedPollerConfig']);
  return config === UNKNOWN ? UNKNOWN : config === ABSENT;
}

/** Whether Lambda logs in with anything that AWS Secrets Manager keeps. */
export function usesSecrets({ resource }: IndexedMapping): boolean | typeof UNKNOWN {
  const types = typesIn(resource);
  if (types === UNKNOWN) { return UNKNOWN; }
  return types.some(type => SECRET_TYPES.some(secret => secret === type)) || (types.includes(UNKNOWN) ? UNKNOWN : false);
}

/** The service that failed records are sent to through the network. */
export function failureDestinationOf({ resource }: IndexedMapping): Value {
  const service = serviceOf(resource, DESTINATION);
  return service === UNKNOWN || SERVICES_IN_VPC.includes(service as string) ? service : ABSENT;
}

/** The ports that the source may be read at; unknown where it may be any. */
export function portsOf(mapping: IndexedMapping): readonly number[] | typeof UNKNOWN {
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
function mskPorts({ resource, source, constructFacts: record }: IndexedMapping): readonly number[] | typeof UNKNOWN {
  const types = typesIn(resource);
  if (types === UNKNOWN || types.includes(UNKNOWN)) { return UNKNOWN; }
  if (types.includes('CLIENT_CERTIFICATE_TLS_AUTH')) { return [MSK_PORTS.CLIENT_CERTIFICATE_TLS_AUTH]; }
  if (types.includes('SASL_SCRAM_512_AUTH')) { return [MSK_PORTS.SASL_SCRAM_512_AUTH]; }
  // What the cluster says counts; of one that is not at hand, what its reader says.
  const byIam = source.resource?.value(SASL_IAM) ?? record?.fact('LogsInByIam') ?? UNKNOWN;
  if (isOn(byIam)) { return [MSK_PORTS.IAM]; }
  const withoutLogin = [MSK_PORTS.TLS, MSK_PORTS.PLAINTEXT];
  return byIam === UNKNOWN ? [MSK_PORTS.IAM, ...withoutLogin] : withoutLogin;
}

function bootstrapPorts(mapping: Resource): readonly number[] | typeof UNKNOWN {
  const servers = mapping.value(BOOTSTRAP_SERVERS);
  if (!Array.isArray(servers)) { return UNKNOWN; }
  const ports = servers.map((_, i) => Number(/:(\d+)$/.exec(mapping.text([...BOOTSTRAP_SERVERS, String(i)]) ?? '')?.[1]));
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

/** Without a member it is that of the VPC, which is no resource. */
function members(resource: Resource, path: readonly string[], type: string): readonly Resource[] | undefined {
  const found = resourcesIn(resource, path, type);
  return found?.length === 0 ? undefined : found;
}

function typesIn(mapping: Resource): readonly Value[] | typeof UNKNOWN {
  const entries = mapping.value(ENTRIES);
  if (entries === UNKNOWN) { return UNKNOWN; }
  return Array.isArray(entries) ? entries.map((_, i) => mapping.value([...ENTRIES, String(i), 'Type'])) : [];
}

/** The subnets or security groups of self-managed Kafka, whose ids may have a prefix. */
function namedIn(mapping: Resource, entry: string, type: string): readonly Resource[] | undefined {
  const types = typesIn(mapping);
  if (types === UNKNOWN || types.includes(UNKNOWN)) { return undefined; }
  const named = types.flatMap((each, i) => each === entry ? [mapping.targets([...ENTRIES, String(i), 'URI'])] : []);
  return named.length > 0 && named.every(([one, another]) => one?.type === type && !another) ? named.flat() : undefined;
}
