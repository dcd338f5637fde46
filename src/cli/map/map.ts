import { readMap } from './event-map';
import { CheckedFile } from '../check';
import { EventMap } from './graph';
import { mermaid, tooLargeForHosts } from './mermaid';
import { page } from './page';

/** A map, drawn, and what is wrong with the drawing. */
export interface Drawing {
  readonly text: string;
  readonly caution?: string;
}

/** The ways to draw a map, by the name that `--format` takes. */
export const DRAWINGS: { readonly [name: string]: (map: EventMap) => Drawing } = {
  mermaid: map => {
    const text = mermaid(map);
    return { text, caution: tooLargeForHosts(text, map) };
  },
  html: map => ({ text: page(map) }),
};

export function mapOf(files: readonly CheckedFile[]): EventMap {
  return readMap(files.map(({ read, result }) => ({ read, findings: result.findings, notJudged: result.notJudged })));
}
