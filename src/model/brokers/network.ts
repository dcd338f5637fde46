import { rangesMeet } from '../../values/cidr';
import { entryAt } from '../../values/json';
import { asText } from '../../values/text';
import { allOf, anyOf, Trilean } from '../../values/trilean';
import { ABSENT, hasUnknown, isOn, UNKNOWN, Value } from '../../values/value';
import { Resource } from '../resource';
import { ResourceSource } from '../resource-source';

/**
 * How traffic leaves a subnet's VPC. Pollers have no public address, so an internet gateway does not serve them. Unknown before
 * deployment: a transit gateway, a peering, a firewall.
 */
export type Egress = 'nat' | 'internet' | 'none' | 'unknown';

/** The direction of a rule of a security group. */
export type Direction = 'in' | 'out';

/** The members of security groups that a rule must let through, in subnets where those are known. */
export interface Peers {
  readonly groups: readonly Resource[];
  readonly subnets?: readonly Resource[];
}

/** The names of rules in either direction. */
const RULES = {
  in: { type: 'AWS::EC2::SecurityGroupIngress', inline: 'SecurityGroupIngress', group: 'SourceSecurityGroupId' },
  out: { type: 'AWS::EC2::SecurityGroupEgress', inline: 'SecurityGroupEgress', group: 'DestinationSecurityGroupId' },
} as const;

/** A rule: a resource of its own, or an item of its group. */
interface GroupRule {
  readonly resource: Resource;
  readonly path: readonly string[];
}

/** The endpoints that a VPC surely has of a service, and whether it may have more. */
interface Endpoints {
  readonly certain: readonly Resource[];
  readonly possible: boolean;
}

/** Subnets, endpoints and security groups of a deployment, read once. */
export class Network {
  private readonly grouped = new Map<string, Grouped>();
  private readonly egressBySubnet = new Map<string, Egress>();
  private readonly endpointsBy = new Map<string, Endpoints>();
  private readonly allowed = new WeakMap<Resource, Map<string, Trilean>>();
  private propagating?: { readonly tables: ReadonlySet<string>; readonly toUnknown: boolean };

  public constructor(private readonly source: ResourceSource) {}

  /** The best egress of any subnet: pollers that reach a service from one of them may work. */
  public egress(subnets: readonly Resource[]): Egress {
    const all = subnets.map(subnet => this.egressOf(subnet));
    return (['nat', 'unknown', 'internet'] as const).find(egress => all.includes(egress)) ?? 'none';
  }

  /** Whether a VPC, by the id of its resource or its own, has an endpoint of a service (`lambda`). */
  public hasEndpoint(vpc: string, service: string): Trilean {
    const { certain, possible } = this.endpoints(vpc, service);
    return certain.length > 0 || (possible ? UNKNOWN : false);
  }

  /** The endpoints of a service in a VPC that answer to its usual name. */
  public endpointsInUse(vpc: string, service: string): readonly Resource[] {
    return this.endpoints(vpc, service).certain.filter(endpoint => isOn(endpoint.value(['PrivateDnsEnabled'])));
  }

  /** Whether any of the security groups allows TCP at a port, to or from any address without peers. */
  public allows(groups: readonly Resource[], direction: Direction, port: number, peers?: Peers): Trilean {
    // Kept by object, because the same resource of a template may be read under several assumptions.
    const known = this.allowed.get(groups[0]) ?? new Map<string, Trilean>();
    this.allowed.set(groups[0], known);
    const key = [direction, port, ...idsOf(groups), 'to', ...peers ? idsOf(peers.groups) : ['any'], ...idsOf(peers?.subnets ?? [])].join(' ');
    let allows = known.get(key);
    if (allows === undefined) {
      allows = anyOf(groups, group => this.groupAllows(group, direction, port, peers));
      known.set(key, allows);
    }
    return allows;
  }

  private egressOf(subnet: Resource): Egress {
    let egress = this.egressBySubnet.get(subnet.id);
    if (egress === undefined) {
      egress = this.readEgress(subnet);
      this.egressBySubnet.set(subnet.id, egress);
    }
    return egress;
  }

