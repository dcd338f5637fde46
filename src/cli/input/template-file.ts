import * as path from 'path';
import { readText } from './files';
import { AssetFiles, nestedTemplatesOf } from './nested-templates';
import { ParsedTemplate, parseTemplate } from './parse-template';
import { SourceMap } from './source-map';
import { objectAt } from '../../values/json';
import { isObject } from '../../values/value';

/** A template file before it is read. */
export interface TemplateFile {
  /** The path, as the user would write it. */
  readonly file: string;
  /** The folders of the files that it may name: of the app, or else its own and the working directory. */
  readonly roots?: readonly string[];
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

export function readTemplate(found: TemplateFile, assets: AssetFiles): ReadTemplate {
  const { file, acknowledged, mayBeEmpty = false, roots = [path.dirname(file), '.'] } = found;
  const { template, lineOf } = parseTemplate(readText(file), file, mayBeEmpty);
  return {
    ...found,
    lineOf,
    template: acknowledged ? acknowledging(acknowledged, template) : template,
    nested: nestedTemplatesOf(file, template, roots, assets),
  };
}

/** The template with what constructs acknowledge in the metadata of their resources, beside what stands there. */
function acknowledging(acknowledged: ReadonlyMap<string, readonly string[]>, template: ParsedTemplate): ParsedTemplate {
  const resources = new Map(Object.entries(template.Resources));
  for (const [id, rules] of acknowledged) {
    const resource = resources.get(id);
    if (!isObject(resource)) { continue; }
    const own = objectAt(objectAt(resource.Metadata, 'EventSources'), 'acknowledge') ?? {};
    const ids = Array.isArray(own) ? own : Object.keys(own);
    const metadata = isObject(resource.Metadata) ? resource.Metadata : {};
    resources.set(id, { ...resource, Metadata: { ...metadata, EventSources: { acknowledge: [...rules, ...ids] } } });
  }
  return { ...template, Resources: Object.fromEntries(resources) };
}
