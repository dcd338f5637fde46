import { InvokeConfig, readInvokeConfig } from './async/invoke-config';
import { NotificationGroup, NotificationGroups } from './async/notification';
import { isOfFunction, readSubscription, Subscription } from './async/subscription';
import { Network } from './brokers/network';
import { Edge, readEdges } from './edges';
import { NamedFunctions } from './function';
import { Mapping, readMapping } from './mapping';
import { Resource } from './resource';
import { ResourceSource } from './resource-source';
import { RolePolicies } from './role';
import { INVOKE_CONFIG, MAPPING, NOTIFICATION_TYPES, POLICIES, SUBSCRIPTION } from '../aws/resource-types';

/**
 * What is deployed together, as one reader finds it. There is one for each validation, and everything is read on first use.
 *
 * Nodes are built from the resource that is asked for. What concerns several nodes is grouped by `id`, and no group has a resource
 * that a condition may omit from the deployment, because it need not meet the others.
 */
export class Deployment {
  private readonly built = new Map<unknown, WeakMap<object, unknown>>();

  public constructor(public readonly resourceSource: ResourceSource) {}

  public get mappings(): readonly Mapping[] {
    return this.memo(this, mappingNodes).all;
  }

  public get invokeConfigs(): readonly InvokeConfig[] {
    return this.memo(this, invokeConfigNodes).all;
  }

  /** The subscriptions of functions. */
  public get subscriptions(): readonly Subscription[] {
    return this.memo(this, subscriptionNodes).all;
  }

  public get notifications(): readonly NotificationGroup[] {
    return this.notificationGroups.all;
  }

  public get notificationGroups(): NotificationGroups {
    return this.memo(this, notificationGroupsOf);
  }

  public get roles(): RolePolicies {
    return this.memo(this, rolesOf);
  }

  public get network(): Network {
    return this.memo(this, networkOf);
  }

  public mapping(resource: Resource): Mapping {
    return this.memo(this, mappingNodes).of(resource);
  }

  public invokeConfig(resource: Resource): InvokeConfig {
    return this.memo(this, invokeConfigNodes).of(resource);
  }

  public subscription(resource: Resource): Subscription {
    return this.memo(this, subscriptionNodes).of(resource);
  }

  public notification(resource: Resource): NotificationGroup {
    return this.notificationGroups.of(resource);
  }

  public edges(): readonly Edge[] {
    return this.memo(this, readEdges);
  }

  /** What a function builds for a node or resource, built once. */
  public memo<K extends object, V>(key: K, build: (key: K) => V): V {
    let values = this.built.get(build) as WeakMap<K, { readonly value: V }> | undefined;
    if (!values) {
      values = new WeakMap();
      this.built.set(build, values);
    }
    let entry = values.get(key);
    if (!entry) {
      entry = { value: build(key) };
      values.set(key, entry);
    }
    return entry.value;
  }
}

/** The nodes of one kind. */
class Nodes<N extends { readonly resource: Resource }> {
  /** In the order of the app or template. */
  public readonly all: readonly N[];

  private readonly byId: ReadonlyMap<string, N>;

  public constructor(resources: readonly Resource[], private readonly read: (resource: Resource) => N) {
    this.all = resources.map(read);
    this.byId = new Map(this.all.map(node => [node.resource.id, node]));
  }

  /** A resource under other assumptions has a node of its own. */
  public of(resource: Resource): N {
    const known = this.byId.get(resource.id);
    return known?.resource === resource ? known : this.read(resource);
  }
}

function mappingNodes(deployment: Deployment): Nodes<Mapping> {
  const named = deployment.memo(deployment, namedFunctions);
  return new Nodes(deployment.resourceSource.resources(MAPPING), resource => readMapping(resource, named));
}

/** Functions are asked for when a mapping names one by its name. */
function namedFunctions({ resourceSource }: Deployment): NamedFunctions {
  return new NamedFunctions(() => resourceSource.resources('AWS::Lambda::Function'));
}

function invokeConfigNodes({ resourceSource }: Deployment): Nodes<InvokeConfig> {
  return new Nodes(resourceSource.resources(INVOKE_CONFIG), readInvokeConfig);
}

function subscriptionNodes({ resourceSource }: Deployment): Nodes<Subscription> {
  return new Nodes(resourceSource.resources(SUBSCRIPTION).filter(isOfFunction), readSubscription);
}

function notificationGroupsOf({ resourceSource }: Deployment): NotificationGroups {
  return new NotificationGroups(resourceSource.resources(...NOTIFICATION_TYPES), resourceSource.requestedNotifications?.() ?? []);
}

/** Policies are asked for when they are first needed, because reading all policies of an app takes time. */
function rolesOf({ resourceSource }: Deployment): RolePolicies {
  return new RolePolicies(() => resourceSource.resources(...POLICIES));
}

function networkOf({ resourceSource }: Deployment): Network {
  return new Network(resourceSource);
}
