'use strict';

const { log } = require('./log');

/**
 * Handles records one after the other. Lambda goes on with the first that failed, so those after it are left alone.
 * Answers that one, as `identify` names it, in a list.
 */
async function untilOneFails(records, identify, handle) {
  for (const record of records) {
    try {
      await handle(record);
    } catch (error) {
      const itemIdentifier = identify(record);
      log('ERROR', 'record failed', { record: itemIdentifier, reason: error.message });
      return [{ itemIdentifier }];
    }
  }
  return [];
}

module.exports = { untilOneFails };
