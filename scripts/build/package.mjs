// Makes of the compiled modules of lib/ what ships: imports load on first use, a few files stand in the place of two hundred, and the rules
// are JSON. To find, read and compile many small files took most of the first validation's time. projenrc/layers.json says which file holds
// the modules of a folder. Usage: node scripts/build/package.mjs [lib folder], after the compiler
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire, isBuiltin } from 'node:module';
import { dirname, join, posix, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { deferImports } from './defer-imports.mjs';

const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '..', '..');
const LIB = resolve(process.argv[2] ?? 'lib');

/** The fields of a rule that every validation asks for. The others are read with the first finding. */
const ASKED = ['id', 'sources', 'fact', 'when', 'check'];

const readJson = file => JSON.parse(readFileSync(file, 'utf8'));
const layers = readJson(join(ROOT, 'projenrc', 'layers.json'));
const peers = Object.keys(readJson(join(ROOT, 'package.json')).peerDependencies);
const exportsOf = (load => module => load(join(LIB, `${module}.js`)))(createRequire(import.meta.url));

/** The modules in a folder. A module is called by its path without extension, `sources/sqs`. */
function modulesIn(folder, extension) {
  const files = readdirSync(folder, { recursive: true }).map(file => file.replaceAll('\\', '/'));
  return files.filter(file => file.endsWith(extension)).map(file => file.slice(0, -extension.length)).sort();
}

const modules = modulesIn(join(ROOT, 'src'), '.ts');

/** The row of the innermost folder around a module that has a bundle. */
function layerOf(module) {
  for (let folder = posix.dirname(module); folder !== '.'; folder = posix.dirname(folder)) {
    const layer = layers.find(row => row.folder === folder && row.bundle !== undefined);
    if (layer) { return layer; }
  }
  if (module.includes('/')) { throw new Error(`No bundle of projenrc/layers.json holds src/${module}.ts.`); }
  return { bundle: 'index' };
}

const isData = module => layerOf(module).json === true;
const bundleOf = module => layerOf(module).bundle;
const bundles = [...new Set(modules.map(bundleOf))];
/** The file of a bundle. One that is called as a module is that module, to who loads it. */
const fileOf = bundle => modules.includes(bundle) ? bundle : `bundle/${bundle}`;

const compiled = modulesIn(LIB, '.js').filter(module => !module.startsWith('bundle/'));
if (!modules.every(module => compiled.includes(module))) {
  const beside = compiled.filter(module => !bundles.includes(module));
  if (beside.length > 0) { throw new Error(`${LIB} is packaged, and ${beside.join(', ')} was compiled beside it. Run npx projen compile.`); }
  console.log(`${LIB} is packaged already.`);
  process.exit();
}

/** The module that another one imports; undefined if it is a package. */
function imported(specifier, importer) {
  if (!specifier.startsWith('.')) { return undefined; }
  const module = posix.join(posix.dirname(importer), specifier);
  return modules.includes(module) ? module : `${module}/index`;
}

const texts = new Map();
/** What others ask of each bundle. */
const asked = new Map(bundles.map(bundle => [bundle, new Set()]));
/** The modules of data that others import. */
const data = new Set();
for (const module of modules.filter(name => !isData(name))) {
  const namesOf = specifier => Object.keys(exportsOf(imported(specifier, module)));
  const { text, imports } = deferImports(readFileSync(join(LIB, `${module}.js`), 'utf8'), `${module}.js`, namesOf);
  texts.set(module, text);
  for (const other of imports.map(specifier => imported(specifier, module)).filter(name => name !== undefined)) {
    if (isData(other)) { data.add(other); }
    if (bundleOf(other) !== bundleOf(module)) { asked.get(bundleOf(other)).add(other); }
  }
}

/** Writes what the index of a folder exports, and into a second file the words of its rules and what the other modules export. */
function writeData(folder) {
  const { [`${folder}/index`]: index, ...others } = Object.fromEntries([...data].filter(module => layerOf(module).folder === folder).map(module => [module, exportsOf(module)]));
  // A third of the file would be these lists, which are few and repeated.
  const lists = [...new Set(index.RULES.map(({ sources }) => JSON.stringify(sources)))];
  const rules = index.RULES.map(rule => ASKED.map(field => field === 'sources' ? lists.indexOf(JSON.stringify(rule.sources)) : rule[field] ?? null));
  const words = index.RULES.map(rule => [rule.id, Object.fromEntries(Object.entries(rule).filter(([field]) => !ASKED.includes(field)))]);
  write(folder, { lists: lists.map(list => JSON.parse(list)), exports: { ...index, RULES: rules } });
  write(`${folder}-words`, { rules: Object.fromEntries(words), modules: others });
}

function write(name, content) {
  const json = JSON.stringify(content, (key, value) => {
    if (!isJson(value)) { throw new Error(`A rule has ${key}: ${String(value)}, which no JSON can hold.`); }
    return value;
  });
  writeFileSync(join(LIB, 'bundle', `${name}.json`), json);
}

