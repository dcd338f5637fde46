import { PropertyPath } from '../rule';

/** A property in the configuration of Amazon MSK, or in that of self-managed Apache Kafka. */
export function kafkaConfig(path: string): readonly PropertyPath[] {
  return [`AmazonManagedKafkaEventSourceConfig.${path}` as const, `SelfManagedKafkaEventSourceConfig.${path}` as const];
}
