import { HOLE, Resource } from './resource';
import { parseArn } from '../values/arn';
import { UNKNOWN, Value } from '../values/value';

const FUNCTION_NAME = ['FunctionName'];

/** What a mapping invokes: seen through alias and version down to the function. */
export interface InvokedFunction {
  /** The function, where it is among the resources at hand. */
  readonly resource?: Resource;
  /** Tells what is invoked from every other function, version and alias; undefined where it is known only at deployment. */
  readonly identity?: string;
  readonly region: Value;
}

/**
 * @param holder the resource that names a function in `FunctionName`
 * @param invoked what `FunctionName` refers to, where that is known better than the property tells
 */
export function invokedFunction(holder: Resource, invoked: Resource | undefined = holder.target(FUNCTION_NAME)): InvokedFunction {
  if (invoked) { return through(invoked, invoked.id); }
  const written = holder.value(FUNCTION_NAME);
  if (typeof written === 'string') {
    const arn = parseArn(written);
    return { identity: arn ? written : `${holder.place} ${written}`, region: arn?.region ?? UNKNOWN };
  }
  const composed = invokedByComposedName(holder);
  if (composed) { return composed; }
  return { region: parseArn(holder.text(FUNCTION_NAME))?.region ?? UNKNOWN };
}

/** A name and a qualifier, either of which may be known only at deployment. */
const QUALIFIED_NAME = new RegExp(`^${HOLE}:(${HOLE}|[\\w$-]+)$`);

/** Whether a resource names a function with a qualifier, put together of both; text cut from such a name has none. */
export function isNamedWithQualifier(holder: Resource): boolean {
  return QUALIFIED_NAME.test(holder.text(FUNCTION_NAME) ?? '');
}

/** `function:alias`, put together from the alias, from function and version, or from the function and a literal. */
function invokedByComposedName(holder: Resource): InvokedFunction | undefined {
  if (!isNamedWithQualifier(holder)) { return undefined; }
  const references = holder.targets(FUNCTION_NAME);
  const only = (type: string) => {
    const found = references.filter(reference => reference.type === type);
    return found.length === 1 ? found[0] : undefined;
  };
  const qualified = only('AWS::Lambda::Alias') ?? only('AWS::Lambda::Version');
  if (qualified) { return through(qualified, qualified.id); }
  const fn = references.length === 1 ? only('AWS::Lambda::Function') : undefined;
  return fn && through(fn, `${fn.id} ${holder.sourceText(FUNCTION_NAME)}`);
}

function through(invoked: Resource, identity: string): InvokedFunction {
  const resource = throughAliasAndVersion(invoked);
  return {
    resource: resource.type === 'AWS::Lambda::Function' ? resource : undefined,
    identity,
    region: resource.region,
  };
}

function throughAliasAndVersion(invoked: Resource, seen: ReadonlySet<string> = new Set()): Resource {
  if (invoked.type !== 'AWS::Lambda::Alias' && invoked.type !== 'AWS::Lambda::Version') { return invoked; }
  const next = invoked.target(FUNCTION_NAME);
  // Templates may be wrong in circles.
  return next && !seen.has(next.id) ? throughAliasAndVersion(next, new Set([...seen, invoked.id])) : invoked;
}
