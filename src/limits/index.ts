import { CROSS_RESOURCE_RULES } from './cross-resource';
import { INVOKE_CONFIG_DEFAULTS, INVOKE_CONFIG_RULES } from './event-invoke-config';
import { FILTER_RULES } from './filter-rules';
import { MAPPING_DEFAULTS, MAPPING_RULES } from './mapping';
import { Default, Rule } from './rule';
import { SQS_DEFAULTS, SQS_RULES } from './sqs';
import { STARTING_POSITION_DEFAULTS, STARTING_POSITION_RULES } from './starting-position';
import { SUPPORT_RULES } from './support';

export const RULES: readonly Rule[] = [
  ...MAPPING_RULES,
  ...FILTER_RULES,
  ...SUPPORT_RULES,
  ...STARTING_POSITION_RULES,
  ...SQS_RULES,
  ...CROSS_RESOURCE_RULES,
  ...INVOKE_CONFIG_RULES,
];

export const DEFAULTS: readonly Default[] = [
  ...MAPPING_DEFAULTS,
  ...STARTING_POSITION_DEFAULTS,
  ...SQS_DEFAULTS,
  ...INVOKE_CONFIG_DEFAULTS,
];

export { PROPERTIES } from './properties';
export * from './rule';
export * from './source-kind';
export * from './source-types';
