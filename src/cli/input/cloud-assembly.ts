import { createHash } from 'crypto';
import * as fs from 'fs';
import * as path from 'path';
import { readObject, TemplateFile } from './template-file';
import { isObject } from '../../values/value';

/** The file that makes a folder an assembly of the CDK. */
export const MANIFEST = 'manifest.json';

interface Artifact {
  readonly type?: string;
  readonly environment?: string;
  readonly properties?: { readonly stackName?: string; readonly templateFile?: string; readonly directoryName?: string } | null;
  readonly metadata?: Metadata;
  readonly additionalMetadataFile?: string;
}

type Artifacts = { readonly [id: string]: Artifact | null };

type Metadata = { readonly [constructPath: string]: readonly { readonly type: string; readonly data?: unknown }[] };

/**
 * The templates of all stacks of an assembly, then those of nested stacks that belong to none of them.
 *
 * The assembly of a Stage is a deployment of its own, as a Stage is in an app.
 */
export function templatesOfAssembly(folder: string, outer: readonly string[] = []): TemplateFile[] {
  const { artifacts } = readObject(path.join(folder, MANIFEST));
  const within = [...outer, path.resolve(folder)];
  const found = Object.entries(isObject(artifacts) ? artifacts as Artifacts : {}).flatMap(([id, artifact]) => {
    switch (artifact?.type) {
      case 'cdk:cloud-assembly': {
        const inner = path.join(folder, artifact.properties?.directoryName ?? '');
        return within.includes(path.resolve(inner)) ? [] : templatesOfAssembly(inner, within);
      }
      case 'aws:cloudformation:stack': return templatesOfStack(folder, id, artifact);
      default: return [];
    }
  });
  const known = new Set(found.map(({ file }) => file));
  const others = nestedTemplatesIn(folder).filter(file => !known.has(file));
  return [...found, ...others.map(file => ({ file, deployment: deploymentOf(folder), mayBeEmpty: true }))];
}

function deploymentOf(folder: string): string {
  return path.resolve(folder);
}

function templatesOfStack(folder: string, id: string, stack: Artifact): TemplateFile[] {
  const extra = stack.additionalMetadataFile ? readObject(path.join(folder, stack.additionalMetadataFile)) as Metadata : {};
  const metadata: Metadata = { ...stack.metadata, ...extra };
  const [, account, region] = /^aws:\/\/([^/]+)\/(.+)$/.exec(stack.environment ?? '') ?? [];
  const environment = {
    region: region && !region.startsWith('unknown-') ? region : undefined,
    account: account && !account.startsWith('unknown-') ? account : undefined,
  };
  const nested = nestedStacksIn(metadata);
  const files = nestedTemplatesIn(folder);
  const main = stack.properties?.templateFile;
  const templates = [
    ...main === undefined ? [] : [{ at: '', file: path.join(folder, main), stack: stack.properties?.stackName ?? id }],
    ...nested.flatMap(at => files.filter(file => file.endsWith(nestedTemplateEnding(at))).map(file => ({ at, file, stack: undefined }))),
  ];
  return templates.map(({ at, file, stack: stackName }) => ({
    file,
    deployment: deploymentOf(folder),
    stack: stackName,
    ...environment,
    mayBeEmpty: true,
    acknowledged: acknowledgementsBelow(metadata, at, nested.filter(other => other !== at)),
  }));
}

/** The construct paths of nested stacks: each has a resource in the stack around it, called after it. */
function nestedStacksIn(metadata: Metadata): string[] {
  return Object.keys(metadata).flatMap(constructPath => {
    const [, scope, id] = /^(.*)\/([^/]+)\.NestedStack\/\2\.NestedStackResource$/.exec(constructPath) ?? [];
    return id === undefined ? [] : [`${scope}/${id}`];
  });
}

function nestedTemplatesIn(folder: string): string[] {
  return fs.readdirSync(folder).filter(name => name.endsWith('.nested.template.json')).sort().map(name => path.join(folder, name));
}

/** The CDK calls the template of a nested stack after its unique name, which ends with a hash of its path. */
function nestedTemplateEnding(constructPath: string): string {
  const hash = createHash('md5').update(constructPath.split('/').filter(id => id !== '' && id !== 'Default').join('/')).digest('hex');
  return `${hash.slice(0, 8).toUpperCase()}.nested.template.json`;
}

/** By logical id: the rules that a construct or any of its ancestors acknowledges. Nested stacks have templates of their own. */
function acknowledgementsBelow(metadata: Metadata, at: string, otherStacks: readonly string[]): Map<string, string[]> {
  const acknowledged = new Map<string, string[]>();
  for (const [constructPath, entries] of Object.entries(metadata)) {
    const logicalId = entries.find(({ type }) => type === 'aws:cdk:logicalId')?.data;
    const within = (stack: string) => constructPath.startsWith(`${stack}/`);
    if (typeof logicalId !== 'string' || (at !== '' && !within(at)) || otherStacks.some(other => other.startsWith(`${at}/`) && within(other))) { continue; }
    const scopes = constructPath.split('/').map((_, i, parts) => parts.slice(0, i + 1).join('/'));
    const rules = scopes.flatMap(scope => (metadata[scope] ?? [])
      .filter(({ type }) => type === 'aws:cdk:acknowledged-rules')
      .flatMap(({ data }) => Object.keys(data as object)));
    if (rules.length > 0) { acknowledged.set(logicalId, rules); }
  }
  return acknowledged;
}
