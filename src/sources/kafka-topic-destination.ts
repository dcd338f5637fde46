import type * as lambda from 'aws-cdk-lib/aws-lambda';

const PREFIX = 'kafka://';

/** Sends failed records to another topic of the cluster that they come from. */
export class KafkaTopicDestination implements lambda.IEventSourceDlq {
  private readonly destination: string;

  /** @param topic the name of the topic, with or without `kafka://` before it */
  public constructor(topic: string) {
    this.destination = topic.startsWith(PREFIX) ? topic : `${PREFIX}${topic}`;
  }

  public bind(_target: lambda.IEventSourceMapping, _targetHandler: lambda.IFunction): lambda.DlqDestinationConfig {
    return { destination: this.destination };
  }
}

/** The topic of a destination, whoever made it. */
export function topicOf(destination: string | undefined): string | undefined {
  return destination?.startsWith(PREFIX) ? destination.slice(PREFIX.length) : undefined;
}
