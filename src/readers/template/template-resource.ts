import { Assumptions } from './assumptions';
import { Template } from './template';
import { EMPTY_MEANS_UNSET } from '../../aws/special-values';
import { Resource } from '../../model/resource';
import { JsonObject } from '../../values/json';
import { isNeverEmpty, mayBeNothing, Value, valuesAt } from '../../values/value';

/** Where a template is deployed, as far as its reader knows. */
export interface Environment {
  readonly region: Value;
  readonly account: Value;
}

/** Properties that are resolved already, by logical id, with the assumptions that mattered; all under the same assumptions. */
export type ResolvedProperties = Map<string, { readonly properties: Value; readonly assumptions: Assumptions }>;

/** A resource of a template, read under assumptions. */
export class TemplateResource implements Resource {
  private properties?: Value;

  public constructor(
    private readonly template: Template,
    public readonly id: string,
    private readonly assumptions: Assumptions,
    private readonly environment: Environment,
    private readonly resolved: ResolvedProperties,
  ) {}

  public get name(): string {
    return this.id;
  }

  public get type(): string {
    return String(this.definition.Type);
  }

  public get region(): Value {
    return this.environment.region;
  }

  public get account(): Value {
    return this.environment.account;
  }

  /** One template is deployed to one place. */
  public get place(): string {
    return '';
  }

  public get isConditional(): boolean {
    return typeof this.definition.Condition === 'string';
  }

  public values(segments: readonly string[]): Value[] {
    return valuesAt(this.properties ??= this.resolveProperties(), segments);
  }

  public value(segments: readonly string[]): Value {
    return this.values(segments)[0];
  }

  public isDefined(segments: readonly string[]): boolean {
    const source = this.template.chosen(this.source(segments), this.assumptions);
    if (source === undefined || source === null) { return false; }
    if (typeof source !== 'object') { return true; }
    if (EMPTY_MEANS_UNSET.has(segments.join('.'))) { return isNeverEmpty(source) || this.target(segments) !== undefined; }
    return !mayBeNothing(source);
  }

  public text(segments: readonly string[]): string | undefined {
    return this.template.text(this.source(segments), this.assumptions);
  }

  public target(segments: readonly string[]): TemplateResource | undefined {
    return this.resourceNamed(this.template.referenced(this.source(segments), this.assumptions));
  }

  public targets(segments: readonly string[]): TemplateResource[] {
    return this.template.referencedWithin(this.source(segments), this.assumptions).flatMap(name => this.resourceNamed(name) ?? []);
  }

  public sourceText(segments: readonly string[]): string {
    return JSON.stringify(this.source(segments)) ?? '';
  }

  /** Looks into the branch that `Fn::If` chooses if its condition is known. */
  public source(segments: readonly string[]): unknown {
    let value: unknown = this.definition.Properties;
    for (const segment of segments) {
      value = this.template.chosen(value, this.assumptions);
      if (typeof value !== 'object' || value === null || !Object.hasOwn(value, segment)) { return undefined; }
      value = (value as JsonObject)[segment];
    }
    return value;
  }

  private resolveProperties(): Value {
    let resolved = this.resolved.get(this.id);
    if (!resolved) {
      const assumptions = new Assumptions(this.assumptions.assignment, this.assumptions.withDefaults);
      resolved = { properties: this.template.valueOfExpression(this.definition.Properties ?? {}, assumptions), assumptions };
      this.resolved.set(this.id, resolved);
    }
    this.assumptions.include(resolved.assumptions);
    return resolved.properties;
  }

  private get definition(): JsonObject {
    return this.template.resources[this.id];
  }

  private resourceNamed(name: string | undefined): TemplateResource | undefined {
    const definition: unknown = name === undefined ? undefined : this.template.resources[name];
    if (name === undefined || typeof definition !== 'object' || definition === null) { return undefined; }
    return new TemplateResource(this.template, name, this.assumptions, this.environment, this.resolved);
  }
}
