/*
 * Values that sources write into the template themselves, apart from the rules: those are loaded by the first synthesis only.
 */

/** How many records AWS hands to a function at once where nobody says; queues have their own. */
export const DEFAULT_BATCH_SIZE = 100;

/** In the place of an age or a number of retries: no limit. */
export const UNLIMITED = -1;
