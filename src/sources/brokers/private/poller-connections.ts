import { CfnResource, Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { IConstruct } from 'constructs';
import { HTTPS } from '../../../aws/ports';
import { targetOf } from '../../../cdk/references';
import { servicesOf } from '../../../facts/brokers/network';
import { any, Network } from '../../../model/brokers/network';
import { isOnDemand, vpcConfigOf, portsOf } from '../../../model/brokers/pollers';
import { IndexedMapping } from '../../../model/mapping-groups';
import { Resource } from '../../../model/resource';
import { AppIndex } from '../../../validation/app/synthesis';
import { UNKNOWN } from '../../../values/value';
import type { PollingEventSource } from '../../polling-event-source';
import { PollerConnectionOptions } from '../poller-connection-options';

/** What was asked for by one call of `PollerNetwork`. */
export interface PollerConnection {
  readonly vpc: ec2.IVpc;
  readonly source: PollingEventSource;
  readonly securityGroup: ec2.IConnectable;
  readonly options: PollerConnectionOptions;
}

const INTERFACES: { readonly [service: string]: { readonly id: string; readonly service: () => ec2.InterfaceVpcEndpointAwsService } } = {
  lambda: { id: 'PollerLambda', service: () => ec2.InterfaceVpcEndpointAwsService.LAMBDA },
  sts: { id: 'PollerSts', service: () => ec2.InterfaceVpcEndpointAwsService.STS },
  secretsmanager: { id: 'PollerSecretsManager', service: () => ec2.InterfaceVpcEndpointAwsService.SECRETS_MANAGER },
  sqs: { id: 'PollerSqs', service: () => ec2.InterfaceVpcEndpointAwsService.SQS },
  sns: { id: 'PollerSns', service: () => ec2.InterfaceVpcEndpointAwsService.SNS },
};
const BUCKETS = 'PollerS3';

/** Adds what the connections of a Stage lack, by the same reading of the network that the rules judge by. */
export function completeConnections(stage: IConstruct, connections: readonly PollerConnection[]): void {
  const index = new AppIndex(stage);
  const network = Network.around(index);
  const added = new Set<string>();
  // What is added here is not in the index, which is read once for all connections.
  const once = (key: string, add: () => void) => {
    if (!added.has(key)) {
      added.add(key);
      add();
    }
  };
  for (const connection of connections) {
    for (const { node } of connection.source._polled.mappings) {
      const mapping = CfnResource.isCfnResource(node.defaultChild) ? index.mappingOf(node.defaultChild) : undefined;
      if (mapping) {
        openPorts(connection, mapping, network, index, once);
        addEndpoints(connection, mapping, network, index, once);
      }
    }
  }
}

type Once = (key: string, add: () => void) => void;

function openPorts({ securityGroup }: PollerConnection, mapping: IndexedMapping, network: Network, index: AppIndex, once: Once): void {
  const groups = securityGroup.connections.securityGroups;
  const ports = portsOf(mapping);
  if (groups.length === 0) { return; }
  const [group] = groups;
  const known = resourcesOf(groups.map(({ securityGroupId }) => securityGroupId), 'AWS::EC2::SecurityGroup', index);
  const peers = known && { groups: known, subnets: vpcConfigOf(mapping).subnets };
  const name = known?.[0].id ?? group.securityGroupId;
  const lets = (direction: 'in' | 'out', port: number, toPeers: boolean) => known ? network.allows(known, direction, port, toPeers ? peers : undefined) : 'maybe';

  if (ports !== UNKNOWN && any(ports, port => lets('in', port, true)) !== 'yes') {
    for (const port of ports) {
      once(`${name} in ${port}`, () => group.addIngressRule(group, ec2.Port.tcp(port), 'Pollers of Lambda to the event source'));
    }
  }
  // What is not known to be shut lets out: that is how AWS and the CDK make security groups.
  if (ports !== UNKNOWN && any(ports, port => lets('out', port, true)) === 'no') {
    for (const port of ports) {
      once(`${name} out ${port}`, () => group.addEgressRule(group, ec2.Port.tcp(port), 'Pollers of Lambda to the event source'));
    }
  }
  if (isOnDemand(mapping) === true && lets('out', HTTPS, false) === 'no') {
    once(`${name} out ${HTTPS}`, () => group.addEgressRule(ec2.Peer.anyIpv4(), ec2.Port.tcp(HTTPS), 'Pollers of Lambda to AWS'));
  }
}

function addEndpoints(connection: PollerConnection, mapping: IndexedMapping, network: Network, index: AppIndex, once: Once): void {
  const { vpc, options, securityGroup } = connection;
  if (isOnDemand(mapping) !== true || !areWanted(connection, mapping, network, index)) { return; }
  const id = targetOf(vpc.vpcId)?.node.path ?? vpc.vpcId;
  for (const service of servicesOf(mapping)) {
    if (network.hasEndpoint(id, service) !== 'no') { continue; }
    once(`${id} ${service}`, () => addEndpoint(vpc, service, options, securityGroup));
  }
}

function areWanted({ vpc, options }: PollerConnection, mapping: IndexedMapping, network: Network, index: AppIndex): boolean {
  if (options.endpoints !== undefined) { return options.endpoints; }
  // What is imported may have what nobody sees, and without subnets there is no place for an endpoint.
  if (!targetOf(vpc.vpcId) || (!options.vpcSubnets && isWithoutSubnets(vpc))) { return false; }
  const subnets = vpcConfigOf(mapping).subnets ?? resourcesOf(vpc.selectSubnets(options.vpcSubnets).subnetIds, 'AWS::EC2::Subnet', index);
  return subnets !== undefined && ['none', 'internet'].includes(network.egress(subnets));
}

function addEndpoint(vpc: ec2.IVpc, service: string, { vpcSubnets }: PollerConnectionOptions, securityGroup: ec2.IConnectable): void {
  const { id } = INTERFACES[service] ?? { id: BUCKETS };
  if (vpc.node.tryFindChild(id)) { return; }
  if (!(service in INTERFACES)) {
    // Routes lead to it, and only a VPC that was made here surely knows its tables of routes.
    if (CfnResource.isCfnResource(vpc.node.defaultChild)) { vpc.addGatewayEndpoint(id, { service: ec2.GatewayVpcEndpointAwsService.S3 }); }
    return;
  }
  const open = hasRange(vpc);
  const endpoint = vpc.addInterfaceEndpoint(id, { service: INTERFACES[service].service(), subnets: placeFor(vpc, vpcSubnets), open });
  if (!open) { endpoint.connections.allowDefaultPortFrom(securityGroup, 'Pollers of Lambda to AWS'); }
}

function isWithoutSubnets({ publicSubnets, privateSubnets, isolatedSubnets }: ec2.IVpc): boolean {
  return [publicSubnets, privateSubnets, isolatedSubnets].every(({ length }) => length === 0);
}

/** An endpoint serves all of its VPC: subnets of a stack that depends on that of the VPC are not needed for it, and would make a circle. */
function placeFor(vpc: ec2.IVpc, selection: ec2.SubnetSelection | undefined): ec2.SubnetSelection | undefined {
  const isElsewhere = selection?.subnets?.some(subnet => Stack.of(subnet) !== Stack.of(vpc));
  return isElsewhere && !isWithoutSubnets(vpc) ? undefined : selection;
}

/** An imported VPC may not know its range of addresses, and says so with an error. */
function hasRange(vpc: ec2.IVpc): boolean {
  try {
    return vpc.vpcCidrBlock !== undefined;
  } catch {
    return false;
  }
}

/** The resources that ids are references to; undefined where one is not of this app. */
function resourcesOf(ids: readonly string[], type: string, index: AppIndex): readonly Resource[] | undefined {
  const paths = new Set(ids.map(id => targetOf(id)?.node.path));
  const found = index.resourceSource.resources(type).filter(({ id: identity }) => paths.has(identity));
  return found.length > 0 && found.length === paths.size ? found : undefined;
}
