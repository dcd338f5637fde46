import { Assumptions } from './assumptions';
import { Allowed, allowedBy, Conditions, excludesValue } from './conditions';
import { Environment } from '../../values/arn';
import { INCOMPLETE } from '../../values/intrinsics';
import { entryAt, JsonObject, memberAt, objectAt } from '../../values/json';
import { asText, PLACEHOLDER, wholeText, withoutReferences } from '../../values/text';
import { Trilean } from '../../values/trilean';
import { ABSENT, isObject, UNKNOWN, Value } from '../../values/value';

/** A template as a part of a deployment. */
export interface Place {
  readonly environment: Environment;
  /** Differs between the templates of a deployment; empty for one alone. */
  readonly key: string;
  /** The name of the template in messages of other templates. */
  readonly name: string;
  /** The name of its stack. */
  readonly stack?: string;
}

/** An expression with the template that it stands in. */
export interface Expression {
  readonly template: Template;
  readonly value: unknown;
}

/** Where a resource is defined. */
export interface Definition {
  readonly template: Template;
  readonly id: string;
}

/** How the templates of a deployment refer to one another. */
export interface Links {
  /** The expression of another template that one stands for; undefined if it stands for itself, or for something unknown. */
  follow(expression: Expression, assumptions: Assumptions): Expression | undefined;
  /** The same for one reference, which may lead to another one. */
  followOnce(expression: Expression, assumptions: Assumptions): Expression | undefined;
  /** The expression that the stack around a nested one gives for a parameter; undefined if it gives none. */
  argument(template: Template, parameter: string): Expression | typeof UNKNOWN | undefined;
  /** The template of a nested stack; undefined if it cannot be read, or if several stacks share it. */
  nested(template: Template, id: string): Template | undefined;
  /** Whether a template is that of one nested stack. */
  isNested(template: Template): boolean;
  /** Whether a condition may leave the whole template out of the deployment. */
  isConditional(template: Template): boolean;
}

const NO_LINKS: Links = {
  follow: () => undefined,
  followOnce: () => undefined,
  argument: () => undefined,
  nested: () => undefined,
  isNested: () => false,
  isConditional: () => false,
};

const ALONE: Place = { environment: { region: UNKNOWN, account: UNKNOWN, key: '' }, key: '', name: '' };

/** Properties that are resolved already, by logical id, with the assumptions that mattered; all under the same assumptions. */
export type ResolvedProperties = Map<string, { readonly properties: Value; readonly assumptions: Assumptions }>;

/** A CloudFormation template, read as far as intrinsic functions can be known before deployment. */
export class Template {
  public readonly resources: Readonly<Record<string, JsonObject>>;
  /** The values that parameters allow. */
  public readonly allowed: Allowed;

  public readonly outputs: JsonObject;

  private readonly conditions: Conditions;
  private readonly parameters: JsonObject;
  private readonly mappings: JsonObject;
  private readonly resolved = new Map<string, ResolvedProperties>();

  public constructor(public readonly source: JsonObject, public readonly place: Place = ALONE, private readonly links: Links = NO_LINKS) {
    // A loop is a list among the resources.
    this.resources = Object.fromEntries(Object.entries(sectionOf(source, 'Resources')).flatMap(([id, resource]) =>
      typeof resource === 'object' && resource !== null ? [[id, resource as JsonObject]] : []));
    this.outputs = sectionOf(source, 'Outputs');
    this.conditions = new Conditions(sectionOf(source, 'Conditions'), value => this.argumentText(value));
    this.parameters = sectionOf(source, 'Parameters');
    this.allowed = allowedBy(this.parameters);
    this.mappings = sectionOf(source, 'Mappings');
  }

  /** The logical ids of the resources of some types. */
  public idsOf(...types: readonly string[]): string[] {
    return Object.keys(this.resources).filter(id => types.includes(asText(this.resource(id)?.Type)));
  }

  /** The definition of a resource; undefined if there is none. */
  public resource(id: string): JsonObject | undefined {
    return entryAt(this.resources, id);
  }

  /** The properties that are resolved already under the same assumptions. */
  public resolvedUnder({ key }: Assumptions): ResolvedProperties {
    let resolved = this.resolved.get(key);
    if (!resolved) {
      resolved = new Map();
      this.resolved.set(key, resolved);
    }
    return resolved;
  }

  /** Whether a condition may leave the whole template out of the deployment. */
  public get isConditional(): boolean {
    return this.links.isConditional(this);
  }

  /** Whether it is the template of one nested stack. */
  public get isNested(): boolean {
    return this.links.isNested(this);
  }

  /** The template of a nested stack; undefined if it cannot be read, or if several stacks share it. */
  public nested(id: string): Template | undefined {
    return this.links.nested(this, id);
  }

