import { FILTER_LIMITS } from '../aws/filter-language';
import { entryAt } from '../values/json';

/**
 * JSON with repeated keys and the spelling of numbers, because both decide what a filter matches.
 * `JSON.parse` loses them.
 */
export type Json =
  | { readonly kind: 'string'; readonly value: string }
  | { readonly kind: 'number'; readonly text: string }
  | { readonly kind: 'literal'; readonly text: 'true' | 'false' | 'null' }
  | { readonly kind: 'array'; readonly items: readonly Json[] }
  | { readonly kind: 'object'; readonly members: readonly JsonMember[] };

/** One key of an object with its value. */
export interface JsonMember {
  readonly key: string;
  readonly value: Json;
}

/** Why text, or a value of the host language, is no JSON. */
export class JsonError extends Error {
  /** True if the nesting is the only thing wrong. */
  public readonly tooDeep: boolean;

  constructor(message: string, tooDeep = false) {
    super(message);
    this.tooDeep = tooDeep;
  }
}

const NUMBER = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?/y;
/** A run of characters that stand for themselves inside a string. */
// eslint-disable-next-line no-control-regex
const PLAIN = /[^"\\\u0000-\u001f]*/y;
const SPACE = ' \t\n\r';
const ESCAPES: Record<string, string> = { '"': '"', '\\': '\\', '/': '/', 'b': '\b', 'f': '\f', 'n': '\n', 'r': '\r', 't': '\t' };
const LITERALS = ['true', 'false', 'null'] as const;

/**
 * Reads JSON text.
 *
 * @throws JsonError for anything else, also for nesting deeper than AWS's matcher reads.
 */
export function readJson(text: string): Json {
  return new Reader(text).document();
}

class Reader {
  private at = 0;

  constructor(private readonly text: string) {}

  public document(): Json {
    const value = this.value(0);
    this.space();
    if (this.at < this.text.length) {
      throw this.unexpected('the end of the text');
    }
    return value;
  }

  private value(depth: number): Json {
    this.space();
    const start = this.text[this.at];
    if (start === '{') { return this.object(depth + 1); }
    if (start === '[') { return this.array(depth + 1); }
    if (start === '"') { return { kind: 'string', value: this.string() }; }
    const literal = LITERALS.find(word => word[0] === start && this.text.startsWith(word, this.at));
    if (literal) {
      this.at += literal.length;
      return { kind: 'literal', text: literal };
    }
    const number = this.run(NUMBER);
    if (!number) {
      throw this.unexpected('a value');
    }
    return { kind: 'number', text: number };
  }

  private object(depth: number): Json {
    checkDepth(depth);
    const members: JsonMember[] = [];
    this.at++;
    if (this.take('}')) { return { kind: 'object', members }; }
    do {
      this.space();
      if (this.text[this.at] !== '"') {
        throw this.unexpected('a key in double quotes');
      }
      const key = this.string();
      this.expect(':');
      members.push({ key, value: this.value(depth) });
    } while (this.take(','));
    this.expect('}');
    return { kind: 'object', members };
  }

  private array(depth: number): Json {
    checkDepth(depth);
    const items: Json[] = [];
    this.at++;
    if (this.take(']')) { return { kind: 'array', items }; }
    do {
      items.push(this.value(depth));
    } while (this.take(','));
    this.expect(']');
    return { kind: 'array', items };
  }

  private string(): string {
    this.at++;
    let value = this.run(PLAIN);
    for (;;) {
      const next = this.text[this.at];
      if (next === '"') {
        this.at++;
        return value;
      }
      if (next !== '\\') {
        throw this.unexpected('a closing double quote');
      }
      value += this.escape() + this.run(PLAIN);
    }
  }

  private escape(): string {
    const letter = this.text[this.at + 1] ?? '';
    if (letter === 'u') {
      const digits = this.text.slice(this.at + 2, this.at + 6);
      if (!/^[0-9a-fA-F]{4}$/.test(digits)) {
        throw this.unexpected('four hexadecimal digits after \\u');
      }
      this.at += 6;
      return String.fromCharCode(parseInt(digits, 16));
    }
    const escaped = entryAt(ESCAPES, letter);
    if (escaped === undefined) { throw this.unexpected('an escape of JSON'); }
    this.at += 2;
    return escaped;
  }

  private take(mark: string): boolean {
    this.space();
    const found = this.text[this.at] === mark;
    if (found) { this.at++; }
    return found;
  }

  private expect(mark: string) {
    if (!this.take(mark)) {
      throw this.unexpected(`"${mark}"`);
    }
  }

  private space() {
    while (this.at < this.text.length && SPACE.includes(this.text[this.at])) { this.at++; }
  }

  private run(pattern: RegExp): string {
    pattern.lastIndex = this.at;
    const from = this.at;
    if (pattern.test(this.text)) { this.at = pattern.lastIndex; }
    return this.text.slice(from, this.at);
  }

  private unexpected(expected: string): JsonError {
    const found = this.at < this.text.length ? JSON.stringify(this.text.slice(this.at, this.at + 10)) : 'the end';
    return new JsonError(`expected ${expected} at character ${this.at + 1}, found ${found}`);
  }
}

/**
 * Reads a value of the host language. Values that JSON cannot hold (undefined, functions) are omitted from objects, and undefined in arrays is null,
 * as with `JSON.stringify`: a null in an array of another language arrives as undefined.
 *
 * @throws JsonError if the value is none of JSON, or nested deeper than AWS's matcher reads (a cycle, for one).
 */
export function fromValue(value: unknown, depth = 0): Json {
  if (typeof value === 'string') { return { kind: 'string', value }; }
  if (typeof value === 'number' && Number.isFinite(value)) { return { kind: 'number', text: String(value) }; }
  if (typeof value === 'boolean' || value === null) { return { kind: 'literal', text: `${value}` }; }
  if (typeof value !== 'object') {
    throw new JsonError(`${String(value)} is no JSON value`);
  }
  checkDepth(depth + 1);
  const rendering = (value as { toJSON?: unknown }).toJSON;
  if (typeof rendering === 'function') { return fromValue(rendering.call(value), depth + 1); }
  if (Array.isArray(value)) { return { kind: 'array', items: value.map(item => fromValue(item ?? null, depth + 1)) }; }
  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined && typeof member !== 'function')
    .map(([key, member]) => ({ key, value: fromValue(member, depth + 1) }));
  return { kind: 'object', members };
}

