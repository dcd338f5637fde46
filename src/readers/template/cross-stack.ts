import { Assumptions } from './assumptions';
import { Expression, Links, referenceIn, Template } from './template';
import { Environment, parseArn } from '../../values/arn';
import { isIntrinsic } from '../../values/intrinsics';
import { entryAt, JsonObject, objectAt } from '../../values/json';
import { isObject, UNKNOWN, Value } from '../../values/value';

/** Longer than any chain of exports and parameters. One that leads to itself has no end. */
const LONGEST_CHAIN = 20;

/** A template with what its text does not tell. */
export interface DeployedTemplate {
  readonly source: JsonObject;
  /** Differs between the templates of a deployment; empty for one alone. */
  readonly key: string;
  /** The name of the template in messages of other templates. */
  readonly name: string;
  /** The name of its stack; undefined for a nested stack, which CloudFormation names. */
  readonly stack?: string;
  readonly region?: string;
  readonly account?: string;
  /** The keys of the templates of its nested stacks, by logical id. */
  readonly nested?: ReadonlyMap<string, string>;
}

/** The nested stack that a template is of. */
interface Nesting {
  /** The key of the template around it. */
  readonly outer: string;
  /** The logical id of the stack in that. */
  readonly id: string;
}

/** An entry that two templates claim, so that neither has it. */
const AMBIGUOUS = Symbol('ambiguous');

type Claims<T> = Map<string, T | typeof AMBIGUOUS>;

/**
 * Templates that are deployed together, and the references between them: exports and imports, outputs by the name of a stack,
 * parameters and outputs of nested stacks.
 *
 * What two templates claim is unknown: an export of one name, a file that two stacks are made of.
 */
export class CrossStack implements Links {
  public readonly templates: readonly Template[];

  private readonly byKey = new Map<string, Template>();
  private readonly nestedKeys = new Map<Template, DeployedTemplate['nested']>();
  private readonly nestings: Claims<Nesting> = new Map();
  private readonly exports = new Map<boolean, Claims<Expression>>();
  private stacks?: Claims<Template>;

  public constructor(deployed: readonly DeployedTemplate[]) {
    deployed.forEach(({ key, nested }) => nested?.forEach((inner, id) => claim(this.nestings, inner, { outer: key, id })));
    // A stack of its own may share its file with a nested one.
    deployed.filter(({ key, stack }) => stack !== undefined && this.nestings.has(key)).forEach(({ key }) => this.nestings.set(key, AMBIGUOUS));
    const byKey = new Map(deployed.map(template => [template.key, template]));
    this.templates = deployed.map(({ source, key, name, stack, nested }) => {
      const environment = environmentOf(byKey.get(this.outermost(key)) ?? byKey.get(key)!);
      const template = new Template(source, { environment, key, name, stack }, this);
      this.byKey.set(key, template);
      this.nestedKeys.set(template, nested);
      return template;
    });
  }

  public follow(expression: Expression, assumptions: Assumptions): Expression | undefined {
    let found: Expression | undefined;
    let next = this.followOnce(expression, assumptions);
    for (let length = 0; next && length < LONGEST_CHAIN; length++) {
      found = next;
      next = this.followOnce(found, assumptions.forExpressionElsewhere());
    }
    return next ? undefined : found;
  }

  public argument({ place: { key } }: Template, parameter: string): Expression | typeof UNKNOWN | undefined {
    const nesting = this.nestings.get(key);
    // Each of several stacks of one file has parameters of its own.
    if (nesting === undefined || nesting === AMBIGUOUS) { return nesting && UNKNOWN; }
    const outer = this.byKey.get(nesting.outer)!;
    const properties = outer.resource(nesting.id)?.Properties ?? {};
    const parameters = isObject(properties) && !isIntrinsic(properties) ? properties.Parameters ?? {} : UNKNOWN;
    if (!isObject(parameters) || isIntrinsic(parameters)) { return UNKNOWN; }
    const value = entryAt(parameters, parameter);
    if (value !== undefined) { return { template: outer, value }; }
    // A transform may add parameters.
    return [properties, parameters].some(object => Object.keys(object).some(name => name.startsWith('Fn::'))) ? UNKNOWN : undefined;
  }

  public nested(template: Template, id: string): Template | undefined {
    const key = this.nestedKeys.get(template)?.get(id);
    return key === undefined || this.nestings.get(key) === AMBIGUOUS ? undefined : this.byKey.get(key);
  }

  public isNested({ place: { key } }: Template): boolean {
    const nesting = this.nestings.get(key);
    return nesting !== undefined && nesting !== AMBIGUOUS;
  }

  public isConditional({ place: { key } }: Template): boolean {
    return this.nestingsAround(key).some(({ outer, id }) => typeof this.byKey.get(outer)!.resource(id)?.Condition === 'string');
  }

  /** The nested stack that a template is of, the one around that, and so on. */
  private nestingsAround(key: string): Nesting[] {
    const around: Nesting[] = [];
    const seen = new Set<string>();
    let nesting = this.nestings.get(key);
    while (nesting !== undefined && nesting !== AMBIGUOUS && !seen.has(nesting.outer)) {
      around.push(nesting);
      seen.add(nesting.outer);
      nesting = this.nestings.get(nesting.outer);
    }
    return around;
  }

