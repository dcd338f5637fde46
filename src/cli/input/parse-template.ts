import { InputError } from './input-error';
import { jsonPlaces } from './json-places';
import { refuseDepth } from './nesting';
import { parseYaml } from './parse-yaml';
import { SourceMap, sourceMapOf } from './source-map';
import { JsonObject } from '../../values/json';

/** A template as JSON has it. */
export interface ParsedTemplate extends JsonObject {
  readonly Resources: JsonObject;
}

/** A template, and the lines of its resources. */
export interface ParsedText {
  readonly template: ParsedTemplate;
  readonly lineOf: SourceMap;
}

interface ParsedValue {
  readonly value: unknown;
  readonly lineOf: SourceMap;
}

/**
 * Reads a template from JSON, or from YAML with the short forms of intrinsic functions.
 *
 * @param mayBeEmpty whether a template without Resources is one
 */
export function parseTemplate(text: string, file: string, mayBeEmpty = false): ParsedText {
  const { value, lineOf } = /^\s*\{/.test(text) ? parseJson(text, file) : parseYaml(text, file);
  return { template: templateOf(value, file, mayBeEmpty), lineOf };
}

function templateOf(parsed: unknown, file: string, mayBeEmpty: boolean): ParsedTemplate {
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) {
    throw new InputError(file, `is no CloudFormation template: it is ${kindOf(parsed)}, and a template is an object with Resources.`);
  }
  const { Resources: resources } = parsed as JsonObject;
  if (resources === undefined && mayBeEmpty) { return { ...parsed, Resources: {} }; }
  if (typeof resources !== 'object' || resources === null || Array.isArray(resources)) {
    throw new InputError(file, 'is no CloudFormation template: it has no object of Resources.');
  }
  return parsed as ParsedTemplate;
}

function kindOf(value: unknown): string {
  return value === null ? 'empty' : Array.isArray(value) ? 'a list' : `a ${typeof value}`;
}

function parseJson(text: string, file: string): ParsedValue {
  refuseDepth(text, file);
  try {
    return { value: JSON.parse(text), lineOf: sourceMapOf(jsonPlaces(text)) };
  } catch (error) {
    const { message } = error as SyntaxError;
    const position = /position (\d+)/.exec(message);
    const before = position ? text.slice(0, Number(position[1])) : text;
    throw new InputError(file, `is no valid JSON: ${message}.`, before.split('\n').length);
  }
}
