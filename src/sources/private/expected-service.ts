import { Token } from 'aws-cdk-lib';
import { RecordFact } from '../../model/construct-facts';

/** Tells the validation of an ARN that is of another service than the source is, as far as it is written out. */
export function checkArnService(arn: string, expected: string, addFact: RecordFact): void {
  const service = /^arn:[^:]*:([^:]*):/.exec(arn)?.[1];
  if (service !== undefined && service !== expected && !Token.isUnresolved(service)) {
    addFact('ArnOfAnotherService', `the service in its ARN is ${expected}, and here it is ${service}`);
  }
}
