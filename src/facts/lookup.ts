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
import { splitPath } from '../values/path';

/** The file that answers a fact, by the first word of its path. Files are loaded when one of their facts is asked for. */
const FILES: { readonly [word: string]: (path: FactPath) => DerivedFact | undefined } = {
  access: path => accessFact(path),
  broker: path => MQ_FACTS[path],
  clock: path => RELATED_FACTS[path],
  cluster: path => DOCUMENTDB_FACTS[path],
  deployment: path => DEPLOYMENT_FACTS[path],
  destination: path => DESTINATION_FACTS[path],
  function: path => RELATED_FACTS[path],
  kafka: path => KAFKA_FACTS[path],
  mapping: path => RELATED_FACTS[path],
  network: path => NETWORK_FACTS[path],
  queue: path => RELATED_FACTS[path],
  registry: path => KAFKA_FACTS[path],
  source: path => SOURCE_FACTS[path],
};

const found = new Map<FactPath, DerivedFact | undefined>();

/** How to derive a fact; undefined for a property of a resource. */
export function derivedFact(path: FactPath): DerivedFact | undefined {
  let fact = found.get(path);
  if (!fact && !found.has(path)) {
    fact = FILES[splitPath(path)[0]]?.(path);
    found.set(path, fact);
  }
  return fact;
}
