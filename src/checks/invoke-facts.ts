import { viewArn } from './arn';
import { fifoOf, serviceOf } from './destination-facts';
import { Facts } from './facts';
import type { FilterIssues } from './filter-facts';
import { functionBehind, FunctionBehind } from './function-behind';
import { Resource } from './resource';
import { ABSENT, splitPath, UNKNOWN, View } from './view';
import { FactPath, Owner, SourceKind } from '../limits';

const DESTINATIONS: { readonly [name: string]: readonly string[] } = {
  onSuccess: ['DestinationConfig', 'OnSuccess', 'Destination'],
  onFailure: ['DestinationConfig', 'OnFailure', 'Destination'],
};

/** All configurations of asynchronous invocation that are deployed together. */
export class InvokeConfigIndex {
  private readonly byTarget = new Map<string, Resource>();

  public constructor(configs: readonly Resource[]) {
    for (const config of configs) {
      const target = config.isConditional ? undefined : targetOf(config);
      if (target !== undefined && !this.byTarget.has(target)) { this.byTarget.set(target, config); }
    }
  }

  /** A configuration of the same function and qualifier that comes before this one. */
  public sameTarget(config: Resource): Resource | undefined {
    const target = config.isConditional ? undefined : targetOf(config);
    const first = target === undefined ? undefined : this.byTarget.get(target);
    return first?.identity === config.identity ? undefined : first;
  }
}

function targetOf(config: Resource): string | undefined {
  const qualifier = config.view(['Qualifier']);
  const invoked = functionBehind(config).identity;
  if (invoked === undefined) { return undefined; }
  return `${invoked} ${typeof qualifier === 'string' ? qualifier : config.literal(['Qualifier'])}`;
}

/** The facts of an `AWS::Lambda::EventInvokeConfig`. */
export class InvokeConfigFacts implements Facts {
  public readonly kinds: readonly SourceKind[] = ['asynchronous'];
  private readonly behind: FunctionBehind;

  public constructor(private readonly config: Resource, private readonly index: InvokeConfigIndex) {
    this.behind = functionBehind(config);
  }

  public get name(): string {
    return this.config.name;
  }

  public views(path: FactPath): readonly View[] {
    const segments = splitPath(path);
    switch (segments[0]) {
      case 'function': return this.viewsOfFunction(segments);
      case 'onSuccess':
      case 'onFailure': return [this.destination(DESTINATIONS[segments[0]], segments[1])];
      case 'mapping': return [segments[1] === 'Region' ? this.config.region : this.config.account];
      case 'app': return [path === 'app.SameConfig' ? this.index.sameTarget(this.config)?.name ?? ABSENT : ABSENT];
      case 'seen': return [ABSENT];
      default: return this.config.views(segments);
    }
  }

  public isGiven(path: FactPath): boolean {
    const [view] = this.views(path);
    if (view !== UNKNOWN) { return view !== ABSENT; }
    const segments = splitPath(path);
    if (/^[A-Z]/.test(path)) { return this.config.isGiven(segments); }
    return segments[0] === 'function' && (this.behind.resource?.isGiven(segments.slice(1)) ?? false);
  }

  public filterIssues(): FilterIssues {
    return [];
  }

  public nameOf(owner: Owner): string | undefined {
    return owner === 'function' ? this.behind.resource?.name : undefined;
  }

  private viewsOfFunction(segments: readonly string[]): readonly View[] {
    const { resource } = this.behind;
    switch (segments[1]) {
      case 'Known': return [resource !== undefined];
      case 'Region': return [this.behind.region];
      default: return resource ? resource.views(segments.slice(1)) : [UNKNOWN];
    }
  }

  private destination(path: readonly string[], fact: string): View {
    switch (fact) {
      case 'Service': return serviceOf(this.config, path);
      case 'Fifo': return fifoOf(this.config, path);
      case 'Region': return this.regionOf(path);
      case 'Itself': return this.itself(path);
      default: return ABSENT;
    }
  }

  /** Of a literal ARN that has one: the name of a bucket carries none. */
  private regionOf(path: readonly string[]): View {
    const arn = viewArn(this.config.text(path));
    return arn ? arn.region === '' ? ABSENT : arn.region : UNKNOWN;
  }

  /** Present where the function is its own destination. Another version or alias of it is another function to Lambda. */
  private itself(path: readonly string[]): View {
    const target = this.config.follow(path);
    if (!target) { return this.config.view(path) === ABSENT ? ABSENT : UNKNOWN; }
    const unqualified = ['$LATEST', ABSENT].includes(this.config.view(['Qualifier']) as string);
    return unqualified && target.identity === this.behind.identity ? target.name : ABSENT;
  }
}
