'use strict';

const { fromBase64 } = require('./decode');
const { untilOneFails } = require('./in-order');
const { log } = require('./log');

const TYPES = ['order-placed', 'order-changed', 'order-cancelled', 'order-shipped'];

/** Keeps the history of orders, which is in order within a shard. */
exports.handler = async event => ({
  batchItemFailures: await untilOneFails(event.Records, ({ kinesis }) => kinesis.sequenceNumber, ({ kinesis }) => {
    const { type, orderId } = fromBase64(kinesis.data);
    if (!TYPES.includes(type)) { throw new Error(`type is ${JSON.stringify(type)}, but it must be one of ${TYPES.join(', ')}`); }
    if (!orderId) { throw new Error('orderId is missing'); }
    log('INFO', 'order moved', { orderId, type });
  }),
});
