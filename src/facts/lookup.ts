import { accessFact } from './access';
import { DOCUMENTDB_FACTS } from './brokers/documentdb';
import { KAFKA_FACTS } from './brokers/kafka';
import { MQ_FACTS } from './brokers/mq';
import { NETWORK_FACTS } from './brokers/network';
import { DEPLOYMENT_FACTS } from './deployment';
import { DerivedFact } from './derived-fact';
import { DESTINATION_FACTS } from './destination';
import { RELATED_FACTS } from './related';
import { SOURCE_FACTS } from './source';
import { FactPath } from '../rules';
import { entryAt } from '../values/json';
import { splitPath } from '../values/path';

/** The file that answers a fact, by the first word of its path. Files are loaded when one of their facts is asked for. */
const FILES: { readonly [word: string]: (path: FactPath) => DerivedFact | undefined } = {
  access: path => accessFact(path),
  broker: path => entryAt(MQ_FACTS, path),
  clock: path => entryAt(RELATED_FACTS, path),
  cluster: path => entryAt(DOCUMENTDB_FACTS, path),
  deployment: path => entryAt(DEPLOYMENT_FACTS, path),
  destination: path => entryAt(DESTINATION_FACTS, path),
  function: path => entryAt(RELATED_FACTS, path),
  kafka: path => entryAt(KAFKA_FACTS, path),
  mapping: path => entryAt(RELATED_FACTS, path),
  network: path => entryAt(NETWORK_FACTS, path),
  queue: path => entryAt(RELATED_FACTS, path),
  registry: path => entryAt(KAFKA_FACTS, path),
  source: path => entryAt(SOURCE_FACTS, path),
};

const found = new Map<FactPath, DerivedFact | undefined>();

/** How to derive a fact; undefined for a property of a resource. */
export function derivedFact(path: FactPath): DerivedFact | undefined {
  let fact = found.get(path);
  if (!fact && !found.has(path)) {
    fact = entryAt(FILES, splitPath(path)[0])?.(path);
    found.set(path, fact);
  }
  return fact;
}
