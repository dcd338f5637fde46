import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import { EventSourceMapping } from './event-source-mapping';
import { FailureDestination } from './failure-destination';
import { knownFifoOf } from '../checks/known-fifo';

/**
 * Connects a mapping with its destination, also one of aws-cdk-lib or of a user, which grants by itself what it wants.
 *
 * @returns how the mapping names it
 */
export function bindFailureDestination(
  destination: lambda.IEventSourceDlq,
  target: lambda.IFunction,
  mapping: EventSourceMapping,
  grants: boolean,
): string {
  const isOurs = destination instanceof FailureDestination;
  const named = isOurs && !grants ? destination.destination : destination.bind(mapping, target).destination;
  mapping.sendFailuresTo(named);
  const fifo = knownFifoOf(destination);
  if (fifo) { mapping.note('FifoDestination', fifo.node.path); }
  return named;
}

/** What the role of a function needs for a destination, where that can be told. */
export function permissionsOfDestination(destination: lambda.IEventSourceDlq | undefined): iam.PolicyStatement[] {
  return destination instanceof FailureDestination ? destination.requiredPermissions() : [];
}
