'use strict';

/** One line of JSON, which CloudWatch Logs Insights reads by itself. */
function log(level, message, details) {
  console.log(JSON.stringify({ level, message, ...details }));
}

module.exports = { log };
