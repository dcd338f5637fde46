// Puts the compiled modules of lib/ together into a few files, and the rules into JSON. To find, read and compile a hundred small files
// took most of the first validation's time. What is loaded at other times is in files of its own, and names stay as they are.
// Usage: node scripts/bundle.mjs <lib folder>, after scripts/lazy-exports.cjs
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative, resolve } from 'node:path';
import { build } from 'esbuild';

const lib = resolve(process.argv[2] ?? 'lib');

/** What each file holds, the first that fits a module. A module evaluates when it is first asked for, whatever file it is in. */
const FILES = [
  { name: 'index', of: /^(index|checks\/index|testing\/index)$/ },
  { name: 'cli/main', of: /^cli\// },
  { name: 'bundle/testing', of: /^testing\// },
  // Only for plain templates.
  { name: 'bundle/templates', of: /^checks\/(conditions|nested-stack|template)/ },
  // Sources in a network.
  { name: 'bundle/brokers', of: /^(sources\/(documentdb|kafka|mq|poller-|schema-registry)|checks\/(address-range|kafka|network|poller-)|access\/network|limits\/network-targets)/ },
  { name: 'bundle/streams', of: /^sources\/(dynamodb|kinesis|record-age|stream)/ },
  { name: 'bundle/asynchronous', of: /^(invoke\/|sources\/(api|s3|sns)|checks\/(asynchronous|invoke-facts|key-|notification-(facts|index)|role-policies|sns-|stack-cycle|subscription))/ },
  // What says something once a mistake is found, or asks for the rules as such.
  { name: 'bundle/messages', of: /^(checks\/(event-source-rules|general-words|judge-others|message|rule-(catalogue|words))|limits\/filters)$/ },
  { name: 'bundle/filters', of: /^filters\/(?!token)|^limits\/filter-language$/ },
  { name: 'bundle/sources', of: /^(access|sources)\/|^checks\/(finding|judge-at-synthesis|known-fifo|mapping-record|note|notification-record|reference|resource|seconds|view)$|^limits\/(source-kind|values)$|^filters\/token$/ },
  { name: 'bundle/engine', of: /^(checks|limits)\// },
];

const compiled = readdirSync(lib, { recursive: true }).filter(file => file.endsWith('.js') && !file.startsWith('bundle')).map(file => file.slice(0, -3).replace(/\\/g, '/'));
const fileOf = module => FILES.find(({ of }) => of.test(module)).name;
if (!compiled.includes('limits/index')) {
  console.log(`${lib} is bundled already.`);
  process.exit();
}

/** In the place of `limits/index`: the rows as they were evaluated. What they say is read with the first finding, their examples are for tests. */
const ROWS = `
  const { readFileSync } = require('node:fs');
  const { join } = require('node:path');
  const read = name => JSON.parse(readFileSync(join(__dirname, BUNDLE, name + '.json'), 'utf8'));
  let texts;
  const textOf = id => (texts ??= read('rule-texts')).rules[id];
  const TEXT = {
    get why() { return textOf(this.id).why; },
    get fix() { return textOf(this.id).fix; },
    get fixInTemplate() { return textOf(this.id).fixInTemplate; },
    get source() { return textOf(this.id).source; },
  };
  const { rules, defaults } = read('rules');
  exports.RULES = rules.map(rule => Object.setPrototypeOf(rule, TEXT));
  exports.DEFAULTS = defaults;
  Object.defineProperty(exports, 'PROPERTIES', { get: () => (texts ??= read('rule-texts')).properties });
  Object.assign(exports, require('./source-kind'), require('./source-types'));
`;

function writeRows() {
  const { RULES, DEFAULTS, PROPERTIES } = createRequire(import.meta.url)(join(lib, 'limits', 'index.js'));
  const pick = (row, names) => Object.fromEntries(names.map(name => [name, row[name]]));
  const write = (name, content) => writeFileSync(join(lib, 'bundle', `${name}.json`), JSON.stringify(content));
  write('rules', { rules: RULES.map(row => pick(row, ['id', 'severity', 'because', 'sources', 'property', 'when', 'check'])), defaults: DEFAULTS });
  write('rule-texts', { rules: Object.fromEntries(RULES.map(row => [row.id, pick(row, ['why', 'fix', 'fixInTemplate', 'source'])])), properties: PROPERTIES });
}

/** Which modules of each file the others ask for. */
const asked = new Map(FILES.map(({ name }) => [name, new Set()]));

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

const exported = Object.keys(createRequire(import.meta.url)(join(lib, 'index.js')));

async function bundle(name) {
  const entry = name === 'index' ? 'module.exports = require("./index");'
    : [...asked.get(name)].sort().map(module => `Object.defineProperty(exports, "${module}", { get: () => require("./${module}") });`).join('\n')
      + (name === 'cli/main' ? 'exports.main = (...given) => require("./cli/main").main(...given);' : '');
  const { outputFiles: [{ text }] } = await build({
    stdin: { contents: entry, resolveDir: lib, sourcefile: 'entry.js' },
    bundle: true,
    write: false,
    platform: 'node',
    target: 'node20',
    external: ['aws-cdk-lib', 'constructs', 'yaml'],
    define: { BUNDLE: JSON.stringify(relative(dirname(name), 'bundle') || '.') },
    minifyWhitespace: true,
    minifySyntax: true,
    logLevel: 'warning',
    plugins: [across(name)],
    // This is how the loader of ES modules finds the names.
    footer: name === 'index' ? { js: `0&&(module.exports={${exported.join()}});` } : {},
  });
  return text;
}

mkdirSync(join(lib, 'bundle'), { recursive: true });
writeRows();
// Until all files know what the others ask of them.
let texts = {};
for (let known = -1, sum = 0; known !== sum; sum = [...asked.values()].reduce((total, { size }) => total + size, 0)) {
  known = sum;
  texts = Object.fromEntries(await Promise.all(FILES.map(async ({ name }) => [name, await bundle(name)])));
}
compiled.forEach(module => rmSync(join(lib, `${module}.js`)));
for (const [name, text] of Object.entries(texts)) { writeFileSync(join(lib, `${name}.js`), text); }
