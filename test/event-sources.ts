import { readdirSync, readFileSync } from 'fs';
import { join } from 'path';

const FOLDER = join(__dirname, '..', 'src', 'sources');

/** Files of `src/sources` that have an event source of their own: `kafka-upstream.ts` has only other ways to write `kafka.ts`. */
export const EVENT_SOURCES = readdirSync(FOLDER)
  .filter(file => /^export class \w+EventSource(V2)? /m.test(readFileSync(join(FOLDER, file), 'utf8')))
  .map(file => file.replace(/\.ts$/, ''))
  .filter(source => source !== 'kafka-upstream');
