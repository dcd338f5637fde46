import { Place } from './source-map';

/** A bracket, a comma, a line's end, or a text and what makes it a key. */
const TOKEN = /[\n{}[\],]|("[^"\\]*(?:\\.[^"\\]*)*")(\s*:)?/g;

/** The places of resources in valid JSON. */
export function jsonPlaces(text: string): (logicalId: string) => Place | undefined {
  let resources: ReadonlyMap<string, Key> | undefined;
  const places = new Map<string, Place>();
  return logicalId => {
    const key = (resources ??= resourceKeys(text)).get(logicalId);
    let place = places.get(logicalId);
    if (key && !place) { places.set(logicalId, place = placeBehind(key, text)); }
    return place;
  };
}

/** A key in a text: its line, and the offset behind its colon. */
interface Key {
  readonly line: number;
  readonly end: number;
}

/** Of several resources with one id the first counts. */
function resourceKeys(text: string): Map<string, Key> {
  const keys = new Map<string, Key>();
  let line = 1;
  let depth = 0;
  let section: string | undefined;
  for (const { 0: token, 1: name, 2: colon, index } of text.matchAll(TOKEN)) {
    if (token === '\n') {
      line++;
    } else if (token === '{' || token === '[') {
      depth++;
    } else if (token === '}' || token === ']') {
      depth--;
    } else if (colon !== undefined && depth === 1) {
      section = JSON.parse(name);
    } else if (colon !== undefined && depth === 2 && section === 'Resources') {
      const logicalId = JSON.parse(name);
      if (!keys.has(logicalId)) { keys.set(logicalId, { line, end: index + token.length }); }
    }
  }
  return keys;
}

class JsonPlace implements Place {
  private readonly members = new Map<string, JsonPlace>();

  public constructor(public readonly line: number) {}

  public inner(segment: string): JsonPlace | undefined {
    return segment !== '[]' ? this.members.get(segment) : this.members.size === 1 ? this.members.get('[0]') : undefined;
  }

  /** Of several members with one name the last counts, as for the parser. */
  public add(segment: string, line: number): JsonPlace {
    const member = new JsonPlace(line);
    this.members.set(segment, member);
    return member;
  }
}

/** An object or list that is not at its end. */
interface Open {
  readonly place: JsonPlace;
  readonly isList: boolean;
  /** The number of its items before. */
  index: number;
}

/** All places within the value of a key. */
function placeBehind(key: Key, text: string): JsonPlace {
  const root = new JsonPlace(key.line);
  const open: Open[] = [];
  let { line } = key;
  let member = root;
  const beginValue = (around = open.at(-1)) => around?.isList ? around.place.add(`[${around.index}]`, line) : member;
  const tokens = new RegExp(TOKEN);
  tokens.lastIndex = key.end;
  for (const [token, name, colon] of text.matchAll(tokens)) {
    const around = open.at(-1);
    if (token === '\n') {
      line++;
      continue;
    } else if (token === '{' || token === '[') {
      open.push({ place: beginValue(), isList: token === '[', index: 0 });
    } else if (token === '}' || token === ']') {
      open.pop();
    } else if (token === ',') {
      if (around) { around.index++; }
    } else if (colon !== undefined && around) {
      member = around.place.add(JSON.parse(name), line);
    } else {
      beginValue();
    }
    if (open.length === 0) { break; }
  }
  return root;
}
