import { Column, EventMap, MapEdge, MapNode } from './graph';
import { Label, Labels } from './referents';
import { INVOKE_CONFIG, MAPPING, SUBSCRIPTION } from '../../aws/resource-types';
import { Finding } from '../../validation/finding';
import { isOff } from '../../values/value';
import { ReadTemplate } from '../input/template-file';

type Json = { readonly [key: string]: any };

/** A template with what was found in it, by logical id. */
export interface CheckedTemplate {
  readonly read: ReadTemplate;
  readonly findings: readonly Finding[];
  readonly notJudged: readonly string[];
}

export function readMap(templates: readonly CheckedTemplate[]): EventMap {
  const reader = new MapReader(new Labels(templates.map(({ read }) => read)));
  for (const template of templates) {
    for (const [id, resource] of Object.entries(template.read.template.Resources as { [id: string]: Json | null })) {
      if (typeof resource === 'object' && resource !== null) { reader.read(template, id, resource); }
    }
  }
  return { nodes: reader.nodes, edges: reader.edges, notDrawn: templates.flatMap(({ read, notJudged }) => notJudged.map(what => `${read.file}: ${what}`)) };
}

class MapReader {
  public readonly edges: MapEdge[] = [];
  private readonly byKey = new Map<string, MapNode>();

  public constructor(private readonly referents: Labels) {}

  public get nodes(): MapNode[] {
    return [...this.byKey.values()];
  }

  public read(at: CheckedTemplate, id: string, { Type: type, Properties: properties = {} }: Json): void {
    switch (type) {
      case MAPPING: return this.readMapping(at, id, properties);
      case INVOKE_CONFIG: return this.readInvokeConfig(at, id, properties);
      case SUBSCRIPTION: return this.readSubscription(at, id, properties);
      case 'AWS::S3::Bucket': return this.readNotifications(at, id, this.referents.ofResource(id, at.read, 'S3 bucket'), properties.NotificationConfiguration?.LambdaConfigurations);
      case 'Custom::S3BucketNotifications': {
        const bucket = this.referents.of(properties.BucketName, at.read, 'S3 bucket');
        return this.readNotifications(at, id, bucket, properties.NotificationConfiguration?.LambdaFunctionConfigurations);
      }
      default:
    }
  }

  private readMapping(at: CheckedTemplate, id: string, written: Json): void {
    const properties: Json = this.referents.view(written, at.read) ?? {};
    const delivery = this.add('delivery', {
      key: `${at.read.file} ${id}`,
      what: 'event source mapping',
      name: this.referents.ofResource(id, at.read, '').name,
    }, [
      ...batchOf(properties),
      ...concurrencyOf(properties),
      ...textOf(properties.StartingPosition).map(position => `from ${position}`),
      ...isOff(properties.Enabled) ? ['disabled'] : [],
      ...listOf(properties.FilterCriteria?.Filters).flatMap(({ Pattern: pattern }: Json) => textOf(pattern)).map(pattern => `filter ${pattern}`),
    ], findingsOf(at, id));
    this.connect(this.add('source', this.sourceOf(written, properties, at.read)), delivery);
    this.connect(delivery, this.addFunction(written.FunctionName, at.read));
    const destination = written.DestinationConfig?.OnFailure?.Destination;
    if (destination !== undefined) { this.connect(delivery, this.addDestination(destination, at.read), 'on failure'); }
    this.connectDeadLetterQueue(delivery, written.EventSourceArn, at.read);
  }

  /** Messages that Lambda fails to process stay in the queue, which moves them on. */
  private connectDeadLetterQueue(delivery: MapNode, source: unknown, at: ReadTemplate): void {
    const queue = this.referents.resource(source, at);
    const { deadLetterTargetArn: target, maxReceiveCount: receives } = queue?.properties.RedrivePolicy ?? {};
    if (queue && target !== undefined) { this.connect(delivery, this.addDestination(target, queue.at), receives === undefined ? 'on failure' : `after ${receives} receives`); }
  }

  private sourceOf(written: Json, properties: Json, at: ReadTemplate): Label {
    const brokers = listOf(properties.SelfManagedEventSource?.Endpoints?.KafkaBootstrapServers);
    const source = written.EventSourceArn === undefined
      ? { key: brokers.join() || `${at.file} ${JSON.stringify(written)}`, name: textOf(brokers[0])[0] ?? 'brokers known at deployment', what: 'Kafka cluster' }
      : this.referents.of(written.EventSourceArn, at, 'event source');
    const documents = properties.DocumentDBEventSourceConfig;
    const inside = documents
      ? [...textOf(documents.DatabaseName), ...textOf(documents.CollectionName)].join('.')
      : [...listOf(properties.Topics), ...listOf(properties.Queues)].flatMap(textOf).join(', ');
    return inside === '' ? source : { ...source, key: `${source.key} ${inside}`, name: `${source.name} ${inside}` };
  }

