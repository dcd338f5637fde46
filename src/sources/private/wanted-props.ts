import { LIST, required, TEXT_OR_TOKEN, WantedProps } from '../../cdk/given';
import { DURATION, FAILURE_DESTINATION, ID, KEY, SCHEMA_REGISTRY, TAGS } from '../../cdk/wanted';

/** What every polled source wants of its props, as far as code reads them. */
export const POLLED_PROPS: WantedProps = { filters: LIST, filterEncryption: KEY, tags: TAGS, mappingId: ID, maxBatchingWindow: DURATION };

/** What streams and Apache Kafka want. */
export const RETRIED_PROPS: WantedProps = { ...POLLED_PROPS, maxRecordAge: DURATION, tumblingWindow: DURATION, onFailure: FAILURE_DESTINATION };

/** What every topic of Apache Kafka wants. */
export const TOPIC_PROPS: WantedProps = {
  ...RETRIED_PROPS,
  topic: required(TEXT_OR_TOKEN),
  consumerGroupId: TEXT_OR_TOKEN,
  consumptionMode: TEXT_OR_TOKEN,
  schemaRegistryConfig: SCHEMA_REGISTRY,
};
