import { DerivedFacts } from './derived-fact';
import { UNLIMITED } from '../aws/special-values';
import { deadLetterQueues } from '../model/dead-letter-queues';
import { deadLetterQueueIsFifo } from '../model/source';
import { ABSENT, asNumber, UNKNOWN, Value } from '../values/value';

/** The facts of a mapping, of the function and the queue that it names, and of the time, which are properties of none. */
export const RELATED_FACTS: DerivedFacts = {
  'mapping.Region': ({ resource }) => resource.environment.region,
  'mapping.Account': ({ resource }) => resource.environment.account,

  /** Present where neither the number of retries nor the age of a record ever ends them. */
  'mapping.RetriesWithoutEnd': ({ resource }) => {
    const limits = ['MaximumRetryAttempts', 'MaximumRecordAgeInSeconds'].map(property => resource.value([property]));
    if (limits.some(limit => limit !== UNKNOWN && !isUnlimited(limit))) { return ABSENT; }
    return limits.includes(UNKNOWN) ? UNKNOWN : true;
  },

  'function.Region': ({ target }) => target.region,
  'queue.DeadLetterQueueIsFifo': ({ source }) => source.related === 'queue' && source.resource ? deadLetterQueueIsFifo(source.resource) : UNKNOWN,

  /** Present where the queue is itself the place for what failed elsewhere. */
  'queue.IsDeadLetterQueue': ({ source }, deployment) =>
    source.resource && deployment.memo(deployment, deadLetterQueues).has(source.resource.id) ? true : ABSENT,

  'clock.Now': () => Math.floor(Date.now() / 1000),
};

function isUnlimited(limit: Value): boolean {
  return limit === ABSENT || asNumber(limit) === UNLIMITED;
}
