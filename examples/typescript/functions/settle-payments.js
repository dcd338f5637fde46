'use strict';

const { eachMessageInOrder } = require('./batch');
const { log } = require('./log');

const SIGN = { capture: 1, refund: -1 };

/** Books the payments of each order in the order in which they were made: a refund never comes before its capture. */
exports.handler = event => eachMessageInOrder(event, message => {
  const { orderId, kind, amountInCents } = JSON.parse(message.body);
  if (!Object.hasOwn(SIGN, kind)) { throw new Error(`kind is ${JSON.stringify(kind)}, but it must be capture or refund`); }
  if (!Number.isInteger(amountInCents) || amountInCents < 1) { throw new Error('amountInCents is not a whole number from 1'); }
  log('INFO', 'payment booked', { orderId, bookedInCents: SIGN[kind] * amountInCents });
});
