'use strict';

/** Reads an order from the body of a message. Throws with every mistake of the order in one text. */
function readOrder(body) {
  const order = JSON.parse(body);
  const mistakes = mistakesOf(order);
  if (mistakes.length > 0) { throw new Error(mistakes.join('; ')); }
  return order;
}

function mistakesOf(order) {
  if (typeof order !== 'object' || order === null) { return ['the order is not an object']; }
  const mistakes = [];
  if (typeof order.id !== 'string' || order.id === '') { mistakes.push('id is missing'); }
  if (!Array.isArray(order.lines) || order.lines.length === 0) { return [...mistakes, 'lines are missing']; }
  order.lines.forEach((line, i) => {
    if (typeof line?.sku !== 'string' || line.sku === '') { mistakes.push(`lines[${i}].sku is missing`); }
    if (!Number.isInteger(line?.quantity) || line.quantity < 1) { mistakes.push(`lines[${i}].quantity is not a whole number from 1`); }
    if (!Number.isInteger(line?.unitPriceInCents) || line.unitPriceInCents < 0) { mistakes.push(`lines[${i}].unitPriceInCents is not a whole number from 0`); }
  });
  return mistakes;
}

/** Amounts are whole cents: sums of them are exact. */
function totalInCents(order) {
  return order.lines.reduce((sum, line) => sum + line.quantity * line.unitPriceInCents, 0);
}

module.exports = { readOrder, totalInCents };
