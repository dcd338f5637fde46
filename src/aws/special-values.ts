/*
 * Values that sources write into the template themselves, apart from the rules: those are loaded by the first synthesis only.
 */

/** How many records AWS hands to a function at once by default; queues have a default of their own. */
export const DEFAULT_BATCH_SIZE = 100;

/** The names of all aliases of keys that AWS manages begin so. Such a key needs no permission. */
export const AWS_ALIASES = 'alias/aws/';

/** In the place of an age or a number of retries: no limit. */
export const UNLIMITED = -1;

/**
 * Properties with a value that AWS takes for none: false, an empty text or list. A parameter may have that value.
 * The schemas of the other properties allow no such value.
 */
export const EMPTY_MEANS_UNSET: ReadonlySet<string> = new Set([
  'BisectBatchOnFunctionError', 'FunctionResponseTypes', 'KmsKeyArn', 'ProvisionedPollerConfig.PollerGroupName',
]);
