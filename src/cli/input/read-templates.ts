import { createHash } from 'crypto';
import * as fs from 'fs';
import * as path from 'path';
import { InputError } from './input-error';
import { parseTemplate } from './parse-template';

const LARGEST_MEGABYTES = 20;

/** A template as it was found. */
export interface ReadTemplate {
  /** The file, as the user would name it. */
  readonly file: string;
  readonly text: string;
  readonly template: { [key: string]: any };
  /** The name of its stack. */
  readonly stack?: string;
  readonly region?: string;
  readonly account?: string;
}

/** Input that is not read yet: a template file, or the templates of a `cdk.out` folder. */
export interface TemplateFile {
  readonly file: string;
  readonly stack?: string;
  readonly region?: string;
  readonly account?: string;
  /** Rules that constructs of the app acknowledge, by logical id. */
  readonly acknowledged?: ReadonlyMap<string, string[]>;
  /** Whether the CDK made it: a stack without resources has no section for them. */
  readonly mayBeEmpty?: boolean;
}

/** The templates that an argument of the command names. */
export function templatesAt(argument: string): TemplateFile[] {
  const stats = statOf(argument);
  if (!stats.isDirectory()) { return [{ file: argument }]; }
  if (!fs.existsSync(path.join(argument, 'manifest.json'))) {
    throw new InputError(argument, 'is a folder without manifest.json, so it is no output of the CDK. Give a template file or a cdk.out folder.');
  }
  const found = templatesOfAssembly(argument);
  if (found.length === 0) { throw new InputError(argument, 'has no stacks.'); }
  return found;
}

export function readTemplate({ file, stack, region, account, acknowledged, mayBeEmpty = false }: TemplateFile): ReadTemplate {
  const text = readText(file);
  const template = parseTemplate(text, file, mayBeEmpty);
  for (const [id, rules] of acknowledged ?? []) {
    const resource = template.Resources[id];
    if (typeof resource === 'object' && resource !== null) {
      const own = resource.Metadata?.EventSources?.acknowledge ?? {};
      resource.Metadata = { ...resource.Metadata, EventSources: { acknowledge: [...rules, ...Array.isArray(own) ? own : Object.keys(own)] } };
    }
  }
  return { file, text, template, stack, region, account };
}

function readText(file: string): string {
  const { size } = statOf(file);
  if (size > LARGEST_MEGABYTES * 1024 * 1024) {
    throw new InputError(file, `has ${Math.ceil(size / 1024 / 1024)} MB; more than ${LARGEST_MEGABYTES} MB are not read. CloudFormation takes 1 MB.`);
  }
  const text = fs.readFileSync(file, 'utf8').replace(/^\uFEFF/, '');
  if (text.trim() === '') { throw new InputError(file, 'is empty.'); }
  if (text.includes('\0')) { throw new InputError(file, 'is no text. Give a CloudFormation template as JSON or YAML.'); }
  return text;
}

function statOf(file: string): fs.Stats {
  try {
    return fs.statSync(file);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new InputError(file, code === 'ENOENT' ? 'does not exist.' : `cannot be read (${code}).`);
  }
}

interface Artifact {
  readonly type?: string;
  readonly environment?: string;
  readonly properties?: { readonly stackName?: string; readonly templateFile?: string; readonly directoryName?: string } | null;
  readonly metadata?: Metadata;
  readonly additionalMetadataFile?: string;
}

type Metadata = { readonly [constructPath: string]: readonly { readonly type: string; readonly data?: unknown }[] };

/** The templates of all stacks of an assembly, then those of nested stacks that could not be distinguished. */
function templatesOfAssembly(folder: string, outer: readonly string[] = []): TemplateFile[] {
  const manifest = readJson(path.join(folder, 'manifest.json'));
  const artifacts = Object.entries((manifest.artifacts ?? {}) as { [id: string]: Artifact | null });
  const within = [...outer, path.resolve(folder)];
  const found = artifacts.flatMap(([id, artifact]) => {
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
  return [...found, ...others.map(file => ({ file, mayBeEmpty: true }))];
}

function templatesOfStack(folder: string, id: string, stack: Artifact): TemplateFile[] {
  const extra = stack.additionalMetadataFile ? readJson(path.join(folder, stack.additionalMetadataFile)) : {};
  const metadata: Metadata = { ...stack.metadata, ...extra };
  const [, account, region] = /^aws:\/\/([^/]+)\/(.+)$/.exec(stack.environment ?? '') ?? [];
  const place = {
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
    stack: stackName,
    ...place,
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

function readJson(file: string): { [key: string]: any } {
  const text = readText(file);
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (error) {
    throw new InputError(file, `is no valid JSON: ${(error as Error).message}.`);
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) { throw new InputError(file, 'is no manifest of the CDK.'); }
  return parsed;
}
