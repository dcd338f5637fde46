import { readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import * as ts from 'typescript';
import { LAYERS } from '../../projenrc/enforce-layers';

/*
 * TypeScript refuses private and protected members, unless a value is asserted to be of a type that has them, or they are asked for in
 * brackets. Both are looked for here, in every file that knows aws-cdk-lib.
 */

const ROOT = join(__dirname, '..', '..');
const CDK = join(ROOT, 'node_modules', 'aws-cdk-lib');
const HOME = 'cdk/internals.ts';

const sourceOf = (path: string) => ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.ES2022, true);
const filesIn = (folder: string) => readdirSync(folder, { recursive: true, encoding: 'utf8' });

/** Members that some class of a module of aws-cdk-lib has in private, and none in public. Generated L1s have nothing private. */
function hiddenMembers(module: string): Set<string> {
  const hidden = new Set<string>();
  const shown = new Set<string>();
  const lib = join(CDK, module, 'lib');
  for (const file of filesIn(lib).filter(name => name.endsWith('.d.ts') && !name.endsWith('generated.d.ts'))) {
    const members = sourceOf(join(lib, file)).statements.filter(ts.isClassDeclaration).flatMap(declaration => [...declaration.members]);
    for (const { name, modifiers = [] } of members as (ts.ClassElement & { readonly modifiers?: readonly ts.ModifierLike[] })[]) {
      if (name === undefined || !ts.isIdentifier(name)) { continue; }
      const isHidden = name.text.startsWith('_')
        || modifiers.some(({ kind }) => kind === ts.SyntaxKind.PrivateKeyword || kind === ts.SyntaxKind.ProtectedKeyword);
      (isHidden ? hidden : shown).add(name.text);
    }
  }
  return new Set([...hidden].filter(name => !shown.has(name)));
}

const hiddenByModule = new Map<string, Set<string>>();

/** What is hidden in the core and in the modules that a file imports. */
function hiddenFrom(file: ts.SourceFile): Set<string> {
  const modules = importsOf(file).flatMap(path => /^aws-cdk-lib\/(aws-[\w-]+)/.exec(path)?.[1] ?? []);
  return new Set(['core', ...modules].flatMap(module => {
    const members = hiddenByModule.get(module) ?? hiddenMembers(module);
    hiddenByModule.set(module, members);
    return [...members];
  }));
}

function importsOf(file: ts.SourceFile): string[] {
  return file.statements.flatMap(statement => (ts.isImportDeclaration(statement) || ts.isExportDeclaration(statement))
    && statement.moduleSpecifier && ts.isStringLiteral(statement.moduleSpecifier) ? [statement.moduleSpecifier.text] : []);
}

/** The names of all members that a file asserts or asks for in brackets. */
function namesIn(file: ts.SourceFile): string[] {
  const interfaces = new Map(file.statements.filter(ts.isInterfaceDeclaration).map(({ name, members }) => [name.text, members]));
  const membersOf = (type: ts.Node): string[] => {
    const members = ts.isTypeLiteralNode(type) ? type.members : ts.isTypeReferenceNode(type) ? interfaces.get(type.typeName.getText()) : undefined;
    return members ? members.flatMap(({ name }) => name?.getText() ?? []) : type.getChildren().flatMap(membersOf);
  };
  const visit = (node: ts.Node): string[] => [
    ...ts.isAsExpression(node) ? membersOf(node.type) : [],
    ...ts.isElementAccessExpression(node) && ts.isStringLiteral(node.argumentExpression) ? [node.argumentExpression.text] : [],
    ...node.getChildren().flatMap(visit),
  ];
  return visit(file);
}

/** What a file uses of aws-cdk-lib that is not public. */
function internalsIn(file: ts.SourceFile): string[] {
  const hidden = hiddenFrom(file);
  const paths = importsOf(file).filter(path => path.startsWith('aws-cdk-lib/') && !/^aws-cdk-lib\/aws-[\w-]+$/.test(path));
  return [...new Set([...paths, ...namesIn(file).filter(name => hidden.has(name))])];
}

const FILES = LAYERS.filter(({ cdk }) => cdk).flatMap(({ folder }) => filesIn(join(ROOT, 'src', folder)).map(file => `${folder}/${file}`))
  .filter(file => file.endsWith('.ts'));

test.each([...new Set(FILES)].filter(file => file !== HOME))('%s uses what aws-cdk-lib has in public', file => {
  expect(internalsIn(sourceOf(join(ROOT, 'src', file)))).toEqual([]);
});

test(`${HOME} names them`, () => {
  expect(internalsIn(sourceOf(join(ROOT, 'src', HOME))).sort()).toEqual([
    '_toCloudFormation', '_validationPlugins', 'arnForPolicies', 'assembly', 'aws-cdk-lib/core/lib/helpers-internal', 'cfnProperties', 'qualifier', 'rawOverrides', 'renderProperties',
  ]);
});

test.each([
  ['const { arnForPolicies } = secret as { readonly arnForPolicies?: string };', 'arnForPolicies'],
  ['(l1 as unknown as { rawOverrides: object }).rawOverrides;', 'rawOverrides'],
  ['(l1 as CfnResource & { rawOverrides: object }).rawOverrides;', 'rawOverrides'],
  ['interface Inside { cfnProperties: object } (l1 as unknown as Inside).cfnProperties;', 'cfnProperties'],
  ['l1[\'_toCloudFormation\']();', '_toCloudFormation'],
  ['export { md5hash } from \'aws-cdk-lib/core/lib/helpers-internal\';', 'aws-cdk-lib/core/lib/helpers-internal'],
])('no way to ask for them is let through: %s', (statement, expected) => {
  const text = `import type * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';\n${statement}`;
  expect(internalsIn(ts.createSourceFile('some.ts', text, ts.ScriptTarget.ES2022, true))).toEqual([expected]);
});
