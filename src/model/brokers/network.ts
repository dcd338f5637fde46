import { rangesMeet } from '../../values/cidr';
import { ABSENT, isOn, UNKNOWN, Value } from '../../values/value';
import { MappingIndex } from '../mapping-groups';
import { Resource } from '../resource';

/**
 * How a subnet leads out of its VPC: through NAT, only to an internet gateway (which serves public addresses, and pollers have
 * none), not at all, or in a way that nobody can judge before the deployment: a transit gateway, a peering, a firewall.
 */
export type Egress = 'nat' | 'internet' | 'none' | 'unknown';

/** An answer that may be known only at deployment. */
export type Answer = 'yes' | 'no' | 'maybe';

/** In which direction a rule of a security group lets something through. */
export type Direction = 'in' | 'out';

/** Whom a rule must let through: members of security groups, in subnets where those are known. */
export interface Peers {
  readonly groups: readonly Resource[];
  readonly subnets?: readonly Resource[];
}

/** What rules are called in either direction. */
const RULES = {
  in: { type: 'AWS::EC2::SecurityGroupIngress', inline: 'SecurityGroupIngress', group: 'SourceSecurityGroupId' },
  out: { type: 'AWS::EC2::SecurityGroupEgress', inline: 'SecurityGroupEgress', group: 'DestinationSecurityGroupId' },
} as const;

/** Where a rule stands: a resource of its own, or an item of its group. */
interface GroupRule {
  readonly resource: Resource;
  readonly path: readonly string[];
}

/** The endpoints that a VPC surely has of a service, and whether it may have more. */
interface Endpoints {
  readonly certain: readonly Resource[];
  readonly possible: boolean;
}

const networks = new WeakMap<MappingIndex, Network>();

/** What is known of subnets, endpoints and security groups, read once and shared by all judgements. */
export class Network {
  /** The network around the mappings of an index. */
  public static around(index: MappingIndex): Network {
    let network = networks.get(index);
    if (!network) {
      network = new Network(index);
      networks.set(index, network);
    }
    return network;
  }

  private readonly grouped = new Map<string, Grouped>();
  private readonly ways = new Map<string, Egress>();
  private readonly endpointsBy = new Map<string, Endpoints>();
  private readonly answers = new WeakMap<Resource, Map<string, Answer>>();
  private propagating?: { readonly tables: ReadonlySet<string>; readonly toUnknown: boolean };

  private constructor(private readonly index: MappingIndex) {}

  /** The best way out of any of the subnets: pollers that reach a service from one of them may work. */
  public egress(subnets: readonly Resource[]): Egress {
    const ways = subnets.map(subnet => this.wayOutOf(subnet));
    return (['nat', 'unknown', 'internet'] as const).find(way => ways.includes(way)) ?? 'none';
  }

  /** Whether a VPC, by its identity or id, is seen to have an endpoint of a service (`lambda`). */
  public hasEndpoint(vpc: string, service: string): Answer {
    const { certain, possible } = this.endpoints(vpc, service);
    return certain.length > 0 ? 'yes' : possible ? 'maybe' : 'no';
  }

  /** The endpoints of a service in a VPC that answer to its usual name. */
  public endpointsInUse(vpc: string, service: string): readonly Resource[] {
    return this.endpoints(vpc, service).certain.filter(endpoint => isOn(endpoint.value(['PrivateDnsEnabled'])));
  }

  /** Whether any of some security groups lets TCP through at a port, to or from anybody where no peers are given. */
  public allows(groups: readonly Resource[], direction: Direction, port: number, peers?: Peers): Answer {
    // Kept by object, because the same resource of a template may be read in several ways.
    const known = this.answers.get(groups[0]) ?? new Map<string, Answer>();
    this.answers.set(groups[0], known);
    const key = [direction, port, ...groups.map(identityOf), 'to', ...peers?.groups.map(identityOf) ?? ['any'], ...peers?.subnets?.map(identityOf) ?? []].join(' ');
    let answer = known.get(key);
    if (answer === undefined) {
      answer = any(groups, group => this.letsThrough(group, direction, port, peers));
      known.set(key, answer);
    }
    return answer;
  }

  private wayOutOf(subnet: Resource): Egress {
    let way = this.ways.get(subnet.id);
    if (way === undefined) {
      way = this.readWayOut(subnet);
      this.ways.set(subnet.id, way);
    }
    return way;
  }

