import { DerivedFacts } from './derived-fact';
import { KAFKA_SCHEME } from '../aws/services';
import { fifoOf, serviceOf } from '../model/destination';
import { ON_FAILURE } from '../model/mapping';
import { ABSENT } from '../values/value';

/** The facts of the on-failure destination of a mapping. */
export const DESTINATION_FACTS: DerivedFacts = {
  /** The service of the ARN; `kafka` for a topic of the source's cluster. */
  'destination.Service': ({ resource }) => serviceOf(resource, ON_FAILURE),
  /** Present where it is a FIFO queue or topic. */
  'destination.Fifo': ({ resource, facts }) => facts?.fact('FifoDestination') ?? fifoOf(resource, ON_FAILURE),
  /** The topic of a `kafka://` destination. */
  'destination.Topic': ({ resource }) => {
    const destination = resource.value(ON_FAILURE);
    if (typeof destination !== 'string') { return destination; }
    return destination.startsWith(KAFKA_SCHEME) ? destination.slice(KAFKA_SCHEME.length) : ABSENT;
  },
};
