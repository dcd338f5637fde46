import { UNKNOWN, Value } from './value';
import { HOLE, Resource } from '../model/resource';

/** An ARN as far as it is written out: of `arn:aws:sqs:<known at deployment>:111122223333:orders` the Region is unknown, the rest is not. */
export interface Arn {
  readonly service: Value;
  readonly region: Value;
  readonly account: Value;
  readonly resource: Value;
  /** How the resource ends, where that is written out: `.fifo` decides, whatever comes before. */
  readonly ending: Value;
}

export function parseArn(text: string | undefined): Arn | undefined {
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

/** Where something is deployed. */
type Deployed = Pick<Resource, 'region' | 'account' | 'place'>;

/**
 * What tells an ARN from others, however it is written: partition, Region and account may be literal or those of the
 * deployment. Undefined where anything else in it is known only then.
 *
 * @param written the ARN as a template has it
 * @param namer the resource that names it
 */
export function identityOfArn(written: unknown, namer: Deployed): string | undefined {
  const text = textOf(written, namer);
  // The Region has one partition.
  return text?.replace(/^arn:[^:]*:/, 'arn::');
}

function textOf(written: unknown, namer: Deployed): string | undefined {
  if (typeof written === 'string') { return written; }
  const { Ref: name, 'Fn::Join': join, 'Fn::Sub': sub } = (written ?? {}) as { 'Ref'?: unknown; 'Fn::Join'?: unknown; 'Fn::Sub'?: unknown };
  if (typeof name === 'string') { return pseudo(name, namer); }
  const template = typeof sub === 'string' ? sub.split(/\$\{([^}]*)\}/) : undefined;
  const parts = template?.map((part, i) => i % 2 === 0 ? part : pseudo(part, namer))
    ?? (Array.isArray(join) && join[0] === '' && Array.isArray(join[1]) ? join[1].map(part => textOf(part, namer)) : [undefined]);
  return parts.includes(undefined) ? undefined : parts.join('');
}

/** What a pseudo parameter is worth. What nobody knows is called by the place that it is of. */
function pseudo(name: string, { region, account, place }: Deployed): string | undefined {
  switch (name) {
    case 'AWS::Partition': return 'aws';
    case 'AWS::Region': return typeof region === 'string' ? region : `Region of ${place}`;
    case 'AWS::AccountId': return typeof account === 'string' ? account : `account of ${place}`;
    default: return undefined;
  }
}

function known(part: string | undefined): Value {
  return part === undefined || part.includes(HOLE) ? UNKNOWN : part;
}
