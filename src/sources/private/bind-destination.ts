import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import { EventSourceMapping } from './event-source-mapping';
import { knownFifoOf } from '../../cdk/fifo';
import { expectGiven } from '../../cdk/given';
import { DESTINATION_CONFIG } from '../../cdk/wanted';
import { FailureDestination } from '../failure-destination';

/**
 * Connects a mapping with its destination. One of aws-cdk-lib or of a user grants by itself what it wants.
 *
 * @returns how the mapping names it
 */
export function bindFailureDestination(onFailure: lambda.IEventSourceDlq, target: lambda.IFunction, mapping: EventSourceMapping): string {
  const { destination } = expectGiven(mapping.node.path, 'what onFailure.bind() returns', onFailure.bind(mapping, target), DESTINATION_CONFIG);
  mapping.sendFailuresTo(destination);
  const fifo = knownFifoOf(onFailure);
  if (fifo) { mapping.addFact('FifoDestination', fifo.node.path); }
  return destination;
}

/** The access that the role of a function needs for a destination, if it is known. */
export function permissionsOfDestination(onFailure: lambda.IEventSourceDlq | undefined): iam.PolicyStatement[] {
  return onFailure instanceof FailureDestination ? onFailure.requiredPermissions() : [];
}
