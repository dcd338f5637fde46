import { Resource } from './resource';
import { ALL_SOURCES, SourceKind } from '../aws/source-kinds';
import { RelatedResource, SERVICE_KINDS, SOURCE_TYPES, TELLING_PROPERTIES } from '../aws/source-types';
import { identityOfArn, parseArn } from '../values/arn';
import { entryAt } from '../values/json';
import { Trilean } from '../values/trilean';
import { ABSENT, isOn, UNKNOWN, Value } from '../values/value';

const EVENT_SOURCE_ARN = ['EventSourceArn'];

/** The source that a mapping polls. */
export interface PolledSource {
  /** The queue, stream, table, cluster or broker, where it is known. */
  readonly resource?: Resource;
  /** The name that rules have for it. */
  readonly related?: RelatedResource;
  readonly kinds: readonly SourceKind[];
  /** Differs from every other source; undefined where it is known only at deployment. */
  readonly identity?: string;
  readonly service: Value;
  readonly region: Value;
  readonly account: Value;
}

/**
 * @param mapping the event source mapping
 * @param knownKinds the kinds that its construct knows, and the ARN may not tell
 */
export function polledSource(mapping: Resource, knownKinds: readonly SourceKind[] | undefined): PolledSource {
  const resource = mapping.target(EVENT_SOURCE_ARN) ?? clusterIn(mapping);
  const type = resource && entryAt(SOURCE_TYPES, resource.type);
  if (resource && type) {
    return {
      resource,
      related: type.related,
      kinds: narrow(type.kinds, kindsOfResource(resource), knownKinds),
      identity: resource.id,
      service: type.service ?? serviceOf(type.kinds),
      region: resource.environment.region,
      account: resource.environment.account,
    };
  }
  const arn = parseArn(mapping.text(EVENT_SOURCE_ARN));
  const value = mapping.value(EVENT_SOURCE_ARN);
  const ofService = typeof arn?.service === 'string' ? entryAt(SERVICE_KINDS, arn.service) : undefined;
  const known = narrow(ofService ?? ALL_SOURCES, arn && kindsOfArn(arn.service, arn.ending), knownKinds);
  return {
    kinds: known.length === 1 ? known : narrow(known, ...tellingKinds(mapping)),
    identity: identityOfArn(typeof value === 'string' ? value : mapping.source(EVENT_SOURCE_ARN), mapping.environment),
    service: arn?.service ?? UNKNOWN,
    region: arn?.region ?? UNKNOWN,
    account: arn?.account ?? UNKNOWN,
  };
}

/** An Amazon DocumentDB cluster has no attribute for its ARN, so that templates compose one of its identifier. */
function clusterIn(mapping: Resource): Resource | undefined {
  const clusters = mapping.targets(EVENT_SOURCE_ARN).filter(({ type }) => type === 'AWS::DocDB::DBCluster');
  return clusters.length === 1 ? clusters[0] : undefined;
}

/** Keeps the kinds that all knowledge allows. A contradiction is a mistake of its own, and does not narrow. */
function narrow(kinds: readonly SourceKind[], ...known: (readonly SourceKind[] | undefined)[]): readonly SourceKind[] {
  return known.reduce<readonly SourceKind[]>((left, allowed) => {
    const both = allowed ? left.filter(kind => allowed.includes(kind)) : left;
    return both.length > 0 ? both : left;
  }, kinds);
}

function kindsOfResource(resource: Resource): readonly SourceKind[] | undefined {
  switch (resource.type) {
    case 'AWS::SQS::Queue': {
      const fifo = isFifo(resource);
      return fifo === UNKNOWN ? undefined : [fifo ? 'sqs-fifo' : 'sqs'];
    }
    case 'AWS::AmazonMQ::Broker': {
      const engine = resource.value(['EngineType']);
      return typeof engine === 'string' ? [engine.toUpperCase() === 'RABBITMQ' ? 'rabbitmq' : 'activemq'] : undefined;
    }
    default: return undefined;
  }
}

function kindsOfArn(service: Value, ending: Value): readonly SourceKind[] | undefined {
  if (typeof ending !== 'string') { return undefined; }
  switch (service) {
    case 'sqs': return [ending.endsWith('.fifo') ? 'sqs-fifo' : 'sqs'];
    case 'kinesis': return [/(^|\/)consumer\//.test(ending) ? 'kinesis-consumer' : 'kinesis'];
    default: return undefined;
  }
}

function tellingKinds(mapping: Resource): (readonly SourceKind[])[] {
  return Object.entries(TELLING_PROPERTIES)
    .filter(([property]) => { const value = mapping.value([property]); return value !== ABSENT && value !== UNKNOWN; })
    .map(([, kinds]) => kinds);
}

function serviceOf(kinds: readonly SourceKind[]): string {
  return Object.entries(SERVICE_KINDS).find(([, polled]) => kinds.some(kind => polled.includes(kind)))?.[0] ?? '';
}

/** Whether a queue is FIFO. Its name ends in `.fifo` as well, or Amazon SQS refuses it. */
function isFifo(queue: Resource): Trilean {
  const fifo = queue.value(['FifoQueue']);
  return fifo === UNKNOWN ? UNKNOWN : isOn(fifo);
}

/** Whether the dead-letter queue of a queue is FIFO, where either the resource or the end of its ARN is known. */
export function deadLetterQueueIsFifo(queue: Resource): Value {
  const path = ['RedrivePolicy', 'deadLetterTargetArn'];
  const target = queue.target(path);
  if (target?.type === 'AWS::SQS::Queue') { return isFifo(target); }
  const ending = parseArn(queue.text(path))?.ending;
  return typeof ending === 'string' ? ending.endsWith('.fifo') : UNKNOWN;
}
