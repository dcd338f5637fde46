import { createHash } from 'crypto';
import * as fs from 'fs';
import * as path from 'path';
import { fileWithin, folderWithin } from './files';
import { attempt } from './input-error';
import { Artifact, Fields, Metadata, readArtifacts, readMetadata } from './manifest';
import { ConstructOrigin, TemplateFile } from './template-file';

/** The file that makes a folder an assembly of the CDK. */
export const MANIFEST = 'manifest.json';

const NESTED_TEMPLATE = '.nested.template.json';

/**
 * The templates of all stacks of an assembly, then those of nested stacks that belong to none of them.
 *
 * The assembly of a Stage is a deployment of its own, as a Stage is in an app.
 *
 * @param problems what is wrong with one stack, which does not hide the others
 * @param outer the folders of the assemblies around this one
 */
export function templatesOfAssembly(folder: string, problems: string[], outer: readonly string[] = []): TemplateFile[] {
  const within = [...outer, path.resolve(folder)];
  const assembly: Assembly = { folder, roots: within.slice(0, 1), nestedTemplates: nestedTemplatesIn(folder) };
  const artifacts = attempt(folder, problems, () => readArtifacts(path.join(folder, MANIFEST), problems)) ?? [];
  const found = artifacts.flatMap(artifact => attempt(folder, problems, () => {
    switch (artifact.type) {
      case 'cdk:cloud-assembly': {
        const inner = placeOf(artifact.properties, 'directoryName', name => folderWithin(assembly.roots, folder, name), 'a folder');
        return within.includes(path.resolve(inner)) ? [] : templatesOfAssembly(inner, problems, within);
      }
      case 'aws:cloudformation:stack': return templatesOfStack(assembly, artifact);
      default: return [];
    }
  }) ?? []);
  const known = new Set(found.map(({ file }) => file));
  const others = [...assembly.nestedTemplates.values()].flat().filter(file => !known.has(file));
  return [...found, ...others.map(file => ({ file, roots: assembly.roots, deployment: deploymentOf(folder), mayBeEmpty: true }))];
}

interface Assembly {
  readonly folder: string;
  /** The folders that its files may be in. */
  readonly roots: readonly string[];
  /** The files of templates of nested stacks, by the hash in their name. */
  readonly nestedTemplates: ReadonlyMap<string, readonly string[]>;
}

function deploymentOf(folder: string): string {
  return path.resolve(folder);
}

function placeOf(fields: Fields, name: string, find: (given: string) => string | undefined, wanted: string): string {
  return find(fields.text(name)) ?? fields.refuse(name, `the path of ${wanted} within the output of the app`);
}

function templatesOfStack({ folder, roots, nestedTemplates }: Assembly, stack: Artifact): TemplateFile[] {
  const metadata = metadataOf(stack, name => fileWithin(roots, folder, name));
  const [, account, region] = /^aws:\/\/([^/]+)\/(.+)$/.exec(stack.environment ?? '') ?? [];
  const environment = {
    region: region && !region.startsWith('unknown-') ? region : undefined,
    account: account && !account.startsWith('unknown-') ? account : undefined,
  };
  const nested = nestedStacksIn(metadata);
  const constructs = constructsByStack(metadata, nested);
  const main = placeOf(stack.properties, 'templateFile', name => fileWithin(roots, folder, name), 'a file');
  const templates = [
    { at: '', file: main, stack: stack.properties.optionalText('stackName') ?? stack.id },
    ...[...nested].flatMap(at => (nestedTemplates.get(hashOf(at)) ?? []).map(file => ({ at, file, stack: undefined }))),
  ];
  return templates.map(({ at, file, stack: stackName }) => ({
    file,
    roots,
    deployment: deploymentOf(folder),
    stack: stackName,
    ...environment,
    mayBeEmpty: true,
    constructs: constructs.get(at),
  }));
}

function metadataOf(stack: Artifact, find: (name: string) => string | undefined): Metadata {
  if (stack.additionalMetadataFile === undefined) { return stack.metadata; }
  const file = placeOf(stack.fields, 'additionalMetadataFile', find, 'a file');
  return new Map([...stack.metadata, ...readMetadata(file)]);
}

/** The construct paths of nested stacks: each has a resource in the stack around it, called after it. */
function nestedStacksIn(metadata: Metadata): Set<string> {
  return new Set([...metadata.keys()].flatMap(constructPath => {
    const [, scope, id] = /^(.*)\/([^/]+)\.NestedStack\/\2\.NestedStackResource$/.exec(constructPath) ?? [];
    return id === undefined ? [] : [`${scope}/${id}`];
  }));
}

/** The CDK calls the template of a nested stack after its unique name, which ends with a hash of its path. */
function nestedTemplatesIn(folder: string): Map<string, string[]> {
  const byHash = new Map<string, string[]>();
  for (const name of fs.readdirSync(folder).filter(each => each.endsWith(NESTED_TEMPLATE)).sort()) {
    const hash = name.slice(0, -NESTED_TEMPLATE.length).slice(-8);
    const file = fileWithin([folder], folder, name);
    if (file !== undefined) { byHash.set(hash, [...byHash.get(hash) ?? [], file]); }
  }
  return byHash;
}

function hashOf(constructPath: string): string {
  const ids = constructPath.split('/').filter(id => id !== '' && id !== 'Default').join('/');
  return createHash('md5').update(ids).digest('hex').slice(0, 8).toUpperCase();
}

/** The constructs of resources: by the construct path of their nested stack, which has a template of its own, and by logical id there. */
function constructsByStack(metadata: Metadata, nested: ReadonlySet<string>): Map<string, Map<string, ConstructOrigin>> {
  const byStack = new Map<string, Map<string, ConstructOrigin>>();
  for (const [constructPath, { logicalId, creationStack }] of metadata) {
    if (logicalId === undefined) { continue; }
    const scopes = constructPath.split('/').map((_, i, parts) => parts.slice(0, i + 1).join('/'));
    const stack = scopes.slice(0, -1).reverse().find(scope => nested.has(scope)) ?? '';
    const constructs = byStack.get(stack) ?? new Map<string, ConstructOrigin>();
    byStack.set(stack, constructs.set(logicalId, {
      path: constructPath.replace(/^\//, ''),
      creationStack,
      acknowledged: scopes.flatMap(scope => metadata.get(scope)?.acknowledged ?? []),
    }));
  }
  return byStack;
}
