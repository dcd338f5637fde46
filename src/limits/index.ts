import { CROSS_RESOURCE_RULES } from './cross-resource';
import { DESTINATION_RULES } from './destinations';
import { DYNAMODB_RULES } from './dynamodb';
import { INVOKE_CONFIG_DEFAULTS, INVOKE_CONFIG_RULES } from './event-invoke-config';
import { FILTER_RULES } from './filter-rules';
import { KINESIS_RULES } from './kinesis';
import { MAPPING_DEFAULTS, MAPPING_RULES } from './mapping';
import { Default, Rule } from './rule';
import { SQS_DEFAULTS, SQS_RULES } from './sqs';
import { STARTING_POSITION_DEFAULTS, STARTING_POSITION_RULES } from './starting-position';
import { STREAM_DEFAULTS, STREAM_RULES } from './streams';
import { SUPPORT_RULES } from './support';

export const RULES: readonly Rule[] = [
  ...MAPPING_RULES,
  ...FILTER_RULES,
  ...SUPPORT_RULES,
  ...STARTING_POSITION_RULES,
  ...SQS_RULES,
  ...STREAM_RULES,
  ...KINESIS_RULES,
  ...DYNAMODB_RULES,
  ...DESTINATION_RULES,
  ...CROSS_RESOURCE_RULES,
  ...INVOKE_CONFIG_RULES,
];

export const DEFAULTS: readonly Default[] = [
  ...MAPPING_DEFAULTS,
  ...STARTING_POSITION_DEFAULTS,
  ...SQS_DEFAULTS,
  ...STREAM_DEFAULTS,
  ...INVOKE_CONFIG_DEFAULTS,
];

export { PROPERTIES } from './properties';
export * from './rule';
export * from './source-kind';
export * from './source-types';
