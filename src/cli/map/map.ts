import { readMap } from './read-map';
import { JudgedFile } from '../check';
import { EventMap } from './graph';
import { mermaid } from './mermaid';
import { page } from './page';

/** The ways to draw a map, by the name that `--format` takes. */
export const DRAWINGS: { readonly [name: string]: (map: EventMap) => string } = { mermaid, html: page };

export function mapOf(files: readonly JudgedFile[]): EventMap {
  return readMap(files.map(({ read, result }) => ({ read, findings: result.findings, notJudged: result.notJudged })));
}
