// Makes the imports of a compiled module load on first use. The compiler writes `const sqs_1 = require("./sqs")`. That statement goes, and
// `require("./sqs")` stands in the place of every `sqs_1`: the bundler makes it a call of a function that evaluates the module once.
// What a module needs while it is evaluated itself, the base of a class say, still loads then.
import ts from 'typescript';

/**
 * Defers the imports of a module.
 *
 * @param {string} text what the compiler wrote
 * @param {string} file its name, for errors
 * @param {(specifier: string) => string[]} namesOf what another module exports, for `export *`
 * @returns {{ text: string, imports: string[] }} the module, and what it imports
 */
export function deferImports(text, file, namesOf) {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.ES2022, true, ts.ScriptKind.JS);
  const edits = [];
  const replace = (node, replacement) => edits.push({ start: node.getStart(), end: node.getEnd(), replacement });

  const variables = new Map();
  const specifiers = new Set();
  const helpers = new Map();
  const others = [];
  for (const statement of source.statements) {
    const { declarationList, expression } = statement;
    const name = declarationList?.declarations[0].name.text;
    const specifier = specifierIn(declarationList?.declarations[0].initializer) ?? specifierIn(expression?.right) ?? specifierIn(expression?.arguments?.[0]);
    if (specifier !== undefined) { specifiers.add(specifier); }
    if (specifier !== undefined && name !== undefined) {
      variables.set(name, specifier);
      replace(statement, '');
    } else if (specifier !== undefined && expression?.expression?.getText() === '__exportStar') {
      replace(statement, `for (const name of ${JSON.stringify(namesOf(specifier))}) { ${getter('name', specifier, '[name]')} }`);
    } else if (specifier !== undefined && expression?.left?.getText().startsWith('exports.')) {
      replace(statement, getter(`"${expression.left.name.text}"`, specifier, ''));
    } else if (/^__[a-z]/i.test(name)) {
      helpers.set(name, statement);
    } else {
      others.push(statement);
    }
  }

  const used = new Set();
  const visit = node => {
    const specifierHere = specifierIn(node);
    if (specifierHere !== undefined) { specifiers.add(specifierHere); }
    if (ts.isIdentifier(node) && !isMemberName(node)) {
      used.add(node.text);
      const specifier = variables.get(node.text);
      if (specifier !== undefined) {
        if (isDeclared(node)) { throw new Error(`${file} imports ${node.text}, and calls something else so. Rename one of them.`); }
        // Without the parentheses `new` would call `require`.
        replace(node, `${ts.isShorthandPropertyAssignment(node.parent) ? `${node.text}: ` : ''}(require("${specifier}"))`);
      }
    }
    ts.forEachChild(node, visit);
  };
  others.forEach(visit);
  // A thousand bytes in each module, for the statements that are gone.
  if (![...helpers.keys()].some(name => used.has(name))) { helpers.forEach(statement => replace(statement, '')); }

  const edited = edits.sort((one, other) => other.start - one.start)
    .reduce((rest, { start, end, replacement }) => rest.slice(0, start) + replacement + rest.slice(end), text);
  return { text: edited, imports: [...specifiers] };
}

/** What `require("...")` or `__importStar(require("..."))` names. The latter copies modules that are no ES modules, for the sake of a default export. */
function specifierIn(node) {
  if (!node || !ts.isCallExpression(node)) { return undefined; }
  switch (node.expression.getText()) {
    case 'require': return node.arguments[0].text;
    case '__importStar': return specifierIn(node.arguments[0]);
    default: return undefined;
  }
}

function getter(name, specifier, member) {
  return `Object.defineProperty(exports, ${name}, { enumerable: true, configurable: true, get: () => require("${specifier}")${member} });`;
}

/** Whether an identifier is the name of a property or a method, which no variable has to do with. */
function isMemberName(node) {
  const { parent } = node;
  if (parent.propertyName === node) { return true; }
  return parent.name === node && !ts.isShorthandPropertyAssignment(parent)
    && (ts.isPropertyAccessExpression(parent) || ts.isObjectLiteralElement(parent) || ts.isClassElement(parent));
}

/** Whether an identifier is declared where it stands: a variable, a parameter, a function. */
function isDeclared(node) {
  return node.parent.name === node && !ts.isShorthandPropertyAssignment(node.parent);
}
