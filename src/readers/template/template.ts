import { Allowed, allowedBy, Assignment, Conditions, excludesDefault, UndecidedComparisons } from './conditions';
import { HOLE } from '../../model/resource';
import { ABSENT, isObject, INCOMPLETE, UNKNOWN, Value, wholeText, withoutReferences } from '../../values/value';

export type Json = Readonly<Record<string, unknown>>;

/** What is taken for granted when a template is read, and what was met on the way. */
export class Assumptions {
  /** The comparisons that more would have to be known of. */
  public readonly undecidedComparisons: UndecidedComparisons = new Set();
  /** Whether a parameter was met that has a default, taken or not. */
  public usedDefault = false;

  /**
   * @param assignment which way comparisons of conditions turn out
   * @param withDefaults whether parameters have their defaults
   */
  public constructor(public readonly assignment: Assignment, public readonly withDefaults: boolean) {}

  /** Notes what was met in another reading that took the same for granted. */
  public include(other: Assumptions): void {
    other.undecidedComparisons.forEach(comparison => this.undecidedComparisons.add(comparison));
    this.usedDefault ||= other.usedDefault;
  }
}

/** A CloudFormation template, read as far as intrinsic functions can be known before deployment. */
export class Template {
  public readonly resources: Readonly<Record<string, Json>>;
  /** What its parameters may be. */
  public readonly allowed: Allowed;

  private readonly conditions: Conditions;
  private readonly parameters: Json;
  private readonly mappings: Json;

  public constructor(template: Json) {
    this.resources = sectionOf(template, 'Resources') as Record<string, Json>;
    this.conditions = new Conditions(sectionOf(template, 'Conditions'));
    this.parameters = sectionOf(template, 'Parameters');
    this.allowed = allowedBy(this.parameters);
    this.mappings = sectionOf(template, 'Mappings');
  }

  /** Whether a resource or branch with this condition is deployed. */
  public holds(condition: string, reading: Assumptions): boolean | typeof UNKNOWN {
    return this.conditions.isTrue(condition, reading.assignment, reading.undecidedComparisons);
  }

  /** The value with all that is known of it, and holes for the rest. */
  public valueOfExpression(value: unknown, reading: Assumptions): Value {
    if (typeof value === 'string') { return value.includes('{{') ? wholeText(value) : value; }
    if (typeof value !== 'object' || value === null) { return value ?? ABSENT; }
    if (Array.isArray(value)) {
      return value.map(item => this.valueOfExpression(item, reading)).filter(item => item !== ABSENT);
    }
    const call = intrinsicOf(value);
    if (call) { return this.evaluate(call.fn, call.operand, reading); }
    const object: Record<string, Value> = {};
    for (const [key, item] of Object.entries(value)) {
      if (key.startsWith('Fn::')) {
        // Fn::Transform and Fn::ForEach stand beside the properties that they add to.
        Object.defineProperty(object, INCOMPLETE, { value: true });
        continue;
      }
      const view = this.valueOfExpression(item, reading);
      if (view === ABSENT) { continue; }
      if (key === '__proto__') { Object.defineProperty(object, key, { value: view, enumerable: true }); } else { object[key] = view; }
    }
    return object;
  }

  /** Text with holes for what is known only at deployment; undefined where the value is no text. */
  public text(value: unknown, reading: Assumptions): string | undefined {
    if (typeof value === 'string') { return withoutReferences(value); }
    const view = this.valueOfExpression(value, reading);
    if (typeof view === 'string') { return view; }
    if (view !== UNKNOWN) { return undefined; }
    const chosen = this.chosen(value, reading);
    const call = typeof chosen === 'object' && chosen !== null ? intrinsicOf(chosen) : undefined;
    switch (call?.fn) {
      case 'Fn::Join': return this.join(call.operand, reading);
      case 'Fn::Sub': return this.substitute(call.operand, reading);
      default: return HOLE;
    }
  }

  /** The value that `Fn::If` leaves of it; itself where it is none, or where the condition is unknown. */
  public chosen(value: unknown, reading: Assumptions): unknown {
    const call = typeof value === 'object' && value !== null ? intrinsicOf(value) : undefined;
    if (call?.fn !== 'Fn::If' || !Array.isArray(call.operand)) { return value; }
    const [condition, yes, no] = call.operand;
    const holds = this.holds(String(condition), reading);
    return holds === UNKNOWN ? value : this.chosen(holds ? yes : no, reading);
  }

