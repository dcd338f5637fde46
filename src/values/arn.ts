import { PLACEHOLDER } from './text';
import { UNKNOWN, Value } from './value';

/** An ARN as far as it is known: of `arn:aws:sqs:<known at deployment>:111122223333:orders` the Region is unknown, the rest is not. */
export interface Arn {
  readonly service: Value;
  readonly region: Value;
  readonly account: Value;
  readonly resource: Value;
  /** The end of the resource, where that is known: `.fifo` decides, whatever comes before. */
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
    ending: name === '' || name.endsWith(PLACEHOLDER) ? UNKNOWN : name.slice(name.lastIndexOf(PLACEHOLDER) + 1),
  };
}

/** Where something is deployed. */
export interface Environment {
  readonly region: Value;
  readonly account: Value;
  /**
   * Differs from every other Region and account: a literal name names another resource there. A stack without a Region and account
   * of its own shares them only with the resources that are deployed with it.
   */
  readonly key: string;
}

/**
 * Equal for equal ARNs, however they are written: partition, Region and account may be literal or those of the deployment.
 * Undefined where anything else in the ARN is known only then.
 *
 * @param source the ARN as a template has it
 * @param environment where the resource that names it is deployed
 */
export function identityOfArn(source: unknown, environment: Environment): string | undefined {
  const text = textOf(source, environment);
  // The Region has one partition.
  return text?.replace(/^arn:[^:]*:/, 'arn::');
}

function textOf(source: unknown, environment: Environment): string | undefined {
  if (typeof source === 'string') { return source; }
  const { Ref: name, 'Fn::Join': join, 'Fn::Sub': sub } = (source ?? {}) as { 'Ref'?: unknown; 'Fn::Join'?: unknown; 'Fn::Sub'?: unknown };
  if (typeof name === 'string') { return pseudo(name, environment); }
  const template = typeof sub === 'string' ? sub.split(/\$\{([^}]*)\}/) : undefined;
  const parts = template?.map((part, i) => i % 2 === 0 ? part : pseudo(part, environment))
    ?? (Array.isArray(join) && join[0] === '' && Array.isArray(join[1]) ? join[1].map(part => textOf(part, environment)) : [undefined]);
  return parts.includes(undefined) ? undefined : parts.join('');
}

/** The value of a pseudo parameter. An unknown one has a name that no other environment has. */
function pseudo(name: string, { region, account, key }: Environment): string | undefined {
  switch (name) {
    case 'AWS::Partition': return 'aws';
    case 'AWS::Region': return typeof region === 'string' ? region : `Region of ${key}`;
    case 'AWS::AccountId': return typeof account === 'string' ? account : `account of ${key}`;
    default: return undefined;
  }
}

function known(part: string | undefined): Value {
  return part === undefined || part.includes(PLACEHOLDER) ? UNKNOWN : part;
}
