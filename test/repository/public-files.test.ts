import { readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import * as ts from 'typescript';

/*
 * A file of these folders is public, or it is in a folder `private`. So that a reader of the public files sees no other names than users do.
 */

const SRC = join(__dirname, '..', '..', 'src');
const sourceOf = (file: string) => ts.createSourceFile(file, readFileSync(join(SRC, file), 'utf8'), ts.ScriptTarget.ES2022, true);

const PUBLIC_FILES = ['invoke', 'sources', 'testing'].flatMap(folder =>
  readdirSync(join(SRC, folder), { recursive: true, encoding: 'utf8' }).map(file => `${folder}/${file.replace(/\\/g, '/')}`))
  .filter(file => file.endsWith('.ts') && !file.includes('/private/') && !file.endsWith('/index.ts'));

/** The files that an index exports whole. */
function exportedBy(index: string): string[] {
  const folder = index.replace(/index\.ts$/, '');
  return sourceOf(index).statements.filter(ts.isExportDeclaration)
    .map(({ moduleSpecifier }) => `${folder}${(moduleSpecifier as ts.StringLiteral).text.replace(/^\.\//, '')}.ts`);
}

test('the indexes export all files outside of private', () => {
  const exported = [...exportedBy('index.ts'), ...exportedBy('testing/index.ts')];
  expect(PUBLIC_FILES.filter(file => !exported.includes(file))).toEqual([]);
});

/** All that a file exports and that jsii leaves out: functions, values and aliases of types. */
function hiddenExports(file: ts.SourceFile): string[] {
  return file.statements
    .filter(statement => ts.canHaveModifiers(statement) && ts.getModifiers(statement)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword))
    .filter(statement => !ts.isClassDeclaration(statement) && !ts.isInterfaceDeclaration(statement) && !ts.isEnumDeclaration(statement))
    .map(statement => statement.getText().split('\n')[0]);
}

test.each(PUBLIC_FILES)('%s exports public names only', file => {
  expect(hiddenExports(sourceOf(file))).toEqual([]);
});

test('functions, values and aliases are not public', () => {
  const text = 'export class A {}\nexport interface B {}\nexport enum C {}\nexport function d() {}\nexport const e = 1;\nexport type F = A;\nfunction g() {}';
  expect(hiddenExports(ts.createSourceFile('some.ts', text, ts.ScriptTarget.ES2022, true)))
    .toEqual(['export function d() {}', 'export const e = 1;', 'export type F = A;']);
});
