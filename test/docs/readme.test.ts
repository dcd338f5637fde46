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

test('the times in README are those that the race measured', () => {
  const [, ours, theirs] = /this library adds ([\s\S]+?);\s+the event sources of aws-cdk-lib[\s\S]+? add ([\s\S]+?) ms\./.exec(read('README.md'))!;
  const times = (text: string) => [...text.replace(/one queue|400 queues|3,200/g, '').matchAll(/\d+/g)].map(Number);
  const [totals] = read('docs', 'reports', 'PERFORMANCE.md').split('## Construction');
  const measured = ['1 source', '1 function x 400', '1 function x 3,200'].map(name =>
    totals.split('\n').find(line => line.startsWith(`| ${name} |`))!.split('|').slice(2).map(cell => parseInt(cell, 10)));
  expect(times(ours)).toEqual(measured.map(([, , time]) => time));
  expect(times(theirs)).toEqual(measured.map(([, time]) => time));
});
