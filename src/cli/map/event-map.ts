import { Column, EventMap, MapEdge, MapNode } from './graph';
import {
  afterReceives, Label, Labels, labelOfSource, labelOfText, linesOfInvokeConfig, linesOfMapping, linesOfNotification, linesOfSubscription,
  qualifierOf,
} from './labels';
import { INVOKE_CONFIG, MAPPING, NOTIFICATION_TYPES, SUBSCRIPTION } from '../../aws/resource-types';
import { Deployment } from '../../model/deployment';
import { isExternal } from '../../model/edges';
import { ON_FAILURE } from '../../model/mapping';
import { Resource } from '../../model/resource';
import { TemplateSource } from '../../readers/template/read-template';
import { TemplateResource } from '../../readers/template/template-resource';
import { Finding } from '../../validation/finding';
import { attempt } from '../input/input-error';

const SOURCE = ['EventSourceArn'];
const FUNCTION_NAME = ['FunctionName'];
const ON_SUCCESS = ['DestinationConfig', 'OnSuccess', 'Destination'];
const DEAD_LETTERS = ['RedrivePolicy', 'deadLetterTargetArn'];

/** What is drawn of a template, in its order. */
const DRAWN = [MAPPING, INVOKE_CONFIG, SUBSCRIPTION, ...NOTIFICATION_TYPES];

/** The resources of a deployment with their findings. */
export interface ValidatedResources {
  readonly resources: TemplateSource;
  readonly findingsOf: (resource: TemplateResource) => readonly Finding[];
}

/**
 * @param notDrawn the parts of the templates that could not be drawn, and why
 * @param problems what is wrong with one resource, which does not hide the others
 */
export function readMap(deployments: readonly ValidatedResources[], notDrawn: readonly string[], problems: string[]): EventMap {
  const nodes = new Map<string, MapNode>();
  const edges = new Map<string, MapEdge>();
  for (const { resources, findingsOf } of deployments) {
    const reader = new MapReader(new Deployment(resources), nodes, edges);
    for (const resource of resources.resources(...DRAWN)) {
      attempt(resource.name, problems, () => reader.read(resource, findingsOf(resource)));
    }
  }
  return { nodes: [...nodes.values()], edges: [...edges.values()], notDrawn };
}

/** Adds the resources of a deployment to a map. */
class MapReader {
  private readonly labels: Labels;
  private findings: readonly Finding[] = [];

  public constructor(
    private readonly deployment: Deployment,
    private readonly nodes: Map<string, MapNode>,
    private readonly edges: Map<string, MapEdge>,
  ) {
    this.labels = new Labels(deployment.edges());
  }

  /** @param findings those of the resource */
  public read(resource: Resource, findings: readonly Finding[]): void {
    this.findings = findings;
    switch (resource.type) {
      case MAPPING: return this.addMapping(resource);
      case INVOKE_CONFIG: return this.addInvokeConfig(resource);
      case SUBSCRIPTION: return this.addSubscription(resource);
      default: return this.addNotifications(resource);
    }
  }

  private addMapping(mapping: Resource): void {
    const delivery = this.addDelivery('delivery', mapping, 'event source mapping', linesOfMapping(mapping));
    const polled = this.labels.edge(mapping, SOURCE);
    this.connect(this.add('source', labelOfSource(mapping, polled && this.labels.at(mapping, SOURCE, 'event source'))), delivery);
    this.connect(delivery, this.addFunction(mapping, FUNCTION_NAME));
    this.connectDestination(delivery, mapping, ON_FAILURE, 'on failure');
    // Messages that Lambda fails to process stay in the queue, which moves them on.
    if (polled && !isExternal(polled.to)) { this.connectDestination(delivery, polled.to, DEAD_LETTERS, afterReceives(polled.to)); }
  }

  private addInvokeConfig(config: Resource): void {
    const fn = this.addFunction(config, FUNCTION_NAME, qualifierOf(config));
    const routing = this.addDelivery('routing', config, 'asynchronous invocation', linesOfInvokeConfig(config));
    this.connect(fn, routing);
    this.connectDestination(routing, config, ON_SUCCESS, 'on success');
    this.connectDestination(routing, config, ON_FAILURE, 'on failure');
  }

  private addSubscription(subscription: Resource): void {
    if (subscription.value(['Protocol']) !== 'lambda') { return; }
    const delivery = this.addDelivery('delivery', subscription, 'subscription', linesOfSubscription(subscription));
    this.connect(this.add('source', this.labels.at(subscription, ['TopicArn'], 'SNS topic')), delivery);
    this.connect(delivery, this.addFunction(subscription, ['Endpoint']));
    this.connectDestination(delivery, subscription, DEAD_LETTERS, 'on failure');
  }

  private addNotifications(resource: Resource): void {
    const { source: bucket, entries } = this.deployment.notification(resource);
    for (const { path } of entries) {
      const delivery = this.addDelivery('delivery', resource, 'notification', linesOfNotification(resource, path.slice(0, -1)), path);
      const source = bucket ? this.labels.ofResource(bucket, 'S3 bucket') : labelOfText(resource, ['BucketName'], 'S3 bucket');
      this.connect(this.add('source', source), delivery);
      this.connect(delivery, this.addFunction(resource, path));
    }
  }

  /** @param path distinguishes several deliveries of one resource */
  private addDelivery(column: Column, resource: Resource, what: string, lines: readonly string[], path: readonly string[] = []): MapNode {
    const { name } = this.labels.ofResource(resource, '');
    return this.add(column, { key: `${resource.id} ${path.join('.')}`, name, what }, lines, this.findings);
  }

  private addFunction(from: Resource, path: readonly string[], qualifier = ''): MapNode {
    const { key, name, what } = this.labels.at(from, path, 'function');
    return this.add('function', { key: `${key}${qualifier}`, name: `${name}${qualifier}`, what });
  }

  private connectDestination(delivery: MapNode, from: Resource, path: readonly string[], when: string): void {
    if (this.labels.edge(from, path)) { this.connect(delivery, this.add('destination', this.labels.at(from, path, 'destination')), when); }
  }

  private add(column: Column, { key, name, what }: Label, lines: readonly string[] = [], findings: readonly Finding[] = []): MapNode {
    const whole = `${column} ${key}`;
    let node = this.nodes.get(whole);
    if (!node) {
      node = { id: `n${this.nodes.size + 1}`, column, name, what, lines, findings };
      this.nodes.set(whole, node);
    }
    return node;
  }

  private connect({ id: from }: MapNode, { id: to }: MapNode, when?: string): void {
    const key = [from, to, when].join();
    if (!this.edges.has(key)) { this.edges.set(key, when === undefined ? { from, to } : { from, to, when }); }
  }
}
