import { Assumptions } from './assumptions';
import { Allowed, allowedBy, Conditions, excludesDefault } from './conditions';
import { HOLE } from '../../model/resource';
import { JsonObject } from '../../values/json';
import { ABSENT, isObject, INCOMPLETE, UNKNOWN, Value, wholeText, withoutReferences } from '../../values/value';

/** A CloudFormation template, read as far as intrinsic functions can be known before deployment. */
export class Template {
  public readonly resources: Readonly<Record<string, JsonObject>>;
  /** The values that parameters allow. */
  public readonly allowed: Allowed;

  private readonly conditions: Conditions;
  private readonly parameters: JsonObject;
  private readonly mappings: JsonObject;

  public constructor(template: JsonObject) {
    this.resources = sectionOf(template, 'Resources') as Record<string, JsonObject>;
    this.conditions = new Conditions(sectionOf(template, 'Conditions'));
    this.parameters = sectionOf(template, 'Parameters');
    this.allowed = allowedBy(this.parameters);
    this.mappings = sectionOf(template, 'Mappings');
  }

  /** Whether a resource or branch with this condition is deployed. */
  public holds(condition: string, assumptions: Assumptions): boolean | typeof UNKNOWN {
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
    if (call) { return this.evaluate(call.fn, call.operand, assumptions); }
    const object: Record<string, Value> = {};
    for (const [key, item] of Object.entries(value)) {
      if (key.startsWith('Fn::')) {
        // Fn::Transform and Fn::ForEach stand beside the properties that they add to.
        Object.defineProperty(object, INCOMPLETE, { value: true });
        continue;
      }
      const member = this.valueOfExpression(item, assumptions);
      if (member === ABSENT) { continue; }
      if (key === '__proto__') { Object.defineProperty(object, key, { value: member, enumerable: true }); } else { object[key] = member; }
    }
    return object;
  }

  /** Text with `HOLE` for what is known only at deployment; undefined if the value is no text. */
  public text(value: unknown, assumptions: Assumptions): string | undefined {
    if (typeof value === 'string') { return withoutReferences(value); }
    const known = this.valueOfExpression(value, assumptions);
    if (typeof known === 'string') { return known; }
    if (known !== UNKNOWN) { return undefined; }
    const chosen = this.chosen(value, assumptions);
    const call = typeof chosen === 'object' && chosen !== null ? intrinsicOf(chosen) : undefined;
    switch (call?.fn) {
      case 'Fn::Join': return this.join(call.operand, assumptions);
      case 'Fn::Sub': return this.substitute(call.operand, assumptions);
      default: return HOLE;
    }
  }

  /** The branch that `Fn::If` chooses; the value itself if it is no `Fn::If` or its condition is unknown. */
  public chosen(value: unknown, assumptions: Assumptions): unknown {
    const call = typeof value === 'object' && value !== null ? intrinsicOf(value) : undefined;
    if (call?.fn !== 'Fn::If' || !Array.isArray(call.operand)) { return value; }
    const [condition, yes, no] = call.operand;
    const holds = this.holds(String(condition), assumptions);
    return holds === UNKNOWN ? value : this.chosen(holds ? yes : no, assumptions);
  }

  /** The logical id of the resource that the value is a plain reference to. */
  public referenced(value: unknown, assumptions: Assumptions): string | undefined {
    const chosen = this.chosen(value, assumptions);
    const call = typeof chosen === 'object' && chosen !== null ? intrinsicOf(chosen) : undefined;
    switch (call?.fn) {
      case 'Ref': return this.resourceNamed(call.operand);
      case 'Fn::GetAtt': return this.resourceNamed(Array.isArray(call.operand) ? call.operand[0] : String(call.operand).split('.')[0]);
      case 'Fn::Sub': {
        const only = typeof call.operand === 'string' ? /^\$\{([^!${}][^${}]*)\}$/.exec(call.operand) : null;
        return only ? this.resourceNamed(only[1].split('.')[0]) : undefined;
      }
      default: return undefined;
    }
  }