/** What is undefined is left out, and reads the same. */
function isJson(value) {
  if (typeof value === 'number') { return Number.isFinite(value); }
  if (typeof value === 'object') { return value === null || [Object.prototype, Array.prototype].includes(Object.getPrototypeOf(value)); }
  return ['string', 'boolean', 'undefined'].includes(typeof value);
}

/** In the place of a module of data: it reads them, by `require`, because whoever bundles an app with this package looks for that. */
function reader(module) {
  const { folder } = layerOf(module);
  const index = `${folder}/index`;
  const fields = [...new Set(exportsOf(index).RULES.flatMap(Object.keys))].filter(field => !ASKED.includes(field));
  if (module !== index) { return `module.exports = require("./${index}").modules()["${module}"];`; }
  return `
    const readWords = () => require("./${folder}-words.json");
    class Rule {
      constructor(row) {
        ${ASKED.map((field, i) => `this.${field} = ${field === 'sources' ? `lists[row[${i}]]` : `row[${i}] ?? undefined`};`).join(' ')}
      }
      ${fields.map(field => `get ${field}() { return readWords().rules[this.id].${field}; }`).join(' ')}
    }
    const { lists, exports: exported } = require("./${folder}.json");
    Object.assign(exports, exported, { RULES: exported.RULES.map(row => new Rule(row)) });
    exports.modules = () => readWords().modules;
  `;
}

/** In the place of what is not in a bundle: a module of another one, or a package. */
function link(path, bundle) {
  if (!modules.includes(path)) { return `module.exports = require("${path}");`; }
  const file = posix.relative(posix.dirname(fileOf(bundle)), fileOf(bundleOf(path)));
  return `module.exports = require("${file.startsWith('.') ? file : `./${file}`}.js")("${path}");`;
}

/** How the modules of a bundle find what they import. Packages are put into it, except our peers. */
const finder = bundle => ({
  name: 'finder',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /./ }, ({ path, importer, namespace }) => {
      if (namespace === 'link' || (namespace === 'data' && path.endsWith('.json'))) { return { path, external: true }; }
      if (importer.includes('node_modules')) { return undefined; }
      const module = imported(path, namespace === 'module' ? importer : '');
      if (module !== undefined) { return { path: module, namespace: bundleOf(module) !== bundle ? 'link' : isData(module) ? 'data' : 'module' }; }
      return isBuiltin(path) || peers.some(peer => `${path}/`.startsWith(`${peer}/`)) ? { path, namespace: 'link' } : undefined;
    });
    onLoad({ filter: /./, namespace: 'module' }, ({ path }) => ({ contents: texts.get(path), resolveDir: LIB }));
    onLoad({ filter: /./, namespace: 'data' }, ({ path }) => ({ contents: reader(path) }));
    onLoad({ filter: /./, namespace: 'link' }, ({ path }) => ({ contents: link(path, bundle) }));
  },
});

async function bundled(bundle) {
  const isModule = modules.includes(bundle);
  const cases = [...asked.get(bundle)].sort().map(module => `case "${module}": return require("./${module}");`);
  if (isModule && cases.length > 0) { throw new Error(`Nobody may import what is in ${bundle}: ${[...asked.get(bundle)].join(', ')}.`); }
  const { outputFiles: [{ text }], metafile } = await build({
    stdin: {
      contents: `module.exports = ${isModule ? `require("./${bundle}")` : `module => { switch (module) { ${cases.join(' ')} } }`};`,
      resolveDir: LIB,
    },
    absWorkingDir: LIB,
    bundle: true,
    write: false,
    metafile: true,
    platform: 'node',
    target: 'node20',
    minifyWhitespace: true,
    minifySyntax: true,
    // Node prints the line that an error comes from.
    lineLimit: 160,
    logLevel: 'warning',
    plugins: [finder(bundle)],
    // This is how the loader of ES modules finds the names.
    footer: isModule ? { js: `0&&(module.exports={${Object.keys(exportsOf(bundle)).join()}});` } : {},
  });
  return licences(Object.keys(metafile.inputs)) + text;
}

/** The licences of the packages that a bundle holds, as comments. */
function licences(inputs) {
  const packages = inputs.map(input => /^.*node_modules\/(@[^/]+\/)?[^/]+/.exec(input)?.[0]).filter(folder => folder !== undefined);
  return [...new Set(packages)].sort().map(folder => {
    const { name, version } = readJson(resolve(LIB, folder, 'package.json'));
    return `/*\n${name} ${version}\n\n${readFileSync(resolve(LIB, folder, 'LICENSE'), 'utf8').trim()}\n*/\n`;
  }).join('');
}

const files = await Promise.all(bundles.map(async bundle => [fileOf(bundle), await bundled(bundle)]));
rmSync(join(LIB, 'bundle'), { recursive: true, force: true });
mkdirSync(join(LIB, 'bundle'));
new Set([...data].map(module => layerOf(module).folder)).forEach(writeData);
compiled.forEach(module => rmSync(join(LIB, `${module}.js`)));
files.forEach(([file, text]) => writeFileSync(join(LIB, `${file}.js`), text));
