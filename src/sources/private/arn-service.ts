import { Token } from 'aws-cdk-lib';
import { RecordFact } from '../../model/construct-facts';

/** Records for the validation that an ARN has another service than the source. A service that is a token may be any. */
export function checkArnService(arn: string, expected: string, addFact: RecordFact): void {
  const service = /^arn:[^:]*:([^:]*):/.exec(arn)?.[1];
  if (service !== undefined && service !== expected && !Token.isUnresolved(service)) {
    addFact('ArnOfAnotherService', `the service in its ARN is ${expected}, and here it is ${service}`);
  }
}
