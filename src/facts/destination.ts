import { IndexedMapping } from '../model/mapping-groups';
import { Resource } from '../model/resource';
import { parseArn } from '../values/arn';
import { ABSENT, isOn, UNKNOWN, Value } from '../values/value';

const DESTINATION = ['DestinationConfig', 'OnFailure', 'Destination'];
const KAFKA_TOPIC = 'kafka://';

const SERVICES: { readonly [resourceType: string]: string } = {
  'AWS::SQS::Queue': 'sqs',
  'AWS::SNS::Topic': 'sns',
  'AWS::S3::Bucket': 's3',
  'AWS::Lambda::Function': 'lambda',
  'AWS::Events::EventBus': 'events',
};

/** What the on-failure destination of a mapping is. */
export const DESTINATION_FACTS: { readonly [path: string]: (mapping: IndexedMapping) => Value } = {
  /** The service of the ARN; `kafka` for a topic of the source's cluster. */
  'destination.Service': ({ resource }) => serviceOf(resource, DESTINATION),
  /** Present where it is a FIFO queue or topic. */
  'destination.Fifo': ({ resource, constructFacts: record }) => record?.fact('FifoDestination') ?? fifoOf(resource, DESTINATION),
  /** The topic of a `kafka://` destination. */
  'destination.Topic': ({ resource }) => {
    const view = resource.value(DESTINATION);
    return typeof view === 'string' ? view.startsWith(KAFKA_TOPIC) ? view.slice(KAFKA_TOPIC.length) : ABSENT : view;
  },
};

/** The service of a destination; unknown where it is known only at deployment. */
export function serviceOf(resource: Resource, path: readonly string[]): Value {
  const target = resource.target(path);
  if (target) { return SERVICES[target.type] ?? UNKNOWN; }
  const text = resource.text(path);
  if (text?.startsWith(KAFKA_TOPIC)) { return 'kafka'; }
  return parseArn(text)?.service ?? unknownIfGiven(resource.value(path));
}

/** Present where a destination is a FIFO queue or topic. */
export function fifoOf(resource: Resource, path: readonly string[]): Value {
  const target = resource.target(path);
  if (target) {
    const fifo = target.value([target.type === 'AWS::SNS::Topic' ? 'FifoTopic' : 'FifoQueue']);
    return isOn(fifo) ? target.name : fifo === UNKNOWN ? UNKNOWN : ABSENT;
  }
  const text = resource.text(path);
  const arn = parseArn(text);
  if (arn?.service !== 'sqs' && arn?.service !== 'sns') { return arn ? ABSENT : unknownIfGiven(resource.value(path)); }
  if (typeof arn.ending !== 'string') { return UNKNOWN; }
  return arn.ending.endsWith('.fifo') ? String(text) : ABSENT;
}

/** Text that is no ARN has no service, and another rule says that it is none. */
function unknownIfGiven(view: Value): Value {
  return view === UNKNOWN ? UNKNOWN : ABSENT;
}
