import { PropertyPath } from '../rule';

/** A property of the configuration that is called differently for Amazon MSK and for self-managed Apache Kafka. */
export function kafkaConfig(path: string): readonly PropertyPath[] {
  return [`AmazonManagedKafkaEventSourceConfig.${path}` as const, `SelfManagedKafkaEventSourceConfig.${path}` as const];
}
