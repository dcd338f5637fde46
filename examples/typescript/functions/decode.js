'use strict';

/** JSON that a source has encoded, as all do that carry bytes. */
function fromBase64(text) {
  return JSON.parse(Buffer.from(text, 'base64').toString('utf-8'));
}

/** A value of an image of DynamoDB, which is wrapped in its type. Numbers are text there; those of the shop are whole. */
function fromAttribute(attribute) {
  const [[type, value]] = Object.entries(attribute);
  switch (type) {
    case 'S': case 'BOOL': return value;
    case 'NULL': return null;
    case 'N': return Number(value);
    case 'L': return value.map(fromAttribute);
    case 'M': return fromImage(value);
    default: throw new Error(`attributes of type ${type} are not in use`);
  }
}

function fromImage(image) {
  return Object.fromEntries(Object.entries(image).map(([name, attribute]) => [name, fromAttribute(attribute)]));
}

module.exports = { fromBase64, fromImage };
