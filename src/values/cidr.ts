import { Trilean } from './trilean';
import { UNKNOWN } from './value';

/** An IPv4 range as its first and last address. */
type Range = readonly [first: number, last: number];

/** Whether two IPv4 ranges (`10.0.0.0/16`) have an address in common; unknown where one of them is none. */
export function rangesMeet(one: unknown, other: unknown): Trilean {
  const [left, right] = [rangeOf(one), rangeOf(other)];
  return left && right ? left[0] <= right[1] && right[0] <= left[1] : UNKNOWN;
}

function rangeOf(text: unknown): Range | undefined {
  const match = typeof text === 'string' ? /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\/(\d{1,2})$/.exec(text) : null;
  if (!match) { return undefined; }
  const [a, b, c, d, length] = match.slice(1).map(Number);
  if ([a, b, c, d].some(octet => octet > 255) || length > 32) { return undefined; }
  const size = 2 ** (32 - length);
  const first = Math.floor((((a * 256 + b) * 256 + c) * 256 + d) / size) * size;
  return [first, first + size - 1];
}
