import { Stage } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';

/** The Stages of an app from a construct on, itself included; each is synthesised and judged on its own. */
export function stagesIn(scope: IConstruct): Stage[] {
  return scope.node.findAll().filter(Stage.isStage);
}
