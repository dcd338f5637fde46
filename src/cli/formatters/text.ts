import { errorsIn, Report } from '../report';

export function text(report: Report): string {
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

export function count(number: number, noun: string, plural = `${noun}s`): string {
  return `${number} ${number === 1 ? noun : plural}`;
}
