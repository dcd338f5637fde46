import { Duration } from 'aws-cdk-lib';

/** A duration in seconds, fractions included: whether they are allowed is for the rules to say. */
export function secondsOf(duration: Duration | undefined, convertError: () => void): number | undefined {
  if (duration === undefined) { return undefined; }
  if (!duration.isUnresolved() || duration.unitLabel() === 'seconds') { return duration.toSeconds({ integral: false }); }
  convertError();
  return undefined;
}
