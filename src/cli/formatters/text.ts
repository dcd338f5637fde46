import { visible } from '../escape';
import { errorsIn, Report } from '../report';

export function text(report: Report): string {
  const { checked, findings, unread } = report;
  const errors = errorsIn(report);
  const lines = findings.map(({ finding, template, line }) =>
    `${visible(template)}${line === undefined ? '' : `:${line}`}: ${finding.severity} at ${visible(finding.path)}\n  ${visible(finding.message)}\n`);
  const validated = [
    count(checked.mappings, 'event source mapping'),
    ...checked.notifications > 0 ? [count(checked.notifications, 'notification')] : [],
    ...checked.subscriptions > 0 ? [count(checked.subscriptions, 'subscription')] : [],
  ];
  return [
    ...lines,
    ...unread.map(part => `not read: ${visible(part)}`),
    `${count(errors, 'error')}, ${count(findings.length - errors, 'warning')} in ${validated.join(', ')} and ${
      count(checked.invokeConfigs, 'asynchronous configuration')} of ${count(checked.templates, 'template')}; ${
      count(checked.undecided, 'check')} undecided until deployment`,
  ].join('\n');
}

export function count(number: number, noun: string, plural = `${noun}s`): string {
  return `${number} ${number === 1 ? noun : plural}`;
}
