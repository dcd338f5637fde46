'use strict';

const { fromBase64 } = require('./decode');
const { log } = require('./log');
const { readOrder, totalInCents } = require('./order');

/**
 * Takes orders of the tills over. RabbitMQ knows no partial answer: a failure brings the whole batch back, until the broker
 * moves it to its dead-letter exchange. So what is no order is logged and done with.
 */
exports.handler = async event => {
  for (const [queue, messages] of Object.entries(event.rmqMessagesByQueue)) {
    for (const { basicProperties, data } of messages) {
      try {
        const order = readOrder(JSON.stringify(fromBase64(data)));
        log('INFO', 'till order taken', { orderId: order.id, totalInCents: totalInCents(order) });
      } catch (error) {
        log('ERROR', 'message failed', { queue, messageId: basicProperties?.messageId, reason: error.message });
      }
    }
  }
};
