import { Rule, RULES } from '../../src/rules';
import { INVOKE_CONFIG_RULES } from '../../src/rules/async/event-invoke-config';
import { S3_RULES } from '../../src/rules/async/s3';
import { SNS_RULES } from '../../src/rules/async/sns';
import { DOCUMENTDB_RULES } from '../../src/rules/brokers/documentdb';
import { KAFKA_RULES } from '../../src/rules/brokers/kafka';
import { KAFKA_ACCESS_RULES } from '../../src/rules/brokers/kafka-access';
import { KAFKA_FAILURE_RULES } from '../../src/rules/brokers/kafka-failure';
import { MQ_RULES } from '../../src/rules/brokers/mq';
import { NETWORK_RULES } from '../../src/rules/brokers/network';
import { SCHEMA_REGISTRY_RULES } from '../../src/rules/brokers/schema-registry';
import { DYNAMODB_RULES } from '../../src/rules/streams/dynamodb';
import { KINESIS_RULES } from '../../src/rules/streams/kinesis';
import { STREAM_RULES } from '../../src/rules/streams/streams';

/*
 * The rules by the folder of src/rules that they stand in, so that tests of all rules can run side by side.
 */

export const ASYNC: readonly Rule[] = [...INVOKE_CONFIG_RULES, ...S3_RULES, ...SNS_RULES];
export const KAFKA: readonly Rule[] = [...KAFKA_RULES, ...KAFKA_ACCESS_RULES, ...KAFKA_FAILURE_RULES, ...SCHEMA_REGISTRY_RULES];
export const OTHER_BROKERS: readonly Rule[] = [...DOCUMENTDB_RULES, ...MQ_RULES, ...NETWORK_RULES];
export const STREAMS: readonly Rule[] = [...DYNAMODB_RULES, ...KINESIS_RULES, ...STREAM_RULES];

const GROUPED = new Set([...ASYNC, ...KAFKA, ...OTHER_BROKERS, ...STREAMS]);

/** Whatever is in none of the groups above. A new rule is in this one until it is put into another. */
export const OTHERS: readonly Rule[] = RULES.filter(rule => !GROUPED.has(rule));

/** Whether the rule is about a fact that only constructs know, so that nobody breaks it in a template. */
export function isOfConstructs({ fact: own, check, when = [] }: Rule): boolean {
  return [own, ...when.map(({ fact }) => fact), 'fact' in check ? check.fact : ''].some(fact => fact.startsWith('construct.'));
}
