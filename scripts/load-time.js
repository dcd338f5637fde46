// Prints what `require` of the package costs over what every app with a function loads anyway:
// the median of 15 processes, in milliseconds. Compile first; node scripts/load-time.js [lib folder]
const { execFileSync } = require('child_process');
const { resolve } = require('path');

const RUNS = 15;
const entry = resolve(process.argv[2] ?? 'lib', 'index.js');

const program = `
  const { Stack, Resource } = require('aws-cdk-lib');
  const { Function } = require('aws-cdk-lib/aws-lambda');
  [Stack, Resource, Function].map(touched => touched.name);
  const started = process.hrtime.bigint();
  require(process.argv[1]);
  console.log(Number(process.hrtime.bigint() - started) / 1e6);
`;

const times = Array.from({ length: RUNS }, () => Number(execFileSync(process.execPath, ['-e', program, entry], { encoding: 'utf8' })));
times.sort((a, b) => a - b);
console.log(`${times[(RUNS - 1) / 2].toFixed(1)} ms, median of ${RUNS} (from ${times[0].toFixed(1)} to ${times[RUNS - 1].toFixed(1)} ms)`);
