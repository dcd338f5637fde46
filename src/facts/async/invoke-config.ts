import { ResourceFacts } from './resource-facts';
import { SourceKind } from '../../aws/source-kinds';
import { ConstructFacts } from '../../model/construct-facts';
import { Duplicates } from '../../model/duplicates';
import { invokedFunction, InvokedFunction, isNamedWithQualifier } from '../../model/function';
import { Resource } from '../../model/resource';
import { FactPath } from '../../rules';
import { parseArn } from '../../values/arn';
import { ABSENT, splitPath, UNKNOWN, Value } from '../../values/value';
import { fifoOf, serviceOf } from '../destination';

const DESTINATIONS: { readonly [name: string]: readonly string[] } = {
  onSuccess: ['DestinationConfig', 'OnSuccess', 'Destination'],
  onFailure: ['DestinationConfig', 'OnFailure', 'Destination'],
};

const FUNCTION_NAME = ['FunctionName'];
const QUALIFIER = ['Qualifier'];
const LATEST = '$LATEST';
const QUALIFIED = ['AWS::Lambda::Alias', 'AWS::Lambda::Version'];

/** All configurations of asynchronous invocation that are deployed together. */
export class InvokeConfigIndex {
  private readonly doubles: Duplicates;
  /** By what is invoked, what gets its results. */
  private readonly chained = new Map<string, Set<string>>();

  public constructor(configs: readonly Resource[], isOurs: (config: Resource) => boolean = () => false) {
    this.doubles = new Duplicates(configs, configKey, isOurs);
    configs.forEach(config => this.chain(config));
  }

  /** Another configuration of the same function and qualifier. */
  public sameTarget(config: Resource): Resource | undefined {
    return this.doubles.reportedFor(config)[0];
  }

  /** A function that gets results of this one and hands its own back to it, over whatever functions between. */
  public cycle(config: Resource): string | undefined {
    const start = configured(config);
    if (start === undefined) { return undefined; }
    const seen = new Set<string>();
    const leadsBack = (from: string): boolean => [...this.chained.get(from) ?? []].some(next => {
      if (next === start) { return true; }
      if (seen.has(next)) { return false; }
      seen.add(next);
      return leadsBack(next);
    });
    const leading = Object.values(DESTINATIONS).find(path => {
      const next = invokedAt(config, path);
      return next !== undefined && next !== start && leadsBack(next);
    });
    return leading && functionAt(config, leading)?.name;
  }

  private chain(config: Resource): void {
    const from = configured(config);
    if (from === undefined || config.isConditional) { return; }
    const next = this.chained.get(from) ?? new Set();
    Object.values(DESTINATIONS).forEach(path => {
      const target = invokedAt(config, path);
      if (target !== undefined) { next.add(target); }
    });
    this.chained.set(from, next);
  }
}

/** The function that a destination is, or is a version or alias of. */
function functionAt(config: Resource, path: readonly string[]): Resource | undefined {
  const target = config.target(path);
  return target && invokedFunction(config, target).resource;
}

/** A function with version or alias, as a destination names it: each has a configuration of its own. */
function invokedAt(config: Resource, path: readonly string[]): string | undefined {
  const target = config.target(path);
  const fn = functionAt(config, path);
  return target && fn && `${fn.id} ${target.id === fn.id ? LATEST : nameOfQualifier(target)}`;
}

/** The same for what a configuration is of. */
function configured(config: Resource): string | undefined {
  const fn = invokedFunction(config).resource;
  if (!fn) { return undefined; }
  const qualifier = config.value(QUALIFIER);
  if (qualifier === ABSENT) { return `${fn.id} ${LATEST}`; }
  if (typeof qualifier === 'string') { return `${fn.id} ${qualifier}`; }
  const [named, another] = config.targets(QUALIFIER).filter(({ type }) => QUALIFIED.includes(type));
  return named && !another ? `${fn.id} ${nameOfQualifier(named)}` : undefined;
}

