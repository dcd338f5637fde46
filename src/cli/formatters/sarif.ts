import { isAbsolute } from 'path';
import { pathToFileURL } from 'url';
import { FindingSeverity } from '../../validation/finding';
import { RuleCatalogue } from '../../validation/rule-catalogue';
import { asJson, forSarif } from '../escape';
import { LocatedFinding, Report } from '../report';

/** Static Analysis Results Interchange Format, for code scanning services and editors. */
export function sarif({ findings, unread, unreadable }: Report): string {
  const ids = [...new Set(findings.map(({ finding }) => finding.ruleId))];
  return asJson({
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
              shortDescription: { text: rule.title },
              fullDescription: { text: rule.why },
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
          ...unreadable.map(problem => ({ level: 'error', message: { text: forSarif(problem) } })),
          ...unread.map(part => ({ level: 'note', message: { text: forSarif(`not read: ${part}`) } })),
        ],
      }],
      results: findings.map(located => sarifResult(located, ids)),
    }],
  });
}

function sarifResult({ finding, template, line }: LocatedFinding, ids: readonly string[]): object {
  return {
    ruleId: finding.ruleId,
    ruleIndex: ids.indexOf(finding.ruleId),
    level: levelOf(finding.severity),
    message: { text: forSarif(`${finding.statement} ${finding.why} ${finding.fix}`) },
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
