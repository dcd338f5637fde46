import { Duration } from 'aws-cdk-lib';
import { RecordFact } from '../model/construct-facts';

/**
 * A duration among props in seconds, fractions included: whether they are allowed is for the rules to say.
 *
 * A token of another unit cannot be converted: the validation says so.
 */
export function secondsOf<P extends string>(props: { readonly [prop in P]?: Duration }, prop: P, addFact: RecordFact): number | undefined {
  const duration: Duration | undefined = props[prop];
  if (!duration) { return undefined; }
  if (!duration.isUnresolved() || duration.unitLabel() === 'seconds') { return duration.toSeconds({ integral: false }); }
  addFact('DurationTokenNotSeconds', prop);
  return undefined;
}