/** The name of an alias; of a version, whose number is known only at deployment, what tells it from the others. */
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
function qualifierOf(config: Resource): Value {
  const written = config.value(QUALIFIER);
  if (written !== UNKNOWN) { return written; }
  const [alias, another] = config.targets(QUALIFIER).filter(({ type }) => type === 'AWS::Lambda::Alias');
  return alias && !another ? alias.value(['Name']) : UNKNOWN;
}

/** What `FunctionName` says of the qualifier by itself: as a qualified name or ARN, or by being a version or alias. */
function qualifierInName(config: Resource): Value {
  const written = config.value(FUNCTION_NAME);
  if (typeof written === 'string') {
    const parts = written.split(':');
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

/** The facts of an `AWS::Lambda::EventInvokeConfig`. */
export class InvokeConfigFacts extends ResourceFacts {
  public readonly kinds: readonly SourceKind[] = ['asynchronous'];
  private readonly target: InvokedFunction;

  public constructor(private readonly config: Resource, private readonly index: InvokeConfigIndex, record?: ConstructFacts) {
    super(config, record);
    this.target = invokedFunction(config);
  }

  public values(path: FactPath): readonly Value[] {
    const segments = splitPath(path);
    switch (segments[0]) {
      case 'function': return this.viewsOfFunction(segments);
      case 'onSuccess':
      case 'onFailure': return [this.destination(segments[0], segments[1])];
      case 'config': return [this.config.region];
      case 'invoked': return [qualifierInName(this.config)];
      case 'deployment': return [this.ofApp(segments[1])];
      case 'construct': return [this.seen(segments[1])];
      case 'Qualifier': return [qualifierOf(this.config)];
      default: return this.config.values(segments);
    }
  }

  protected targetFunction(): Resource | undefined {
    return this.target.resource;
  }

  private viewsOfFunction(segments: readonly string[]): readonly Value[] {
    const { resource } = this.target;
    switch (segments[1]) {
      case 'Known': return [resource !== undefined];
      case 'Region': return [this.target.region];
      default: return resource ? resource.values(segments.slice(1)) : [UNKNOWN];
    }
  }

  private ofApp(fact: string): Value {
    switch (fact) {
      case 'SameConfig': return this.index.sameTarget(this.config)?.name ?? ABSENT;
      case 'InvokeCycle': return this.index.cycle(this.config) ?? ABSENT;
      default: return ABSENT;
    }
  }

  private destination(side: string, fact: string): Value {
    const path = DESTINATIONS[side];
    switch (fact) {
      case 'Service': return serviceOf(this.config, path);
      case 'Fifo': return this.record?.fact(`${side}Fifo`) ?? fifoOf(this.config, path);
      case 'Region': return this.regionOf(path);
      case 'Itself': return this.itself(path, true);
      case 'OtherOfItself': return this.itself(path, false);
      default: return ABSENT;
    }
  }

  /** Of a resource at hand, or of a literal ARN that has one: that of a bucket carries none. */
  private regionOf(path: readonly string[]): Value {
    const target = this.config.target(path);
    if (target) { return target.type === 'AWS::S3::Bucket' ? ABSENT : target.region; }
    const arn = parseArn(this.config.text(path));
    return arn ? arn.region === '' ? ABSENT : arn.region : UNKNOWN;
  }

  /** Present where the function is its own destination, with the same version or alias, or with another. */
  private itself(path: readonly string[], same: boolean): Value {
    const target = this.config.target(path);
    if (!target) { return this.config.value(path) === ABSENT ? ABSENT : UNKNOWN; }
    const fn = functionAt(this.config, path);
    if (!fn || fn.id !== this.target.resource?.id) { return ABSENT; }
    const mine = configured(this.config);
    if (mine === undefined) { return UNKNOWN; }
    return same === (mine === invokedAt(this.config, path)) ? target.name : ABSENT;
  }
}
