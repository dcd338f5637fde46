import { Stage } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';

/** The Stages of an app from a construct on, itself included; each is synthesised and validated on its own. */
export function stagesIn(scope: IConstruct): Stage[] {
  return scope.node.findAll().filter(Stage.isStage);
}

/** A construct and all below it in its own Stage, in the order of the tree. */
export function constructsBelow(construct: IConstruct): IConstruct[] {
  const below: IConstruct[] = [];
  const visit = (child: IConstruct) => {
    below.push(child);
    child.node.children.filter(grandchild => !Stage.isStage(grandchild)).forEach(visit);
  };
  visit(construct);
  return below;
}
