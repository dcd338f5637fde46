import { Resource } from './resource';
import { asText } from '../values/text';
import { ABSENT, isObject, UNKNOWN, Value } from '../values/value';

const KEY = ['KmsMasterKeyId'];

/** The key that AWS manages: nobody can change its policy. */
const MANAGED = 'alias/aws/sqs';

/** Amazon SNS, also of a Region that has to be enabled: `sns.af-south-1.amazonaws.com`. */
const AMAZON_SNS = /^(sns(\.[a-z0-9-]+)?\.amazonaws\.com(\.cn)?|\*)$/;

/** The key of a queue, where its policy surely does not allow Amazon SNS to use it. */
export function keyClosedToSns(queue: Resource): Value {
  const id = queue.value(KEY);
  if (id === ABSENT || id === MANAGED) { return id; }
  const key = queue.target(KEY);
  if (key?.type !== 'AWS::KMS::Key') { return UNKNOWN; }
  const statements = [key.value(['KeyPolicy', 'Statement'])].flat();
  return statements.some(mayAllowSns) ? ABSENT : key.name;
}

function mayAllowSns(statement: Value): boolean {
  if (!isObject(statement)) { return true; }
  const { Effect: effect, Principal: principal } = statement;
  if (effect === 'Deny') { return false; }
  if (!isObject(principal)) { return true; }
  const services = 'Service' in principal ? [principal.Service].flat() : [];
  return services.some(service => service === UNKNOWN || AMAZON_SNS.test(asText(service))) || ('AWS' in principal && [principal.AWS].flat().includes('*'));
}
