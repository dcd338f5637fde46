import { templatesIn } from '../templates/templates';

type Values = Map<string, Map<string, unknown>>;

const byProperty: Values = new Map();
const byKey: Values = new Map();

/** What good templates give a property of a type of resource. */
export function goodProperty(type: string, property: string): unknown[] {
  return valuesOf(byProperty, `${type} ${property}`);
}

/** The properties that good templates give a type of resource. */
export function goodProperties(type: string): string[] {
  read();
  return [...byProperty.keys()].filter(key => key.startsWith(`${type} `)).map(key => key.slice(type.length + 1));
}

/** The text that good templates write under a name, wherever that is. */
export function goodText(key: string): string[] {
  return valuesOf(byKey, key).filter((value): value is string => typeof value === 'string');
}

function valuesOf(values: Values, key: string): unknown[] {
  read();
  return [...values.get(key)?.values() ?? []];
}

function read(): void {
  if (byProperty.size > 0) { return; }
  for (const { template } of templatesIn('good')) {
    for (const { Type: type, Properties: properties } of Object.values<any>(template.Resources)) {
      for (const [property, value] of Object.entries(properties ?? {})) {
        // What refers to other resources or to parameters means nothing in another template.
        if (!/"(Ref|Fn::\w+)":/.test(JSON.stringify(value))) { add(byProperty, `${type} ${property}`, value); }
        readText(property, value);
      }
    }
  }
}

function readText(key: string, value: unknown): void {
  if (typeof value === 'string') { add(byKey, key, value); }
  if (typeof value !== 'object' || value === null) { return; }
  for (const [name, item] of Object.entries(value)) { readText(Array.isArray(value) ? key : name, item); }
}

function add(values: Values, key: string, value: unknown): void {
  values.set(key, (values.get(key) ?? new Map()).set(JSON.stringify(value), value));
}
