import { ConstructFacts } from './construct-facts';
import { invokedFunction, InvokedFunction, NamedFunctions } from './function';
import { Resource } from './resource';
import { polledSource, PolledSource } from './source';

/** An event source mapping, with what it polls and what it invokes. */
export interface Mapping {
  readonly resource: Resource;
  readonly source: PolledSource;
  readonly target: InvokedFunction;
  readonly facts?: ConstructFacts;
}

export function readMapping(resource: Resource, named?: NamedFunctions): Mapping {
  const { constructFacts: facts } = resource;
  return { resource, source: polledSource(resource, facts?.kinds), target: invokedFunction(resource, named), facts };
}

/** The destination of what a mapping or an asynchronous configuration fails to process. */
export const ON_FAILURE = ['DestinationConfig', 'OnFailure', 'Destination'];

/** The brokers of self-managed Apache Kafka. */
export const BOOTSTRAP_SERVERS = ['SelfManagedEventSource', 'Endpoints', 'KafkaBootstrapServers'];

export const ACCESS_CONFIGURATIONS = ['SourceAccessConfigurations'];
