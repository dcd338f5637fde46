import { HTTPS } from '../../aws/ports';
import { KAFKA } from '../../aws/source-kinds';
import { Answer, any, Direction, idOf, Network, resourceAt, resourcesIn } from '../../model/brokers/network';
import { failureDestinationOf, isOnDemand, vpcConfigOf, portsOf, usesSecrets } from '../../model/brokers/pollers';
import { IndexedMapping, MappingIndex } from '../../model/mapping-groups';
import { Resource } from '../../model/resource';
import { ABSENT, UNKNOWN, Value } from '../../values/value';

const MOST_NAMES = 3;

/** What the pollers of a mapping lack on their way to the source and to the services that they call; said in words, for the message. */
export const NETWORK_FACTS: { readonly [path: string]: (mapping: IndexedMapping, index: MappingIndex) => Value } = {
  'network.NoWayToLambda': (mapping, index) => noWayTo(mapping, index, 'lambda'),
  'network.NoWayToSts': (mapping, index) => noWayTo(mapping, index, 'sts'),
  'network.NoWayToSecretsManager': (mapping, index) => {
    const uses = usesSecrets(mapping);
    return uses === true ? noWayTo(mapping, index, 'secretsmanager') : uses === false ? ABSENT : UNKNOWN;
  },
  'network.NoWayToDestination': (mapping, index) => {
    const service = failureDestinationOf(mapping);
    return typeof service === 'string' ? noWayTo(mapping, index, service) : service;
  },
  'network.HttpsNotLetOut': (mapping, index) => {
    const onDemand = isOnDemand(mapping);
    if (onDemand !== true) { return onDemand === false ? ABSENT : UNKNOWN; }
    const { groups } = vpcConfigOf(mapping);
    return shut(groups && Network.around(index).allows(groups, 'out', HTTPS), () => `${list(groups!)} ${verb(groups!, 'let')} nothing out on port ${HTTPS}`);
  },
  'network.EndpointClosed': closedEndpoint,
  'network.BrokerPortNotLetIn': (mapping, index) => brokerPort(mapping, index, 'in'),
  'network.BrokerPortNotLetOut': (mapping, index) => brokerPort(mapping, index, 'out'),
};

/** The services that pollers of a mapping call; unknown ones left out. */
export function servicesOf(mapping: IndexedMapping): string[] {
  const destination = KAFKA.some(kind => mapping.source.kinds.includes(kind)) ? failureDestinationOf(mapping) : ABSENT;
  return ['lambda', 'sts', ...usesSecrets(mapping) === true ? ['secretsmanager'] : [], ...typeof destination === 'string' ? [destination] : []];
}

function noWayTo(mapping: IndexedMapping, index: MappingIndex, service: string): Value {
  const onDemand = isOnDemand(mapping);
  if (onDemand === false) { return ABSENT; }
  const { subnets } = vpcConfigOf(mapping);
  const vpc = subnets && resourceAt(subnets[0], ['VpcId'], 'AWS::EC2::VPC');
  if (onDemand === UNKNOWN || !subnets || !vpc) { return UNKNOWN; }
  const network = Network.around(index);
  const way = network.egress(subnets);
  if (way === 'nat') { return ABSENT; }
  const answer = network.hasEndpoint(vpc.id, service);
  if (answer === 'yes') { return ABSENT; }
  if (way === 'unknown' || answer === 'maybe' || index.resourceSource.escapes(vpc)) { return UNKNOWN; }
  return `${vpc.name} has no endpoint of ${service}, and ${way === 'internet'
    ? `${list(subnets)} ${verb(subnets, 'lead')} to an internet gateway only, which serves public addresses, and pollers have none`
    : `${list(subnets)} ${verb(subnets, 'have')} no route out of it`}`;
}

function closedEndpoint(mapping: IndexedMapping, index: MappingIndex): Value {
  const onDemand = isOnDemand(mapping);
  if (onDemand !== true) { return onDemand === false ? ABSENT : UNKNOWN; }
  const { subnets, groups } = vpcConfigOf(mapping);
  if (!groups) { return UNKNOWN; }
  const vpc = idOf((subnets ?? groups)[0], 'VpcId');
  if (vpc === undefined) { return UNKNOWN; }
  const network = Network.around(index);
  let answer: Value = ABSENT;
  for (const service of servicesOf(mapping)) {
    const endpoints = network.endpointsInUse(vpc, service);
    if (endpoints.length === 0) { continue; }
    const opened = endpoints.map(endpoint => isOpenTo(endpoint, network, groups, subnets));
    if (opened.every(each => each === 'no')) { return `${list(endpoints)} ${verb(endpoints, 'let')} nothing of ${list(groups)} in on port ${HTTPS}`; }
    if (!opened.includes('yes')) { answer = UNKNOWN; }
  }
  return answer;
}

function isOpenTo(endpoint: Resource, network: Network, groups: readonly Resource[], subnets: readonly Resource[] | undefined): Answer {
  const type = endpoint.value(['VpcEndpointType']);
  if (type === ABSENT || type === 'Gateway') { return 'yes'; } // routes lead to it
  const own = resourcesIn(endpoint, ['SecurityGroupIds'], 'AWS::EC2::SecurityGroup');
  // Without any it has the default security group of the VPC, which lets in its own members.
  return own && own.length > 0 ? network.allows(own, 'in', HTTPS, { groups, subnets }) : 'maybe';
}

/** Of several ports that the source may be read at, one that is open is enough. */
function brokerPort(mapping: IndexedMapping, index: MappingIndex, direction: Direction): Value {
  const { subnets, groups } = vpcConfigOf(mapping);
  const ports = portsOf(mapping);
  if (!groups || ports === UNKNOWN || ports.length === 0) { return UNKNOWN; }
  const network = Network.around(index);
  // Where self-managed brokers are is for their names to say.
  const peers = mapping.source.resource ? { groups, subnets } : undefined;
  return shut(any(ports, port => network.allows(groups, direction, port, peers)), () => {
    const on = ports.length > 1 ? `any of the ports ${ports.join(', ')}` : `port ${ports[0]}`;
    const itself = groups.length > 1 ? 'themselves' : 'itself';
    return `${list(groups)} ${verb(groups, 'let')} nothing ${direction === 'in' ? `of ${itself} in` : 'out to the brokers'} on ${on}`;
  });
}

function shut(answer: Answer | undefined, words: () => string): Value {
  return answer === 'no' ? words() : answer === 'yes' ? ABSENT : UNKNOWN;
}

function list(resources: readonly Resource[]): string {
  const names = [...new Set(resources.map(({ name }) => name))];
  return names.length > MOST_NAMES ? `${names.slice(0, MOST_NAMES).join(', ')} and ${names.length - MOST_NAMES} more` : names.join(' and ');
}

/** `have` for several, `has` for one. */
function verb(resources: readonly Resource[], plural: string): string {
  return resources.length > 1 ? plural : plural === 'have' ? 'has' : `${plural}s`;
}
