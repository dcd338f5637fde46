import * as path from 'path';
import * as ts from 'typescript';

/** The folders that read what a file says. The others know the names that they ask for, or are given values by a program. */
const READING = ['aws', 'cli', 'facts', 'model', 'readers', 'validation', 'values'];

const ROOT = path.join(__dirname, '../..');
const { options } = ts.parseJsonConfigFileContent(ts.readConfigFile(path.join(ROOT, 'tsconfig.dev.json'), ts.sys.readFile).config, ts.sys, ROOT);

/** What is wrong with how a file of this text looks names up. */
function mistakesIn(files: readonly string[], host?: ts.CompilerHost): string[] {
  const program = ts.createProgram([...files], options, host);
  const checker = program.getTypeChecker();
  const is = (node: ts.Node, ...types: string[]) => types.includes(checker.typeToString(checker.getTypeAtLocation(node)));
  const textual = [checker.getStringType(), checker.getNumberType(), checker.getBooleanType(), checker.getBigIntType()];
  const isText = (of: ts.Type): boolean => [checker.getNonNullableType(of)]
    .flatMap(type => type.isUnion() ? type.types : [type])
    .every(type => textual.some(each => checker.isTypeAssignableTo(type, each)));
  const hasText = (node: ts.Node) => isText(checker.getTypeAtLocation(node));
  /** Joining and sorting a list makes text of its items. */
  const hasItemsAsText = (node: ts.CallExpression): boolean => {
    if (!ts.isPropertyAccessExpression(node.expression)) { return false; }
    const { name: { text: method }, expression: list } = node.expression;
    const item = checker.getIndexTypeOfType(checker.getNonNullableType(checker.getTypeAtLocation(list)), ts.IndexKind.Number);
    return (method === 'join' || (method === 'sort' && node.arguments.length === 0)) && item !== undefined && !isText(item);
  };
  const mistakeIn = (node: ts.Node): string | undefined => {
    if (ts.isElementAccessExpression(node) && is(node.argumentExpression, 'string')) { return 'is read by any name: use entryAt'; }
    if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.InKeyword && !ts.isStringLiteral(node.left)) {
      return 'asks for any name, inherited ones too: use Object.hasOwn';
    }
    const converted = ts.isCallExpression(node) && ['String', 'Number'].includes(node.expression.getText()) ? node.arguments[0]
      : ts.isTemplateSpan(node) ? node.expression : undefined;
    if (converted && !hasText(converted)) { return 'makes text of any value: use asText or asNumber'; }
    if (ts.isCallExpression(node) && hasItemsAsText(node)) { return 'makes text of any value: use asText'; }
    if (ts.isCallExpression(node) && node.arguments.some(argument => argument.getText() === 'String')) { return 'makes text of any value: use asText'; }
    return undefined;
  };
  return files.flatMap(file => {
    const source = program.getSourceFile(file)!;
    const mistakes: string[] = [];
    const visit = (node: ts.Node): void => {
      const mistake = mistakeIn(node);
      const { line } = source.getLineAndCharacterOfPosition(node.getStart());
      if (mistake) { mistakes.push(`${path.relative(ROOT, file)}:${line + 1} ${node.getText()} ${mistake}`); }
      ts.forEachChild(node, visit);
    };
    visit(source);
    return mistakes;
  });
}

test('names from outside are looked up as own keys, and values from outside become text only where they are some', () => {
  const files = ts.sys.readDirectory(path.join(ROOT, 'src'), ['.ts'])
    .filter(file => READING.includes(path.relative(path.join(ROOT, 'src'), file).split(path.sep)[0]))
    .filter(file => !file.endsWith('values/json.ts'));
  expect(files.length).toBeGreaterThan(100);
  expect(mistakesIn(files)).toEqual([]);
});

test.each([
  ['export const f = (table: Record<string, string>, name: string) => table[name];', 'table[name] is read by any name'],
  ['export const f = (table: object, name: string) => name in table;', 'name in table asks for any name'],
  ['export const f = (value: unknown) => String(value);', 'String(value) makes text of any value'],
  ['export const f = (value: unknown) => `${value}`;', 'value}` makes text of any value'],
  ['export const f = (values: unknown[]) => values.map(String);', 'values.map(String) makes text of any value'],
  ['export const f = (values: unknown[]) => values.join();', 'values.join() makes text of any value'],
  ['export const f = (values: { a: 1 }[]) => values.sort();', 'values.sort() makes text of any value'],
])('finds %s', (text, mistake) => {
  const file = path.join(ROOT, 'src/values/made-up.ts');
  const host = ts.createCompilerHost(options);
  const { getSourceFile, fileExists, readFile } = host;
  host.fileExists = name => name === file || fileExists(name);
  host.readFile = name => name === file ? text : readFile(name);
  host.getSourceFile = (name, version, ...rest) => name === file
    ? ts.createSourceFile(name, text, version, true)
    : getSourceFile(name, version, ...rest);
  expect(mistakesIn([file], host).join()).toContain(mistake);
});
