import { Resource } from '../resource';
import { ABSENT, View } from '../../values/value';

const CONFIGS = ['AmazonManagedKafkaEventSourceConfig', 'SelfManagedKafkaEventSourceConfig'];

/** What stands in the config of Amazon MSK or of self-managed Apache Kafka. */
export function inKafkaConfig(resource: Resource, path: readonly string[]): { readonly config?: string; readonly view: View } {
  const config = CONFIGS.find(name => resource.view([name]) !== ABSENT);
  return config === undefined ? { view: ABSENT } : { config, view: resource.view([config, ...path]) };
}
