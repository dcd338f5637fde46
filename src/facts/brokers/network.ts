import { HTTPS } from '../../aws/ports';
import { Direction, idOf, Network, resourceAt, resourcesIn } from '../../model/brokers/network';
import { failureDestinationOf, isOnDemand, portsOf, servicesOf, usesSecrets, vpcConfigOf } from '../../model/brokers/pollers';
import { Deployment } from '../../model/deployment';
import { Mapping } from '../../model/mapping';
import { Resource } from '../../model/resource';
import { anyOf, Trilean } from '../../values/trilean';
import { ABSENT, UNKNOWN, Value } from '../../values/value';
import { DerivedFacts } from '../derived-fact';

const MOST_NAMES = 3;

/** The network paths of a mapping's pollers to the source and to AWS services that are closed, in words. */
export const NETWORK_FACTS: DerivedFacts = {
  'network.NoWayToLambda': (mapping, deployment) => noWayTo(mapping, deployment, 'lambda'),
  'network.NoWayToSts': (mapping, deployment) => noWayTo(mapping, deployment, 'sts'),
  'network.NoWayToSecretsManager': (mapping, deployment) => {
    const uses = usesSecrets(mapping);
    return uses === true ? noWayTo(mapping, deployment, 'secretsmanager') : uses === false ? ABSENT : UNKNOWN;
  },
  'network.NoWayToDestination': (mapping, deployment) => {
    const service = failureDestinationOf(mapping);
    return typeof service === 'string' ? noWayTo(mapping, deployment, service) : service;
  },
  'network.HttpsNotLetOut': (mapping, deployment) => {
    const onDemand = isOnDemand(mapping);
    if (onDemand !== true) { return onDemand === false ? ABSENT : UNKNOWN; }
    const { groups } = vpcConfigOf(mapping, deployment);
    return shut(groups && deployment.network.allows(groups, 'out', HTTPS), () => `${list(groups!)} ${verb(groups!, 'let')} nothing out on port ${HTTPS}`);
  },
  'network.EndpointClosed': closedEndpoint,
  'network.BrokerPortNotLetIn': (mapping, deployment) => brokerPort(mapping, deployment, 'in'),
  'network.BrokerPortNotLetOut': (mapping, deployment) => brokerPort(mapping, deployment, 'out'),
};

function noWayTo(mapping: Mapping, deployment: Deployment, service: string): Value {
  const onDemand = isOnDemand(mapping);
  if (onDemand === false) { return ABSENT; }
  const { subnets } = vpcConfigOf(mapping, deployment);
  const vpc = subnets && resourceAt(subnets[0], ['VpcId'], 'AWS::EC2::VPC');
  if (onDemand === UNKNOWN || !subnets || !vpc) { return UNKNOWN; }
  const { network } = deployment;
  const egress = network.egress(subnets);
  if (egress === 'nat') { return ABSENT; }
  const hasEndpoint = network.hasEndpoint(vpc.id, service);
  if (hasEndpoint === true) { return ABSENT; }
  if (egress === 'unknown' || hasEndpoint === UNKNOWN || deployment.resourceSource.escapes(vpc)) { return UNKNOWN; }
  return `${vpc.name} has no endpoint of ${service}, and ${egress === 'internet'
    ? `${list(subnets)} ${verb(subnets, 'lead')} to an internet gateway only, which serves public addresses, and pollers have none`
    : `${list(subnets)} ${verb(subnets, 'have')} no route out of it`}`;
}

function closedEndpoint(mapping: Mapping, deployment: Deployment): Value {
  const onDemand = isOnDemand(mapping);
  if (onDemand !== true) { return onDemand === false ? ABSENT : UNKNOWN; }
  const { subnets, groups } = vpcConfigOf(mapping, deployment);
  if (!groups) { return UNKNOWN; }
  const vpc = idOf((subnets ?? groups)[0], 'VpcId');
  if (vpc === undefined) { return UNKNOWN; }
  const { network } = deployment;
  let result: Value = ABSENT;
  for (const service of servicesOf(mapping)) {
    const endpoints = network.endpointsInUse(vpc, service);
    if (endpoints.length === 0) { continue; }
    const open = endpoints.map(endpoint => isOpenTo(endpoint, network, groups, subnets));
    if (open.every(each => each === false)) { return `${list(endpoints)} ${verb(endpoints, 'let')} nothing of ${list(groups)} in on port ${HTTPS}`; }
    if (!open.includes(true)) { result = UNKNOWN; }
  }
  return result;
}

function isOpenTo(endpoint: Resource, network: Network, groups: readonly Resource[], subnets: readonly Resource[] | undefined): Trilean {
  const type = endpoint.value(['VpcEndpointType']);
  if (type === ABSENT || type === 'Gateway') { return true; } // routes lead to it
  const own = resourcesIn(endpoint, ['SecurityGroupIds'], 'AWS::EC2::SecurityGroup');
  // Without any it has the default security group of the VPC, which allows its own members.
  return own && own.length > 0 ? network.allows(own, 'in', HTTPS, { groups, subnets }) : UNKNOWN;
}

/** Of several ports that the source may be read at, one that is open is enough. */
function brokerPort(mapping: Mapping, deployment: Deployment, direction: Direction): Value {
  const { subnets, groups } = vpcConfigOf(mapping, deployment);
  const ports = portsOf(mapping);
  if (!groups || ports === UNKNOWN || ports.length === 0) { return UNKNOWN; }
  const { network } = deployment;
  // Only the names of self-managed brokers tell where those are.
  const peers = mapping.source.resource ? { groups, subnets } : undefined;
  return shut(anyOf(ports, port => network.allows(groups, direction, port, peers)), () => {
    const on = ports.length > 1 ? `any of the ports ${ports.join(', ')}` : `port ${ports[0]}`;
    const itself = groups.length > 1 ? 'themselves' : 'itself';
    return `${list(groups)} ${verb(groups, 'let')} nothing ${direction === 'in' ? `of ${itself} in` : 'out to the brokers'} on ${on}`;
  });
}

function shut(isOpen: Trilean | undefined, describe: () => string): Value {
  return isOpen === false ? describe() : isOpen === true ? ABSENT : UNKNOWN;
}

function list(resources: readonly Resource[]): string {
  const names = [...new Set(resources.map(({ name }) => name))];
  return names.length > MOST_NAMES ? `${names.slice(0, MOST_NAMES).join(', ')} and ${names.length - MOST_NAMES} more` : names.join(' and ');
}

/** `have` for several, `has` for one. */
function verb(resources: readonly Resource[], plural: string): string {
  return resources.length > 1 ? plural : plural === 'have' ? 'has' : `${plural}s`;
}