  /** The expression that the stack around this one gives for a parameter; undefined if it gives none. */
  public argument(parameter: string): Expression | typeof UNKNOWN | undefined {
    return this.links.argument(this, parameter);
  }

  /** The expression of another template that a reference leads to, which may be a reference again. */
  public followOnce(value: unknown, assumptions: Assumptions): Expression | undefined {
    return this.links.followOnce({ template: this, value }, assumptions);
  }

  /** Whether a resource or branch with this condition is deployed. */
  public holds(condition: string, assumptions: Assumptions): Trilean {
    return this.conditions.isTrue(condition, assumptions.assignment, assumptions.undecidedComparisons);
  }

  /** The value as far as it is known, with `UNKNOWN` in the place of the rest. */
  public valueOfExpression(value: unknown, assumptions: Assumptions): Value {
    if (typeof value === 'string') { return value.includes('{{') ? wholeText(value) : value; }
    if (typeof value !== 'object' || value === null) { return value ?? ABSENT; }
    if (Array.isArray(value)) {
      return value.map(item => this.valueOfExpression(item, assumptions)).filter(item => item !== ABSENT);
    }
    const call = intrinsicOf(value);
    if (call) {
      return REFERENCES.has(call.fn)
        ? this.evaluate(call, assumptions)
        : assumptions.valueOnce(value, () => this.evaluate(call, assumptions));
    }
    const entries = Object.entries(value);
    const members = entries.filter(([key]) => !key.startsWith('Fn::'))
      .map(([key, item]): [string, Value] => [key, this.valueOfExpression(item, assumptions)])
      .filter(([, member]) => member !== ABSENT);
    const object = Object.fromEntries(members);
    // Fn::Transform and Fn::ForEach stand beside the properties that they add to.
    return entries.some(([key]) => key.startsWith('Fn::')) ? Object.defineProperty(object, INCOMPLETE, { value: true }) : object;
  }

  /** Text with `PLACEHOLDER` for what is known only at deployment; undefined if the value is no text. */
  public text(value: unknown, assumptions: Assumptions): string | undefined {
    if (typeof value === 'string') { return withoutReferences(value); }
    if (typeof value !== 'object' || value === null) { return undefined; }
    return assumptions.textOnce(value, () => this.composedText(value, assumptions));
  }

  private composedText(value: object, assumptions: Assumptions): string | undefined {
    const known = this.valueOfExpression(value, assumptions);
    if (typeof known === 'string') { return known; }
    if (known !== UNKNOWN) { return undefined; }
    const call = this.callIn(value, assumptions);
    switch (call?.fn) {
      case 'Fn::Join': return this.join(call.operand, assumptions);
      case 'Fn::Sub': return this.substitute(call.operand, assumptions);
      default: {
        const elsewhere = this.follow(value, assumptions);
        return elsewhere ? elsewhere.template.text(elsewhere.value, assumptions.forExpressionElsewhere()) : PLACEHOLDER;
      }
    }
  }

  /** The intrinsic function that a value is, after `Fn::If` if its condition is known. */
  public callIn(value: unknown, assumptions: Assumptions): Call | undefined {
    const chosen = this.chosen(value, assumptions);
    return typeof chosen === 'object' && chosen !== null ? intrinsicOf(chosen) : undefined;
  }

  /** The branch that `Fn::If` chooses; the value itself if it is no `Fn::If` or its condition is unknown. */
  public chosen(value: unknown, assumptions: Assumptions): unknown {
    const call = typeof value === 'object' && value !== null ? intrinsicOf(value) : undefined;
    if (call?.fn !== 'Fn::If' || !Array.isArray(call.operand)) { return value; }
    const [condition, yes, no] = call.operand;
    const holds = this.holds(asText(condition), assumptions);
    return holds === UNKNOWN ? value : this.chosen(holds ? yes : no, assumptions);
  }

  /** The resource that the value is a plain reference to, also across templates. */
  public referenced(value: unknown, assumptions: Assumptions): Definition | undefined {
    const { template, value: found } = this.follow(value, assumptions) ?? { template: this, value };
    return template.resourceNamed(referenceIn(template.callIn(found, template === this ? assumptions : assumptions.forExpressionElsewhere()))?.name);
  }

