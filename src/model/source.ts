import { Resource } from './resource';
import { ALL_SOURCES, SourceKind } from '../aws/source-kinds';
import { RelatedResource, SERVICE_KINDS, SOURCE_TYPES, TELLING_PROPERTIES } from '../aws/source-types';
import { identityOfArn, parseArn } from '../values/arn';
import { ABSENT, isOn, UNKNOWN, Value } from '../values/value';

const EVENT_SOURCE_ARN = ['EventSourceArn'];

/** What a mapping polls. */
export interface PolledSource {
  /** The queue, stream, table, cluster or broker, where it is among the resources at hand. */
  readonly resource?: Resource;
  readonly owner?: RelatedResource;
  readonly kinds: readonly SourceKind[];
  /** Tells the source from every other; undefined where it is known only at deployment. */
  readonly identity?: string;
  readonly service: Value;
  readonly region: Value;
  readonly account: Value;
}

/**
 * @param mapping the event source mapping
 * @param kindsGiven what its author knows of the source and its ARN may not tell
 */
export function polledSource(mapping: Resource, kindsGiven: readonly SourceKind[] | undefined): PolledSource {
  const resource = mapping.target(EVENT_SOURCE_ARN) ?? clusterIn(mapping);
  const type = resource && SOURCE_TYPES[resource.type];
  if (resource && type) {
    return {
      resource,
      owner: type.owner,
      kinds: narrow(type.kinds, kindsOfResource(resource), kindsGiven),
      identity: resource.id,
      service: type.service ?? serviceOf(type.kinds),
      region: resource.region,
      account: resource.account,
    };
  }
  const arn = parseArn(mapping.text(EVENT_SOURCE_ARN));
  const written = mapping.value(EVENT_SOURCE_ARN);
  const ofService = typeof arn?.service === 'string' ? SERVICE_KINDS[arn.service] : undefined;
  const known = narrow(ofService ?? ALL_SOURCES, arn && kindsOfArn(arn.service, arn.ending), kindsGiven);
  return {
    kinds: known.length === 1 ? known : narrow(known, ...tellingKinds(mapping)),
    identity: identityOfArn(typeof written === 'string' ? written : mapping.source(EVENT_SOURCE_ARN), mapping),
    service: arn?.service ?? UNKNOWN,
    region: arn?.region ?? UNKNOWN,
    account: arn?.account ?? UNKNOWN,
  };
}

/** An Amazon DocumentDB cluster has no attribute for its ARN, which is therefore written around its identifier. */
function clusterIn(mapping: Resource): Resource | undefined {
  const clusters = mapping.targets(EVENT_SOURCE_ARN).filter(({ type }) => type === 'AWS::DocDB::DBCluster');
  return clusters.length === 1 ? clusters[0] : undefined;
}

/** Keeps what all that is known allows. What contradicts it is a mistake of its own, and does not narrow. */
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
    .filter(([property]) => { const view = mapping.value([property]); return view !== ABSENT && view !== UNKNOWN; })
    .map(([, kinds]) => kinds);
}

function serviceOf(kinds: readonly SourceKind[]): string {
  return Object.keys(SERVICE_KINDS).find(service => kinds.some(kind => SERVICE_KINDS[service].includes(kind))) ?? '';
}

/** Whether a queue is FIFO: what the resource says. Its name ends in `.fifo` as well, or SQS refuses it. */
function isFifo(queue: Resource): boolean | typeof UNKNOWN {
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
