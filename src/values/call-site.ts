import * as path from 'path';
import { fileURLToPath } from 'url';

/** A frame of a stack trace, as aws-cdk-lib writes it: `mine (/shop/lib/orders.ts:43:17)`. */
const FRAME = /\(([^()]+):(\d+):(\d+)\)$/;

/** Where programs of other languages call aws-cdk-lib from: their own code has no frame. */
const JSII = /[/\\](_embedded[/\\]jsii|jsii-runtime|jsii-kernel-[^/\\]*)[/\\]/;

/**
 * File, line and column of the first frame of a stack trace that is code of the user: `lib/orders.ts:43:17`.
 *
 * aws-cdk-lib sums up the frames of packages.
 *
 * @param frames the trace, which a file may have made up
 * @param ownFolder the folder of this library, where it is no package
 */
export function callSiteIn(frames: unknown, ownFolder?: string): string | undefined {
  for (const frame of Array.isArray(frames) ? frames as unknown[] : []) {
    const [, file, line, column] = (typeof frame === 'string' && FRAME.exec(frame)) || [];
    const place = file === undefined ? undefined : pathOf(file);
    if (place === undefined || JSII.test(place) || (ownFolder !== undefined && place.startsWith(`${ownFolder}${path.sep}`))) { continue; }
    return `${shortest(place)}:${line}:${column}`;
  }
  return undefined;
}

function pathOf(file: string): string | undefined {
  if (file.startsWith('node:')) { return undefined; }
  try {
    return file.startsWith('file:') ? fileURLToPath(file) : file;
  } catch {
    return undefined;
  }
}

/** Relative to the working directory where the file is in it, as terminals and editors open it. */
function shortest(place: string): string {
  const way = path.relative(process.cwd(), place);
  return path.isAbsolute(place) && !way.startsWith('..') && !path.isAbsolute(way) ? way : place;
}
