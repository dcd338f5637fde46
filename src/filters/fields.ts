import { Json } from './json';
import { Scalar } from './value-match';

/** One element of one array of the record, and the element around it that the array is part of. */
export interface Element {
  /** Numbers the arrays of the record. */
  readonly array: number;
  readonly index: number;
  readonly parent?: Element;
}

/** A value of the record, and the innermost array element that it is part of. A value that is an element itself is part of the one around. */
export interface Field {
  readonly value: Scalar;
  readonly element?: Element;
}

/** The values of the record by the dotted name of their field. */
export type Fields = ReadonlyMap<string, readonly Field[]>;

/** The field names of a pattern, and the steps of each, by which a record is searched. */
export class FieldNames {
  private readonly names: ReadonlySet<string>;
  private readonly steps = new Set<string>();

  constructor(names: Iterable<string>) {
    this.names = new Set(names);
    this.names.forEach(name => javaSplit(name).forEach(step => this.steps.add(step)));
  }

  public has(name: string): boolean {
    return this.names.has(name);
  }

  /** True if some name has this key as a step; a key with dots is several steps. */
  public hasStep(key: string): boolean {
    return this.steps.has(key) || key.includes('.') && javaSplit(key).every(step => this.steps.has(step));
  }
}

/** As AWS's matcher splits names: empty steps at the end get lost, so a key that is empty is not found below another key. */
function javaSplit(name: string): string[] {
  if (name === '') { return ['']; }
  const steps = name.split('.');
  while (steps.length > 0 && steps[steps.length - 1] === '') { steps.pop(); }
  return steps;
}

/** Collects the fields of a record that a pattern names. Arrays vanish from names: their elements are values of the same field. */
export function collectFields(record: Json, names: FieldNames): Map<string, Field[]> {
  const fields = new Map<string, Field[]>();
  let arrays = 0;

  const visit = (json: Json, name: string | undefined, element: Element | undefined) => {
    if (json.kind === 'object') {
      for (const { key, value } of json.members) {
        if (names.hasStep(key)) {
          visit(value, name === undefined ? key : `${name}.${key}`, element);
        }
      }
    } else if (json.kind === 'array') {
      const array = arrays++;
      json.items.forEach((item, index) => {
        const nested = item.kind === 'array' || item.kind === 'object';
        visit(item, name, nested ? { array, index, parent: element } : element);
      });
    } else if (name !== undefined && names.has(name)) {
      const found = fields.get(name);
      if (found) {
        found.push({ value: json, element });
      } else {
        fields.set(name, [{ value: json, element }]);
      }
    }
  };

  visit(record, undefined, undefined);
  return fields;
}