  /** The logical id of the resource that the value is a plain reference to. */
  public referenced(value: unknown, reading: Assumptions): string | undefined {
    const chosen = this.chosen(value, reading);
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
  public referencedWithin(value: unknown, reading: Assumptions): string[] {
    const chosen = this.chosen(value, reading);
    const plain = this.referenced(chosen, reading);
    if (plain !== undefined) { return [plain]; }
    const call = typeof chosen === 'object' && chosen !== null ? intrinsicOf(chosen) : undefined;
    switch (call?.fn) {
      case 'Fn::Join':
      case 'Fn::Select':
      case 'Fn::Split': return flatten(call.operand).flatMap(item => this.referencedWithin(item, reading));
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

  private evaluate(fn: string, operand: unknown, reading: Assumptions): Value {
    switch (fn) {
      case 'Ref': return this.valueOf(String(operand), reading);
      case 'Fn::If': {
        if (!Array.isArray(operand)) { return UNKNOWN; }
        const holds = this.holds(String(operand[0]), reading);
        return holds === UNKNOWN ? UNKNOWN : this.valueOfExpression(operand[holds ? 1 : 2], reading);
      }
      case 'Fn::Join': return whole(this.join(operand, reading));
      case 'Fn::Sub': return whole(this.substitute(operand, reading));
      case 'Fn::Select': {
        const [index, list] = Array.isArray(operand) ? operand.map(item => this.valueOfExpression(item, reading)) : [];
        const isNumber = typeof index === 'number' || (typeof index === 'string' && /^\d+$/.test(index));
        return Array.isArray(list) && isNumber ? list[Number(index)] ?? UNKNOWN : UNKNOWN;
      }
      case 'Fn::Split': {
        const [separator, text] = Array.isArray(operand) ? [operand[0], this.valueOfExpression(operand[1], reading)] : [];
        return typeof separator === 'string' && typeof text === 'string' ? text.split(separator) : UNKNOWN;
      }
      case 'Fn::FindInMap': return this.findInMap(operand, reading);
      default: return UNKNOWN;
    }
  }

  private valueOf(name: string, reading: Assumptions): Value {
    if (name === 'AWS::NoValue') { return ABSENT; }
    const parameter = Object.hasOwn(this.parameters, name) ? this.parameters[name] as Json | null : undefined;
    if (!parameter || parameter.Default === undefined) { return UNKNOWN; }
    // A parameter that reads its value elsewhere has the name of that place as its default.
    const type = String(parameter.Type);
    if (type.startsWith('AWS::SSM::')) { return UNKNOWN; }
    reading.usedDefault = true;
    if (!reading.withDefaults || excludesDefault(reading.assignment, name, parameter.Default)) { return UNKNOWN; }
    const value = parameter.Default;
    return type.includes('List') && typeof value === 'string' ? value.split(',').map(item => item.trim()) : value;
  }

  private join(operand: unknown, reading: Assumptions): string | undefined {
    if (!Array.isArray(operand) || operand.length !== 2 || typeof operand[0] !== 'string') { return undefined; }
    const list = Array.isArray(operand[1]) ? operand[1].filter(item => this.valueOfExpression(item, reading) !== ABSENT) : this.valueOfExpression(operand[1], reading);
    return Array.isArray(list) ? list.map(item => this.piece(item, reading)).join(operand[0]) : undefined;
  }

  private substitute(operand: unknown, reading: Assumptions): string | undefined {
    const [text, variables] = Array.isArray(operand) ? operand : [operand, {}];
    if (typeof text !== 'string') { return undefined; }
    return withoutReferences(text.replace(/\$\{([^${}]*)\}/g, (_, name: string) => {
      if (name.startsWith('!')) { return `\${${name.slice(1)}}`; }
      if (typeof variables === 'object' && variables !== null && Object.hasOwn(variables, name)) {
        return this.piece((variables as Json)[name], reading);
      }
      return this.piece(name.includes('.') ? UNKNOWN : { Ref: name }, reading);
    }));
  }

  private piece(value: unknown, reading: Assumptions): string {
    if (value === UNKNOWN) { return HOLE; }
    if (typeof value !== 'object') { return withoutReferences(String(value)); }
    const view = this.valueOfExpression(value, reading);
    return typeof view === 'string' || typeof view === 'number' || typeof view === 'boolean' ? String(view) : this.text(value, reading) ?? HOLE;
  }

  private findInMap(operand: unknown, reading: Assumptions): Value {
    if (!Array.isArray(operand)) { return UNKNOWN; }
    let found: unknown = this.mappings;
    for (const key of operand.slice(0, 3).map(item => this.valueOfExpression(item, reading))) {
      if (typeof key !== 'string' || typeof found !== 'object' || found === null || !Object.hasOwn(found, key)) { return UNKNOWN; }
      found = (found as Json)[key];
    }
    return this.valueOfExpression(found, reading);
  }
}

function intrinsicOf(value: object): { readonly fn: string; readonly operand: unknown } | undefined {
  let only: string | undefined;
  for (const key in value) {
    if (only !== undefined || (key !== 'Ref' && !key.startsWith('Fn::'))) { return undefined; }
    only = key;
  }
  return only === undefined ? undefined : { fn: only, operand: (value as Json)[only] };
}

function sectionOf(template: Json, name: string): Json {
  const section = template[name];
  return isObject(section) ? section : {};
}

function whole(text: string | undefined): Value {
  return text === undefined ? UNKNOWN : wholeText(text);
}

function flatten(value: unknown): unknown[] {
  return Array.isArray(value) ? value.flatMap(flatten) : [value];
}
