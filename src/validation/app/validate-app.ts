import { CfnResource, Stage, Validations } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { acknowledgedRules } from './acknowledgements';
import { FailureReport } from './failure-report';
import { Synthesis } from './synthesis';
import { ValidationTarget } from './targets';
import { warnOfUnmatchedAcknowledgements } from './unmatched-acknowledgements';
import { callSiteOf } from '../../cdk/call-site';
import { stagesIn } from '../../cdk/stages';
import { Finding, FindingSeverity } from '../finding';
import { NAMESPACE } from '../layout';
import { validateFacts } from '../validate';

/** A finding for a resource that this library did not create. */
export interface FindingOfOther {
  readonly finding: Finding;
  readonly l1: CfnResource;
}

/** The syntheses whose acknowledgements were looked at. */
const seen = new WeakSet<Synthesis>();

/** What failing syntheses tell, put together once for each. */
const reports = new WeakMap<Synthesis, FailureReport>();

/**
 * The validation of one construct of this library: returns its errors, and adds its warnings to `construct`.
 *
 * The CDK collects the errors of all constructs of a Stage before it throws.
 *
 * @param validated the L1 that the construct is about, or the construct itself where it has none
 */
export function validate(construct: IConstruct, validated: IConstruct): string[] {
  const synthesis = Synthesis.validating(validated);
  const target = synthesis.targetOf(validated);
  if (!target) { return []; }
  if (!seen.has(synthesis)) {
    seen.add(synthesis);
    warnOfUnmatchedAcknowledgements(synthesis.constructs, synthesis.targets, findingsOf);
  }
  const findings = findingsOf(target);
  for (const finding of findings.filter(({ severity }) => severity === FindingSeverity.WARNING)) {
    Validations.of(construct).addWarning(`${NAMESPACE}::${finding.ruleId}`, finding.message);
  }
  if (findings.every(({ severity }) => severity === FindingSeverity.WARNING)) { return []; }
  let report = reports.get(synthesis);
  if (!report) { reports.set(synthesis, report = new FailureReport(synthesis, findingsOf)); }
  return report.errorsOf(target);
}

/** The findings for constructs of this library below a construct, in the order of the tree. */
export function findingsBelow(scope: IConstruct): Finding[] {
  const within = `${scope.node.path}/`;
  const stages: IConstruct[] = stagesIn(scope);
  if (!Stage.isStage(scope)) { stages.unshift(Stage.of(scope)!); }
  return stages.flatMap(stage => new Synthesis(stage).targets
    .filter(({ validatesItself, construct }) => validatesItself && (scope.node.path === '' || `${construct.node.path}/`.startsWith(within)))
    .flatMap(findingsOf));
}

/** Findings for resources that this library did not create. Its own constructs validate themselves. */
export function findingsOfOthers(app: IConstruct): FindingOfOther[] {
  return stagesIn(app).flatMap(stage => new Synthesis(stage).targets
    .filter(({ validatesItself }) => !validatesItself)
    .flatMap(target => findingsOf(target).map(finding => ({ finding, l1: target.construct as CfnResource }))));
}

/** The findings for a target that are not acknowledged. */
function findingsOf({ construct, validatesItself, facts }: ValidationTarget): readonly Finding[] {
  return validateFacts(facts(), validatesItself ? 'prop' : 'template', () => acknowledgedRules(construct), () => callSiteOf(construct)).findings;
}