  /** All resources that text is composed of. */
  public referencedWithin(value: unknown, assumptions: Assumptions): Definition[] {
    const plain = this.referenced(value, assumptions);
    if (plain !== undefined) { return [plain]; }
    const elsewhere = this.follow(value, assumptions);
    if (elsewhere) { return elsewhere.template.referencedWithin(elsewhere.value, assumptions.forExpressionElsewhere()); }
    const call = this.callIn(value, assumptions);
    switch (call?.fn) {
      case 'Fn::Join':
      case 'Fn::Select':
      case 'Fn::Split': return flatten(call.operand).flatMap(item => this.referencedWithin(item, assumptions));
      case 'Fn::Sub': {
        const text = Array.isArray(call.operand) ? call.operand[0] : call.operand;
        return [...asText(text).matchAll(/\$\{([^!${}][^${}]*)\}/g)].flatMap(([variable]) => this.referenced({ 'Fn::Sub': variable }, assumptions) ?? []);
      }
      default: return [];
    }
  }

  private follow(value: unknown, assumptions: Assumptions): Expression | undefined {
    return assumptions.reach === 'deployment' ? this.links.follow({ template: this, value }, assumptions) : undefined;
  }

  private resourceNamed(name: string | undefined): Definition | undefined {
    return name !== undefined && Object.hasOwn(this.resources, name) ? { template: this, id: name } : undefined;
  }

  private evaluate(call: Call, assumptions: Assumptions): Value {
    const { operand } = call;
    switch (call.fn) {
      case 'Ref': return this.valueOf(asText(operand), assumptions);
      case 'Fn::If': {
        if (!Array.isArray(operand)) { return UNKNOWN; }
        const holds = this.holds(asText(operand[0]), assumptions);
        return holds === UNKNOWN ? UNKNOWN : this.valueOfExpression(operand[holds ? 1 : 2], assumptions);
      }
      case 'Fn::Join': return whole(this.join(operand, assumptions));
      case 'Fn::Sub': return whole(this.substitute(operand, assumptions));
      case 'Fn::Select': {
        const [index, list] = Array.isArray(operand) ? operand.map(item => this.valueOfExpression(item, assumptions)) : [];
        const isNumber = typeof index === 'number' || (typeof index === 'string' && /^\d+$/.test(index));
        return Array.isArray(list) && isNumber ? list[Number(index)] ?? UNKNOWN : UNKNOWN;
      }
      case 'Fn::Split': {
        const [separator, text] = Array.isArray(operand) ? [operand[0], this.valueOfExpression(operand[1], assumptions)] : [];
        return typeof separator === 'string' && typeof text === 'string' ? text.split(separator) : UNKNOWN;
      }
      case 'Fn::FindInMap': return this.findInMap(operand, assumptions);
      default: return this.valueElsewhere({ [call.fn]: operand }, assumptions);
    }
  }

  private valueElsewhere(value: unknown, assumptions: Assumptions): Value {
    const elsewhere = this.follow(value, assumptions);
    return elsewhere ? elsewhere.template.valueOfExpression(elsewhere.value, assumptions.forExpressionElsewhere()) : UNKNOWN;
  }

  private valueOf(name: string, assumptions: Assumptions): Value {
    if (name === 'AWS::NoValue') { return ABSENT; }
    if (name.startsWith('AWS::')) { return assumptions.reach === 'name' ? this.pseudoParameter(name) : UNKNOWN; }
    const parameter = objectAt(this.parameters, name);
    if (!parameter) { return UNKNOWN; }
    const type = asText(parameter.Type);
    // A parameter that reads its value from SSM has the name of that value as its default.
    if (type.startsWith('AWS::SSM::')) { return UNKNOWN; }
    const value = this.argumentOf(name, assumptions) ?? defaultOf(parameter, assumptions);
    if (value === undefined || value === UNKNOWN || excludesValue(assumptions.assignment, name, value)) { return UNKNOWN; }
    return type.includes('List') && typeof value === 'string' ? value.split(',').map(item => item.trim()) : value;
  }

  private pseudoParameter(name: string): Value {
    const { environment: { region, account }, stack } = this.place;
    switch (name) {
      case 'AWS::Region': return region;
      case 'AWS::AccountId': return account;
      case 'AWS::StackName': return stack ?? UNKNOWN;
      default: return UNKNOWN;
    }
  }

  /** The value that the stack around this one gives to a parameter; undefined if it gives none. */
  private argumentOf(parameter: string, assumptions: Assumptions): Value | undefined {
    const argument = this.argument(parameter);
    if (argument === undefined || argument === UNKNOWN) { return argument; }
    if (typeof argument.value !== 'object') { return argument.value; }
    const value = this.valueElsewhere({ Ref: parameter }, assumptions);
    return value === ABSENT ? UNKNOWN : value;
  }

