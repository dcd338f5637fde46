import { readFileSync } from 'fs';
import { join } from 'path';

/** The version of this package. Its own file has it, because a release writes it there. */
export function ownVersion(): string {
  return JSON.parse(readFileSync(join(__dirname, '..', '..', 'package.json'), 'utf8')).version;
}
