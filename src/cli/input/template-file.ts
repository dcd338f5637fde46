import * as path from 'path';
import { readText } from './files';
import { AssetFiles, nestedTemplatesOf } from './nested-templates';
import { ParsedTemplate, parseTemplate } from './parse-template';
import { SourceMap } from './source-map';
import { objectAt } from '../../values/json';
import { isObject } from '../../values/value';

/** The construct that a resource comes from. */
export interface ConstructOrigin {
  readonly path: string;
  /** The rules that it or a construct around it acknowledges. */
  readonly acknowledged: readonly string[];
  /** The stack trace of the call that made it. */
  readonly creationStack?: readonly string[];
}

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
  /** The constructs of its resources, by logical id. */
  readonly constructs?: ReadonlyMap<string, ConstructOrigin>;
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
  const { file, constructs, mayBeEmpty = false, roots = [path.dirname(file), '.'] } = found;
  const { template, lineOf } = parseTemplate(readText(file), file, mayBeEmpty);
  return {
    ...found,
    lineOf,
    template: constructs ? acknowledging(constructs, template) : template,
    nested: nestedTemplatesOf(file, template, roots, assets),
  };
}

/** The path of the construct that a resource comes from. */
export function constructPathOf({ template, constructs }: ReadTemplate, logicalId: string): string | undefined {
  const { 'aws:cdk:path': constructPath } = objectAt(objectAt(template.Resources, logicalId), 'Metadata') ?? {};
  return typeof constructPath === 'string' ? constructPath : constructs?.get(logicalId)?.path;
}

/** The template with what constructs acknowledge in the metadata of their resources, beside what stands there. */
function acknowledging(constructs: ReadonlyMap<string, ConstructOrigin>, template: ParsedTemplate): ParsedTemplate {
  const resources = new Map(Object.entries(template.Resources));
  for (const [id, { acknowledged }] of constructs) {
    const resource = resources.get(id);
    if (acknowledged.length === 0 || !isObject(resource)) { continue; }
    const own = objectAt(objectAt(resource.Metadata, 'EventSources'), 'acknowledge') ?? {};
    const ids = Array.isArray(own) ? own : Object.keys(own);
    const metadata = isObject(resource.Metadata) ? resource.Metadata : {};
    resources.set(id, { ...resource, Metadata: { ...metadata, EventSources: { acknowledge: [...acknowledged, ...ids] } } });
  }
  return { ...template, Resources: Object.fromEntries(resources) };
}
