import { Resource } from './resource';
import { parseArn } from '../values/arn';
import { PLACEHOLDER } from '../values/text';
import { UNKNOWN, Value } from '../values/value';

const FUNCTION_NAME = ['FunctionName'];

/** A function that is invoked, seen through alias and version. */
export interface InvokedFunction {
  /** The function, version or alias that is named, where it is known. */
  readonly invoked?: Resource;
  /** The function, where it is known. */
  readonly resource?: Resource;
  /** Differs from every other function, version and alias; undefined where it is known only at deployment. */
  readonly identity?: string;
  readonly region: Value;
}

/** @param resource what names a function in `FunctionName` */
export function invokedFunction(resource: Resource): InvokedFunction {
  const invoked = resource.target(FUNCTION_NAME);
  if (invoked) { return throughQualifier(invoked); }
  const name = resource.value(FUNCTION_NAME);
  if (typeof name === 'string') {
    const arn = parseArn(name);
    return { identity: arn ? name : `${resource.environment.key} ${name}`, region: arn?.region ?? UNKNOWN };
  }
  const composed = invokedByComposedName(resource);
  if (composed) { return composed; }
  return { region: parseArn(resource.text(FUNCTION_NAME))?.region ?? UNKNOWN };
}

/** A name and a qualifier, either of which may be known only at deployment. */
const QUALIFIED_NAME = new RegExp(`^${PLACEHOLDER}:(${PLACEHOLDER}|[\\w$-]+)$`);

/** Whether a resource names a function with a qualifier, put together of both; text cut from such a name has none. */
export function isNamedWithQualifier(resource: Resource): boolean {
  return QUALIFIED_NAME.test(resource.text(FUNCTION_NAME) ?? '');
}

/** `function:alias`, put together from the alias, from function and version, or from the function and a literal. */
function invokedByComposedName(resource: Resource): InvokedFunction | undefined {
  if (!isNamedWithQualifier(resource)) { return undefined; }
  const targets = resource.targets(FUNCTION_NAME);
  const only = (type: string) => {
    const [target, another] = targets.filter(each => each.type === type);
    return another ? undefined : target;
  };
  const qualified = only('AWS::Lambda::Alias') ?? only('AWS::Lambda::Version');
  if (qualified) { return throughQualifier(qualified); }
  const fn = targets.length === 1 ? only('AWS::Lambda::Function') : undefined;
  return fn && throughQualifier(fn, `${fn.id} ${resource.sourceText(FUNCTION_NAME)}`);
}

/** The function behind a function, version or alias. */
export function throughQualifier(invoked: Resource, identity: string = invoked.id): InvokedFunction {
  const resource = throughAliasAndVersion(invoked);
  return {
    invoked,
    resource: resource.type === 'AWS::Lambda::Function' ? resource : undefined,
    identity,
    region: resource.environment.region,
  };
}

function throughAliasAndVersion(invoked: Resource): Resource {
  let resource = invoked;
  const passed = new Set<string>();
  while (resource.type === 'AWS::Lambda::Alias' || resource.type === 'AWS::Lambda::Version') {
    passed.add(resource.id);
    const next = resource.target(FUNCTION_NAME);
    // Templates may be wrong in circles.
    if (!next || passed.has(next.id)) { return resource; }
    resource = next;
  }
  return resource;
}