  private readWayOut(subnet: Resource): Egress {
    const { found: [association, another], loose } = this.referring('AWS::EC2::SubnetRouteTableAssociation', 'SubnetId', subnet.id);
    const table = association && resourceAt(association, ['RouteTableId'], 'AWS::EC2::RouteTable');
    // A subnet without a table of its own has that of its VPC, which is no resource.
    if (!table || another || loose.length > 0 || association.isConditional) { return 'unknown'; }
    const routes = this.referring('AWS::EC2::Route', 'RouteTableId', table.id);
    const ways = routes.found.map(wayOfRoute);
    if (ways.includes('nat')) { return 'nat'; }
    if (ways.includes('unknown') || routes.loose.length > 0 || this.isPropagatedTo(table) || this.index.resourceSource.escapes(table)) { return 'unknown'; }
    return ways.includes('internet') ? 'internet' : 'none';
  }

  /** Whether a VPN gateway writes routes into a table. */
  private isPropagatedTo(table: Resource): boolean {
    this.propagating ??= this.readPropagations();
    return this.propagating.toUnknown || this.propagating.tables.has(table.id);
  }

  private readPropagations(): { readonly tables: ReadonlySet<string>; readonly toUnknown: boolean } {
    const lists = this.index.resourceSource.resources('AWS::EC2::VPNGatewayRoutePropagation')
      .map(resource => resourcesIn(resource, ['RouteTableIds'], 'AWS::EC2::RouteTable'));
    return {
      tables: new Set(lists.flatMap(list => list?.map(({ id: identity }) => identity) ?? [])),
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
    const { found, loose } = this.referring('AWS::EC2::VPCEndpoint', 'VpcId', vpc);
    const ofService = found.filter(endpoint => serves(endpoint, service) === 'yes');
    const certain = ofService.filter(endpoint => !endpoint.isConditional);
    const possible = certain.length < ofService.length
      || found.some(endpoint => serves(endpoint, service) === 'maybe') || loose.some(endpoint => serves(endpoint, service) !== 'no');
    return { certain, possible };
  }

  private letsThrough(group: Resource, direction: Direction, port: number, peers: Peers | undefined): Answer {
    const { type, inline } = RULES[direction];
    const { found, loose } = this.referring(type, 'GroupId', group.id);
    const list = group.value([inline]);
    const own: GroupRule[] = Array.isArray(list) ? list.map((_, i) => ({ resource: group, path: [inline, String(i)] })) : [];
    const answer = any([...own, ...found.map(resource => ({ resource, path: [] }))], rule => ruleAllows(rule, direction, port, peers));
    if (answer === 'yes') { return answer; }
    // A group without egress rules lets everything out. Rules that stand alone may take the place of that, or not.
    if (direction === 'out' && own.length === 0) { return list === ABSENT && found.length === 0 ? 'yes' : 'maybe'; }
    const isUnread = list !== ABSENT && !Array.isArray(list);
    return isUnread || loose.length > 0 || group.isConditional || this.index.resourceSource.escapes(group) ? 'maybe' : answer;
  }

  /** The resources of a type by what a property of theirs refers to, and those of which nobody knows before the deployment. */
  private referring(type: string, property: string, target: string): { readonly found: readonly Resource[]; readonly loose: readonly Resource[] } {
    let grouped = this.grouped.get(type);
    if (!grouped) {
      grouped = groupBy(this.index.resourceSource.resources(type), property);
      this.grouped.set(type, grouped);
    }
    return { found: grouped.by.get(target) ?? [], loose: grouped.loose };
  }
}

/** What the properties that tie one resource of a network to another refer to. */
const TIED_TO: { readonly [property: string]: string } = {
  VpcId: 'AWS::EC2::VPC',
  SubnetId: 'AWS::EC2::Subnet',
  RouteTableId: 'AWS::EC2::RouteTable',
  GroupId: 'AWS::EC2::SecurityGroup',
};

/** The resource of a type that a property refers to; not what only knows one, as a nested stack or custom resource does. */
export function resourceAt(resource: Resource, path: readonly string[], type: string): Resource | undefined {
  const target = resource.target(path);
  return target?.type === type ? target : undefined;
}

/** What a property refers to: the identity of a resource, or the id that is written out. */
export function idOf(resource: Resource, property: string): string | undefined {
  const target = resource.target([property]);
  if (target) {
    // The security group that a VPC has by itself is none of the others.
    return target.type === TIED_TO[property] || (property === 'GroupId' && target.type === 'AWS::EC2::VPC') ? target.id : undefined;
  }
  const view = resource.value([property]);
  return typeof view === 'string' ? view : undefined;
}

/** The resources of a type that a list refers to; undefined where one of them is not at hand, or the list is not. */
export function resourcesIn(resource: Resource, path: readonly string[], type: string): readonly Resource[] | undefined {
  const list = resource.value(path);
  if (!Array.isArray(list)) { return undefined; }
  const resources = list.flatMap((_, i) => resourceAt(resource, [...path, String(i)], type) ?? []);
  return resources.length === list.length ? resources : undefined;
}

function identityOf({ id: identity }: Resource): string {
  return identity;
}

interface Grouped {
  readonly by: ReadonlyMap<string, readonly Resource[]>;
  readonly loose: readonly Resource[];
}

function groupBy(resources: readonly Resource[], property: string): Grouped {
  const by = new Map<string, Resource[]>();
  const loose: Resource[] = [];
  for (const resource of resources) {
    const id = idOf(resource, property);
    if (id === undefined) {
      loose.push(resource);
    } else {
      const others = by.get(id);
      if (others) { others.push(resource); } else { by.set(id, [resource]); }
    }
  }
  return { by, loose };
}

function wayOfRoute(route: Resource): Egress {
  if (route.isConditional) { return 'unknown'; }
  if (route.isDefined(['NatGatewayId'])) { return 'nat'; }
  const gateway = route.target(['GatewayId'])?.type ?? route.value(['GatewayId']);
  if (gateway === 'local') { return 'none'; }
  const isInternet = gateway === 'AWS::EC2::InternetGateway' || (typeof gateway === 'string' && gateway.startsWith('igw-'));
  // Pollers may have addresses of IPv6, which are public.
  return isInternet && typeof route.value(['DestinationCidrBlock']) === 'string' ? 'internet' : 'unknown';
}

function serves(endpoint: Resource, service: string): Answer {
  const name = endpoint.text(['ServiceName']);
  if (name?.endsWith(`.${service}`) || name?.endsWith(`.${service}-fips`)) { return 'yes'; }
  return name === undefined || !/\.[a-z0-9-]+$/.test(name) ? 'maybe' : 'no';
}

function ruleAllows({ resource, path }: GroupRule, direction: Direction, port: number, peers: Peers | undefined): Answer {
  const at = (name: string) => resource.value([...path, name]);
  const answers = [
    coversPort(at('IpProtocol'), at('FromPort'), at('ToPort'), port),
    resource.isConditional ? 'maybe' : 'yes',
    peers ? coversPeers({ resource, path }, direction, peers) : 'yes',
  ];
  return answers.includes('no') ? 'no' : answers.includes('maybe') ? 'maybe' : 'yes';
}

function coversPort(protocol: Value, from: Value, to: Value, port: number): Answer {
  if (String(protocol) === '-1') { return 'yes'; }
  if (protocol === UNKNOWN) { return 'maybe'; }
  if (!['tcp', '6'].includes(String(protocol).toLowerCase())) { return 'no'; }
  const [first, last] = [from, to].map(asPort);
  if ((first !== undefined && first > port) || (last !== undefined && last < port)) { return 'no'; }
  return first === undefined || last === undefined ? 'maybe' : 'yes';
}

/** Ports are also written as text in templates. */
function asPort(view: Value): number | undefined {
  return typeof view === 'number' ? view : typeof view === 'string' && /^\d+$/.test(view) ? Number(view) : undefined;
}

function coversPeers({ resource, path }: GroupRule, direction: Direction, { groups, subnets }: Peers): Answer {
  const group = [...path, RULES[direction].group];
  const other = resource.target(group);
  if (other) {
    if (groups.some(({ id: identity }) => identity === other.id)) { return 'yes'; }
    return ['AWS::EC2::SecurityGroup', 'AWS::EC2::VPC'].includes(other.type) ? 'no' : 'maybe';
  }
  const id = resource.value(group);
  if (id !== ABSENT) { return id === UNKNOWN ? 'maybe' : 'no'; }
  const range = resource.value([...path, 'CidrIp']);
  if (typeof range !== 'string') { return 'maybe'; }
  if (range.endsWith('/0')) { return 'yes'; }
  return subnets === undefined ? 'maybe' : any(subnets, subnet => {
    const meet = rangesMeet(range, subnet.value(['CidrBlock']));
    return meet === undefined ? 'maybe' : meet ? 'yes' : 'no';
  });
}

/** Whether it is so for any of the items. */
export function any<T>(items: readonly T[], ask: (item: T) => Answer): Answer {
  let answer: Answer = 'no';
  for (const item of items) {
    const one = ask(item);
    if (one === 'yes') { return one; }
    if (one === 'maybe') { answer = one; }
  }
  return answer;
}
