import * as yaml from 'yaml';
import { InputError } from './input-error';
import { jsonSourceMap, SourceMap, yamlSourceMap } from './source-map';
import { JsonObject } from '../../values/json';

/** Deeper than any template is written, and far from what recursion can take. */
const DEEPEST = 500;

/** YAML takes a second for about this much, and CloudFormation takes half of it. */
const LARGEST_YAML_MEGABYTES = 2;

/** How often one anchor may be repeated in all: a file that repeats repetitions grows without end. */
const MOST_ALIASES = 1000;

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
    return { value: JSON.parse(text), lineOf: jsonSourceMap(text) };
  } catch (error) {
    const { message } = error as SyntaxError;
    const position = /position (\d+)/.exec(message);
    const before = position ? text.slice(0, Number(position[1])) : text;
    throw new InputError(file, `is no valid JSON: ${message}.`, before.split('\n').length);
  }
}

function tooDeep(file: string, line?: number): InputError {
  return new InputError(file, `is nested more than ${DEEPEST} levels deep, which no template needs.`, line);
}

/** Counts brackets before a parser recurses into them; those inside of texts are counted too, which takes 500 more of them in one place. */
function refuseDepth(text: string, file: string): void {
  let depth = 0;
  let inText = false;
  for (let i = 0; i < text.length; i++) {
    const character = text[i];
    if (inText) {
      if (character === '\\') { i++; } else if (character === '"') { inText = false; }
    } else if (character === '"') {
      inText = true;
    } else if (character === '{' || character === '[') {
      depth++;
      if (depth > DEEPEST) {
        throw tooDeep(file, text.slice(0, i).split('\n').length);
      }
    } else if (character === '}' || character === ']') {
      depth--;
    }
  }
}

function parseYaml(text: string, file: string): ParsedValue {
  if (text.length > LARGEST_YAML_MEGABYTES * 1024 * 1024) {
    const size = Math.ceil(text.length / 1024 / 1024);
    throw new InputError(file, `has ${size} MB of YAML; more than ${LARGEST_YAML_MEGABYTES} MB are not read, because it takes long. CloudFormation takes 1 MB.`);
  }
  refuseDepth(text, file);
  const counter = new yaml.LineCounter();
  let document: yaml.Document.Parsed;
  try {
    document = yaml.parseDocument(text, { lineCounter: counter, uniqueKeys: false, logLevel: 'error', prettyErrors: false });
  } catch (error) {
    throw error instanceof RangeError ? tooDeep(file) : error;
  }
  const [problem] = document.errors;
  if (problem?.message.startsWith('Maximum call stack')) { throw tooDeep(file); }
  if (problem) { throw new InputError(file, `is no valid YAML: ${problem.message}.`, counter.linePos(problem.pos[0]).line); }
  return { value: new YamlReader(document, file).read(document.contents, 0), lineOf: yamlSourceMap(document, counter) };
}

/** Turns YAML nodes into JSON values, with `!GetAtt Queue.Arn` as `{ "Fn::GetAtt": ["Queue", "Arn"] }`. */
class YamlReader {
  private aliases = 0;

  public constructor(private readonly document: yaml.Document, private readonly file: string) {}

  public read(node: unknown, depth: number): unknown {
    if (depth > DEEPEST) { throw tooDeep(this.file); }
    if (yaml.isAlias(node)) {
      this.aliases++;
      if (this.aliases > MOST_ALIASES) { throw new InputError(this.file, `repeats anchors more than ${MOST_ALIASES} times.`); }
      return this.read(node.resolve(this.document), depth + 1);
    }
    if (yaml.isScalar(node)) { return withShortForm(node.tag, scalarOf(node)); }
    if (yaml.isSeq(node)) { return withShortForm(node.tag, node.items.map(item => this.read(item, depth + 1))); }
    if (yaml.isMap(node)) { return withShortForm(node.tag, this.readMap(node, depth)); }
    return null;
  }

  private readMap(map: yaml.YAMLMap, depth: number): JsonObject {
    const object: Record<string, unknown> = {};
    for (const { key, value } of map.items) {
      const name = String(yaml.isScalar(key) ? key.value : this.read(key, depth + 1));
      const read = this.read(value, depth + 1);
      if (name === '<<' && typeof read === 'object') {
        Object.assign(object, { ...read, ...object });
      } else {
        Object.defineProperty(object, name, { value: read, enumerable: true, writable: true, configurable: true });
      }
    }
    return object;
  }
}

/** CloudFormation reads YAML 1.1, where more words are switches and numbers may have underscores; the parser reads 1.2. */
function scalarOf({ type, tag, value, source }: yaml.Scalar): unknown {
  if (value instanceof Date) { return source; }
  if (type !== 'PLAIN' || tag !== undefined || typeof value !== 'string') { return value; }
  if (/^(yes|Yes|YES|on|On|ON)$/.test(value)) { return true; }
  if (/^(no|No|NO|off|Off|OFF)$/.test(value)) { return false; }
  return /^[-+]?[1-9][0-9_]*$/.test(value) ? Number(value.replaceAll('_', '')) : value;
}

function withShortForm(tag: string | undefined, value: unknown): unknown {
  if (!tag?.startsWith('!') || tag === '!') { return value; }
  const name = tag.slice(1);
  if (name === 'Ref' || name === 'Condition') { return { [name]: value }; }
  if (name === 'GetAtt' && typeof value === 'string') {
    const dot = value.indexOf('.');
    return { 'Fn::GetAtt': dot < 0 ? [value] : [value.slice(0, dot), value.slice(dot + 1)] };
  }
  return { [`Fn::${name}`]: value };
}