  private readInvokeConfig(at: CheckedTemplate, id: string, written: Json): void {
    const properties: Json = this.referents.view(written, at.read) ?? {};
    const qualifier = textOf(properties.Qualifier)[0];
    const fn = this.addFunction(written.FunctionName, at.read, qualifier === undefined || qualifier === '$LATEST' ? '' : `:${qualifier}`);
    const routing = this.add('routing', { key: `${at.read.file} ${id}`, what: 'asynchronous invocation', name: this.referents.ofResource(id, at.read, '').name }, [
      ...properties.MaximumRetryAttempts === undefined ? [] : [`retries ${properties.MaximumRetryAttempts}`],
      ...properties.MaximumEventAgeInSeconds === undefined ? [] : [`event age up to ${properties.MaximumEventAgeInSeconds} s`],
    ], findingsOf(at, id));
    this.connect(fn, routing);
    const { OnSuccess: onSuccess, OnFailure: onFailure } = written.DestinationConfig ?? {};
    if (onSuccess?.Destination !== undefined) { this.connect(routing, this.addDestination(onSuccess.Destination, at.read), 'on success'); }
    if (onFailure?.Destination !== undefined) { this.connect(routing, this.addDestination(onFailure.Destination, at.read), 'on failure'); }
  }

  private readSubscription(at: CheckedTemplate, id: string, written: Json): void {
    if (written.Protocol !== 'lambda') { return; }
    const delivery = this.add('delivery', { key: `${at.read.file} ${id}`, what: 'subscription', name: this.referents.ofResource(id, at.read, '').name },
      written.FilterPolicy === undefined ? [] : [`filter ${JSON.stringify(this.referents.view(written.FilterPolicy, at.read))}`], findingsOf(at, id));
    this.connect(this.add('source', this.referents.of(written.TopicArn, at.read, 'SNS topic')), delivery);
    this.connect(delivery, this.addFunction(written.Endpoint, at.read));
    const queue = written.RedrivePolicy?.deadLetterTargetArn;
    if (queue !== undefined) { this.connect(delivery, this.addDestination(queue, at.read), 'on failure'); }
  }

  private readNotifications(at: CheckedTemplate, id: string, bucket: Label, configurations: unknown): void {
    listOf(configurations).forEach((written: Json, i) => {
      const properties: Json = this.referents.view(written, at.read) ?? {};
      const rules = listOf(properties.Filter?.S3Key?.Rules ?? properties.Filter?.Key?.FilterRules);
      const delivery = this.add('delivery', { key: `${at.read.file} ${id} ${i}`, what: 'notification', name: this.referents.ofResource(id, at.read, '').name }, [
        ...[properties.Event, ...listOf(properties.Events)].flatMap(textOf),
        ...rules.map((rule: Json) => `${rule.Name} ${rule.Value}`),
      ], findingsOf(at, id));
      this.connect(this.add('source', bucket), delivery);
      this.connect(delivery, this.addFunction(written.Function ?? written.LambdaFunctionArn, at.read));
    });
  }

  private addFunction(value: unknown, at: ReadTemplate, suffix = ''): MapNode {
    const fn = this.referents.of(value, at, 'function');
    return this.add('function', { ...fn, key: `${fn.key}${suffix}`, name: `${fn.name}${suffix}` });
  }

  private addDestination(value: unknown, at: ReadTemplate): MapNode {
    const destination = this.referents.of(value, at, 'destination');
    const topic = /^kafka:\/\/(.+)$/.exec(destination.name);
    return this.add('destination', topic ? { ...destination, name: topic[1], what: 'Kafka topic' } : destination);
  }

  private add(column: Column, { key, name, what }: Label, lines: readonly string[] = [], findings: readonly Finding[] = []): MapNode {
    const whole = `${column} ${key}`;
    let node = this.byKey.get(whole);
    if (!node) {
      node = { id: `n${this.byKey.size + 1}`, column, name, what, lines, findings };
      this.byKey.set(whole, node);
    }
    return node;
  }

  private connect(from: MapNode, to: MapNode, when?: string): void {
    if (!this.edges.some(edge => edge.from === from.id && edge.to === to.id && edge.when === when)) {
      this.edges.push({ from: from.id, to: to.id, ...when === undefined ? {} : { when } });
    }
  }
}

function batchOf({ BatchSize: size, MaximumBatchingWindowInSeconds: window }: Json): string[] {
  const parts = [
    ...size === undefined ? [] : [`batch of ${size}`],
    ...window ? [`window of ${window} s`] : [],
  ];
  return parts.length > 0 ? [parts.join(', ')] : [];
}

function concurrencyOf({ ScalingConfig: scaling, ProvisionedPollerConfig: pollers, ParallelizationFactor: factor }: Json): string[] {
  return [
    ...scaling?.MaximumConcurrency === undefined ? [] : [`at most ${scaling.MaximumConcurrency} at once`],
    ...pollers === undefined ? [] : [`${pollers.MinimumPollers ?? 'default'} to ${pollers.MaximumPollers ?? 'default'} pollers`],
    ...factor === undefined || factor === 1 ? [] : [`${factor} batches per shard at once`],
  ];
}

function findingsOf({ findings }: CheckedTemplate, id: string): Finding[] {
  return findings.filter(({ path }) => path === id);
}

function listOf(value: unknown): any[] {
  return Array.isArray(value) ? value.filter(item => item !== undefined && item !== null) : [];
}

function textOf(value: unknown): string[] {
  return typeof value === 'string' || typeof value === 'number' ? [String(value)] : [];
}
