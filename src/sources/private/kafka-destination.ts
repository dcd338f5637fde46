import { Token } from 'aws-cdk-lib';
import { KAFKA_SCHEME } from '../../aws/services';

/** How a mapping names a topic that failed records go to. A token comes with all of it. */
export function kafkaDestination(topic: string): string {
  return Token.isUnresolved(topic) || topic.startsWith(KAFKA_SCHEME) ? topic : `${KAFKA_SCHEME}${topic}`;
}

/** The topic that failed records go to, whoever made the destination; undefined where that is no topic of a cluster. */
export function topicOf(destination: string): string | undefined {
  return destination.startsWith(KAFKA_SCHEME) ? destination.slice(KAFKA_SCHEME.length) : undefined;
}
