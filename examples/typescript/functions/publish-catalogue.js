'use strict';

const { log } = require('./log');

/** Publishes what was changed in the catalogue. A change that fails would be repeated until the stream has forgotten it: it is logged. */
exports.handler = async ({ events }) => {
  for (const { event } of events) {
    try {
      const publication = publicationOf(event);
      if (publication) { log('INFO', 'article published', publication); }
    } catch (error) {
      log('ERROR', 'change failed', { change: event._id?._data, reason: error.message });
    }
  }
};

/** What customers get to see of a change; undefined for changes that are none of an article. */
function publicationOf({ operationType, documentKey, fullDocument }) {
  switch (operationType) {
    case 'insert': case 'update': case 'replace': return fullDocument
      ? { articleId: documentKey._id.$oid, name: fullDocument.name, priceInCents: whole(fullDocument.priceInCents) }
      : withdrawn(documentKey); // deleted before Lambda looked it up
    case 'delete': return withdrawn(documentKey);
    default: return undefined;
  }
}

function withdrawn(documentKey) {
  return { articleId: documentKey._id.$oid, withdrawn: true };
}

/** The database writes integers as numbers, or wrapped in their type. */
function whole(value) {
  const number = Number(value?.$numberInt ?? value?.$numberLong ?? value);
  if (value === null || !Number.isInteger(number)) { throw new Error('priceInCents is not a whole number'); }
  return number;
}
