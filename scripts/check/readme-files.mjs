// Writes the code blocks of a page that name a file (```ts file=orders.ts) into a folder. Usage: node readme-files.mjs <page> <folder>
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const [page, folder] = process.argv.slice(2);
const blocks = [...readFileSync(page, 'utf-8').matchAll(/^```\w+ .*?file=(\S+).*\n([\s\S]*?)^```$/gm)];
if (blocks.length === 0) { throw new Error(`${page} has no code block with file=<name>`); }
for (const [, file, code] of blocks) {
  writeFileSync(join(folder, file), code);
  console.log(file);
}
