import { readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import { gunzipSync } from 'zlib';
import * as ts from 'typescript';

const ROOT = join(__dirname, '..', '..');

interface Declared {
  readonly members: readonly string[];
  readonly bases: readonly string[];
  /** The names of the constructor's parameters, and the type of the one that is called `props` or `options`. */
  readonly parameters: readonly string[];
  readonly propsType?: string;
}

/** The exported classes and interfaces of the sources, read from their text: always as they are now, no build needed. */
export class PublicSurface {
  private readonly declared = new Map<string, Declared>();

  public constructor() {
    for (const folder of ['sources', 'invoke'].map(name => join(ROOT, 'src', name))) {
      for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(name => name.endsWith('.ts'))) {
        ts.createSourceFile(file, readFileSync(join(folder, file), 'utf8'), ts.ScriptTarget.ES2022).forEachChild(node => this.add(node));
      }
    }
  }

  /** Whether `SqsEventSource.batchSize`, `SqsEventSource(queue)`, `KafkaCluster.selfManaged()` or `X.bind(target)` exists. */
  public has(spelling: string): boolean {
    const [, type, argument, member] = /^(\w+)(?:\((\w+)\)|\.(\w+)(?:\(\w*\))?)$/.exec(spelling) ?? [];
    if (argument !== undefined) { return this.declared.get(type)?.parameters.includes(argument) ?? false; }
    return this.hasMember(type, member) || this.hasMember(this.propsOf(type) ?? '', member);
  }

  private propsOf(type: string): string | undefined {
    const found = this.declared.get(type);
    return found?.propsType ?? found?.bases.map(base => this.propsOf(base)).find(props => props !== undefined);
  }

  private hasMember(type: string, member: string): boolean {
    const found = this.declared.get(type);
    if (!found) { return upstreamMembers(type).includes(member); }
    return found.members.includes(member) || found.bases.some(base => this.hasMember(base, member));
  }

  private add(node: ts.Node): void {
    if (!ts.isClassDeclaration(node) && !ts.isInterfaceDeclaration(node)) { return; }
    const constructor = ts.isClassDeclaration(node) ? node.members.find(ts.isConstructorDeclaration) : undefined;
    const props = constructor?.parameters.find(parameter => /props|options/.test(nameOf(parameter)));
    this.declared.set(node.name!.text, {
      members: (node.members as ts.NodeArray<ts.ClassElement | ts.TypeElement>).map(nameOf),
      bases: (node.heritageClauses ?? []).flatMap(clause => clause.types.map(type => textOf(type.expression))),
      parameters: constructor?.parameters.map(nameOf) ?? [],
      propsType: props?.type && ts.isTypeReferenceNode(props.type) ? textOf(props.type.typeName) : undefined,
    });
  }
}

function nameOf(node: { readonly name?: ts.Node }): string {
  return node.name && (ts.isIdentifier(node.name) || ts.isStringLiteral(node.name)) ? node.name.text : '';
}

function textOf(name: ts.Node): string {
  return ts.isIdentifier(name) ? name.text : ts.isQualifiedName(name) ? `${textOf(name.left)}.${name.right.text}`
    : ts.isPropertyAccessExpression(name) ? `${textOf(name.expression)}.${name.name.text}` : '';
}

interface AssemblyType {
  readonly kind: string;
  readonly properties?: readonly { readonly name: string; readonly type: unknown }[];
  readonly interfaces?: readonly string[];
}

const assemblies = new Map<string, { readonly [fqn: string]: AssemblyType }>();

/** The types of an installed package's assembly. */
export function assemblyTypes(packageName: string): { readonly [fqn: string]: AssemblyType } {
  let types = assemblies.get(packageName);
  if (!types) {
    const folder = join(ROOT, 'node_modules', packageName);
    const plain = JSON.parse(readFileSync(join(folder, '.jsii'), 'utf8'));
    types = plain.schema === 'jsii/file-redirect' ? JSON.parse(gunzipSync(readFileSync(join(folder, plain.filename))).toString()).types : plain.types;
    assemblies.set(packageName, types!);
  }
  return types!;
}

/** The members of a struct of aws-cdk-lib that is imported as `lambda.X`. */
function upstreamMembers(name: string): string[] {
  if (!name.startsWith('lambda.')) { return []; }
  const types = assemblyTypes('aws-cdk-lib');
  const collect = (fqn: string): string[] => {
    const type = types[fqn];
    return type ? [...(type.properties ?? []).map(property => property.name), ...(type.interfaces ?? []).flatMap(collect)] : [];
  };
  return collect(`aws-cdk-lib.aws_lambda.${name.slice('lambda.'.length)}`);
}

/** The properties of an L1's props, nested ones too, as paths with `[]` for the items of lists. */
export function l1Paths(packageName: string, props: string): string[] {
  const types = assemblyTypes(packageName);
  const walk = (fqn: string, prefix: string): string[] => (types[fqn].properties ?? []).flatMap(({ name, type }) => {
    const path = `${prefix}${name}`;
    const text = JSON.stringify(type);
    const isList = text.includes('"kind":"array"');
    const inner = [...text.matchAll(/aws-cdk-lib\.aws_lambda\.Cfn\w+\.\w+/g)].map(([match]) => match).filter(match => types[match]?.kind === 'interface');
    return [path, ...inner.flatMap(match => walk(match, `${path}${isList ? '[]' : ''}.`))];
  });
  return walk(props, '');
}
