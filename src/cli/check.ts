import * as path from 'path';
import { attempt } from './input/input-error';
import { AssetFiles } from './input/nested-templates';
import { constructPathOf, ReadTemplate, readTemplate } from './input/template-file';
import { alone, deployedTemplates, deploymentsOf, eachOnce, templatesAt } from './input/template-files';
import { LocatedFinding, Report } from './report';
import { waitingIn } from './undecided';
import { unreadNestedStack } from '../readers/template/unread';
import { Finding } from '../validation/finding';
import { TemplateValidation, validateTemplates } from '../validation/template/validate-template';
import { callSiteIn } from '../values/call-site';
import { objectAt } from '../values/json';
import { asText } from '../values/text';

/** The folder of the modules of this library, which is no code of the user. */
const OWN_FOLDER = path.dirname(__dirname);

export interface CheckOptions {
  readonly acknowledge: readonly string[];
  /** Whether to list the checks that stay undecided. */
  readonly undecided?: boolean;
  /** Called before each template. */
  readonly onTemplate?: (file: string, position: number, total: number) => void;
}

/** Checks all templates that the arguments name. An unreadable template does not hide the findings of the others. */
export function check(args: readonly string[], options: CheckOptions): Report {
  const { checked: files, unreadable } = checkFiles(args, options);
  const sum = (countOf: (result: TemplateValidation) => number) => files.reduce((total, { result }) => total + countOf(result), 0);
  return {
    checked: {
      templates: files.length,
      mappings: sum(({ mappings }) => mappings),
      invokeConfigs: sum(({ invokeConfigs }) => invokeConfigs),
      notifications: sum(({ notifications }) => notifications),
      subscriptions: sum(({ subscriptions }) => subscriptions),
      undecided: sum(({ undecided }) => undecided),
    },
    findings: files.flatMap(({ template, result }) => result.findings.map(finding => locate(finding, template))),
    undecided: options.undecided ? files.flatMap(({ template, result }) => waitingIn(template, result.undecidedChecks ?? new Map())) : undefined,
    unread: files.flatMap(unreadIn),
    unreadable,
  };
}

function locate(finding: Finding, read: ReadTemplate): LocatedFinding {
  const { path: logicalId, property } = finding;
  return {
    finding,
    template: read.file,
    resourceType: asText(objectAt(read.template.Resources, logicalId)?.Type),
    line: read.lineOf(logicalId, property),
    constructPath: constructPathOf(read, logicalId),
    location: callSiteIn(read.constructs?.get(logicalId)?.creationStack, OWN_FOLDER),
  };
}

/** A template with its findings. */
export interface CheckedFile {
  readonly template: ReadTemplate;
  readonly result: TemplateValidation;
}

/** The templates that could be read, and messages about the input that could not. */
export interface CheckedFiles {
  readonly checked: readonly CheckedFile[];
  readonly unreadable: readonly string[];
}

export function checkFiles(args: readonly string[], options: CheckOptions): CheckedFiles {
  const unreadable: string[] = [];
  const templates = readAll(args, options, unreadable);
  const results = new Map<ReadTemplate, TemplateValidation>();
  const judge = (together: readonly ReadTemplate[]): void => {
    const { acknowledge, undecided } = options;
    const judged = attempt(together[0].file, unreadable, () => validateTemplates(deployedTemplates(together), acknowledge, undecided));
    judged?.forEach((result, i) => results.set(together[i], withoutNested(result, together[i])));
    // The others are judged without the one that is at fault.
    if (!judged && together.length > 1) { together.forEach(template => judge([template])); }
  };
  deploymentsOf(templates).forEach(judge);
  return {
    checked: templates.flatMap(template => {
      const result = results.get(template);
      return result ? [{ template, result }] : [];
    }),
    unreadable: [...new Set(unreadable)],
  };
}

/** The parts of a template that were not read, each with the file. */
export function unreadIn({ template, result }: CheckedFile): string[] {
  return result.notJudged.map(part => `${template.file}: ${part}`);
}

/** The templates that the arguments name, and after them those of nested stacks: each file once, whoever names it. */
function readAll(args: readonly string[], { onTemplate }: CheckOptions, unreadable: string[]): ReadTemplate[] {
  const files = eachOnce(args.flatMap(argument => attempt(argument, unreadable, () => templatesAt(argument, unreadable)) ?? []));
  const known = new Set(files.map(({ file }) => path.resolve(file)));
  const templates: ReadTemplate[] = [];
  const assets = new AssetFiles();
  for (let i = 0; i < files.length; i++) {
    const { file, roots, region, account, mayBeEmpty } = files[i];
    onTemplate?.(file, i + 1, files.length);
    const read = attempt(file, unreadable, () => readTemplate(files[i], assets));
    if (!read) { continue; }
    templates.push(read);
    for (const nested of read.nested.values()) {
      if (known.has(path.resolve(nested))) { continue; }
      known.add(path.resolve(nested));
      files.push({ ...alone(nested), roots, region, account, mayBeEmpty });
    }
  }
  return templates;
}

/** Nested stacks whose templates are read are no unread parts. */
function withoutNested(result: TemplateValidation, { nested }: ReadTemplate): TemplateValidation {
  const followed = new Set([...nested.keys()].map(unreadNestedStack));
  return { ...result, undecided: result.undecided - followed.size, notJudged: result.notJudged.filter(part => !followed.has(part)) };
}
