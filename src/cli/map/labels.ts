import { nounOfService, nounOfType } from '../../aws/services';
import { Edge, isExternal } from '../../model/edges';
import { Resource } from '../../model/resource';
import { asText, PLACEHOLDER } from '../../values/text';
import { ABSENT, isObject, isOff, UNKNOWN, Value } from '../../values/value';

/** The name of a node, and the kind of thing that it stands for. */
export interface Label {
  /** Equal for all references to one thing. */
  readonly key: string;
  readonly name: string;
  readonly what: string;
}

/** Stands for a part that only the deployment knows. */
const LATER = '…';

const FUNCTION_NAME = ['FunctionName'];

/** An alias is of a function or version, and a version of a function. */
const MOST_QUALIFIERS = 2;

/** The labels of the resources of a deployment, and of those that they name. */
export class Labels {
  /** The first edge of each property: a bucket has as many as it has notifications. */
  private readonly edges = new Map<string, Edge>();

  public constructor(edges: readonly Edge[]) {
    for (const edge of edges) {
      const key = keyOf(edge.from, edge.at);
      if (!this.edges.has(key)) { this.edges.set(key, edge); }
    }
  }

  /** The edge of a property, if the template has the property: a transform may add any. */
  public edge(from: Resource, path: readonly string[]): Edge | undefined {
    return from.source(path) === undefined ? undefined : this.edges.get(keyOf(from, path));
  }

  /**
   * @param otherwise the kind of thing, if neither the resource nor its ARN shows it
   * @param qualifiers how many aliases and versions led here: templates may be wrong in circles
   */
  public ofResource(resource: Resource, otherwise: string, qualifiers = 0): Label {
    const { id, type, name, constructPath } = resource;
    if ((type === 'AWS::Lambda::Alias' || type === 'AWS::Lambda::Version') && qualifiers < MOST_QUALIFIERS) {
      const fn = this.at(resource, FUNCTION_NAME, otherwise, qualifiers + 1);
      const qualifier = type === 'AWS::Lambda::Alias' ? textAt(resource, ['Name']) ?? name : 'version';
      return { key: id, name: `${fn.name}:${qualifier}`, what: fn.what };
    }
    return { key: id, name: constructPath?.replace(/\/(Resource|Default)$/, '') ?? name, what: nounOfType(type) ?? otherwise };
  }

  /** The label of the resource that a property names. */
  public at(from: Resource, path: readonly string[], otherwise: string, qualifiers = 0): Label {
    const edge = this.edge(from, path);
    return edge && !isExternal(edge.to) ? this.ofResource(edge.to, otherwise, qualifiers) : labelOfText(from, path, otherwise);
  }
}

function keyOf(from: Resource, path: readonly string[]): string {
  return JSON.stringify([from.id, ...path]);
}

/** The label of a resource that is not one of the deployment. */
export function labelOfText(from: Resource, path: readonly string[], otherwise: string): Label {
  const text = from.text(path);
  const key = from.sourceText(path);
  if (text === undefined || text.replaceAll(PLACEHOLDER, '') === '') { return { key, name: nameOfUnknown(from.source(path)), what: otherwise }; }
  return { key: text.includes(PLACEHOLDER) ? key : text, ...nameInArn(text, otherwise) };
}

function nameInArn(text: string, otherwise: string): { readonly name: string; readonly what: string } {
  const shownText = text.replaceAll(PLACEHOLDER, LATER);
  const [scheme, topic] = shownText.split('://');
  if (scheme === 'kafka' && topic) { return { name: topic, what: 'Kafka topic' }; }
  if (!shownText.startsWith('arn:')) { return { name: shownText, what: otherwise }; }
  const [, , service, , , ...resource] = shownText.split(':');
  const name = resource.join(':').replace(/^(table|stream|function|cluster|broker|event-bus)[/:]/, '').replace(/\/stream\/.*$/, '');
  return { name: name || shownText, what: nounOfService(service) ?? otherwise };
}

/** The parameter or the export that a value is. */
function nameOfUnknown(source: unknown): string {
  const { Ref: parameter, 'Fn::ImportValue': exported } = isObject(source) ? source : {};
  if (typeof parameter === 'string') { return `\${${parameter}}`; }
  return typeof exported === 'string' ? exported : 'known at deployment';
}

/** The key of brokers, topics, queues or collections is not the source alone. */
export function labelOfSource(mapping: Resource, source: Label | undefined): Label {
  const brokers = listAt(mapping, ['SelfManagedEventSource', 'Endpoints', 'KafkaBootstrapServers']);
  const { key, name, what } = source
    ?? { key: brokers.flatMap(textOf).join() || mapping.sourceText([]), name: textOf(brokers[0])[0] ?? 'brokers known at deployment', what: 'Kafka cluster' };
  const collection = ['DatabaseName', 'CollectionName'].flatMap(property => textOf(shownAt(mapping, ['DocumentDBEventSourceConfig', property])));
  const inside = collection.join('.') || [...listAt(mapping, ['Topics']), ...listAt(mapping, ['Queues'])].flatMap(textOf).join(', ');
  return inside === '' ? { key, name, what } : { key: `${key} ${inside}`, name: `${name} ${inside}`, what };
}

