'use strict';

const { fromBase64 } = require('./decode');
const { log } = require('./log');

/**
 * Adds up what each shard sells in a minute. Lambda hands `state` from one batch of the window to the next, and says which is the last.
 * Orders without an amount are counted: a figure of the minute is not worth a retry.
 */
exports.handler = async event => {
  const state = { orders: 0, totalInCents: 0, unreadable: 0, ...event.state };
  for (const { kinesis } of event.Records) {
    const totalInCents = amountOf(kinesis.data);
    if (totalInCents === undefined) {
      state.unreadable++;
    } else {
      state.orders++;
      state.totalInCents += totalInCents;
    }
  }
  if (event.isFinalInvokeForWindow) { log('INFO', 'sales', { shardId: event.shardId, from: event.window.start, to: event.window.end, ...state }); }
  return { state };
};

function amountOf(data) {
  try {
    const totalInCents = fromBase64(data)?.totalInCents;
    return Number.isInteger(totalInCents) ? totalInCents : undefined;
  } catch {
    return undefined;
  }
}
