import { blockOf } from '../../validation/layout';
import { visible } from '../escape';
import { errorsIn, LocatedFinding, Report } from '../report';
import { waitingLines } from '../undecided';

/** How a report looks in the terminal that it is for. */
export interface Look {
  /** The columns that there are. */
  readonly width?: number;
  readonly colour?: boolean;
}

const STYLES = { error: '31', warning: '33', place: '1', label: '2' };

/** A block for each finding, with a line between, and the count at the end. */
export function text(report: Report, look: Look = {}): string {
  const { checked, findings, undecided = [], unread } = report;
  const errors = errorsIn(report);
  const validated = [
    count(checked.mappings, 'event source mapping'),
    ...checked.notifications > 0 ? [count(checked.notifications, 'notification')] : [],
    ...checked.subscriptions > 0 ? [count(checked.subscriptions, 'subscription')] : [],
  ];
  return [
    ...findings.map(located => `${block(located, look)}\n`),
    ...waitingLines(undecided),
    ...unread.map(part => `not read: ${visible(part)}`),
    `${count(errors, 'error')}, ${count(findings.length - errors, 'warning')} in ${validated.join(', ')} and ${
      count(checked.invokeConfigs, 'asynchronous configuration')} of ${count(checked.templates, 'template')}`,
    `${count(checked.undecided, 'check')} undecided until deployment`,
  ].join('\n');
}

function block({ finding, template, line, constructPath, location }: LocatedFinding, { width, colour = false }: Look): string {
  const painted = (style: keyof typeof STYLES, words: string) => colour ? `\u001b[${STYLES[style]}m${words}\u001b[0m` : words;
  const { severity, ruleId, url } = finding;
  const [statement, why, fix] = [finding.statement, finding.why, finding.fix].map(visible);
  const names = [finding.path, ...constructPath === undefined ? [] : [constructPath]].map(visible).join(', ');
  const place = `${visible(template)}${line === undefined ? '' : `:${line}`} [${names}]`;
  const [first, ...lines] = blockOf({ severity, ruleId, url, statement, why, fix, location: location && visible(location) }, width).split('\n');
  return [
    `${painted('place', place)} ${first.replace(severity, painted(severity, severity))}`,
    ...lines.map(each => each.replace(/^( {4})(Why:|Fix:|See:)/, (_, indent: string, label: string) => `${indent}${painted('label', label)}`)),
  ].join('\n');
}

export function count(number: number, noun: string, plural = `${noun}s`): string {
  return `${number} ${number === 1 ? noun : plural}`;
}
