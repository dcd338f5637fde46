import { Aspects, Stage, Validations } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { acknowledgedRules, NAMESPACE } from './acknowledgements';
import { Synthesis } from './synthesis';
import { stagesIn } from '../../cdk/stages';
import { Finding, FindingSeverity } from '../finding';
import { validateFacts } from '../validate';
import { ValidationTarget } from './targets';

/** All findings of a subject that nobody has acknowledged. */
export function findingsOf({ construct, validatesItself: isOurs, facts }: ValidationTarget): readonly Finding[] {
  return validateFacts(facts(), isOurs ? 'prop' : 'template', () => acknowledgedRules(construct)).findings;
}

/**
 * The validation of one construct of ours: returns its errors, and adds its warnings to `construct`.
 *
 * The CDK collects the errors of all constructs of a Stage before it throws. It synthesises Stages one after the other, so
 * the first that fails also tells the errors of the others, which nobody would see otherwise.
 *
 * @param judged the L1 that the construct is about, or the construct itself where it has none
 */
export function validate(construct: IConstruct, judged: IConstruct): string[] {
  const synthesis = Synthesis.validating(judged);
  const subject = synthesis.targetOf(judged);
  if (!subject) { return []; }
  const errors: string[] = [];
  for (const finding of findingsOf(subject)) {
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

/** The findings of all that is ours below a construct, in the order of the tree. */
export function findingsBelow(scope: IConstruct): Finding[] {
  const within = `${scope.node.path}/`;
  const stages = stagesIn(scope);
  if (!Stage.isStage(scope)) { stages.unshift(Stage.of(scope)!); }
  return stages.flatMap(stage => new Synthesis(stage).targets
    .filter(({ validatesItself: isOurs, construct }) => isOurs && (scope.node.path === '' || `${construct.node.path}/`.startsWith(within)))
    .flatMap(findingsOf));
}

function errorsOfOtherStages(failing: IConstruct): string[] {
  const stages = stagesIn(failing.node.root).filter(stage => stage !== failing);
  return stages.flatMap(stage => new Synthesis(stage).targets
    .filter(({ validatesItself: isOurs }) => isOurs)
    .flatMap(subject => findingsOf(subject)
      .filter(finding => finding.severity === FindingSeverity.ERROR)
      .map(finding => `[${finding.path}] ${finding.message}${aspectsAreDue(subject) ? ' (The aspects of that stage have not run yet.)' : ''}`)));
}

function aspectsAreDue({ construct }: ValidationTarget): boolean {
  return construct.node.scopes.some(scope => Aspects.of(scope).all.length > 0);
}
