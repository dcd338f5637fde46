import { Token } from 'aws-cdk-lib';
import { UNKNOWN, View } from './view';

/** An ARN as far as it is written out: `arn:aws:sqs:${Token}:111122223333:orders` has a service and an account, but no known Region. */
export interface ArnView {
  readonly service: View;
  readonly region: View;
  readonly account: View;
  readonly resource: View;
}

export function viewArn(value: View): ArnView | undefined {
  if (typeof value !== 'string' || !value.startsWith('arn:')) { return undefined; }
  const parts = value.split(':');
  const part = (text: string | undefined) => text === undefined || Token.isUnresolved(text) ? UNKNOWN : text;
  return { service: part(parts[2]), region: part(parts[3]), account: part(parts[4]), resource: part(parts.slice(5).join(':')) };
}
