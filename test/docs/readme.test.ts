import { readFileSync } from 'fs';
import { join } from 'path';

const ROOT = join(__dirname, '..', '..');
const read = (...path: string[]) => readFileSync(join(ROOT, ...path), 'utf8');

const BLOCKS = [...read('README.md').matchAll(/^```(\w+).*\n([\s\S]*?)^```$/gm)].map(([, language, code]) => ({ language, code }));

/** Each is run by `npm run test:languages`, and makes the same template. */
const PROGRAMS: Record<string, string> = {
  ts: 'examples/typescript/bin/first.ts',
  python: 'examples/python/first.py',
  java: 'examples/java/src/main/java/shop/First.java',
  go: 'examples/go/cmd/first/main.go',
  csharp: 'examples/csharp/First.cs',
};

test.each(Object.entries(PROGRAMS))('the first example in %s is the program %s', (language, file) => {
  expect(BLOCKS.find(block => block.language === language)?.code).toBe(read(file));
});
