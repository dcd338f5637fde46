import * as path from 'path';
import { InputError } from './input/input-error';
import { ReadTemplate, readTemplate } from './input/template-file';
import { alone, deployedTemplates, deploymentsOf, eachOnce, templatesAt } from './input/template-files';
import { Report } from './report';
import { unreadNestedStack } from '../readers/template/unread';
import { validateTemplates } from '../validation/template/validate-template';
import { TemplateCheckResult } from '../validation/template-check-result';
import { objectAt } from '../values/json';

export interface CheckOptions {
  readonly acknowledge: readonly string[];
  /** Called before each template. */
  readonly onTemplate?: (file: string, position: number, total: number) => void;
}

/** Checks all templates that the arguments name. An unreadable template does not hide the findings of the others. */
export function check(args: readonly string[], options: CheckOptions): Report {
  const { judged, unreadable } = checkFiles(args, options);
  const checked = { templates: 0, mappings: 0, invokeConfigs: 0, notifications: 0, subscriptions: 0, undecided: 0 };
  const findings = judged.flatMap(({ read, result }) => {
    checked.templates++;
    checked.mappings += result.mappings;
    checked.invokeConfigs += result.invokeConfigs;
    checked.notifications += result.notifications;
    checked.subscriptions += result.subscriptions;
    checked.undecided += result.undecided;
    return result.findings.map(finding => ({
      finding,
      template: read.file,
      resourceType: String(objectAt(read.template.Resources, finding.path)?.Type),
      line: read.lineOf(finding.path),
    }));
  });
  const notJudged = judged.flatMap(({ read, result }) => result.notJudged.map(what => `${read.file}: ${what}`));
  return { checked, findings, notJudged, unreadable };
}

/** A template with what was found in it. */
export interface CheckedFile {
  readonly read: ReadTemplate;
  readonly result: TemplateCheckResult;
}

/** The templates that could be read, and what could not be and why. */
export interface CheckedFiles {
  readonly judged: readonly CheckedFile[];
  readonly unreadable: readonly string[];
}

export function checkFiles(args: readonly string[], options: CheckOptions): CheckedFiles {
  const unreadable: string[] = [];
  const read = readAll(args, options, unreadable);
  const results = new Map<ReadTemplate, TemplateCheckResult>();
  for (const templates of deploymentsOf(read)) {
    validateTemplates(deployedTemplates(templates), options.acknowledge)
      .forEach((result, i) => results.set(templates[i], withoutNested(result, templates[i])));
  }
  return { judged: read.map(template => ({ read: template, result: results.get(template)! })), unreadable };
}

/** The templates that the arguments name, and after them those of nested stacks: each file once, whoever names it. */
function readAll(args: readonly string[], { onTemplate }: CheckOptions, unreadable: string[]): ReadTemplate[] {
  const files = eachOnce(args.flatMap(argument => collectInputErrors(() => templatesAt(argument), unreadable) ?? []));
  const known = new Set(files.map(({ file }) => path.resolve(file)));
  const templates: ReadTemplate[] = [];
  for (let i = 0; i < files.length; i++) {
    const { file, region, account, mayBeEmpty } = files[i];
    onTemplate?.(file, i + 1, files.length);
    const read = collectInputErrors(() => readTemplate(files[i]), unreadable);
    if (!read) { continue; }
    templates.push(read);
    for (const nested of read.nested.values()) {
      if (known.has(path.resolve(nested))) { continue; }
      known.add(path.resolve(nested));
      files.push({ ...alone(nested), region, account, mayBeEmpty });
    }
  }
  return templates;
}

/** Nested stacks whose templates are read are no unread parts. */
function withoutNested(result: TemplateCheckResult, { nested }: ReadTemplate): TemplateCheckResult {
  const followed = new Set([...nested.keys()].map(unreadNestedStack));
  return { ...result, undecided: result.undecided - followed.size, notJudged: result.notJudged.filter(what => !followed.has(what)) };
}

function collectInputErrors<T>(read: () => T, unreadable: string[]): T | undefined {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof InputError)) { throw error; }
    unreadable.push(error.message);
    return undefined;
  }
}
