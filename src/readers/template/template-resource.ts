import { Assumptions } from './assumptions';
import { Definition, Template } from './template';
import { EMPTY_MEANS_UNSET } from '../../aws/special-values';
import { Resource } from '../../model/resource';
import { Environment } from '../../values/arn';
import { isNeverEmpty, mayBeNothing } from '../../values/intrinsics';
import { JsonObject, memberAt, objectAt } from '../../values/json';
import { valuesAt } from '../../values/path';
import { asText } from '../../values/text';
import { Value } from '../../values/value';

/** A resource of a template, read under assumptions. */
export class TemplateResource implements Resource {
  /** Differs from every other resource of the deployment. */
  public readonly id: string;
  private properties?: Value;

  /**
   * @param template the template that defines the resource
   * @param logicalId its name in the template
   * @param assumptions what is assumed about the conditions of the template
   * @param viewer the template that names the resource in messages
   */
  public constructor(
    public readonly template: Template,
    public readonly logicalId: string,
    private readonly assumptions: Assumptions = new Assumptions(new Map(), false),
    private readonly viewer?: Template,
  ) {
    this.id = template.place.key === '' ? logicalId : `${template.place.key} ${logicalId}`;
  }

  public get name(): string {
    const { template, viewer, logicalId } = this;
    return template === viewer || template.place.name === '' ? logicalId : `${logicalId} in ${template.place.name}`;
  }

  public get type(): string {
    return asText(this.definition.Type);
  }

  public get environment(): Environment {
    return this.template.place.environment;
  }

  public get isConditional(): boolean {
    return this.condition !== undefined || this.template.isConditional;
  }

  public get condition(): string | undefined {
    const { Condition: condition } = this.definition;
    return typeof condition === 'string' ? condition : undefined;
  }

  public get constructPath(): string | undefined {
    const path = objectAt(this.definition, 'Metadata')?.['aws:cdk:path'];
    return typeof path === 'string' ? path : undefined;
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
    const definition = this.template.referenced(this.source(segments), this.assumptions);
    return definition && this.resourceOf(definition);
  }

  public targets(segments: readonly string[]): TemplateResource[] {
    return this.template.referencedWithin(this.source(segments), this.assumptions).map(definition => this.resourceOf(definition));
  }

  public sourceText(segments: readonly string[]): string {
    // The same source stands for something else in another template.
    return `${this.template.place.key}${JSON.stringify(this.source(segments)) ?? ''}`;
  }

  /** Looks into the branch that `Fn::If` chooses if its condition is known. */
  public source(segments: readonly string[]): unknown {
    let value: unknown = this.definition.Properties;
    for (const segment of segments) {
      value = this.template.chosen(value, this.assumptions);
      value = memberAt(value, segment);
    }
    return value ?? undefined;
  }

  private resolveProperties(): Value {
    const known = this.template.resolvedUnder(this.assumptions);
    let resolved = known.get(this.logicalId);
    if (!resolved) {
      const assumptions = new Assumptions(this.assumptions.assignment, this.assumptions.withDefaults);
      resolved = { properties: this.template.valueOfExpression(this.definition.Properties ?? {}, assumptions), assumptions };
      known.set(this.logicalId, resolved);
    }
    this.assumptions.include(resolved.assumptions);
    return resolved.properties;
  }

  private get definition(): JsonObject {
    return this.template.resource(this.logicalId) ?? {};
  }

  private resourceOf({ template, id }: Definition): TemplateResource {
    const assumptions = template === this.template ? this.assumptions : this.assumptions.forResourceElsewhere();
    return new TemplateResource(template, id, assumptions, this.viewer);
  }
}
