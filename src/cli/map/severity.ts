import { Finding, FindingSeverity } from '../../validation/finding';

export function worstOf(findings: readonly Finding[]): FindingSeverity | undefined {
  if (findings.some(({ severity }) => severity === FindingSeverity.ERROR)) { return FindingSeverity.ERROR; }
  return findings.length > 0 ? FindingSeverity.WARNING : undefined;
}
