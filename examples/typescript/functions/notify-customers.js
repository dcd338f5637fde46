'use strict';

const { log } = require('./log');

const TEXTS = new Map([
  ['order-shipped', orderId => `Your order ${orderId} is on its way.`],
  ['order-cancelled', orderId => `Your order ${orderId} is cancelled.`],
]);

/** Tells customers of their orders. Amazon SNS sends one message at a time, with the text in `Sns.Message`. */
exports.handler = async event => {
  for (const { Sns } of event.Records) {
    const { orderId } = JSON.parse(Sns.Message);
    const text = TEXTS.get(Sns.MessageAttributes.type?.Value);
    if (!text || !orderId) { throw new Error(`message ${Sns.MessageId} has no text for customers`); }
    log('INFO', 'customer notified', { orderId, text: text(orderId) });
  }
};
