import { Resource } from './resource';
import { Environment, identityOfArn, parseArn } from '../values/arn';
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

/** The functions of a deployment whose names are written out. */
export class NamedFunctions {
  private byName?: ReadonlyMap<string, Resource | undefined>;

  public constructor(private readonly functions: () => readonly Resource[]) {}

  /** The function that a name means where a resource is deployed; none where a condition may omit it, or two have the name. */
  public find(name: string, { key }: Environment): Resource | undefined {
    if (name === '') { return undefined; }
    if (!this.byName) {
      const byName = new Map<string, Resource | undefined>();
      for (const fn of this.functions()) {
        const own = fn.value(FUNCTION_NAME);
        if (typeof own !== 'string') { continue; }
        const place = `${fn.environment.key} ${own}`;
        byName.set(place, byName.has(place) || fn.isConditional ? undefined : fn);
      }
      this.byName = byName;
    }
    return this.byName.get(`${key} ${name}`);
  }
}

/**
 * @param resource what names a function in `FunctionName`
 * @param named the functions that it may mean by a name
 */
export function invokedFunction(resource: Resource, named?: NamedFunctions): InvokedFunction {
  const invoked = resource.target(FUNCTION_NAME);
  if (invoked) { return throughQualifier(invoked); }
  const fn = named?.find(nameIn(resource), resource.environment);
  if (fn) { return throughQualifier(fn); }
  const name = resource.value(FUNCTION_NAME);
  if (typeof name === 'string') {
    const arn = parseArn(name);
    return { identity: arn ? name : `${resource.environment.key} ${name}`, region: arn?.region ?? UNKNOWN };
  }
  const composed = invokedByComposedName(resource);
  if (composed) { return composed; }
  return { region: parseArn(resource.text(FUNCTION_NAME))?.region ?? UNKNOWN };
}

const ARN_OF_THE_DEPLOYMENT = { 'Fn::Sub': 'arn:${AWS::Partition}:lambda:${AWS::Region}:${AWS::AccountId}:function:' };

/** The name by which a resource names a function, also by an ARN of its own account and Region; with a qualifier it is no name of a function. */
function nameIn(resource: Resource): string {
  const text = identityOfArn(resource.source(FUNCTION_NAME), resource.environment) ?? '';
  const prefix = identityOfArn(ARN_OF_THE_DEPLOYMENT, resource.environment)!;
  return text.startsWith(prefix) ? text.slice(prefix.length) : text;
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