  private readEgress(subnet: Resource): Egress {
    const { found: [association, another], unattributed } = this.referring('AWS::EC2::SubnetRouteTableAssociation', 'SubnetId', subnet.id);
    const table = association && resourceAt(association, ['RouteTableId'], 'AWS::EC2::RouteTable');
    // A subnet without a table of its own has that of its VPC, which is no resource.
    if (!table || another || unattributed.length > 0 || association.isConditional) { return 'unknown'; }
    const routes = this.referring('AWS::EC2::Route', 'RouteTableId', table.id);
    const all = routes.found.map(egressOfRoute);
    if (all.includes('nat')) { return 'nat'; }
    if (all.includes('unknown') || routes.unattributed.length > 0 || this.isPropagatedTo(table) || this.source.escapes(table)) { return 'unknown'; }
    return all.includes('internet') ? 'internet' : 'none';
  }

  /** Whether a VPN gateway writes routes into a table. */
  private isPropagatedTo(table: Resource): boolean {
    this.propagating ??= this.readPropagations();
    return this.propagating.toUnknown || this.propagating.tables.has(table.id);
  }

  private readPropagations(): { readonly tables: ReadonlySet<string>; readonly toUnknown: boolean } {
    const lists = this.source.resources('AWS::EC2::VPNGatewayRoutePropagation')
      .map(resource => resourcesIn(resource, ['RouteTableIds'], 'AWS::EC2::RouteTable'));
    return {
      tables: new Set(lists.flatMap(list => list?.map(({ id }) => id) ?? [])),
      toUnknown: lists.includes(undefined),
    };
  }

  private endpoints(vpc: string, service: string): Endpoints {
    const key = `${vpc} ${service}`;
    let endpoints = this.endpointsBy.get(key);
    if (!endpoints) {
      endpoints = this.readEndpoints(vpc, service);
      this.endpointsBy.set(key, endpoints);
    }
    return endpoints;
  }

  private readEndpoints(vpc: string, service: string): Endpoints {
    const { found, unattributed } = this.referring('AWS::EC2::VPCEndpoint', 'VpcId', vpc);
    const ofService = found.filter(endpoint => serves(endpoint, service) === true);
    const certain = ofService.filter(endpoint => !endpoint.isConditional);
    const possible = certain.length < ofService.length
      || found.some(endpoint => serves(endpoint, service) === UNKNOWN) || unattributed.some(endpoint => serves(endpoint, service) !== false);
    return { certain, possible };
  }

  private groupAllows(group: Resource, direction: Direction, port: number, peers: Peers | undefined): Trilean {
    const { type, inline } = RULES[direction];
    const { found, unattributed } = this.referring(type, 'GroupId', group.id);
    const list = group.value([inline]);
    const own: GroupRule[] = Array.isArray(list) ? list.map((_, i) => ({ resource: group, path: [inline, `${i}`] })) : [];
    const allows = anyOf([...own, ...found.map(resource => ({ resource, path: [] }))], rule => ruleAllows(rule, direction, port, peers));
    if (allows === true) { return true; }
    // A group without egress rules lets everything out. Rules that are resources of their own may replace that, or not.
    if (direction === 'out' && own.length === 0) { return list === ABSENT && found.length === 0 ? true : UNKNOWN; }
    const isUnread = list !== ABSENT && !Array.isArray(list);
    return isUnread || unattributed.length > 0 || group.isConditional || this.source.escapes(group) ? UNKNOWN : allows;
  }

  /** The resources of a type whose property refers to a target, and those whose target is known only at deployment. */
  private referring(type: string, property: string, target: string): Referring {
    let grouped = this.grouped.get(type);
    if (!grouped) {
      grouped = groupBy(this.source.resources(type), property);
      this.grouped.set(type, grouped);
    }
    return { found: grouped.by.get(target) ?? [], unattributed: grouped.unattributed };
  }
}

/** The resources that the properties between resources of a network refer to. */
const TIED_TO: { readonly [property: string]: string } = {
  VpcId: 'AWS::EC2::VPC',
  SubnetId: 'AWS::EC2::Subnet',
  RouteTableId: 'AWS::EC2::RouteTable',
  GroupId: 'AWS::EC2::SecurityGroup',
};

/** The resource of a type that a property refers to; not a nested stack or custom resource, which only knows one. */
export function resourceAt(resource: Resource, path: readonly string[], type: string): Resource | undefined {
  const target = resource.target(path);
  return target?.type === type ? target : undefined;
}

/** The id of the resource that a property refers to, or the literal id. */
export function idOf(resource: Resource, property: string): string | undefined {
  const target = resource.target([property]);
  if (target) {
    // The default security group of a VPC is none of the others.
    return target.type === entryAt(TIED_TO, property) || (property === 'GroupId' && target.type === 'AWS::EC2::VPC') ? target.id : undefined;
  }
  const id = resource.value([property]);
  return typeof id === 'string' ? id : undefined;
}

