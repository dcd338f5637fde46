import { ABSENT, UNKNOWN, Value } from '../../values/value';
import { ConstructFacts } from '../construct-facts';
import { Duplicates } from '../duplicates';
import { invokedFunction, InvokedFunction, isNamedWithQualifier, throughQualifier } from '../function';
import { ON_FAILURE } from '../mapping';
import { Resource } from '../resource';

/** A configuration of asynchronous invocation, with the function that it is of. */
export interface InvokeConfig {
  readonly resource: Resource;
  readonly target: InvokedFunction;
  readonly facts?: ConstructFacts;
}

export function readInvokeConfig(resource: Resource): InvokeConfig {
  return { resource, target: invokedFunction(resource), facts: resource.constructFacts };
}

/** The destinations of a configuration, by the name that rules have for them. */
export const DESTINATIONS: { readonly [name: string]: readonly string[] } = {
  onSuccess: ['DestinationConfig', 'OnSuccess', 'Destination'],
  onFailure: ON_FAILURE,
};

const FUNCTION_NAME = ['FunctionName'];
const QUALIFIER = ['Qualifier'];
const LATEST = '$LATEST';
const QUALIFIED = ['AWS::Lambda::Alias', 'AWS::Lambda::Version'];

/** All configurations of a deployment together. */
export class InvokeConfigGroups {
  public static of({ invokeConfigs }: { readonly invokeConfigs: readonly InvokeConfig[] }): InvokeConfigGroups {
    return new InvokeConfigGroups(invokeConfigs.map(({ resource }) => resource));
  }

  private readonly duplicates: Duplicates;
  /** By the function and qualifier that is invoked, what gets its results. */
  private readonly next = new Map<string, Set<string>>();

  private constructor(configs: readonly Resource[]) {
    this.duplicates = new Duplicates(configs, configKey);
    configs.forEach(config => this.add(config));
  }

  /** Another configuration of the same function and qualifier. */
  public duplicateOf(config: Resource): Resource | undefined {
    return this.duplicates.reportedFor(config)[0];
  }

  /** A function that gets results of this one and sends its own back to it, directly or through other functions. */
  public cycle(config: Resource): string | undefined {
    const start = configured(config);
    if (start === undefined) { return undefined; }
    const visited = new Set<string>();
    const leadsBack = (from: string): boolean => [...this.next.get(from) ?? []].some(next => {
      if (next === start) { return true; }
      if (visited.has(next)) { return false; }
      visited.add(next);
      return leadsBack(next);
    });
    const leading = Object.values(DESTINATIONS).find(path => {
      const next = invokedAt(config, path);
      return next !== undefined && next !== start && leadsBack(next);
    });
    return leading && functionAt(config, leading)?.name;
  }

  private add(config: Resource): void {
    const from = configured(config);
    if (from === undefined || config.isConditional) { return; }
    const next = this.next.get(from) ?? new Set();
    Object.values(DESTINATIONS).forEach(path => {
      const target = invokedAt(config, path);
      if (target !== undefined) { next.add(target); }
    });
    this.next.set(from, next);
  }
}

/** The function that a destination is, or is a version or alias of. */
export function functionAt(config: Resource, path: readonly string[]): Resource | undefined {
  const target = config.target(path);
  return target && throughQualifier(target).resource;
}

/** A function with version or alias, as a destination names it: each has a configuration of its own. */
export function invokedAt(config: Resource, path: readonly string[]): string | undefined {
  const target = config.target(path);
  const fn = functionAt(config, path);
  return target && fn && `${fn.id} ${target.id === fn.id ? LATEST : nameOfQualifier(target)}`;
}

/** A function with version or alias, as the configuration is of it. */
export function configured(config: Resource): string | undefined {
  const fn = invokedFunction(config).resource;
  if (!fn) { return undefined; }
  const qualifier = config.value(QUALIFIER);
  if (qualifier === ABSENT) { return `${fn.id} ${LATEST}`; }
  if (typeof qualifier === 'string') { return `${fn.id} ${qualifier}`; }
  const [named, another] = config.targets(QUALIFIER).filter(({ type }) => QUALIFIED.includes(type));
  return named && !another ? `${fn.id} ${nameOfQualifier(named)}` : undefined;
}

/** The name of an alias; for a version, whose number is known only at deployment, its id. */
function nameOfQualifier(qualified: Resource): string {
  const name = qualified.type === 'AWS::Lambda::Alias' ? qualified.value(['Name']) : UNKNOWN;
  return typeof name === 'string' ? name : qualified.id;
}

function configKey(config: Resource): string | undefined {
  const { identity } = invokedFunction(config);
  if (identity === undefined) { return undefined; }
  const qualifier = qualifierOf(config);
  return `${identity} ${typeof qualifier === 'string' ? qualifier : config.sourceText(QUALIFIER)}`;
}

/** The qualifier, also where it is cut from the ARN of an alias. */
export function qualifierOf(config: Resource): Value {
  const qualifier = config.value(QUALIFIER);
  if (qualifier !== UNKNOWN) { return qualifier; }
  const [alias, another] = config.targets(QUALIFIER).filter(({ type }) => type === 'AWS::Lambda::Alias');
  return alias && !another ? alias.value(['Name']) : UNKNOWN;
}

/** The qualifier in `FunctionName` itself: of a qualified name or ARN, or of a version or alias. */
export function qualifierInName(config: Resource): Value {
  const name = config.value(FUNCTION_NAME);
  if (typeof name === 'string') {
    const parts = name.split(':');
    return parts.length === 8 || parts.length === 2 ? parts[parts.length - 1] : ABSENT;
  }
  const composed = isNamedWithQualifier(config) ? config.targets(FUNCTION_NAME) : [];
  const named = config.target(FUNCTION_NAME) ?? composed.find(({ type }) => QUALIFIED.includes(type));
  switch (named?.type) {
    case 'AWS::Lambda::Function': return ABSENT;
    case 'AWS::Lambda::Alias': return named.value(['Name']);
    // Its number is known only at deployment, but it is a number.
    case 'AWS::Lambda::Version': return config.value(QUALIFIER) === LATEST ? 'the number of a version' : UNKNOWN;
    default: return UNKNOWN;
  }
}