  private outermost(key: string): string {
    return this.nestingsAround(key).pop()?.outer ?? key;
  }

  public followOnce({ template, value }: Expression, assumptions: Assumptions): Expression | undefined {
    const call = template.callIn(value, assumptions);
    switch (call?.fn) {
      case undefined: return undefined;
      case 'Fn::ImportValue': return this.exported(template, call.operand, assumptions);
      case 'Fn::GetStackOutput': return this.outputOfStack(template, call.operand, assumptions);
      default: {
        const reference = referenceIn(call);
        if (!reference) { return undefined; }
        const { name, attribute } = reference;
        if (attribute !== undefined) { return this.outputOfNestedStack(template, name, attribute); }
        const argument = Object.hasOwn(template.resources, name) ? undefined : this.argument(template, name);
        return argument === UNKNOWN ? undefined : argument;
      }
    }
  }

  /** An import sees the exports of its own account and Region. */
  private exported(template: Template, name: unknown, assumptions: Assumptions): Expression | undefined {
    const known = template.valueOfExpression(name, assumptions.forName());
    if (typeof known !== 'string') { return undefined; }
    const key = keyWithin(template.place.environment, known);
    const certain = this.exportsUnder(false).get(key);
    if (certain !== undefined) { return certain === AMBIGUOUS ? undefined : certain; }
    const byDefault = this.exportsUnder(true).get(key);
    if (byDefault === undefined) { return undefined; }
    assumptions.useDefault();
    return byDefault === AMBIGUOUS || !assumptions.withDefaults ? undefined : byDefault;
  }

  private outputOfStack(template: Template, operand: unknown, assumptions: Assumptions): Expression | undefined {
    if (!isObject(operand)) { return undefined; }
    const textOf = (value: unknown) => template.valueOfExpression(value, assumptions.forName());
    const [name, output] = [operand.StackName, operand.OutputName].map(textOf);
    if (typeof name !== 'string' || typeof output !== 'string') { return undefined; }
    const { environment } = template.place;
    const account = operand.RoleArn === undefined ? environment.account : parseArn(template.text(operand.RoleArn, assumptions.forName()))?.account;
    const region = isOwnRegion(operand.Region) ? environment.region : textOf(operand.Region);
    if ((operand.RoleArn !== undefined && typeof account !== 'string') || (!isOwnRegion(operand.Region) && typeof region !== 'string')) { return undefined; }
    this.stacks ??= this.readStacks();
    const stack = this.stacks.get(keyWithin({ account, region }, name));
    return stack === undefined || stack === AMBIGUOUS ? undefined : outputOf(stack, output);
  }

  private outputOfNestedStack(template: Template, id: string, attribute: string): Expression | undefined {
    const [, output] = /^Outputs\.(.+)$/.exec(attribute) ?? [];
    const nested = output === undefined ? undefined : this.nested(template, id);
    return nested && outputOf(nested, output);
  }

  /** The exports whose names are known, by environment and name. */
  private exportsUnder(withDefaults: boolean): Claims<Expression> {
    let exports = this.exports.get(withDefaults);
    if (!exports) {
      exports = new Map();
      this.exports.set(withDefaults, exports);
      for (const template of this.templates) { claimExports(template, new Assumptions(new Map(), withDefaults).forName(), exports); }
    }
    return exports;
  }

  private readStacks(): Claims<Template> {
    const stacks: Claims<Template> = new Map();
    for (const template of this.templates) {
      const { environment, stack } = template.place;
      if (stack !== undefined) { claim(stacks, keyWithin(environment, stack), template); }
    }
    return stacks;
  }
}

function claimExports(template: Template, assumptions: Assumptions, exports: Claims<Expression>): void {
  for (const output of Object.values(template.outputs)) {
    const exported = objectAt(output, 'Export');
    if (!isObject(output) || !exported || (typeof output.Condition === 'string' && template.holds(output.Condition, assumptions) === false)) { continue; }
    const name = template.valueOfExpression(exported.Name, assumptions);
    if (typeof name === 'string') { claim(exports, keyWithin(template.place.environment, name), { template, value: output.Value }); }
  }
}

function claim<T>(claims: Claims<T>, key: string, value: T): void {
  claims.set(key, claims.has(key) ? AMBIGUOUS : value);
}

function outputOf(template: Template, name: string): Expression | undefined {
  const output = objectAt(template.outputs, name);
  return output && { template, value: output.Value };
}

/** Names count within an account and Region. Templates that leave them open are deployed to the same ones. */
function keyWithin({ account, region }: { readonly account: Value; readonly region: Value }, name: string): string {
  return JSON.stringify([account, region, name].map(part => typeof part === 'string' ? part : null));
}

function isOwnRegion(region: unknown): boolean {
  return region === undefined || (isObject(region) && region.Ref === 'AWS::Region');
}

function environmentOf({ key, region, account }: DeployedTemplate): Environment {
  return {
    region: region ?? UNKNOWN,
    account: account ?? UNKNOWN,
    key: region === undefined || account === undefined ? key : `${account} ${region}`,
  };
}