/** The resources of a type that a list refers to; undefined where the list or one of them is unknown. */
export function resourcesIn(resource: Resource, path: readonly string[], type: string): readonly Resource[] | undefined {
  const list = resource.value(path);
  if (!Array.isArray(list)) { return undefined; }
  const resources = list.flatMap((_, i) => resourceAt(resource, [...path, `${i}`], type) ?? []);
  return resources.length === list.length ? resources : undefined;
}

function idsOf(resources: readonly Resource[]): string[] {
  return resources.map(({ id }) => id);
}

/** The resources that refer to one, and those that may. */
interface Referring {
  readonly found: readonly Resource[];
  readonly unattributed: readonly Resource[];
}

interface Grouped {
  readonly by: ReadonlyMap<string, readonly Resource[]>;
  readonly unattributed: readonly Resource[];
}

function groupBy(resources: readonly Resource[], property: string): Grouped {
  const by = new Map<string, Resource[]>();
  const unattributed: Resource[] = [];
  for (const resource of resources) {
    const id = idOf(resource, property);
    if (id === undefined) {
      unattributed.push(resource);
    } else {
      const others = by.get(id);
      if (others) { others.push(resource); } else { by.set(id, [resource]); }
    }
  }
  return { by, unattributed };
}

function egressOfRoute(route: Resource): Egress {
  if (route.isConditional) { return 'unknown'; }
  if (route.isDefined(['NatGatewayId'])) { return 'nat'; }
  const gateway = route.target(['GatewayId'])?.type ?? route.value(['GatewayId']);
  if (gateway === 'local') { return 'none'; }
  const isInternet = gateway === 'AWS::EC2::InternetGateway' || (typeof gateway === 'string' && gateway.startsWith('igw-'));
  // Pollers may have addresses of IPv6, which are public.
  return isInternet && typeof route.value(['DestinationCidrBlock']) === 'string' ? 'internet' : 'unknown';
}

function serves(endpoint: Resource, service: string): Trilean {
  const name = endpoint.text(['ServiceName']);
  if (name?.endsWith(`.${service}`) || name?.endsWith(`.${service}-fips`)) { return true; }
  return name === undefined || !/\.[a-z0-9-]+$/.test(name) ? UNKNOWN : false;
}

function ruleAllows({ resource, path }: GroupRule, direction: Direction, port: number, peers: Peers | undefined): Trilean {
  const at = (name: string) => resource.value([...path, name]);
  return allOf([
    coversPort(at('IpProtocol'), at('FromPort'), at('ToPort'), port),
    resource.isConditional ? UNKNOWN : true,
    peers ? coversPeers({ resource, path }, direction, peers) : true,
  ]);
}

function coversPort(protocol: Value, from: Value, to: Value, port: number): Trilean {
  if (asText(protocol) === '-1') { return true; }
  if (hasUnknown(protocol)) { return UNKNOWN; }
  if (!['tcp', '6'].includes(asText(protocol).toLowerCase())) { return false; }
  const [first, last] = [from, to].map(asPort);
  if ((first !== undefined && first > port) || (last !== undefined && last < port)) { return false; }
  return first === undefined || last === undefined ? UNKNOWN : true;
}

/** Ports are also written as text in templates. */
function asPort(port: Value): number | undefined {
  return typeof port === 'number' ? port : typeof port === 'string' && /^\d+$/.test(port) ? Number(port) : undefined;
}

function coversPeers({ resource, path }: GroupRule, direction: Direction, { groups, subnets }: Peers): Trilean {
  const group = [...path, RULES[direction].group];
  const other = resource.target(group);
  if (other) {
    if (groups.some(({ id }) => id === other.id)) { return true; }
    return ['AWS::EC2::SecurityGroup', 'AWS::EC2::VPC'].includes(other.type) ? false : UNKNOWN;
  }
  const id = resource.value(group);
  if (id !== ABSENT) { return id === UNKNOWN ? UNKNOWN : false; }
  const range = resource.value([...path, 'CidrIp']);
  if (typeof range !== 'string') { return UNKNOWN; }
  if (range.endsWith('/0')) { return true; }
  return subnets === undefined ? UNKNOWN : anyOf(subnets, subnet => rangesMeet(range, subnet.value(['CidrBlock'])));
}
