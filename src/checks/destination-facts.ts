import { viewArn } from './arn';
import { IndexedMapping } from './mapping-index';
import { ABSENT, UNKNOWN, View } from './view';

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
export const DESTINATION_FACTS: { readonly [path: string]: (mapping: IndexedMapping) => View } = {
  /** The service of the ARN; `kafka` for a topic of the source's cluster. */
  'destination.Service': ({ resource }) => {
    const target = resource.follow(DESTINATION);
    if (target) { return SERVICES[target.type] ?? UNKNOWN; }
    const text = resource.text(DESTINATION);
    if (text?.startsWith(KAFKA_TOPIC)) { return 'kafka'; }
    return viewArn(text)?.service ?? unknownIfGiven(resource.view(DESTINATION));
  },
  /** Present where it is a FIFO queue or topic. */
  'destination.Fifo': ({ resource, record }) => {
    const seen = record?.seen('FifoDestination');
    if (seen !== undefined) { return seen; }
    const target = resource.follow(DESTINATION);
    if (target) {
      const fifo = target.view([target.type === 'AWS::SNS::Topic' ? 'FifoTopic' : 'FifoQueue']);
      return fifo === true || fifo === 'true' ? target.name : fifo === UNKNOWN ? UNKNOWN : ABSENT;
    }
    const arn = viewArn(resource.text(DESTINATION));
    if (arn?.service !== 'sqs' && arn?.service !== 'sns') { return unknownIfGiven(arn ? ABSENT : resource.view(DESTINATION)); }
    if (typeof arn.ending !== 'string') { return UNKNOWN; }
    return arn.ending.endsWith('.fifo') ? resource.text(DESTINATION) : ABSENT;
  },
  /** The topic of a `kafka://` destination. */
  'destination.Topic': ({ resource }) => {
    const text = resource.text(DESTINATION);
    if (text?.startsWith(KAFKA_TOPIC)) { return resource.view(DESTINATION) === UNKNOWN ? UNKNOWN : text.slice(KAFKA_TOPIC.length); }
    return resource.view(DESTINATION) === UNKNOWN ? UNKNOWN : ABSENT;
  },
};

function unknownIfGiven(view: View): View {
  return view === ABSENT || typeof view === 'string' ? ABSENT : UNKNOWN;
}
