// Prints what the package costs to load over what every app with a function loads anyway: with one event source, and with all
// that it exports. The median of 15 processes each, in milliseconds. Compile first; node scripts/bench/load-time.js [lib folder]
const { execFileSync } = require('child_process');
const { resolve } = require('path');

const RUNS = 15;
const entry = resolve(process.argv[2] ?? 'lib', 'index.js');

const program = touch => `
  const { Stack, Resource } = require('aws-cdk-lib');
  const { Function } = require('aws-cdk-lib/aws-lambda');
  [Stack, Resource, Function].map(touched => touched.name);
  const started = process.hrtime.bigint();
  const events = require(process.argv[1]);
  ${touch};
  console.log(Number(process.hrtime.bigint() - started) / 1e6);
`;

function report(what, touch) {
  const times = Array.from({ length: RUNS }, () => Number(execFileSync(process.execPath, ['-e', program(touch), entry], { encoding: 'utf8' })));
  times.sort((a, b) => a - b);
  console.log(`${what}: ${times[(RUNS - 1) / 2].toFixed(1)} ms, median of ${RUNS} (from ${times[0].toFixed(1)} to ${times[RUNS - 1].toFixed(1)} ms)`);
}

report('SqsEventSource alone', 'events.SqsEventSource');
report('All that is exported', 'Object.values(events).forEach(value => Object.values(value))');
