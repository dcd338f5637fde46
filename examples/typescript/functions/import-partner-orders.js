'use strict';

const { eachMessage } = require('./batch');
const { log } = require('./log');
const { readOrder, totalInCents } = require('./order');

/** Takes over orders of partners, who write prices as decimal text: "12.50". */
exports.handler = event => eachMessage(event, message => {
  const { partner, reference, items } = JSON.parse(message.body);
  const order = readOrder(JSON.stringify({
    id: partner && reference && `${partner}-${reference}`,
    lines: items?.map(({ article, count, price }) => ({ sku: article, quantity: count, unitPriceInCents: cents(price) })),
  }));
  log('INFO', 'partner order imported', { orderId: order.id, totalInCents: totalInCents(order) });
});

/** Read as text: 0.29 * 100 is not 29 in floating point. */
function cents(price) {
  const [, units, fraction = ''] = /^(\d+)(?:\.(\d{1,2}))?$/.exec(price) ?? [];
  return units === undefined ? undefined : Number(units) * 100 + Number(fraction.padEnd(2, '0'));
}
