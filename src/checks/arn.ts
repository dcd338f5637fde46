import { HOLE } from './resource';
import { UNKNOWN, View } from './view';

/** An ARN as far as it is written out: of `arn:aws:sqs:<known at deployment>:111122223333:orders` the Region is unknown, the rest is not. */
export interface ArnView {
  readonly service: View;
  readonly region: View;
  readonly account: View;
  readonly resource: View;
  /** How the resource ends, where that is written out: `.fifo` decides, whatever comes before. */
  readonly ending: View;
}

export function viewArn(text: string | undefined): ArnView | undefined {
  if (!text?.startsWith('arn:')) { return undefined; }
  const [, , service, region, account, ...resource] = text.split(':');
  const name = resource.join(':');
  return {
    service: known(service),
    region: known(region),
    account: known(account),
    resource: known(name),
    ending: name === '' || name.endsWith(HOLE) ? UNKNOWN : name.slice(name.lastIndexOf(HOLE) + 1),
  };
}

function known(part: string | undefined): View {
  return part === undefined || part.includes(HOLE) ? UNKNOWN : part;
}
