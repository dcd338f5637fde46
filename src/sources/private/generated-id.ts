import type * as lambda from 'aws-cdk-lib/aws-lambda';
import { RecordFact } from '../../model/construct-facts';

/**
 * A construct id for a source that nothing tells from others but what the deployment knows. Several get a number each.
 *
 * @param isSame whether the L1 of another mapping reads the very same
 */
export function generatedId(
  target: lambda.IFunction,
  note: RecordFact,
  id: string,
  isSame: (l1: lambda.CfnEventSourceMapping) => boolean,
): string {
  note('MappingIdMadeUp', 'the order in which such sources are added to the function');
  return freeId(target, id, isSame);
}

/** The id, or with the first number that makes it one of no other source. */
export function freeId(target: lambda.IFunction, id: string, isSame: (l1: lambda.CfnEventSourceMapping) => boolean): string {
  for (let n = 1; ; n++) {
    const candidate = n === 1 ? id : `${id}:${n}`;
    const l1 = target.node.tryFindChild(candidate)?.node.defaultChild as lambda.CfnEventSourceMapping | undefined;
    if (!l1 || isSame(l1)) { return candidate; }
  }
}
