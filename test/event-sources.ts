import { readdirSync, readFileSync } from 'fs';
import { basename, join } from 'path';

const ROOT = join(__dirname, '..');

/** Files of `src/sources` that have an event source of their own: `kafka-upstream.ts` has only other ways to write `kafka.ts`. */
const FILES = readdirSync(join(ROOT, 'src', 'sources'), { recursive: true, encoding: 'utf8' })
  .filter(file => file.endsWith('.ts') && !file.endsWith('kafka-upstream.ts'))
  .filter(file => /^export class \w+EventSource(V2)? /m.test(readFileSync(join(ROOT, 'src', 'sources', file), 'utf8')))
  .filter(file => !/(polling|stream)-event-source/.test(file));

export const EVENT_SOURCES = FILES.map(file => basename(file, '.ts')).sort();

/** The file of a folder that is called after an event source, in whatever room it is. */
export function fileOf(source: string, folder: string, extension = '.ts'): string | undefined {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }).find(file => basename(file) === `${source}${extension}`);
}
