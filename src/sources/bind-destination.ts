import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import { IConstruct } from 'constructs';
import { EventSourceMapping } from './event-source-mapping';
import { FailureDestination } from './failure-destination';

/** Connects a mapping with its destination, also one of aws-cdk-lib or of a user, which grants by itself what it wants. */
export function bindFailureDestination(
  destination: lambda.IEventSourceDlq,
  target: lambda.IFunction,
  mapping: EventSourceMapping,
  grants: boolean,
): void {
  const isOurs = destination instanceof FailureDestination;
  mapping.sendFailuresTo(isOurs && !grants ? destination.destination : destination.bind(mapping, target).destination);
  const fifo = fifoResourceOf(destination);
  if (fifo) { mapping.note('FifoDestination', fifo.node.path); }
}

/** What the role of a function needs for a destination, where that can be told. */
export function permissionsOfDestination(destination: lambda.IEventSourceDlq | undefined): iam.PolicyStatement[] {
  return destination instanceof FailureDestination ? destination.requiredPermissions() : [];
}

/** An import may know that it is FIFO where the token of its ARN does not tell. */
function fifoResourceOf(destination: object): IConstruct | undefined {
  const { queue, topic } = destination as { readonly queue?: KnowsFifo; readonly topic?: KnowsFifo };
  return [queue, topic].find(each => each?.fifo === true);
}

interface KnowsFifo extends IConstruct {
  readonly fifo?: boolean;
}
