import { dirname } from 'node:path';
import { Assembly, isClassType, isInterfaceType, loadAssemblyFromPath, TypeReference } from '@jsii/spec';

/** Where the aws-cdk-lib lies that this test run is about: the floor or the newest release. */
export const UPSTREAM_FOLDER = dirname(require.resolve('aws-cdk-lib/package.json'));

const ROOT = 'aws-cdk-lib';
const EVENT_SOURCES = `${ROOT}.aws_lambda_event_sources`;

/** A piece of code in a README of upstream. */
export interface ReadmeExample {
  /** The module and the heading it stands under, with a number where there are several. */
  readonly title: string;
  readonly code: string;
}

let loaded: Assembly | undefined;

/** What jsii knows of upstream's public types. Reading it takes a second, so it is kept. */
export function upstreamAssembly(): Assembly {
  loaded ??= loadAssemblyFromPath(UPSTREAM_FOLDER, false, ['intersection-types']);
  return loaded;
}

/**
 * The props of a struct of upstream's event sources, those of structs inside as `outer.inner`.
 *
 * @throws if upstream has no such struct
 */
export function upstreamProps(struct: string): string[] {
  return propsOf(`${EVENT_SOURCES}.${struct}`).sort();
}

/**
 * The names of the methods and properties of a class of upstream's event sources.
 *
 * @throws if upstream has no such class
 */
export function upstreamMembers(className: string): string[] {
  const type = upstreamAssembly().types?.[`${EVENT_SOURCES}.${className}`];
  if (!isClassType(type)) { throw new Error(`aws-cdk-lib ${upstreamAssembly().version} has no class ${className} in ${EVENT_SOURCES}.`); }
  const inherited = type.base?.startsWith(EVENT_SOURCES) ? upstreamMembers(type.base.slice(EVENT_SOURCES.length + 1)) : [];
  const own = [...type.methods ?? [], ...type.properties ?? []].filter(member => !member.static && !member.protected);
  return [...new Set([...inherited, ...own.map(({ name }) => name)])].sort();
}

/** Every example of upstream's READMEs, of whatever module, that makes an object of the class. */
export function upstreamExamples(className: string): ReadmeExample[] {
  return Object.entries(upstreamAssembly().submodules ?? {}).flatMap(([module, { readme }]) => {
    const markdown = (readme as { markdown?: string } | undefined)?.markdown ?? '';
    return examplesIn(module.slice(ROOT.length + 1), markdown).filter(({ code }) => new RegExp(`new [\\w.]*\\b${className}\\(`).test(code));
  });
}

function propsOf(fqn: string): string[] {
  const type = upstreamAssembly().types?.[fqn];
  if (!isInterfaceType(type) || !type.datatype) { throw new Error(`aws-cdk-lib ${upstreamAssembly().version} has no struct ${fqn}.`); }
  const own = (type.properties ?? []).flatMap(({ name, type: ofProp }) => {
    const inner = structIn(ofProp);
    return inner ? propsOf(inner).map(path => `${name}.${path}`) : [name];
  });
  return [...(type.interfaces ?? []).flatMap(propsOf), ...own];
}

/** The name of the struct that a prop takes. Structs in lists or maps are left to the scenarios. */
function structIn(reference: TypeReference): string | undefined {
  if (!('fqn' in reference)) { return undefined; }
  const type = upstreamAssembly().types?.[reference.fqn];
  return isInterfaceType(type) && type.datatype ? reference.fqn : undefined;
}

function examplesIn(module: string, markdown: string): ReadmeExample[] {
  const examples: ReadmeExample[] = [];
  const seen = new Map<string, number>();
  let heading = '';
  let code: string[] | undefined;
  for (const line of markdown.split('\n')) {
    if (code && line.startsWith('```')) {
      const number = (seen.get(heading) ?? 0) + 1;
      seen.set(heading, number);
      examples.push({ title: `${module}, "${heading}", example ${number}`, code: code.join('\n') });
      code = undefined;
    } else if (code) {
      code.push(line);
    } else if (/^```(ts|typescript)\b/.test(line)) {
      code = [];
    } else if (line.startsWith('#')) {
      heading = line.replace(/^#+\s*/, '');
    }
  }
  return examples;
}
