import * as fs from 'fs';
import * as path from 'path';
import { InputError } from './input-error';

const LARGEST_MEGABYTES = 20;

/** The text of a file that the user named, or that `fileWithin` found. */
export function readText(file: string): string {
  const stats = statOf(file);
  // A shell gives the output of a command as a pipe.
  if (!stats.isFile() && !stats.isFIFO()) { throw new InputError(file, 'is no file.'); }
  const bytes = readBytes(file, LARGEST_MEGABYTES * 1024 * 1024);
  if (!bytes) {
    throw new InputError(file, `has ${Math.ceil(stats.size / 1024 / 1024)} MB; more than ${LARGEST_MEGABYTES} MB are not read. CloudFormation takes 1 MB.`);
  }
  const text = bytes.toString('utf8').replace(/^\uFEFF/, '');
  if (text.trim() === '') { throw new InputError(file, 'is empty.'); }
  if (text.includes('\0')) { throw new InputError(file, 'is no text. Give a CloudFormation template as JSON or YAML.'); }
  return text;
}

export function statOf(file: string): fs.Stats {
  return known(file, () => fs.statSync(file));
}

/**
 * A file that another file names, as a path like that of its folder; undefined if it names none.
 *
 * What a file says is not to be trusted: only regular files count, and only in folders that the user named, wherever links lead.
 *
 * @param roots the folders that it must be in
 * @param folder the folder that the name is relative to
 */
export function fileWithin(roots: readonly string[], folder: string, name: string): string | undefined {
  return placeWithin(roots, folder, name, stats => stats.isFile());
}

/** A folder that a file names, likewise. */
export function folderWithin(roots: readonly string[], folder: string, name: string): string | undefined {
  return placeWithin(roots, folder, name, stats => stats.isDirectory());
}

function placeWithin(roots: readonly string[], folder: string, name: string, isWanted: (stats: fs.Stats) => boolean): string | undefined {
  if (name.includes('\0') || path.isAbsolute(name)) { return undefined; }
  const place = path.join(folder, name);
  try {
    const real = fs.realpathSync(place);
    return roots.some(root => isBelow(fs.realpathSync(root), real)) && isWanted(fs.statSync(real)) ? place : undefined;
  } catch {
    return undefined;
  }
}

function isBelow(root: string, place: string): boolean {
  const way = path.relative(root, place);
  return way !== '..' && !way.startsWith(`..${path.sep}`) && !path.isAbsolute(way);
}

/** All bytes; undefined if they are too many. The size of a pipe is not known before. */
function readBytes(file: string, most: number): Buffer | undefined {
  return known(file, () => {
    const descriptor = fs.openSync(file, 'r');
    try {
      const chunks: Buffer[] = [];
      for (let size = 0; size <= most;) {
        const chunk = Buffer.alloc(64 * 1024);
        const count = fs.readSync(descriptor, chunk);
        if (count === 0) { return Buffer.concat(chunks); }
        chunks.push(chunk.subarray(0, count));
        size += count;
      }
      return undefined;
    } finally {
      fs.closeSync(descriptor);
    }
  });
}

function known<T>(file: string, ask: () => T): T {
  try {
    return ask();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new InputError(file, code === 'ENOENT' ? 'does not exist.' : `cannot be read (${code}).`);
  }
}
