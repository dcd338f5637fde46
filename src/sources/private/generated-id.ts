import type * as lambda from 'aws-cdk-lib/aws-lambda';
import { IConstruct } from 'constructs';
import { RecordFact } from '../../model/construct-facts';

/** The id, followed by the first number that is needed to make it an id of no other child. */
export function freeId(scope: IConstruct, id: string, isSame: (child: IConstruct) => boolean = () => false): string {
  for (let n = 1; ; n++) {
    const candidate = n === 1 ? id : `${id}:${n}`;
    const child = scope.node.tryFindChild(candidate);
    if (!child || isSame(child)) { return candidate; }
  }
}

/**
 * The id of a mapping that other sources may want too.
 *
 * @param isSame whether the L1 of another mapping reads the very same
 */
export function freeMappingId(target: lambda.IFunction, id: string, isSame: (l1: lambda.CfnEventSourceMapping) => boolean): string {
  return freeId(target, id, ({ node: { defaultChild: l1 } }) => !l1 || isSame(l1 as lambda.CfnEventSourceMapping));
}

/**
 * The id of a mapping whose source has no name before deployment. Several such sources of a function get a number each.
 *
 * @param isSame whether the L1 of another mapping reads the very same
 */
export function generatedId(
  target: lambda.IFunction,
  addFact: RecordFact,
  id: string,
  isSame: (l1: lambda.CfnEventSourceMapping) => boolean,
): string {
  addFact('MappingIdGenerated', 'the order in which such sources are added to the function');
  return freeMappingId(target, id, isSame);
}