  /** The text that the stack around this one surely gives to the parameter that a value is. */
  private argumentText(value: unknown): string | undefined {
    const { name, attribute } = referenceIn(typeof value === 'object' && value !== null ? intrinsicOf(value) : undefined) ?? {};
    if (name === undefined || attribute !== undefined) { return undefined; }
    const text = this.argumentOf(name, new Assumptions(new Map(), false, 'template'));
    return text === undefined || typeof text === 'symbol' || typeof text === 'object' ? undefined : asText(text);
  }

  private join(operand: unknown, assumptions: Assumptions): string | undefined {
    if (!Array.isArray(operand) || operand.length !== 2 || typeof operand[0] !== 'string') { return undefined; }
    const list = Array.isArray(operand[1])
      ? operand[1].filter(item => this.valueOfExpression(item, assumptions) !== ABSENT)
      : this.valueOfExpression(operand[1], assumptions);
    return Array.isArray(list) ? list.map(item => this.piece(item, assumptions)).join(operand[0]) : undefined;
  }

  private substitute(operand: unknown, assumptions: Assumptions): string | undefined {
    const [text, variables] = Array.isArray(operand) ? operand : [operand, {}];
    if (typeof text !== 'string') { return undefined; }
    return withoutReferences(text.replace(/\$\{([^${}]*)\}/g, (_, name: string) => {
      if (name.startsWith('!')) { return `\${${name.slice(1)}}`; }
      const variable = memberAt(variables, name);
      if (variable !== undefined) { return this.piece(variable, assumptions); }
      return this.piece(name.includes('.') ? { 'Fn::GetAtt': name.split('.') } : { Ref: name }, assumptions);
    }));
  }

  private piece(value: unknown, assumptions: Assumptions): string {
    if (typeof value !== 'object') { return withoutReferences(asText(value)); }
    const known = this.valueOfExpression(value, assumptions);
    return typeof known === 'string' || typeof known === 'number' || typeof known === 'boolean' ? asText(known) : this.text(value, assumptions) ?? PLACEHOLDER;
  }

  private findInMap(operand: unknown, assumptions: Assumptions): Value {
    if (!Array.isArray(operand)) { return UNKNOWN; }
    let found: unknown = this.mappings;
    for (const key of operand.slice(0, 3).map(item => this.valueOfExpression(item, assumptions))) {
      found = memberAt(found, asText(key));
    }
    // Mappings hold texts and lists of them, and nothing that would have to be evaluated.
    const isLiteral = (value: unknown) => typeof value !== 'object' && value !== undefined;
    return isLiteral(found) || (Array.isArray(found) && found.every(isLiteral)) ? this.valueOfExpression(found, assumptions) : UNKNOWN;
  }
}

/** What is evaluated at a glance. */
const REFERENCES: ReadonlySet<string> = new Set(['Ref', 'Fn::GetAtt']);

/** A call of an intrinsic function. */
interface Call {
  readonly fn: string;
  readonly operand: unknown;
}

function intrinsicOf(value: object): Call | undefined {
  if (Array.isArray(value)) { return undefined; } // To list its indexes takes long.
  let only: string | undefined;
  for (const key in value) {
    if (only !== undefined || (key !== 'Ref' && !key.startsWith('Fn::'))) { return undefined; }
    only = key;
  }
  return only === undefined ? undefined : { fn: only, operand: entryAt(value as JsonObject, only) };
}

/** The resource or parameter that a call refers to, and the attribute of it; undefined for all other calls. */
export function referenceIn(call: Call | undefined): { readonly name: string; readonly attribute?: string } | undefined {
  switch (call?.fn) {
    case 'Ref': return { name: asText(call.operand) };
    case 'Fn::GetAtt': return attributeIn(Array.isArray(call.operand) ? call.operand.map(asText) : asText(call.operand).split('.'));
    case 'Fn::Sub': {
      const only = typeof call.operand === 'string' ? /^\$\{([^!${}][^${}]*)\}$/.exec(call.operand) : null;
      return only ? attributeIn(only[1].split('.')) : undefined;
    }
    default: return undefined;
  }
}

function attributeIn([name, ...attribute]: readonly string[]): { readonly name: string; readonly attribute?: string } {
  return attribute.length === 0 ? { name } : { name, attribute: attribute.join('.') };
}

function defaultOf({ Default: value }: JsonObject, assumptions: Assumptions): Value | undefined {
  if (value === undefined) { return undefined; }
  assumptions.useDefault();
  return assumptions.withDefaults ? value : UNKNOWN;
}

function sectionOf(template: JsonObject, name: string): JsonObject {
  const section = memberAt(template, name);
  return isObject(section) ? section : {};
}

function whole(text: string | undefined): Value {
  return text === undefined ? UNKNOWN : wholeText(text);
}

function flatten(value: unknown): unknown[] {
  return Array.isArray(value) ? value.flatMap(flatten) : [value];
}
