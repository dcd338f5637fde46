'use strict';

const { log } = require('./log');

/** Reports invocations that failed for good. Lambda sends a record around the event, with why and how often it failed. */
exports.handler = async ({ requestContext, requestPayload, responsePayload }) => {
  log('ERROR', 'invocation failed', {
    function: requestContext.functionArn,
    condition: requestContext.condition,
    attempts: requestContext.approximateInvokeCount,
    reason: responsePayload?.errorMessage ?? 'the event was not processed in time',
    event: requestPayload,
  });
};
