import { json } from './json';
import { sarif } from './sarif';
import { Look, text } from './text';
import { Report } from '../report';

/** Narrower, words stand alone; wider, no eye finds the next line. */
const [NARROWEST, WIDEST] = [60, 120];

/** The ways to print a report, by the name that `--format` takes. */
export const FORMATS: { readonly [name: string]: (report: Report, look: Look) => string } = { text, json, sarif };

/** As wide as the terminal, where there is one, and in colour where it has some and nobody turned it off. */
export function lookOf(stream: NodeJS.WriteStream): Look {
  return stream.isTTY ? { width: Math.min(Math.max(stream.columns, NARROWEST), WIDEST), colour: stream.hasColors() } : {};
}
