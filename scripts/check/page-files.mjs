// Writes the code blocks of pages that name a file (```ts file=orders.ts) into a folder.
// Usage: node scripts/check/page-files.mjs <folder> <page>...
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const [folder, ...pages] = process.argv.slice(2);
for (const page of pages) {
  const blocks = [...readFileSync(page, 'utf-8').matchAll(/^```\w+ .*?file=(\S+).*\n([\s\S]*?)^```$/gm)];
  if (blocks.length === 0) { throw new Error(`${page} has no code block with file=<name>`); }
  for (const [, file, code] of blocks) {
    if (existsSync(join(folder, file))) { throw new Error(`${page}: another code block is file=${file}, too`); }
    writeFileSync(join(folder, file), code);
    console.log(`${file} of ${page}`);
  }
}
