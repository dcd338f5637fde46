import * as fs from 'fs';
import { InputError } from './input-error';
import { nestedTemplatesOf } from './nested-templates';
import { ParsedTemplate, parseTemplate } from './parse-template';
import { SourceMap } from './source-map';
import { JsonObject } from '../../values/json';
import { isObject } from '../../values/value';

const LARGEST_MEGABYTES = 20;

/** A template file before it is read. */
export interface TemplateFile {
  /** The path, as the user would write it. */
  readonly file: string;
  /** Equal for files that are deployed together: those of one assembly. */
  readonly deployment: string;
  /** The name of its stack; undefined for a nested stack, and for a file that is of no assembly. */
  readonly stack?: string;
  readonly region?: string;
  readonly account?: string;
  /** Rules that constructs of the app acknowledge, by logical id. */
  readonly acknowledged?: ReadonlyMap<string, readonly string[]>;
  /** Whether the CDK wrote it: a stack without resources has no section for them. */
  readonly mayBeEmpty?: boolean;
}

/** A template file with its contents. */
export interface ReadTemplate extends TemplateFile {
  readonly template: ParsedTemplate;
  readonly lineOf: SourceMap;
  /** The files of its nested stacks, by logical id. */
  readonly nested: ReadonlyMap<string, string>;
}

export function readTemplate(found: TemplateFile): ReadTemplate {
  const { file, acknowledged, mayBeEmpty = false } = found;
  const { template, lineOf } = parseTemplate(readText(file), file, mayBeEmpty);
  return { ...found, lineOf, template: acknowledged ? acknowledging(acknowledged, template) : template, nested: nestedTemplatesOf(file, template) };
}

/** The template with what constructs acknowledge in the metadata of their resources, beside what stands there. */
function acknowledging(acknowledged: ReadonlyMap<string, readonly string[]>, template: ParsedTemplate): ParsedTemplate {
  const resources: Record<string, unknown> = { ...template.Resources };
  for (const [id, rules] of acknowledged) {
    const resource = resources[id];
    if (!isObject(resource)) { continue; }
    const metadata = isObject(resource.Metadata) ? resource.Metadata : {};
    const own = isObject(metadata.EventSources) ? metadata.EventSources.acknowledge ?? {} : {};
    const ids = Array.isArray(own) ? own : Object.keys(own);
    resources[id] = { ...resource, Metadata: { ...metadata, EventSources: { acknowledge: [...rules, ...ids] } } };
  }
  return { ...template, Resources: resources };
}

/** The object in a file that the CDK writes as JSON. */
export function readObject(file: string): JsonObject {
  const text = readText(file);
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (error) {
    throw new InputError(file, `is no valid JSON: ${(error as Error).message}.`);
  }
  if (!isObject(parsed)) { throw new InputError(file, 'is no manifest of the CDK.'); }
  return parsed;
}

export function statOf(file: string): fs.Stats {
  try {
    return fs.statSync(file);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new InputError(file, code === 'ENOENT' ? 'does not exist.' : `cannot be read (${code}).`);
  }
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
