'use strict';

const { eachMessage } = require('./batch');
const { log } = require('./log');

const STAGES = ['packed', 'handed-over', 'out-for-delivery', 'delivered'];

/** Follows parcels to the customer. Scans arrive late and twice: only the furthest stage of a batch counts. */
exports.handler = async event => {
  const furthest = new Map();
  const answer = await eachMessage(event, message => {
    const { parcelId, stage } = JSON.parse(message.body);
    if (!parcelId) { throw new Error('parcelId is missing'); }
    if (!STAGES.includes(stage)) { throw new Error(`stage is ${JSON.stringify(stage)}, but it must be one of ${STAGES.join(', ')}`); }
    furthest.set(parcelId, Math.max(furthest.get(parcelId) ?? 0, STAGES.indexOf(stage)));
  });
  for (const [parcelId, index] of furthest) { log('INFO', 'parcel moved', { parcelId, stage: STAGES[index] }); }
  return answer;
};
