'use strict';

const { log } = require('./log');

/** Handles each message for itself: those that fail come back, the others are done. */
async function eachMessage(event, handle) {
  const batchItemFailures = [];
  for (const message of event.Records) {
    try {
      await handle(message);
    } catch (error) {
      fail(message, error);
      batchItemFailures.push({ itemIdentifier: message.messageId });
    }
  }
  return { batchItemFailures };
}

/** Handles the messages of a FIFO queue: after a failure, the rest of its group comes back too, or order would be lost. */
async function eachMessageInOrder(event, handle) {
  const stopped = new Set();
  return eachMessage(event, async message => {
    const group = message.attributes.MessageGroupId;
    if (stopped.has(group)) { throw new Error(`an earlier message of group ${group} failed`); }
    try {
      await handle(message);
    } catch (error) {
      stopped.add(group);
      throw error;
    }
  });
}

function fail(message, error) {
  log('ERROR', 'message failed', { messageId: message.messageId, reason: error.message });
}

module.exports = { eachMessage, eachMessageInOrder };
