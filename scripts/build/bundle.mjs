// Puts the compiled modules of lib/ together into a few files, and the rules into JSON. To find, read and compile a hundred small files
// took most of the first validation's time. What is loaded at other times is in files of its own, and names stay as they are.
// Usage: node scripts/build/bundle.mjs <lib folder>, after scripts/build/lazy-exports.cjs
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative, resolve } from 'node:path';
import { build } from 'esbuild';

const lib = resolve(process.argv[2] ?? 'lib');

/**
 * What each file holds: modules of lib/ by name, or by how their names begin (`*`). What fits a module best counts, the longest.
 * A module evaluates when it is first asked for, whatever file it is in, so a wrong place costs time and breaks nothing.
 */
const FILES = {
  'index': ['index', 'checks/index', 'testing/index'],
  'cli/main': ['cli/*'],
  'bundle/testing': ['testing/*'],
  // Only for plain templates.
  'bundle/templates': ['checks/conditions', 'checks/nested-stack', 'checks/template*'],
  // Sources in a network.
  'bundle/brokers': [
    'access/network*', 'limits/network-targets',
    ...['documentdb', 'kafka', 'mq', 'poller-', 'schema-registry'].map(begin => `sources/${begin}*`),
    ...['address-range', 'kafka', 'network', 'poller-'].map(begin => `checks/${begin}*`),
  ],
  'bundle/streams': ['dynamodb', 'kinesis', 'record-age', 'stream'].map(begin => `sources/${begin}*`),
  'bundle/asynchronous': [
    'invoke/*', 'sources/api', 'sources/s3', 'sources/sns',
    ...['asynchronous', 'invoke-facts', 'key-', 'notification-facts', 'notification-index', 'resource-facts', 'role-policies', 'sns-', 'stack-cycle', 'subscription'].map(begin => `checks/${begin}*`),
  ],
  // What says something once a mistake is found, or asks for the rules as such.
  'bundle/messages': [
    'checks/event-source-rules', 'checks/general-words', 'checks/judge-others', 'checks/message', 'checks/rule-catalogue', 'checks/rule-words', 'limits/filters',
  ],
  'bundle/filters': ['filters/*', 'limits/filter-language'],
  // What every app needs that has an event source.
  'bundle/sources': [
    'access/*', 'sources/*', 'filters/token', 'limits/source-kind', 'limits/values',
    ...['finding', 'judge-at-synthesis', 'known-fifo', 'source-record', 'note', 'notification-record', 'reference', 'resource', 'seconds', 'view'].map(name => `checks/${name}`),
  ],
  // What a synthesis needs beside that.
  'bundle/engine': ['checks/*', 'limits/*'],
};

const compiled = readdirSync(lib, { recursive: true }).map(file => file.replace(/\\/g, '/'))
  .filter(file => file.endsWith('.js') && !file.startsWith('bundle/')).map(file => file.slice(0, -'.js'.length));
if (!compiled.includes('limits/index')) {
  const single = compiled.filter(module => !(module in FILES));
  if (single.length > 0) { throw new Error(`${lib} is bundled, and ${single.join(', ')} was compiled beside it. Run npx projen compile.`); }
  console.log(`${lib} is bundled already.`);
  process.exit();
}

const places = Object.entries(FILES).flatMap(([file, patterns]) => patterns.map(pattern => ({ file, pattern })))
  .sort((one, other) => other.pattern.length - one.pattern.length);
const fits = (pattern, module) => pattern.endsWith('*') ? module.startsWith(pattern.slice(0, -1)) : module === pattern;

/** The file that a module is put into. */
function fileOf(module) {
  const place = places.find(({ pattern }) => fits(pattern, module));
  if (!place) { throw new Error(`No file of the package holds ${module}: add it to one of FILES in scripts/build/bundle.mjs.`); }
  return place.file;
}

for (const { file, pattern } of places) {
  if (!compiled.some(module => fits(pattern, module))) { throw new Error(`FILES in scripts/build/bundle.mjs has ${pattern} in ${file}, and there is no such module: was it moved?`); }
}

/** The fields of a row that only findings and explanations ask for. */
const WORDS = ['why', 'fix', 'fixInTemplate', 'source', 'example'];

/** In the place of `limits/index`: the rows as they were evaluated, and their words in a file that is read when one is asked for. */
const ROWS = `
  const { readFileSync } = require('node:fs');
  const { join } = require('node:path');
  const read = name => JSON.parse(readFileSync(join(__dirname, name + '.json'), 'utf8'));
  let texts;
  const words = Object.fromEntries(${JSON.stringify(WORDS)}.map(word => [word, { get() { return (texts ??= read('rule-texts')).rules[this.id][word]; } }]));
  const row = Object.create(Object.prototype, words);
  const { rules, defaults } = read('rules');
  exports.RULES = rules.map(rule => Object.setPrototypeOf(rule, row));
  exports.DEFAULTS = defaults;
  Object.defineProperty(exports, 'PROPERTIES', { get: () => (texts ??= read('rule-texts')).properties });
  Object.assign(exports, require('./source-kind'), require('./source-types'));
`;

