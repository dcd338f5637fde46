import { Aspects, CfnResource, Stage, Validations } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { acknowledgedRules, NAMESPACE } from './acknowledgements';
import { Synthesis } from './synthesis';
import { ValidationTarget } from './targets';
import { stagesIn } from '../../cdk/stages';
import { Finding, FindingSeverity } from '../finding';
import { validateFacts } from '../validate';

/** A finding for a resource that this library did not create. */
export interface FindingOfOther {
  readonly finding: Finding;
  readonly l1: CfnResource;
}

/**
 * The validation of one construct of this library: returns its errors, and adds its warnings to `construct`.
 *
 * The CDK collects the errors of all constructs of a Stage before it throws. It synthesises Stages one after the other, so that
 * the first Stage that fails also reports the errors of the others, which would stay hidden otherwise.
 *
 * @param validated the L1 that the construct is about, or the construct itself where it has none
 */
export function validate(construct: IConstruct, validated: IConstruct): string[] {
  const synthesis = Synthesis.validating(validated);
  const target = synthesis.targetOf(validated);
  if (!target) { return []; }
  const errors: string[] = [];
  for (const finding of findingsOf(target)) {
    if (finding.severity === FindingSeverity.ERROR) {
      errors.push(finding.message);
    } else {
      Validations.of(construct).addWarning(`${NAMESPACE}::${finding.ruleId}`, finding.message);
    }
  }
  if (errors.length > 0 && !synthesis.otherStagesReported) {
    synthesis.otherStagesReported = true;
    errors.push(...errorsOfOtherStages(synthesis.stage));
  }
  return errors;
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
  return validateFacts(facts(), validatesItself ? 'prop' : 'template', () => acknowledgedRules(construct)).findings;
}

function errorsOfOtherStages(failing: IConstruct): string[] {
  const stages = stagesIn(failing.node.root).filter(stage => stage !== failing);
  return stages.flatMap(stage => new Synthesis(stage).targets
    .filter(({ validatesItself }) => validatesItself)
    .flatMap(target => findingsOf(target)
      .filter(finding => finding.severity === FindingSeverity.ERROR)
      .map(finding => `[${finding.path}] ${finding.message}${aspectsAreDue(target) ? ' (The aspects of that stage have not run yet.)' : ''}`)));
}

function aspectsAreDue({ construct }: ValidationTarget): boolean {
  return construct.node.scopes.some(scope => Aspects.of(scope).all.length > 0);
}