  /** The logical ids of all resources that text is composed of. */
  public referencedWithin(value: unknown, assumptions: Assumptions): string[] {
    const chosen = this.chosen(value, assumptions);
    const plain = this.referenced(chosen, assumptions);
    if (plain !== undefined) { return [plain]; }
    const call = typeof chosen === 'object' && chosen !== null ? intrinsicOf(chosen) : undefined;
    switch (call?.fn) {
      case 'Fn::Join':
      case 'Fn::Select':
      case 'Fn::Split': return flatten(call.operand).flatMap(item => this.referencedWithin(item, assumptions));
      case 'Fn::Sub': {
        const text = Array.isArray(call.operand) ? call.operand[0] : call.operand;
        return [...String(text).matchAll(/\$\{([^!${}][^${}]*)\}/g)].flatMap(([, name]) => this.resourceNamed(name.split('.')[0]) ?? []);
      }
      default: return [];
    }
  }

  private resourceNamed(name: unknown): string | undefined {
    return typeof name === 'string' && Object.hasOwn(this.resources, name) ? name : undefined;
  }

  private evaluate(fn: string, operand: unknown, assumptions: Assumptions): Value {
    switch (fn) {
      case 'Ref': return this.valueOf(String(operand), assumptions);
      case 'Fn::If': {
        if (!Array.isArray(operand)) { return UNKNOWN; }
        const holds = this.holds(String(operand[0]), assumptions);
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
      default: return UNKNOWN;
    }
  }

  private valueOf(name: string, assumptions: Assumptions): Value {
    if (name === 'AWS::NoValue') { return ABSENT; }
    const parameter = Object.hasOwn(this.parameters, name) ? this.parameters[name] as JsonObject | null : undefined;
    if (!parameter || parameter.Default === undefined) { return UNKNOWN; }
    // A parameter that reads its value elsewhere has the name of that place as its default.
    const type = String(parameter.Type);
    if (type.startsWith('AWS::SSM::')) { return UNKNOWN; }
    assumptions.usedDefault = true;
    if (!assumptions.withDefaults || excludesDefault(assumptions.assignment, name, parameter.Default)) { return UNKNOWN; }
    const value = parameter.Default;
    return type.includes('List') && typeof value === 'string' ? value.split(',').map(item => item.trim()) : value;
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
      if (typeof variables === 'object' && variables !== null && Object.hasOwn(variables, name)) {
        return this.piece((variables as JsonObject)[name], assumptions);
      }
      return this.piece(name.includes('.') ? UNKNOWN : { Ref: name }, assumptions);
    }));
  }

  private piece(value: unknown, assumptions: Assumptions): string {
    if (value === UNKNOWN) { return HOLE; }
    if (typeof value !== 'object') { return withoutReferences(String(value)); }
    const known = this.valueOfExpression(value, assumptions);
    return typeof known === 'string' || typeof known === 'number' || typeof known === 'boolean' ? String(known) : this.text(value, assumptions) ?? HOLE;
  }

  private findInMap(operand: unknown, assumptions: Assumptions): Value {
    if (!Array.isArray(operand)) { return UNKNOWN; }
    let found: unknown = this.mappings;
    for (const key of operand.slice(0, 3).map(item => this.valueOfExpression(item, assumptions))) {
      if (typeof key !== 'string' || typeof found !== 'object' || found === null || !Object.hasOwn(found, key)) { return UNKNOWN; }
      found = (found as JsonObject)[key];
    }
    return this.valueOfExpression(found, assumptions);
  }
}

function intrinsicOf(value: object): { readonly fn: string; readonly operand: unknown } | undefined {
  let only: string | undefined;
  for (const key in value) {
    if (only !== undefined || (key !== 'Ref' && !key.startsWith('Fn::'))) { return undefined; }
    only = key;
  }
  return only === undefined ? undefined : { fn: only, operand: (value as JsonObject)[only] };
}

function sectionOf(template: JsonObject, name: string): JsonObject {
  const section = template[name];
  return isObject(section) ? section : {};
}

function whole(text: string | undefined): Value {
  return text === undefined ? UNKNOWN : wholeText(text);
}

function flatten(value: unknown): unknown[] {
  return Array.isArray(value) ? value.flatMap(flatten) : [value];
}
