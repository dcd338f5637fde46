import { ACCESS_FACTS } from './access-facts';
import { BROKER_FACTS } from './broker-facts';
import { CREDENTIALS_FACTS } from './credentials-facts';
import { DESTINATION_FACTS } from './destination-facts';
import { DOCUMENTDB_FACTS } from './documentdb-facts';
import { KAFKA_FACTS } from './kafka-facts';
import { IndexedMapping, MappingIndex } from './mapping-index';
import { MSK_FACTS } from './msk-facts';
import { NETWORK_FACTS } from './network-facts';
import { deadLetterQueueIsFifo } from './source-behind';
import { STREAM_FACTS } from './stream-facts';
import { ABSENT, UNKNOWN, View } from './view';
import { FactPath } from '../limits';

/** A fact that no property says as such. */
export type DerivedFact = (mapping: IndexedMapping, index: MappingIndex) => View;

/** The facts of `source.`, `mapping.`, `app.` and the like, and those of a resource that it has not as a property. */
export const DERIVED_FACTS: { readonly [path: FactPath]: DerivedFact } = {
  'function.Region': ({ behind }) => behind.region,
  'mapping.Region': ({ resource }) => resource.region,
  'mapping.Account': ({ resource }) => resource.account,
  'source.Region': ({ source }) => source.region === '' ? ABSENT : source.region, // the ARN of a bucket has none
  'source.Account': ({ source }) => source.account,
  'source.Service': ({ source }) => source.service,
  'source.Unrecognized': mapping => isUnrecognized(mapping) ? 'true' : ABSENT,
  'source.IsFifo': ({ source }) => source.kinds.length === 1 ? source.kinds[0] === 'sqs-fifo' : UNKNOWN,
  'queue.DeadLetterQueueIsFifo': ({ source }) => source.owner === 'queue' && source.resource ? deadLetterQueueIsFifo(source.resource) : UNKNOWN,

  'app.SamePair': (mapping, index) => index.samePair(mapping)?.resource.name ?? mapping.record?.seen('BoundTwice') ?? ABSENT,
  'app.OtherMappingOnQueue': (mapping, index) => index.otherFilter(mapping) ? ABSENT : index.otherReader(mapping)?.resource.name ?? ABSENT,
  'app.OtherFilterOnQueue': (mapping, index) => index.otherFilter(mapping)?.resource.name ?? ABSENT,
  'app.ReaderOfSource': (mapping, index) => index.placeAmongReaders(mapping),
  'app.MappingsOnSource': (mapping, index) => index.readersOf(mapping),
  'app.SumOfMaximumConcurrency': (mapping, index) => index.concurrencyOf(mapping).sum,
  'app.MappingsWithMaximumConcurrency': (mapping, index) => index.concurrencyOf(mapping).count,

  'clock.Now': () => Math.floor(now() / 1000),

  ...ACCESS_FACTS,
  ...CREDENTIALS_FACTS,
  ...BROKER_FACTS,
  ...DOCUMENTDB_FACTS,
  ...DESTINATION_FACTS,
  ...KAFKA_FACTS,
  ...MSK_FACTS,
  ...NETWORK_FACTS,
  ...STREAM_FACTS,
};

/** Where the kind is known, rules of that kind ask for what is missing. */
function isUnrecognized({ source, resource }: IndexedMapping): boolean {
  return source.kinds.length > 1 && source.kinds.includes('self-managed-kafka')
    && [['EventSourceArn'], ['SelfManagedEventSource']].every(path => resource.view(path) === ABSENT);
}

let now: () => number = Date.now;

/** Lets a test say what time it is, in milliseconds since 1970. */
export function setClock(clock: () => number): void {
  now = clock;
}
