import { Resource } from './resource';
import { DESTINATION_SERVICES, KAFKA_SCHEME } from '../aws/services';
import { parseArn } from '../values/arn';
import { entryAt } from '../values/json';
import { asText } from '../values/text';
import { ABSENT, isOn, UNKNOWN, Value } from '../values/value';

/** The service of a destination; unknown where it is known only at deployment. */
export function serviceOf(resource: Resource, path: readonly string[]): Value {
  const target = resource.target(path);
  if (target) { return entryAt(DESTINATION_SERVICES, target.type) ?? UNKNOWN; }
  const text = resource.text(path);
  if (text?.startsWith(KAFKA_SCHEME)) { return 'kafka'; }
  return parseArn(text)?.service ?? unknownIfDefined(resource.value(path));
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
  if (arn?.service !== 'sqs' && arn?.service !== 'sns') { return arn ? ABSENT : unknownIfDefined(resource.value(path)); }
  if (typeof arn.ending !== 'string') { return UNKNOWN; }
  return arn.ending.endsWith('.fifo') ? asText(text) : ABSENT;
}

/** Text that is no ARN has no service: another rule reports it. */
function unknownIfDefined(value: Value): Value {
  return value === UNKNOWN ? UNKNOWN : ABSENT;
}
