import { ResourceFacts } from './resource-facts';
import { SourceKind } from '../../aws/source-kinds';
import { configured, DESTINATIONS, functionAt, InvokeConfig, InvokeConfigGroups, invokedAt, qualifierInName, qualifierOf } from '../../model/async/invoke-config';
import { Deployment } from '../../model/deployment';
import { fifoOf, serviceOf } from '../../model/destination';
import { placeOf, Resource } from '../../model/resource';
import { FactPath } from '../../rules';
import { parseArn } from '../../values/arn';
import { entryAt } from '../../values/json';
import { splitPath } from '../../values/path';
import { ABSENT, UNKNOWN, Value } from '../../values/value';

/** The facts of an `AWS::Lambda::EventInvokeConfig`. */
export class InvokeConfigFacts extends ResourceFacts {
  public readonly kinds: readonly SourceKind[] = ['asynchronous'];

  public constructor(private readonly config: InvokeConfig, private readonly deployment: Deployment) {
    super(config.resource);
  }

  public values(path: FactPath): readonly Value[] {
    const segments = splitPath(path);
    switch (segments[0]) {
      case 'function': return this.valuesOfFunction(segments);
      case 'onSuccess':
      case 'onFailure': return [this.destination(segments[0], segments[1])];
      case 'config': return [this.resource.environment.region];
      case 'invoked': return [qualifierInName(this.resource)];
      case 'deployment': return [this.ofDeployment(segments[1])];
      case 'construct': return [this.constructFact(segments[1])];
      case 'Qualifier': return [qualifierOf(this.resource)];
      default: return this.resource.values(segments);
    }
  }

  protected targetFunction(): Resource | undefined {
    return this.config.target.resource;
  }

  private valuesOfFunction(segments: readonly string[]): readonly Value[] {
    const { resource } = this.config.target;
    switch (segments[1]) {
      case 'Known': return [resource !== undefined];
      case 'Region': return [this.config.target.region];
      default: return resource ? resource.values(segments.slice(1)) : [UNKNOWN];
    }
  }

  private ofDeployment(fact: string): Value {
    const groups = this.deployment.memo(this.deployment, InvokeConfigGroups.of);
    switch (fact) {
      case 'SameConfig': return placeOf(groups.duplicateOf(this.resource)) ?? ABSENT;
      case 'InvokeCycle': return groups.cycle(this.resource) ?? ABSENT;
      default: return ABSENT;
    }
  }

  private destination(side: string, fact: string): Value {
    const path = entryAt(DESTINATIONS, side) ?? [];
    switch (fact) {
      case 'Service': return serviceOf(this.resource, path);
      case 'Fifo': return this.config.facts?.fact(`${side}Fifo`) ?? fifoOf(this.resource, path);
      case 'Region': return this.regionOf(path);
      case 'Itself': return this.itself(path, true);
      case 'OtherOfItself': return this.itself(path, false);
      default: return ABSENT;
    }
  }

  /** The Region of a known resource, or in a literal ARN; that of a bucket has none. */
  private regionOf(path: readonly string[]): Value {
    const target = this.resource.target(path);
    if (target) { return target.type === 'AWS::S3::Bucket' ? ABSENT : target.environment.region; }
    const arn = parseArn(this.resource.text(path));
    return arn ? arn.region === '' ? ABSENT : arn.region : UNKNOWN;
  }

  /** Present where the function is its own destination, with the same version or alias, or with another. */
  private itself(path: readonly string[], same: boolean): Value {
    const target = this.resource.target(path);
    if (!target) { return this.resource.value(path) === ABSENT ? ABSENT : UNKNOWN; }
    const fn = functionAt(this.resource, path);
    if (!fn || fn.id !== this.config.target.resource?.id) { return ABSENT; }
    const mine = configured(this.resource);
    if (mine === undefined) { return UNKNOWN; }
    return same === (mine === invokedAt(this.resource, path)) ? target.name : ABSENT;
  }
}
