import { Resource } from './resource';
import { ABSENT, isObject, UNKNOWN, View } from './view';

const KEY = ['KmsMasterKeyId'];

/** The key of AWS's own: nobody can change its policy. */
const MANAGED = 'alias/aws/sqs';

/** The key of a queue, where its policy surely does not let a service in. */
export function closedKeyOf(queue: Resource, service: string): View {
  const written = queue.view(KEY);
  if (written === ABSENT || written === MANAGED) { return written; }
  const key = queue.follow(KEY);
  if (key?.type !== 'AWS::KMS::Key') { return UNKNOWN; }
  const statements = [key.view(['KeyPolicy', 'Statement'])].flat();
  return statements.some(statement => mayAdmit(statement, service)) ? ABSENT : key.name;
}

function mayAdmit(statement: View, service: string): boolean {
  if (!isObject(statement)) { return true; }
  const { Effect: effect, Principal: principal } = statement;
  if (effect === 'Deny') { return false; }
  if (!isObject(principal)) { return true; }
  const services = 'Service' in principal ? [principal.Service].flat() : [];
  return services.some(each => each === UNKNOWN || each === service) || ('AWS' in principal && [principal.AWS].flat().includes('*'));
}
