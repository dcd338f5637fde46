'use strict';

const { log } = require('./log');

/** Closes the day that the clock tells. What it answers goes to the event bus. */
exports.handler = async event => {
  const time = new Date(event.time);
  if (Number.isNaN(time.getTime())) { throw new Error(`time is ${JSON.stringify(event.time)}, but it must be a point in time`); }
  const day = time.toISOString().slice(0, 10);
  log('INFO', 'day closed', { day });
  return { day };
};
