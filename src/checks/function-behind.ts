import { viewArn } from './arn';
import { Resource } from './resource';
import { UNKNOWN, View } from './view';

const FUNCTION_NAME = ['FunctionName'];

/** What a mapping invokes: seen through alias and version down to the function. */
export interface FunctionBehind {
  /** The function, where it is among the resources at hand. */
  readonly resource?: Resource;
  /** Tells what is invoked from every other function, version and alias; undefined where it is known only at deployment. */
  readonly identity?: string;
  readonly region: View;
}

/**
 * @param holder the resource that names a function in `FunctionName`
 * @param invoked what `FunctionName` refers to, where that is known better than the property tells
 */
export function functionBehind(holder: Resource, invoked: Resource | undefined = holder.follow(FUNCTION_NAME)): FunctionBehind {
  if (!invoked) {
    const written = holder.view(FUNCTION_NAME);
    return {
      identity: typeof written === 'string' ? written : undefined,
      region: viewArn(holder.text(FUNCTION_NAME))?.region ?? UNKNOWN,
    };
  }
  const resource = throughAliasAndVersion(invoked);
  return {
    resource: resource.type === 'AWS::Lambda::Function' ? resource : undefined,
    identity: invoked.identity,
    region: resource.region,
  };
}

function throughAliasAndVersion(invoked: Resource): Resource {
  if (invoked.type !== 'AWS::Lambda::Alias' && invoked.type !== 'AWS::Lambda::Version') { return invoked; }
  const next = invoked.follow(FUNCTION_NAME);
  return next && next !== invoked ? throughAliasAndVersion(next) : invoked;
}
