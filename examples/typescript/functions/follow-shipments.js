'use strict';

const { fromBase64 } = require('./decode');
const { untilOneFails } = require('./in-order');
const { log } = require('./log');

/** Follows shipments. Partitions are independent: one that fails does not stop the others. */
exports.handler = async event => {
  const failures = await Promise.all(Object.entries(event.records).map(([partition, records]) =>
    untilOneFails(records, ({ offset }) => ({ partition, offset }), ({ value }) => {
      const { parcelId, carrier } = fromBase64(value);
      if (!parcelId || !carrier) { throw new Error('parcelId or carrier is missing'); }
      log('INFO', 'parcel shipped', { parcelId, carrier });
    })));
  return { batchItemFailures: failures.flat() };
};
