import { ACCESS_FACTS } from './access';
import { DOCUMENTDB_FACTS } from './brokers/documentdb';
import { BROKER_FACTS } from './brokers/mq';
import { CREDENTIALS_FACTS } from './credentials';
import { DESTINATION_FACTS } from './destination';
import { IndexedMapping, MappingIndex } from '../model/mapping-groups';
import { MSK_FACTS } from './brokers/msk';
import { STREAM_FACTS } from './streams';
import { deadLetterQueueIsFifo } from '../model/source';
import { FactPath } from '../rules';
import { ABSENT, splitPath, UNKNOWN, Value } from '../values/value';

/** A fact that no property says as such. */
export type DerivedFact = (mapping: IndexedMapping, index: MappingIndex) => Value;

interface DerivedFacts { readonly [path: FactPath]: DerivedFact }

/** The facts of `source.`, `mapping.`, `deployment.` and the like, and those of a resource that it has not as a property. */
const FACTS: DerivedFacts = {
  'function.Region': ({ target: behind }) => behind.region,
  'mapping.Region': ({ resource }) => resource.region,
  'mapping.Account': ({ resource }) => resource.account,
  'source.Region': ({ source }) => source.region === '' ? ABSENT : source.region, // the ARN of a bucket has none
  'source.Account': ({ source }) => source.account,
  'source.Service': ({ source }) => source.service,
  'source.Unrecognized': mapping => isUnrecognized(mapping) ? 'true' : ABSENT,
  'source.IsFifo': ({ source }) => source.kinds.length === 1 ? source.kinds[0] === 'sqs-fifo' : UNKNOWN,
  'queue.DeadLetterQueueIsFifo': ({ source }) => source.owner === 'queue' && source.resource ? deadLetterQueueIsFifo(source.resource) : UNKNOWN,

  'deployment.SamePair': (mapping, index) => index.duplicateOf(mapping)?.resource.name ?? mapping.constructFacts?.fact('BoundTwice') ?? ABSENT,
  'deployment.OtherMappingOnQueue': (mapping, index) => index.otherFilter(mapping) ? ABSENT : index.otherReader(mapping)?.resource.name ?? ABSENT,
  'deployment.OtherFilterOnQueue': (mapping, index) => index.otherFilter(mapping)?.resource.name ?? ABSENT,
  'deployment.ReaderOfSource': (mapping, index) => index.placeAmongReaders(mapping),
  'deployment.MappingsOnSource': (mapping, index) => index.readersOf(mapping),
  'deployment.SumOfMaximumConcurrency': (mapping, index) => index.concurrencyOf(mapping).sum,
  'deployment.MappingsWithMaximumConcurrency': (mapping, index) => index.concurrencyOf(mapping).count,

  'clock.Now': () => Math.floor(Date.now() / 1000),

  ...ACCESS_FACTS,
  ...CREDENTIALS_FACTS,
  ...BROKER_FACTS,
  ...DOCUMENTDB_FACTS,
  ...DESTINATION_FACTS,
  ...MSK_FACTS,
  ...STREAM_FACTS,
};

/* eslint-disable @typescript-eslint/no-require-imports */

const kafka = (): DerivedFacts => (require('./brokers/kafka') as typeof import('./brokers/kafka')).KAFKA_FACTS;
const network = (): DerivedFacts => (require('./brokers/network') as typeof import('./brokers/network')).NETWORK_FACTS;

/* eslint-enable */

/** Those that most mappings have not, by the first word of their paths: loaded when one of them is asked for. */
const LATER: { readonly [first: string]: () => DerivedFacts } = { deployment: kafka, kafka, registry: kafka, network };

const found = new Map<FactPath, DerivedFact | undefined>();

/** How to derive a fact; undefined where it is none of these. */
export function derivedFact(path: FactPath): DerivedFact | undefined {
  let fact = found.get(path);
  if (!fact && !found.has(path)) {
    fact = FACTS[path] ?? LATER[splitPath(path)[0]]?.()[path];
    found.set(path, fact);
  }
  return fact;
}

/** Where the kind is known, rules of that kind ask for what is missing. */
function isUnrecognized({ source, resource }: IndexedMapping): boolean {
  return source.kinds.length > 1 && source.kinds.includes('self-managed-kafka')
    && [['EventSourceArn'], ['SelfManagedEventSource']].every(path => resource.value(path) === ABSENT);
}
