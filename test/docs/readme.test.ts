import { readFileSync } from 'fs';
import { join } from 'path';

const ROOT = join(__dirname, '..', '..');
const read = (...path: string[]) => readFileSync(join(ROOT, ...path), 'utf8');

/** The first example, which README has in TypeScript. `npm run test:languages` runs each program, and all make the same template. */
const PROGRAMS: readonly (readonly [language: string, page: string, program: string])[] = [
  ['ts', 'README.md', 'examples/typescript/bin/first.ts'],
  ['python', 'docs/languages.md', 'examples/python/first.py'],
  ['java', 'docs/languages.md', 'examples/java/src/main/java/shop/First.java'],
  ['go', 'docs/languages.md', 'examples/go/cmd/first/main.go'],
  ['csharp', 'docs/languages.md', 'examples/csharp/First.cs'],
];

test.each(PROGRAMS)('the first example in %s of %s is the program %s', (language, page, program) => {
  const [, code] = new RegExp(`^\`\`\`${language}\\b.*\\n([\\s\\S]*?)^\`\`\`$`, 'm').exec(read(page))!;
  expect(code).toBe(read(program));
});

test('README has at most 10 kB', () => {
  expect(Buffer.byteLength(read('README.md'))).toBeLessThanOrEqual(10_000);
});

test('the times in README are those that the race measured', () => {
  const [, ours, theirs] = /this library adds ([\s\S]+?);\s+the event sources of aws-cdk-lib[\s\S]+? add ([\s\S]+?) ms\./.exec(read('README.md'))!;
  const times = (text: string) => [...text.replace(/one queue|400 queues|3,200/g, '').matchAll(/\d+/g)].map(Number);
  const [totals] = read('docs', 'reports', 'PERFORMANCE.md').split('## Construction');
  const measured = ['1 source', '1 function x 400', '1 function x 3,200'].map(name =>
    totals.split('\n').find(line => line.startsWith(`| ${name} |`))!.split('|').slice(2).map(cell => parseInt(cell, 10)));
  expect(times(ours)).toEqual(measured.map(([, , time]) => time));
  expect(times(theirs)).toEqual(measured.map(([, time]) => time));
});
