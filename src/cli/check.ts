import { ReadTemplate, readTemplate, templatesAt } from './read-templates';
import { Finding, FindingSeverity } from '../checks/finding';
import { TemplateChecker } from '../checks/template-checker';

/** A finding with where it was found. */
export interface LocatedFinding {
  readonly finding: Finding;
  readonly template: string;
  readonly resourceType: string;
  /** The line of the resource in its file, counted from 1; undefined where it cannot be told. */
  readonly line?: number;
}

/** What one run of the command judged and found. */
export interface Report {
  readonly checked: { readonly templates: number; readonly mappings: number; readonly invokeConfigs: number; readonly undecided: number };
  readonly findings: readonly LocatedFinding[];
  /** What was not judged at all, with its file. */
  readonly notJudged: readonly string[];
}

export interface CheckOptions {
  readonly acknowledge: readonly string[];
  /** Called before each template. */
  readonly onTemplate?: (file: string, position: number, total: number) => void;
}

/** Judges all templates that the arguments name. */
export function check(args: readonly string[], options: CheckOptions): Report {
  const files = args.flatMap(templatesAt);
  const findings: LocatedFinding[] = [];
  const notJudged: string[] = [];
  const checked = { templates: files.length, mappings: 0, invokeConfigs: 0, undecided: 0 };
  files.forEach((file, i) => {
    options.onTemplate?.(file.file, i + 1, files.length);
    const read = readTemplate(file);
    const result = TemplateChecker.check(read.template, { region: read.region, account: read.account, acknowledge: [...options.acknowledge] });
    checked.mappings += result.mappings;
    checked.invokeConfigs += result.invokeConfigs;
    checked.undecided += result.undecided;
    findings.push(...result.findings.map(finding => locate(finding, read)));
    notJudged.push(...result.notJudged.map(what => `${read.file}: ${what}`));
  });
  return { checked, findings, notJudged };
}

export function errorsIn(report: Report): number {
  return report.findings.filter(({ finding }) => finding.severity === FindingSeverity.ERROR).length;
}

function locate(finding: Finding, { file, text, template }: ReadTemplate): LocatedFinding {
  const key = new RegExp(`^\\s*["']?${finding.path.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}["']?\\s*:`);
  const line = text.split('\n').findIndex(candidate => key.test(candidate));
  return {
    finding,
    template: file,
    resourceType: String(template.Resources[finding.path]?.Type),
    line: line < 0 ? undefined : line + 1,
  };
}
