import { Json, Assumptions, Template } from './template';
import { EMPTY_MEANS_UNSET } from '../../aws/special-values';
import { Resource } from '../../model/resource';
import { isNeverEmpty, mayBeNothing, Value, valuesAt } from '../../values/value';

/** Where a template is deployed, as far as its reader knows. */
export interface Environment {
  readonly region: Value;
  readonly account: Value;
}

/** The properties of resources as they were viewed before, with what was met on the way; for readings that take the same for granted. */
export type ResolvedProperties = Map<string, { readonly view: Value; readonly met: Assumptions }>;

/** A resource of a template in one reading of it. */
export class TemplateResource implements Resource {
  private properties?: Value;

  public constructor(
    private readonly template: Template,
    public readonly id: string,
    private readonly assumptions: Assumptions,
    private readonly environment: Environment,
    private readonly viewed: ResolvedProperties,
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
    return valuesAt(this.properties ??= this.viewProperties(), segments);
  }

  public value(segments: readonly string[]): Value {
    return this.values(segments)[0];
  }

  public isDefined(segments: readonly string[]): boolean {
    const written = this.template.chosen(this.source(segments), this.assumptions);
    if (written === undefined || written === null) { return false; }
    if (typeof written !== 'object') { return true; }
    if (EMPTY_MEANS_UNSET.has(segments.join('.'))) { return isNeverEmpty(written) || this.target(segments) !== undefined; }
    return !mayBeNothing(written);
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

  /** Seen through `Fn::If` where its condition is known. */
  public source(segments: readonly string[]): unknown {
    let value: unknown = this.definition.Properties;
    for (const segment of segments) {
      value = this.template.chosen(value, this.assumptions);
      if (typeof value !== 'object' || value === null || !Object.hasOwn(value, segment)) { return undefined; }
      value = (value as Json)[segment];
    }
    return value;
  }

  private viewProperties(): Value {
    let viewed = this.viewed.get(this.id);
    if (!viewed) {
      const met = new Assumptions(this.assumptions.assignment, this.assumptions.withDefaults);
      viewed = { view: this.template.valueOfExpression(this.definition.Properties ?? {}, met), met };
      this.viewed.set(this.id, viewed);
    }
    this.assumptions.include(viewed.met);
    return viewed.view;
  }

  private get definition(): Json {
    return this.template.resources[this.id];
  }

  private resourceNamed(name: string | undefined): TemplateResource | undefined {
    const definition: unknown = name === undefined ? undefined : this.template.resources[name];
    if (name === undefined || typeof definition !== 'object' || definition === null) { return undefined; }
    return new TemplateResource(this.template, name, this.assumptions, this.environment, this.viewed);
  }
}
