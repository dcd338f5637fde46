import { readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import * as ts from 'typescript';

/*
 * Logic is written once: no two files of src have the same lines in a row.
 *
 * Comments, blank lines, imports, types and lone brackets do not count, nor do texts and numbers. Nor do lines that decide nothing:
 * entries of tables, labels of cases, and fields that are copied. src/rules is omitted: its rules are data that look alike on purpose.
 */
const SRC = join(__dirname, '..', '..', 'src');
/** So many lines in a row are a copy: with the same names, and with any. */
const SAME_NAMES = 5;
const SAME_SHAPE = 6;

interface Line {
  readonly place: string;
  readonly text: string;
  /** The text without its names. */
  readonly shape: string;
}

const DECIDES_NOTHING = [
  /^[^\w]*$/, // brackets
  /^(case|default)\b[^{]*:$/,
  /^\S+ : (_|\w+|\[ _( , _)* \]) ,?$/, // an entry of a table, a prop that is handed on
  /^this \. \w+ = \w+ \. \w+ ;$/,
];

const NO_LOGIC = [ts.isImportDeclaration, ts.isExportDeclaration, ts.isInterfaceDeclaration, ts.isTypeAliasDeclaration, ts.isJSDoc];

/** What counts of a file, line by line. */
function linesOf([file, text]: readonly [name: string, text: string]): Line[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.ES2022, true);
  const tokens = new Map<number, ts.Node[]>();
  const add = (node: ts.Node): void => {
    if (NO_LOGIC.some(isOne => isOne(node)) || node.getWidth(source) === 0) { return; }
    const parts = node.getChildren(source);
    if (parts.length > 0) { return parts.forEach(add); }
    const line = source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1;
    tokens.set(line, [...tokens.get(line) ?? [], node]);
  };
  add(source);
  return [...tokens]
    .map(([line, nodes]) => ({
      place: `${file}:${line}`,
      text: nodes.map(node => textOf(node, source)).join(' '),
      shape: nodes.map(node => ts.isIdentifier(node) ? 'name' : textOf(node, source)).join(' '),
    }))
    .filter(line => !DECIDES_NOTHING.some(pattern => pattern.test(line.text)));
}

function textOf(token: ts.Node, source: ts.SourceFile): string {
  return ts.isStringLiteralLike(token) || ts.isNumericLiteral(token) ? '_' : token.getText(source);
}

/** Where a file has what another has: `one.ts:10 ~ other.ts:20`. */
function copies(files: readonly (readonly Line[])[], least: number, by: 'text' | 'shape'): string[] {
  const places = new Map<string, string[]>();
  for (const lines of files) {
    for (let i = 0; i + least <= lines.length; i++) {
      const run = lines.slice(i, i + least).map(line => line[by]).join('\n');
      places.set(run, [...places.get(run) ?? [], lines[i].place]);
    }
  }
  return [...places.values()].filter(found => new Set(found.map(place => place.split(':')[0])).size > 1).map(found => found.join(' ~ '));
}

const FILES = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
  .filter(file => file.endsWith('.ts') && !file.startsWith('rules'))
  .map(file => linesOf([file, readFileSync(join(SRC, file), 'utf8')]));

test('no lines of a file stand in another one: share them, as docs/contributing/add-a-source.md says', () => {
  expect(copies(FILES, SAME_NAMES, 'text')).toEqual([]);
});

test('no lines of a file stand in another one under other names: share them, as docs/contributing/add-a-source.md says', () => {
  expect(copies(FILES, SAME_SHAPE, 'shape')).toEqual([]);
});

describe('what is a copy', () => {
  const filesOf = (...texts: string[]) => texts.map((text, i) => linesOf([`${i}.ts`, text]));
  const logic = (count: number, name = 'total') => [
    `export function sum(${name}: number) {`,
    ...Array.from({ length: count - 2 }, (_, i) => `  ${name} += first(${i});`),
    `  return '${count}' + ${name};`,
    '}',
  ].join('\n');

  test('as many lines as it takes are one, one less are none', () => {
    expect(copies(filesOf(logic(5), logic(5)), 5, 'text')).toEqual(['0.ts:1 ~ 1.ts:1']);
    expect(copies(filesOf(logic(4), logic(4)), 5, 'text')).toEqual([]);
  });

  test('other names hide it from the first search and not from the second', () => {
    const files = filesOf(logic(7), logic(7, 'price'));
    expect(copies(files, 7, 'text')).toEqual([]);
    expect(copies(files, 7, 'shape')).toEqual(['0.ts:1 ~ 1.ts:1']);
  });

  test('other texts, numbers and comments do not hide it', () => {
    const changed = logic(6).replace('first(1)', 'first(12)').replace("'6'", "'six' /* or so */").replace('{\n', '{\n  // Adds up.\n\n');
    expect(copies(filesOf(logic(6), changed), 6, 'text')).toHaveLength(1);
  });

  test('tables, imports, types and copied fields are none', () => {
    const alike = [
      'import { a } from \'b\';', 'export interface One { readonly a: string }', 'const table = {', ...Array.from({ length: 9 }, (_, i) => `  key${i}: 'value',`), '};',
      'class Two { constructor(props: One) {', ...Array.from({ length: 9 }, (_, i) => `    this.a${i} = props.a${i};`), '} }',
    ].join('\n');
    expect(copies(filesOf(alike, alike), 4, 'shape')).toEqual([]);
  });
});
