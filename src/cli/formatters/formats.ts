import { isAbsolute } from 'path';
import { pathToFileURL } from 'url';
import { errorsIn, LocatedFinding, Report } from '../check';
import { count } from './count';
import { FindingSeverity } from '../../validation/finding';
import { RuleCatalogue } from '../../validation/rule-catalogue';

/** The ways to print a report, by the name that `--format` takes. */
export const FORMATS: { readonly [name: string]: (report: Report) => string } = { text, json, sarif };

function text(report: Report): string {
  const { checked, findings, notJudged } = report;
  const errors = errorsIn(report);
  const lines = findings.map(({ finding, template, line }) =>
    `${template}${line === undefined ? '' : `:${line}`}: ${finding.severity} at ${finding.path}\n  ${finding.message}\n`);
  const judged = [
    count(checked.mappings, 'event source mapping'),
    ...checked.notifications > 0 ? [count(checked.notifications, 'notification')] : [],
    ...checked.subscriptions > 0 ? [count(checked.subscriptions, 'subscription')] : [],
  ];
  return [
    ...lines,
    ...notJudged.map(what => `not judged: ${what}`),
    `${count(errors, 'error')}, ${count(findings.length - errors, 'warning')} in ${judged.join(', ')} and ${
      count(checked.invokeConfigs, 'asynchronous configuration')} of ${count(checked.templates, 'template')}; ${
      count(checked.undecided, 'check')} undecided until deployment`,
  ].join('\n');
}

function json({ checked, findings }: Report): string {
  return JSON.stringify({
    checked,
    findings: findings.map(({ finding, template, resourceType }) => ({
      ruleId: finding.ruleId,
      severity: finding.severity,
      message: finding.message,
      fix: finding.fix,
      url: finding.url,
      template,
      logicalId: finding.path,
      resourceType,
      property: finding.property,
    })),
  }, undefined, 2);
}

/** Static Analysis Results Interchange Format, for code scanning services and editors. */
function sarif({ findings, notJudged, unreadable }: Report): string {
  const ids = [...new Set(findings.map(({ finding }) => finding.ruleId))];
  return JSON.stringify({
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [{
      tool: {
        driver: {
          name: 'cdk-lambda-event-sources',
          informationUri: 'https://github.com/cdk-lambda-event-sources/cdk-lambda-event-sources',
          rules: ids.map(id => {
            const rule = RuleCatalogue.find(id)!;
            return {
              id,
              shortDescription: { text: rule.why },
              help: { text: rule.fix },
              helpUri: rule.url,
              defaultConfiguration: { level: levelOf(rule.severity) },
            };
          }),
        },
      },
      invocations: [{
        executionSuccessful: unreadable.length === 0,
        toolExecutionNotifications: [
          ...unreadable.map(problem => ({ level: 'error', message: { text: problem } })),
          ...notJudged.map(what => ({ level: 'note', message: { text: `not judged: ${what}` } })),
        ],
      }],
      results: findings.map(located => sarifResult(located, ids)),
    }],
  }, undefined, 2);
}

function sarifResult({ finding, template, line }: LocatedFinding, ids: readonly string[]): object {
  return {
    ruleId: finding.ruleId,
    ruleIndex: ids.indexOf(finding.ruleId),
    level: levelOf(finding.severity),
    message: { text: finding.message },
    locations: [{
      physicalLocation: {
        artifactLocation: { uri: uriOf(template) },
        ...line === undefined ? {} : { region: { startLine: line } },
      },
      logicalLocations: [{ name: finding.path, kind: 'resource' }],
    }],
  };
}

/** Relative to the working directory, as code scanning services want it, or else of the file itself. */
function uriOf(template: string): string {
  return isAbsolute(template) ? pathToFileURL(template).href : template.split(/[\\/]/).map(encodeURIComponent).join('/');
}

function levelOf(severity: FindingSeverity): string {
  return severity === FindingSeverity.ERROR ? 'error' : 'warning';
}
