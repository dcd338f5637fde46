import { isAbsolute } from 'path';
import { pathToFileURL } from 'url';
import { FindingSeverity } from '../../validation/finding';
import { sentence } from '../../validation/message';
import { RuleCatalogue } from '../../validation/rule-catalogue';
import { asJson, forSarif } from '../escape';
import { LocatedFinding, Report } from '../report';
import { waitingLines } from '../undecided';
import { ownVersion } from '../version';

/** Static Analysis Results Interchange Format, for code scanning services and editors. */
export function sarif({ findings, undecided = [], unread, unreadable }: Report): string {
  const ids = [...new Set(findings.map(({ finding }) => finding.ruleId))];
  const version = ownVersion();
  return asJson({
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [{
      tool: {
        driver: {
          name: 'cdk-lambda-event-sources',
          version,
          semanticVersion: version,
          informationUri: 'https://github.com/cdk-lambda-event-sources/cdk-lambda-event-sources',
          rules: ids.map(id => {
            const rule = RuleCatalogue.find(id)!;
            return {
              id,
              name: sentence(rule.title),
              shortDescription: { text: sentence(rule.title) },
              fullDescription: { text: sentence(rule.why) },
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
          ...waitingLines(undecided).map(line => ({ level: 'note', message: { text: forSarif(line) } })),
          ...unread.map(part => ({ level: 'note', message: { text: forSarif(`not read: ${part}`) } })),
        ],
      }],
      results: findings.map(located => sarifResult(located, ids)),
    }],
  });
}

function sarifResult({ finding, template, line, constructPath, location }: LocatedFinding, ids: readonly string[]): object {
  return {
    ruleId: finding.ruleId,
    ruleIndex: ids.indexOf(finding.ruleId),
    level: levelOf(finding.severity),
    message: { text: forSarif(`${finding.statement} ${finding.why} ${finding.fix}`) },
    locations: [{
      physicalLocation: placeIn(template, line),
      logicalLocations: [{ name: finding.path, fullyQualifiedName: constructPath, kind: 'resource' }],
    }],
    relatedLocations: location === undefined ? undefined : [codeLocation(location)],
  };
}

/** @param location file, line and column of the code, which a manifest may have made up */
function codeLocation(location: string): object {
  const [, file, line, column] = /^(.*):(\d+):(\d+)$/s.exec(location)!;
  return { physicalLocation: placeIn(file, Number(line), Number(column)), message: { text: 'The code that makes the resource.' } };
}

function placeIn(file: string, startLine?: number, startColumn?: number): object {
  const region = isCount(startLine) ? { startLine, startColumn: isCount(startColumn) ? startColumn : undefined } : undefined;
  return { artifactLocation: { uri: uriOf(file) }, region };
}

/** Lines and columns are counted from 1. */
function isCount(number: number | undefined): boolean {
  return number !== undefined && Number.isSafeInteger(number) && number > 0;
}

/** Relative to the working directory, as code scanning services want it, or else of the file itself. */
function uriOf(file: string): string {
  // No bytes stand for half a character.
  const name = Buffer.from(file).toString();
  return isAbsolute(name) ? pathToFileURL(name).href : name.split(/[\\/]/).map(encodeURIComponent).join('/');
}

function levelOf(severity: FindingSeverity): string {
  return severity === FindingSeverity.ERROR ? 'error' : 'warning';
}
