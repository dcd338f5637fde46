import { Aspects, CfnResource, Stage, Validations } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { acknowledgedRules, NAMESPACE } from './acknowledgements';
import { AppIndex, IndexedMapping } from './app-index';
import { evaluate } from './evaluate';
import { Finding, FindingSeverity } from './finding';
import { MappingFacts } from './mapping-facts';
import { describe } from './message';
import { RULES } from '../limits';

/** All findings of a mapping that nobody has acknowledged. */
export function findingsOf(mapping: IndexedMapping, index: AppIndex): Finding[] {
  const facts = new MappingFacts(mapping, index);
  const { violations } = evaluate(facts, RULES);
  if (violations.length === 0) { return []; }
  const acknowledged = acknowledgedRules(mapping.resource.l1);
  return violations
    .filter(({ rule }) => !acknowledged.has(rule.id))
    .map(violation => new Finding({
      ruleId: violation.rule.id,
      severity: violation.rule.severity === 'error' ? FindingSeverity.ERROR : FindingSeverity.WARNING,
      ...describe(violation, facts, mapping.record ? 'prop' : 'template'),
      url: violation.rule.source.url,
      property: violation.rule.property,
      path: mapping.resource.path,
    }));
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
      .filter(({ record, resource }) => record && (scope.node.path === '' || resource.l1.node.path.startsWith(within)))
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
  return mapping.resource.l1.node.scopes.some(scope => Aspects.of(scope).all.length > 0);
}
