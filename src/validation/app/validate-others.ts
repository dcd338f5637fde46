import { CfnResource } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { Synthesis } from './synthesis';
import { Finding } from '../finding';
import { findingsOf } from './validate-app';
import { stagesIn } from '../../cdk/stages';
import { RULES } from '../../rules';

/** A finding with the resource that it is about. */
export interface FindingOfOther {
  readonly finding: Finding;
  readonly l1: CfnResource;
}

export function ruleIds(): string[] {
  return RULES.map(({ id }) => id);
}

/** The findings of all that validates itself not. */
export function findingsOfOthers(app: IConstruct): FindingOfOther[] {
  return stagesIn(app).flatMap(stage => new Synthesis(stage).targets
    .filter(({ validatesItself: isOurs }) => !isOurs)
    .flatMap(subject => findingsOf(subject).map(finding => ({ finding, l1: subject.construct as CfnResource }))));
}
