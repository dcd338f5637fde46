import { asJson } from '../escape';
import { Report } from '../report';

export function json({ checked, findings, undecided }: Report): string {
  return asJson({
    checked,
    findings: findings.map(({ finding, template, resourceType, constructPath, location }) => ({
      ruleId: finding.ruleId,
      severity: finding.severity,
      message: `${finding.statement} ${finding.why}`,
      fix: finding.fix,
      url: finding.url,
      template,
      logicalId: finding.path,
      constructPath,
      resourceType,
      property: finding.property,
      location,
    })),
    // What another resource has is there to look up; it is not repeated for each that waits for it.
    undecided: undecided?.map(({ line, value, ...waiting }) => waiting.of === undefined ? { ...waiting, value } : waiting),
  });
}
