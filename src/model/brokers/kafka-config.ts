import { ABSENT, Value } from '../../values/value';
import { Resource } from '../resource';

const CONFIGS = ['AmazonManagedKafkaEventSourceConfig', 'SelfManagedKafkaEventSourceConfig'];

/** What stands in the config of Amazon MSK or of self-managed Apache Kafka. */
export function inKafkaConfig(resource: Resource, path: readonly string[]): { readonly config?: string; readonly value: Value } {
  const config = CONFIGS.find(name => resource.value([name]) !== ABSENT);
  return config === undefined ? { value: ABSENT } : { config, value: resource.value([config, ...path]) };
}
