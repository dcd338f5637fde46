import { Aspects, CfnResource, Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { IConstruct } from 'constructs';
import { HTTPS } from '../../../aws/ports';
import { SECURITY_GROUP, SUBNET } from '../../../aws/resource-types';
import { targetOf } from '../../../cdk/references';
import { isOnDemand, portsOf, servicesOf, vpcConfigOf } from '../../../model/brokers/pollers';
import { Deployment } from '../../../model/deployment';
import { Mapping } from '../../../model/mapping';
import { Resource } from '../../../model/resource';
import { AppReader } from '../../../readers/app/read-app';
import { anyOf, Trilean } from '../../../values/trilean';
import { UNKNOWN } from '../../../values/value';
import type { PollingEventSource } from '../../polling-event-source';
import { PollerConnectionOptions } from '../poller-connection-options';

/** One call of `PollerNetwork.connect`. */
export interface PollerConnection {
  readonly vpc: ec2.IVpc;
  readonly source: PollingEventSource;
  readonly securityGroup: ec2.IConnectable;
  readonly options: PollerConnectionOptions;
}

/** The connections of a Stage. */
interface StageConnections {
  readonly connections: PollerConnection[];
  /** Whether the synthesis in progress, or an earlier one, has completed them. */
  areComplete: boolean;
}

const connectionsByStage = new WeakMap<IConstruct, StageConnections>();

/** Adds a connection. It is completed when the synthesis of its Stage begins, before the first aspect visits any other construct. */
export function addConnection(stage: IConstruct, connection: PollerConnection): void {
  const known = connectionsByStage.get(stage) ?? watchSynthesis(stage);
  known.connections.push(connection);
  // The call comes from an aspect, and the other connections are complete.
  if (known.areComplete) { completeConnections(stage, [connection]); }
}

function watchSynthesis(stage: IConstruct): StageConnections {
  const known: StageConnections = { connections: [], areComplete: false };
  connectionsByStage.set(stage, known);
  Aspects.of(stage).add({
    visit: construct => {
      if (construct !== stage) { return; }
      completeConnections(stage, known.connections);
      known.areComplete = true;
    },
  });
  return known;
}

const INTERFACES: { readonly [service: string]: { readonly id: string; readonly service: () => ec2.InterfaceVpcEndpointAwsService } } = {
  lambda: { id: 'PollerLambda', service: () => ec2.InterfaceVpcEndpointAwsService.LAMBDA },
  sts: { id: 'PollerSts', service: () => ec2.InterfaceVpcEndpointAwsService.STS },
  secretsmanager: { id: 'PollerSecretsManager', service: () => ec2.InterfaceVpcEndpointAwsService.SECRETS_MANAGER },
  sqs: { id: 'PollerSqs', service: () => ec2.InterfaceVpcEndpointAwsService.SQS },
  sns: { id: 'PollerSns', service: () => ec2.InterfaceVpcEndpointAwsService.SNS },
};
const BUCKETS = 'PollerS3';

/** Adds the rules and endpoints that the connections of a Stage lack, by the same model of the network that the rules ask. */
function completeConnections(stage: IConstruct, connections: readonly PollerConnection[]): void {
  const reader = new AppReader(stage);
  const deployment = new Deployment(reader);
  const added = new Set<string>();
  // The deployment is read once for all connections, so that it lacks the additions.
  const once = (key: string, add: () => void) => {
    if (!added.has(key)) {
      added.add(key);
      add();
    }
  };
  for (const connection of connections) {
    for (const { node } of connection.source._polled.mappings) {
      if (CfnResource.isCfnResource(node.defaultChild)) {
        const mapping = deployment.mapping(reader.resource(node.defaultChild));
        openPorts(connection, mapping, deployment, once);
        addEndpoints(connection, mapping, deployment, once);
      }
    }
  }
}

type Once = (key: string, add: () => void) => void;

function openPorts({ securityGroup }: PollerConnection, mapping: Mapping, deployment: Deployment, once: Once): void {
  const groups = securityGroup.connections.securityGroups;
  const ports = portsOf(mapping);
  if (groups.length === 0) { return; }
  const [group] = groups;
  const known = resourcesOf(groups.map(({ securityGroupId }) => securityGroupId), SECURITY_GROUP, deployment);
  const peers = known && { groups: known, subnets: vpcConfigOf(mapping, deployment).subnets };
  const name = known?.[0].id ?? group.securityGroupId;
  const allows = (direction: 'in' | 'out', port: number, toPeers: boolean): Trilean =>
    known ? deployment.network.allows(known, direction, port, toPeers ? peers : undefined) : UNKNOWN;

  if (ports !== UNKNOWN && anyOf(ports, port => allows('in', port, true)) !== true) {
    for (const port of ports) {
      once(`${name} in ${port}`, () => group.addIngressRule(group, ec2.Port.tcp(port), 'Pollers of Lambda to the event source'));
    }
  }
  // A group that is not known to be closed lets everything out: AWS and the CDK make groups so.
  if (ports !== UNKNOWN && anyOf(ports, port => allows('out', port, true)) === false) {
    for (const port of ports) {
      once(`${name} out ${port}`, () => group.addEgressRule(group, ec2.Port.tcp(port), 'Pollers of Lambda to the event source'));
    }
  }
  if (isOnDemand(mapping) === true && allows('out', HTTPS, false) === false) {
    once(`${name} out ${HTTPS}`, () => group.addEgressRule(ec2.Peer.anyIpv4(), ec2.Port.tcp(HTTPS), 'Pollers of Lambda to AWS'));
  }
}

function addEndpoints(connection: PollerConnection, mapping: Mapping, deployment: Deployment, once: Once): void {
  const { vpc, options, securityGroup } = connection;
  if (isOnDemand(mapping) !== true || !areWanted(connection, mapping, deployment)) { return; }
  const id = targetOf(vpc.vpcId)?.node.path ?? vpc.vpcId;
  for (const service of servicesOf(mapping)) {
    if (deployment.network.hasEndpoint(id, service) !== false) { continue; }
    once(`${id} ${service}`, () => addEndpoint(vpc, service, options, securityGroup));
  }
}

function areWanted({ vpc, options }: PollerConnection, mapping: Mapping, deployment: Deployment): boolean {
  if (options.endpoints !== undefined) { return options.endpoints; }
  // An imported VPC may have endpoints that this app does not know, and without subnets there is no place for an endpoint.
  if (!targetOf(vpc.vpcId) || (!options.vpcSubnets && isWithoutSubnets(vpc))) { return false; }
  const subnets = vpcConfigOf(mapping, deployment).subnets ?? resourcesOf(vpc.selectSubnets(options.vpcSubnets).subnetIds, SUBNET, deployment);
  return subnets !== undefined && ['none', 'internet'].includes(deployment.network.egress(subnets));
}

function addEndpoint(vpc: ec2.IVpc, service: string, { vpcSubnets }: PollerConnectionOptions, securityGroup: ec2.IConnectable): void {
  const { id } = INTERFACES[service] ?? { id: BUCKETS };
  if (vpc.node.tryFindChild(id)) { return; }
  if (!(service in INTERFACES)) {
    // Routes lead to it, and only a VPC of this app surely knows its route tables.
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

/** An endpoint serves its whole VPC, so that it needs no subnets of a stack that depends on the VPC's: those would make a circle. */
function placeFor(vpc: ec2.IVpc, selection: ec2.SubnetSelection | undefined): ec2.SubnetSelection | undefined {
  const isElsewhere = selection?.subnets?.some(subnet => Stack.of(subnet) !== Stack.of(vpc));
  return isElsewhere && !isWithoutSubnets(vpc) ? undefined : selection;
}

/** An imported VPC may not know its range of addresses, and then throws. */
function hasRange(vpc: ec2.IVpc): boolean {
  try {
    return vpc.vpcCidrBlock !== undefined;
  } catch {
    return false;
  }
}

/** The resources that ids are references to; undefined where one is not of this app. */
function resourcesOf(ids: readonly string[], type: string, deployment: Deployment): readonly Resource[] | undefined {
  const paths = new Set(ids.map(id => targetOf(id)?.node.path));
  const found = deployment.resourceSource.resources(type).filter(({ id }) => paths.has(id));
  return found.length > 0 && found.length === paths.size ? found : undefined;
}