export function linesOfMapping(mapping: Resource): string[] {
  const at = (...path: string[]) => textAt(mapping, path);
  const [size, window, factor] = [at('BatchSize'), at('MaximumBatchingWindowInSeconds'), at('ParallelizationFactor')];
  const batch = [...size === undefined ? [] : [`batch of ${size}`], ...window === undefined || window === '0' ? [] : [`window of ${window} s`]];
  const [concurrency, position] = [at('ScalingConfig', 'MaximumConcurrency'), at('StartingPosition')];
  const [fewest, most] = ['MinimumPollers', 'MaximumPollers'].map(property => at('ProvisionedPollerConfig', property) ?? 'default');
  return [
    ...batch.length > 0 ? [batch.join(', ')] : [],
    ...concurrency === undefined ? [] : [`at most ${concurrency} at once`],
    ...shownAt(mapping, ['ProvisionedPollerConfig']) === undefined ? [] : [`${fewest} to ${most} pollers`],
    ...factor === undefined || factor === '1' ? [] : [`${factor} batches per shard at once`],
    ...position === undefined ? [] : [`from ${position}`],
    ...isOff(mapping.value(['Enabled'])) ? ['disabled'] : [],
    ...listAt(mapping, ['FilterCriteria', 'Filters']).flatMap(filter => isObject(filter) ? textOf(filter.Pattern) : []).map(pattern => `filter ${pattern}`),
  ];
}

export function linesOfInvokeConfig(config: Resource): string[] {
  const [retries, age] = [['MaximumRetryAttempts'], ['MaximumEventAgeInSeconds']].map(path => textAt(config, path));
  return [
    ...retries === undefined ? [] : [`retries ${retries}`],
    ...age === undefined ? [] : [`event age up to ${age} s`],
  ];
}

export function linesOfSubscription(subscription: Resource): string[] {
  const policy = shownAt(subscription, ['FilterPolicy']);
  return policy === undefined ? [] : [`filter ${JSON.stringify(policy)}`];
}

/** @param path the notification in the resource that has those of a bucket */
export function linesOfNotification(resource: Resource, path: readonly string[]): string[] {
  const rules = [['Filter', 'S3Key', 'Rules'], ['Filter', 'Key', 'FilterRules']].flatMap(inside => listAt(resource, [...path, ...inside]));
  return [
    ...[shownAt(resource, [...path, 'Event']), ...listAt(resource, [...path, 'Events'])].flatMap(textOf),
    ...rules.flatMap(rule => isObject(rule) ? [`${asText(rule.Name)} ${asText(rule.Value)}`] : []),
  ];
}

/** The name of a version or alias behind the name of its function; nothing for the function itself. */
export function qualifierOf(config: Resource): string {
  const qualifier = textAt(config, ['Qualifier']);
  return qualifier === undefined || qualifier === '$LATEST' ? '' : `:${qualifier}`;
}

/** When a queue moves messages to its dead-letter queue. */
export function afterReceives(queue: Resource): string {
  const receives = textAt(queue, ['RedrivePolicy', 'maxReceiveCount']);
  return receives === undefined ? 'on failure' : `after ${receives} receives`;
}

/** The text, without its middle where it is longer. */
export function shorten(text: string, longest: number): string {
  const characters = [...text];
  if (characters.length <= longest) { return text; }
  const start = Math.ceil((longest - 1) / 2);
  return `${characters.slice(0, start).join('')}…${characters.slice(characters.length - (longest - 1 - start)).join('')}`;
}

/** A value that is not known is shown if the template has the property: a transform or a condition may add any. */
function shownAt(resource: Resource, path: readonly string[]): unknown {
  const value = resource.value(path);
  return value === UNKNOWN && resource.source(path) === undefined ? undefined : shown(value);
}

function textAt(resource: Resource, path: readonly string[]): string | undefined {
  return textOf(shownAt(resource, path))[0];
}

function listAt(resource: Resource, path: readonly string[]): unknown[] {
  const list = shownAt(resource, path);
  return Array.isArray(list) ? list.filter(item => item !== undefined && item !== null) : [];
}

/** The value with `…` for what only the deployment knows; undefined if it is absent. */
function shown(value: Value): unknown {
  if (value === ABSENT) { return undefined; }
  if (typeof value === 'symbol') { return LATER; }
  if (typeof value !== 'object' || value === null) { return value; }
  return Array.isArray(value) ? value.map(shown) : Object.fromEntries(Object.entries(value).map(([key, item]) => [key, shown(item)]));
}

function textOf(value: unknown): string[] {
  return typeof value === 'string' || typeof value === 'number' ? [`${value}`] : [];
}
