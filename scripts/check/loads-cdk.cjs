// A filter of jest: the test files that reach aws-cdk-lib by their imports. The others give the same answer on every version of it.
// What a test starts as a process of its own does not count: jest maps no module there.
const { existsSync, readFileSync, statSync } = require('node:fs');
const { dirname, join, resolve } = require('node:path');
const ts = require('typescript');

const CDK = /^(aws-cdk-lib|@aws-cdk|constructs)(\/|$)/;

/** The modules that a file imports or requires. Types are erased, and load nothing. */
function importsOf(file) {
  const text = readFileSync(file, 'utf8');
  const types = new Set();
  ts.createSourceFile(file, text, ts.ScriptTarget.ES2022).forEachChild(node => {
    if (ts.isImportDeclaration(node) && node.importClause?.isTypeOnly) { types.add(node.moduleSpecifier.text); }
  });
  return ts.preProcessFile(text, true, true).importedFiles.map(({ fileName }) => fileName).filter(name => !types.has(name));
}

function moduleAt(path) {
  return [`${path}.ts`, join(path, 'index.ts'), path].find(file => existsSync(file) && statSync(file).isFile());
}

function reaches(file, seen) {
  if (seen.has(file)) { return false; }
  seen.add(file);
  return importsOf(file).some(name => {
    if (CDK.test(name)) { return true; }
    const next = name.startsWith('.') ? moduleAt(resolve(dirname(file), name)) : undefined;
    return next !== undefined && next.endsWith('.ts') && reaches(next, seen);
  });
}

/** Whether a test file, or anything that it imports, loads aws-cdk-lib. */
const loadsCdk = file => reaches(file, new Set());

module.exports = async paths => ({ filtered: paths.filter(loadsCdk).map(test => ({ test })) });
module.exports.loadsCdk = loadsCdk;
