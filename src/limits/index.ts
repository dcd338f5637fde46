import { CROSS_RESOURCE_RULES } from './cross-resource';
import { MAPPING_DEFAULTS, MAPPING_RULES } from './mapping';
import { Default, Rule } from './rule';
import { SQS_DEFAULTS, SQS_RULES } from './sqs';
import { STARTING_POSITION_DEFAULTS, STARTING_POSITION_RULES } from './starting-position';
import { SUPPORT_RULES } from './support';

export const RULES: readonly Rule[] = [...MAPPING_RULES, ...SUPPORT_RULES, ...STARTING_POSITION_RULES, ...SQS_RULES, ...CROSS_RESOURCE_RULES];

export const DEFAULTS: readonly Default[] = [...MAPPING_DEFAULTS, ...STARTING_POSITION_DEFAULTS, ...SQS_DEFAULTS];

export { PROPERTIES } from './properties';
export * from './rule';
export * from './source-kind';
export * from './source-types';
