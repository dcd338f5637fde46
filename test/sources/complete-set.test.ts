import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(__dirname, '..', '..');

function namesIn(folder: string, ending: string): string[] {
  return readdirSync(join(ROOT, folder)).filter(file => file.endsWith(ending)).map(file => file.slice(0, -ending.length));
}

/** Files with a class for an event source of its own. */
const SOURCES = namesIn('src/sources', '.ts').filter(name =>
  /^export class \w+ extends (Polling|Stream)EventSource\b/m.test(readFileSync(join(ROOT, 'src/sources', `${name}.ts`), 'utf8')));

test('there are sources', () => {
  expect(SOURCES).toEqual(expect.arrayContaining(['documentdb', 'dynamodb', 'kafka', 'kinesis', 'mq', 'sqs']));
});

test.each([...new Set([...SOURCES, ...namesIn('docs/sources', '.md')])])('%s has a source, a guide and tests', name => {
  const files = [`src/sources/${name}.ts`, `docs/sources/${name}.md`, `test/sources/${name}.test.ts`];
  expect(files.filter(file => !existsSync(join(ROOT, file)))).toEqual([]);
});
