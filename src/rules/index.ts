import { INVOKE_CONFIG_DEFAULTS, INVOKE_CONFIG_RULES } from './async/event-invoke-config';
import { S3_RULES } from './async/s3';
import { SNS_RULES } from './async/sns';
import { DOCUMENTDB_RULES } from './brokers/documentdb';
import { KAFKA_DEFAULTS, KAFKA_RULES } from './brokers/kafka';
import { KAFKA_ACCESS_RULES } from './brokers/kafka-access';
import { KAFKA_FAILURE_RULES } from './brokers/kafka-failure';
import { MQ_RULES } from './brokers/mq';
import { NETWORK_RULES } from './brokers/network';
import { SCHEMA_REGISTRY_RULES } from './brokers/schema-registry';
import { CREDENTIALS_RULES } from './credentials';
import { CROSS_RESOURCE_RULES } from './cross-resource';
import { DESTINATION_RULES } from './destinations';
import { FILTER_CRITERIA_RULES } from './filter-criteria';
import { FILTER_PATTERN_RULES } from './filter-patterns';
import { MAPPING_DEFAULTS, MAPPING_RULES } from './mapping';
import { Default, Rule } from './rule';
import { SQS_DEFAULTS, SQS_RULES } from './sqs';
import { STARTING_POSITION_DEFAULTS, STARTING_POSITION_RULES } from './starting-position';
import { DYNAMODB_DEFAULTS, DYNAMODB_RULES } from './streams/dynamodb';
import { KINESIS_RULES } from './streams/kinesis';
import { STREAM_DEFAULTS, STREAM_RULES } from './streams/streams';
import { SUPPORT_RULES } from './unsupported';

export const RULES: readonly Rule[] = [
  ...MAPPING_RULES,
  ...FILTER_CRITERIA_RULES,
  ...FILTER_PATTERN_RULES,
  ...SUPPORT_RULES,
  ...STARTING_POSITION_RULES,
  ...SQS_RULES,
  ...NETWORK_RULES,
  ...CREDENTIALS_RULES,
  ...MQ_RULES,
  ...DOCUMENTDB_RULES,
  ...KAFKA_RULES,
  ...KAFKA_FAILURE_RULES,
  ...KAFKA_ACCESS_RULES,
  ...SCHEMA_REGISTRY_RULES,
  ...STREAM_RULES,
  ...KINESIS_RULES,
  ...DYNAMODB_RULES,
  ...DESTINATION_RULES,
  ...CROSS_RESOURCE_RULES,
  ...INVOKE_CONFIG_RULES,
  ...S3_RULES,
  ...SNS_RULES,
];

export const DEFAULTS: readonly Default[] = [
  ...MAPPING_DEFAULTS,
  ...STARTING_POSITION_DEFAULTS,
  ...SQS_DEFAULTS,
  ...KAFKA_DEFAULTS,
  ...STREAM_DEFAULTS,
  ...DYNAMODB_DEFAULTS,
  ...INVOKE_CONFIG_DEFAULTS,
];

export * from './rule';
