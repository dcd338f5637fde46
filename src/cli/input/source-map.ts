import * as yaml from 'yaml';
import { asText } from '../../values/text';

/** The line of a resource in the file of its template, counted from 1; undefined where the file does not name it. */
export type SourceMap = (logicalId: string) => number | undefined;

/** A bracket, a line's end, or a text and what makes it a key. */
const TOKEN = /[\n{}[\]]|("[^"\\]*(?:\\.[^"\\]*)*")(\s*:)?/g;

/** The lines in valid JSON. They are read when one is asked for, because most templates have no finding. */
export function jsonSourceMap(text: string): SourceMap {
  let lines: ReadonlyMap<string, number> | undefined;
  return logicalId => (lines ??= linesOf(text)).get(logicalId);
}

function linesOf(text: string): Map<string, number> {
  const lines = new Map<string, number>();
  let line = 1;
  let depth = 0;
  let section: string | undefined;
  for (const [token, name, colon] of text.matchAll(TOKEN)) {
    if (token === '\n') {
      line++;
    } else if (token === '{' || token === '[') {
      depth++;
    } else if (token === '}' || token === ']') {
      depth--;
    } else if (colon !== undefined && depth === 1) {
      section = JSON.parse(name);
    } else if (colon !== undefined && depth === 2 && section === 'Resources') {
      add(lines, JSON.parse(name), line);
    }
  }
  return lines;
}

/** The lines in a YAML document, which nobody keeps for them. */
export function yamlSourceMap(resourceKeys: readonly yaml.Scalar[], lineAt: (offset: number) => number): SourceMap {
  const lines = new Map<string, number>();
  for (const { value, range } of resourceKeys) {
    if (range) { add(lines, asText(value), lineAt(range[0])); }
  }
  return logicalId => lines.get(logicalId);
}

/** Of several resources with one id the first counts. */
function add(lines: Map<string, number>, logicalId: string, line: number): void {
  if (!lines.has(logicalId)) { lines.set(logicalId, line); }
}
