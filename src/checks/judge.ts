import { Aspects, CfnResource, Stage, Validations } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { acknowledgedRules, NAMESPACE } from './acknowledgements';
import { AppIndex } from './app-index';
import { Finding, FindingSeverity } from './finding';
import { judge } from './judgement';
import { L1Resource } from './l1-resource';
import { MappingFacts } from './mapping-facts';
import { IndexedMapping } from './mapping-index';

/** All findings of a mapping that nobody has acknowledged. */
function findingsOf(mapping: IndexedMapping, index: AppIndex): readonly Finding[] {
  return judge(new MappingFacts(mapping, index), mapping.record ? 'prop' : 'template', () => acknowledgedRules(l1Of(mapping))).findings;
}

/**
 * The validation of one mapping: returns its errors, and adds its warnings to `construct`.
 *
 * The CDK collects the errors of all constructs of a Stage before it throws. It synthesises Stages one after the other, so
 * the first that fails also tells the errors of the others, which nobody would see otherwise.
 */
export function validateMapping(construct: IConstruct, l1: CfnResource): string[] {
  const index = AppIndex.duringValidationOf(l1);
  const mapping = index.mappingOf(l1);
  if (!mapping) { return []; }
  const errors: string[] = [];
  for (const finding of findingsOf(mapping, index)) {
    if (finding.severity === FindingSeverity.ERROR) {
      errors.push(finding.message);
    } else {
      Validations.of(construct).addWarning(`${NAMESPACE}::${finding.ruleId}`, finding.message);
    }
  }
  if (errors.length > 0 && !index.toldOfOtherStages) {
    index.toldOfOtherStages = true;
    errors.push(...errorsOfOtherStages(index.stage));
  }
  return errors;
}

/** The findings of all our mappings below a construct, in the order of the tree. */
export function findingsBelow(scope: IConstruct): Finding[] {
  const within = `${scope.node.path}/`;
  const stages = scope.node.findAll().filter(construct => Stage.isStage(construct));
  if (!Stage.isStage(scope)) { stages.unshift(Stage.of(scope)!); }
  return stages.flatMap(stage => {
    const index = new AppIndex(stage);
    return index.mappings
      .filter(({ record, resource }) => record && (scope.node.path === '' || resource.identity.startsWith(within)))
      .flatMap(mapping => findingsOf(mapping, index));
  });
}

function errorsOfOtherStages(failing: IConstruct): string[] {
  const stages = failing.node.root.node.findAll().filter(construct => Stage.isStage(construct) && construct !== failing);
  return stages.flatMap(stage => {
    const index = new AppIndex(stage);
    return index.mappings.filter(mapping => mapping.record).flatMap(mapping => findingsOf(mapping, index)
      .filter(finding => finding.severity === FindingSeverity.ERROR)
      .map(finding => `[${finding.path}] ${finding.message}${aspectsAreDue(mapping) ? ' (The aspects of that stage have not run yet.)' : ''}`));
  });
}

function aspectsAreDue(mapping: IndexedMapping): boolean {
  return l1Of(mapping).node.scopes.some(scope => Aspects.of(scope).all.length > 0);
}

function l1Of(mapping: IndexedMapping): CfnResource {
  return (mapping.resource as L1Resource).l1;
}