const load = createRequire(import.meta.url);
const limits = load(join(lib, 'limits', 'index.js'));

function writeRows() {
  const { RULES, DEFAULTS, PROPERTIES } = limits;
  const fieldsOf = (row, wanted) => Object.fromEntries(Object.entries(row).filter(([field]) => wanted(field)));
  write('rules', { rules: RULES.map(row => fieldsOf(row, field => !WORDS.includes(field))), defaults: DEFAULTS });
  write('rule-texts', { rules: Object.fromEntries(RULES.map(row => [row.id, fieldsOf(row, field => WORDS.includes(field))])), properties: PROPERTIES });
}

function write(name, content) {
  const json = JSON.stringify(content, (key, value) => {
    if (!isJson(value)) { throw new Error(`A rule has ${key}: ${String(value)}, which no JSON can hold.`); }
    return value;
  });
  writeFileSync(join(lib, 'bundle', `${name}.json`), json);
}

/** What is undefined is left out, and reads the same. */
function isJson(value) {
  if (typeof value === 'number') { return Number.isFinite(value); }
  if (typeof value === 'object') { return value === null || [Object.prototype, Array.prototype].includes(Object.getPrototypeOf(value)); }
  return ['string', 'boolean', 'undefined'].includes(typeof value);
}

/** Which modules of each file the others ask for. */
const asked = new Map(Object.keys(FILES).map(name => [name, new Set()]));

/** Modules of one file see those of another through what that one exports. */
const across = name => ({
  name: 'across',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^\./ }, ({ path, resolveDir, namespace }) => {
      if (namespace === 'other') { return { path, external: true }; }
      const wanted = relative(lib, resolve(resolveDir, path)).replace(/\\/g, '/').replace(/\.js$/, '');
      const module = compiled.includes(wanted) ? wanted : `${wanted}/index`;
      const file = fileOf(module);
      if (file === name) { return { path: join(lib, `${module}.js`) }; }
      asked.get(file).add(module);
      return { path: module, namespace: 'other' };
    });
    onLoad({ filter: /./, namespace: 'other' }, ({ path: module }) => {
      const from = relative(dirname(name), fileOf(module)).replace(/\\/g, '/');
      return { contents: `module.exports = require("${from.startsWith('.') ? from : `./${from}`}.js")["${module}"];`, resolveDir: lib };
    });
    onLoad({ filter: /limits.index\.js$/ }, () => ({ contents: ROWS, resolveDir: join(lib, 'limits') }));
  },
});

const exported = Object.keys(load(join(lib, 'index.js')));

async function bundle(name) {
  const entry = name === 'index' ? 'module.exports = require("./index");'
    : [...asked.get(name)].sort().map(module => `Object.defineProperty(exports, "${module}", { get: () => require("./${module}") });`).join('\n')
      + (name === 'cli/main' ? 'exports.main = (...given) => require("./cli/main").main(...given);' : '');
  const { outputFiles: [{ text }] } = await build({
    stdin: { contents: entry, resolveDir: lib, sourcefile: 'entry.js' },
    absWorkingDir: lib,
    bundle: true,
    write: false,
    platform: 'node',
    target: 'node20',
    external: ['aws-cdk-lib', 'constructs', 'yaml'],
    minifyWhitespace: true,
    minifySyntax: true,
    logLevel: 'warning',
    plugins: [across(name)],
    // This is how the loader of ES modules finds the names.
    footer: name === 'index' ? { js: `0&&(module.exports={${exported.join()}});` } : {},
  });
  return text;
}

/** All files, once each knows what the others ask of it. */
async function bundleAll() {
  const count = () => [...asked.values()].reduce((sum, { size }) => sum + size, 0);
  const before = count();
  const texts = await Promise.all(Object.keys(FILES).map(async name => [name, await bundle(name)]));
  return count() === before ? texts : bundleAll();
}

mkdirSync(join(lib, 'bundle'), { recursive: true });
writeRows();
const texts = await bundleAll();
compiled.forEach(module => rmSync(join(lib, `${module}.js`)));
for (const [name, text] of texts) { writeFileSync(join(lib, `${name}.js`), text); }
const left = Object.keys(limits).filter(name => !(name in load(join(lib, 'bundle', 'engine.js'))['limits/index']));
if (left.length > 0) { throw new Error(`ROWS in scripts/build/bundle.mjs leaves out what limits/index exports: ${left.join(', ')}.`); }
