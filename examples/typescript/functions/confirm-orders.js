'use strict';

const { fromImage } = require('./decode');
const { untilOneFails } = require('./in-order');
const { log } = require('./log');
const { readOrder, totalInCents } = require('./order');

/** Confirms orders that are new in the table. */
exports.handler = async event => ({
  batchItemFailures: await untilOneFails(event.Records, ({ dynamodb }) => dynamodb.SequenceNumber, ({ dynamodb }) => {
    const order = readOrder(JSON.stringify(fromImage(dynamodb.NewImage)));
    log('INFO', 'order confirmed', { orderId: order.id, totalInCents: totalInCents(order) });
  }),
});
