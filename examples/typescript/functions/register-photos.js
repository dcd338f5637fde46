'use strict';

const { log } = require('./log');

const LARGEST = 20_000_000;

/** Registers photos that were uploaded. A photo that is none fails: Lambda tries twice more, then sends the event to the queue. */
exports.handler = async event => {
  for (const { s3 } of event.Records) {
    // Amazon S3 encodes keys as forms do.
    const key = decodeURIComponent(s3.object.key.replace(/\+/g, ' '));
    const [, articleId] = /^uploads\/([\w-]+)\/[^/]+\.jpg$/.exec(key) ?? [];
    if (!articleId) { throw new Error(`${key} names no article: it must be uploads/<article>/<photo>.jpg`); }
    if (s3.object.size > LARGEST) { throw new Error(`${key} has ${s3.object.size} bytes, but ${LARGEST} are the most`); }
    log('INFO', 'photo registered', { articleId, key });
  }
};
