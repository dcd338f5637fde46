import * as path from 'path';
import { InputError } from './input/input-error';
import { ReadTemplate, readTemplate } from './input/template-file';
import { alone, deployedTemplates, deploymentsOf, eachOnce, templatesAt } from './input/template-files';
import { unreadNestedStack } from '../readers/template/unread';
import { Finding, FindingSeverity } from '../validation/finding';
import { validateTemplates } from '../validation/template/validate-template';
import { TemplateCheckResult } from '../validation/template-check-result';
import { objectAt } from '../values/json';

/** A finding with where it was found. */
export interface LocatedFinding {
  readonly finding: Finding;
  readonly template: string;
  readonly resourceType: string;
  /** The line of the resource in its file, counted from 1; undefined where it is not known. */
  readonly line?: number;
}

/** The counts and findings of one run of the command. */
export interface Report {
  readonly checked: {
    readonly templates: number;
    readonly mappings: number;
    readonly invokeConfigs: number;
    readonly notifications: number;
    readonly subscriptions: number;
    readonly undecided: number;
  };
  readonly findings: readonly LocatedFinding[];
  /** The parts that were not read, each with its file. */
  readonly notJudged: readonly string[];
  /** The input that could not be read, and why. The rest was checked all the same. */
  readonly unreadable: readonly string[];
}

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
    const lines = result.findings.length > 0 ? linesOfResources(read.text) : new Map<string, number>();
    return result.findings.map(finding => ({
      finding,
      template: read.file,
      resourceType: String(objectAt(read.template.Resources, finding.path)?.Type),
      line: lines.get(finding.path),
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

export function errorsIn(report: Report): number {
  return report.findings.filter(({ finding }) => finding.severity === FindingSeverity.ERROR).length;
}

/** The line of each key below Resources, by name; of several with one name the first. */
function linesOfResources(text: string): Map<string, number> {
  const lines = new Map<string, number>();
  let within = false;
  text.split('\n').forEach((line, i) => {
    const key = /^[\s{]*(?:"([^"]+)"|'([^']+)'|([^\s"'#{[:]+))\s*:/.exec(line);
    const name = key?.[1] ?? key?.[2] ?? key?.[3];
    if (name === undefined) { return; }
    if (within && !lines.has(name)) { lines.set(name, i + 1); }
    within ||= name === 'Resources';
  });
  return lines;
}
