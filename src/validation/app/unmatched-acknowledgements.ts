import { Validations } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { ValidationTarget } from './targets';
import { Finding } from '../finding';
import { NAMESPACE } from '../layout';
import { didYouMean } from '../nearest-rule';
import { RuleCatalogue } from '../rule-catalogue';
import { ownId } from '../rule-id';

const WARNING = `${NAMESPACE}::acknowledged-nothing`;

/**
 * Warns of acknowledgements that can match nothing: of an id that is no rule, or on a construct that no finding is looked up from, such
 * as the queue of a mapping. Others may match tomorrow.
 *
 * @param constructs those of a Stage
 * @param findingsOf the findings for a target
 */
export function warnOfUnmatchedAcknowledgements(
  constructs: readonly IConstruct[],
  targets: readonly ValidationTarget[],
  findingsOf: (target: ValidationTarget) => readonly Finding[],
): void {
  for (const construct of constructs) {
    for (const id of acknowledgedAt(construct)) {
      const problem = RuleCatalogue.find(ownId(id)) ? misplacement(ownId(id), construct, targets, findingsOf) : misspelling(id);
      if (problem !== undefined) { Validations.of(construct).addWarning(WARNING, problem); }
    }
  }
}

function acknowledgedAt({ node }: IConstruct): string[] {
  return node.metadata.filter(({ type }) => type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY)
    .flatMap(({ data }) => Object.keys(data)).filter(id => id.startsWith(`${NAMESPACE}::`));
}

function misspelling(id: string): string {
  return `${id} is acknowledged, but there is no such rule.${didYouMean(id, `${NAMESPACE}::`)}`;
}

/** Findings are looked up from their construct and those around it. */
function misplacement(
  id: string, construct: IConstruct, targets: readonly ValidationTarget[], findingsOf: (target: ValidationTarget) => readonly Finding[],
): string | undefined {
  const { path } = construct.node;
  if (path === '' || targets.some(target => isWithin(target.construct, path) || isWithin(construct, target.construct.node.path))) { return undefined; }
  const right = targets.filter(target => findingsOf(target).some(({ ruleId }) => ruleId === id)).map(target => target.construct.node.path);
  if (right.length === 0) { return undefined; }
  return `${NAMESPACE}::${id} is acknowledged on ${path}, which has no finding. Acknowledge it on ${right.join(' or ')}, or on a construct around it.`;
}

function isWithin({ node }: IConstruct, path: string): boolean {
  return `${node.path}/`.startsWith(`${path}/`);
}
