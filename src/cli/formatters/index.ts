import { json } from './json';
import { sarif } from './sarif';
import { text } from './text';
import { Report } from '../report';

/** The ways to print a report, by the name that `--format` takes. */
export const FORMATS: { readonly [name: string]: (report: Report) => string } = { text, json, sarif };