function checkDepth(depth: number) {
  if (depth > FILTER_LIMITS.jsonDepth) {
    throw new JsonError(`nested deeper than ${FILTER_LIMITS.jsonDepth} levels`, true);
  }
}

/** The value of the last member of that key, as every reader of JSON takes it; undefined if there is none, or no object. */
export function memberOf(json: Json | undefined, key: string): Json | undefined {
  return json?.kind === 'object' ? json.members.filter(member => member.key === key).pop()?.value : undefined;
}

/** Characters of a value that a message shows. */
const LONGEST_SHOWN = 200;

/** JSON text of one line, for messages: long values are cut short. */
export function showJson(json: Json): string {
  const text = show(json, LONGEST_SHOWN);
  return text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN)}...` : text;
}

/** Stops soon after `budget` characters, however large the value. */
function show(json: Json, budget: number): string {
  switch (json.kind) {
    case 'string': return JSON.stringify(json.value.slice(0, budget + 1));
    case 'array': return `[${join(json.items, budget, (item, left) => show(item, left))}]`;
    case 'object': return `{${join(json.members, budget, ({ key, value }, left) => `${JSON.stringify(key.slice(0, left + 1))}: ${show(value, left)}`)}}`;
    default: return json.text;
  }
}

function join<T>(parts: readonly T[], budget: number, render: (part: T, left: number) => string): string {
  let text = '';
  for (let i = 0; i < parts.length && text.length <= budget; i++) {
    text += (i > 0 ? ', ' : '') + render(parts[i], budget - text.length);
  }
  return text;
}
