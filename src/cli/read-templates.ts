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
  readonly region?: string;
  readonly account?: string;
}

/** What there is to read, without reading it: a template file, or the templates of a `cdk.out` folder. */
export interface TemplateFile {
  readonly file: string;
  readonly region?: string;
  readonly account?: string;
  /** Rules that constructs of the app acknowledge, by logical id. */
  readonly acknowledged?: ReadonlyMap<string, string[]>;
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

export function readTemplate({ file, region, account, acknowledged }: TemplateFile): ReadTemplate {
  const text = readText(file);
  const template = parseTemplate(text, file);
  for (const [id, rules] of acknowledged ?? []) {
    const resource = template.Resources[id];
    if (resource) {
      const own = resource.Metadata?.EventSources?.acknowledge ?? {};
      resource.Metadata = { ...resource.Metadata, EventSources: { acknowledge: [...rules, ...Array.isArray(own) ? own : Object.keys(own)] } };
    }
  }
  return { file, text, template, region, account };
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
  readonly type: string;
  readonly environment?: string;
  readonly properties?: { readonly templateFile?: string; readonly directoryName?: string };
  readonly metadata?: Metadata;
  readonly additionalMetadataFile?: string;
}

type Metadata = { readonly [constructPath: string]: readonly { readonly type: string; readonly data?: unknown }[] };

function templatesOfAssembly(folder: string): TemplateFile[] {
  const manifest = readJson(path.join(folder, 'manifest.json'));
  return Object.values((manifest.artifacts ?? {}) as { [id: string]: Artifact }).flatMap(artifact => {
    switch (artifact.type) {
      case 'cdk:cloud-assembly': return templatesOfAssembly(path.join(folder, artifact.properties?.directoryName ?? ''));
      case 'aws:cloudformation:stack': return templatesOfStack(folder, artifact);
      default: return [];
    }
  });
}

function templatesOfStack(folder: string, stack: Artifact): TemplateFile[] {
  const extra = stack.additionalMetadataFile ? readJson(path.join(folder, stack.additionalMetadataFile)) : {};
  const metadata: Metadata = { ...stack.metadata, ...extra };
  const main = stack.properties?.templateFile;
  const nested = Object.entries(metadata).flatMap(([at, entries]) => entries
    .filter(({ type, data }) => type === 'aws:cdk:templateFile' && data !== main)
    .map(({ data }) => ({ at, file: String(data) })));
  const [, account, region] = /^aws:\/\/([^/]+)\/(.+)$/.exec(stack.environment ?? '') ?? [];
  const place = {
    region: region && !region.startsWith('unknown-') ? region : undefined,
    account: account && !account.startsWith('unknown-') ? account : undefined,
  };
  const templates = [...main === undefined ? [] : [{ at: '', file: main }], ...nested];
  return templates.map(({ at, file }) => ({
    file: path.join(folder, file),
    ...place,
    acknowledged: acknowledgementsBelow(metadata, at, nested.map(other => other.at).filter(other => other !== at)),
  }));
}

/** By logical id: what a construct or any of its ancestors acknowledges. Nested stacks have templates of their own. */
function acknowledgementsBelow(metadata: Metadata, at: string, otherStacks: readonly string[]): Map<string, string[]> {
  const acknowledged = new Map<string, string[]>();
  for (const [constructPath, entries] of Object.entries(metadata)) {
    const logicalId = entries.find(({ type }) => type === 'aws:cdk:logicalId')?.data;
    const within = (stack: string) => constructPath.startsWith(`${stack}/`);
    if (typeof logicalId !== 'string' || (at !== '' && !within(at)) || otherStacks.some(other => other.startsWith(at) && within(other))) { continue; }
    const scopes = constructPath.split('/').map((_, i, parts) => parts.slice(0, i + 1).join('/'));
    const rules = scopes.flatMap(scope => (metadata[scope] ?? [])
      .filter(({ type }) => type === 'aws:cdk:acknowledged-rules')
      .flatMap(({ data }) => Object.keys(data as object)));
    if (rules.length > 0) { acknowledged.set(logicalId, rules); }
  }
  return acknowledged;
}

function readJson(file: string): { [key: string]: any } {
  try {
    return JSON.parse(readText(file));
  } catch (error) {
    throw error instanceof InputError ? error : new InputError(file, `is no valid JSON: ${(error as Error).message}.`);
  }
}
