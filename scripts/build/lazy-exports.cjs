// Makes the index modules of a compiled library load what they export when it is first asked for, as aws-cdk-lib does with its own.
// An app pays for the event sources that it uses. Usage: node scripts/build/lazy-exports.cjs <lib folder>
const { existsSync, readFileSync, writeFileSync } = require('node:fs');
const { dirname, resolve } = require('node:path');

const lib = resolve(process.argv[2] ?? 'lib');

if (existsSync(resolve(lib, 'bundle')) && !existsSync(resolve(lib, 'checks', 'index.js'))) {
  console.log(`${lib} is bundled already.`);
  process.exit();
}

// The innermost last: the names are read from what the compiler wrote.
for (const index of ['index.js', 'checks/index.js', 'testing/index.js'].map(file => resolve(lib, file))) {
  const lines = readFileSync(index, 'utf8').split('\n');
  const sources = lines.flatMap(line => {
    const all = /^__exportStar\(require\("(.+)"\), exports\);$/.exec(line);
    if (all) { return [{ from: all[1], names: Object.keys(require(resolve(dirname(index), all[1]))) }]; }
    const whole = /^exports\.(\w+) = __importStar\(require\("(.+)"\)\);$/.exec(line);
    return whole ? [{ from: whole[2], names: [whole[1]], whole: true }] : [];
  });
  if (sources.length === 0) {
    // Compiled by nobody since it was rewritten.
    if (lines.some(line => line.startsWith('lazy('))) { continue; }
    throw new Error(`${index} exports nothing that this script knows: does the compiler write it in another way?`);
  }
  writeFileSync(index, [
    '"use strict";',
    'Object.defineProperty(exports, "__esModule", { value: true });',
    // This is how the loader of ES modules finds the names.
    ...sources.flatMap(({ names }) => names.map(name => `exports.${name} = void 0;`)),
    'function lazy(name, load) {',
    '    Object.defineProperty(exports, name, {',
    '        enumerable: true,',
    '        configurable: true,',
    '        get() { const value = load(); Object.defineProperty(exports, name, { enumerable: true, value }); return value; },',
    '    });',
    '}',
    ...sources.flatMap(({ from, names, whole }) => names.map(name =>
      `lazy("${name}", () => require("${from}")${whole ? '' : `.${name}`});`)),
    '',
  ].join('\n'));
}
