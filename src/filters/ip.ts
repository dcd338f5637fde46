/* eslint-disable no-bitwise -- the subject is bits */
/** Addresses from `lower` to `upper` as upper-case hexadecimal digits: 8 for IPv4, 32 for IPv6. */
export interface IpRange {
  readonly lower: string;
  readonly lowerIncluded: boolean;
  readonly upper: string;
  readonly upperIncluded: boolean;
}

const IPV4 = /^[0-9]+\.[0-9]+\.[0-9]+\.[0-9]+$/;
const IPV6 = /^[0-9a-fA-F:]*:[0-9a-fA-F:]*$/;

/** The address as hexadecimal digits, or undefined if the text is none. An IPv4 address written as IPv6 counts as IPv4. */
export function ipDigits(text: string): string | undefined {
  const bytes = IPV4.test(text) ? ipv4(text) : IPV6.test(text) ? ipv6(text) : undefined;
  return bytes?.map(byte => byte.toString(16).padStart(2, '0')).join('').toUpperCase();
}

function ipv4(text: string): number[] | undefined {
  const bytes = text.split('.').map(Number);
  return text.length <= 15 && bytes.every(byte => byte <= 255) ? bytes : undefined;
}

function ipv6(text: string): number[] | undefined {
  const halves = text.split('::');
  if (halves.length > 2) { return undefined; }
  const [head, tail] = halves.map(half => half === '' ? [] : half.split(':'));
  const written = [...head, ...tail ?? []];
  const missing = 8 - written.length;
  if (tail === undefined ? missing !== 0 : missing < 1) { return undefined; }
  const groups = [...head, ...Array<string>(missing).fill('0'), ...tail ?? []].map(group => group === '' ? NaN : parseInt(group, 16));
  if (!groups.every(group => group <= 0xffff)) { return undefined; }
  const mapped = groups.slice(0, 5).every(group => group === 0) && groups[5] === 0xffff;
  return (mapped ? groups.slice(6) : groups).flatMap(group => [group >> 8, group & 0xff]);
}

/** The range of one address. AWS's matcher compares addresses as ranges of digits, so this is one too. */
export function singleAddress(digits: string): IpRange {
  const rest = digits.slice(0, -1);
  const last = parseInt(digits.slice(-1), 16);
  const digit = (value: number) => rest + value.toString(16).toUpperCase();
  return last === 15
    ? { lower: digit(14), lowerIncluded: false, upper: digits, upperIncluded: true }
    : { lower: digits, lowerIncluded: true, upper: digit(last + 1), upperIncluded: false };
}

/** The range of a block such as "10.0.0.0/8", or undefined if the text is none (a block has at least two addresses). */
export function cidrRange(text: string): IpRange | undefined {
  const [address, mask, ...more] = text.replace(/\/+$/, '').split('/');
  const digits = ipDigits(address);
  if (digits === undefined || mask === undefined || more.length > 0 || !/^[-+]?[0-9]+$/.test(mask)) { return undefined; }
  const fixed = Number(mask);
  const bits = digits.length * 4;
  if (fixed < 0 || fixed >= bits) { return undefined; }
  const host = (1n << BigInt(bits - fixed)) - 1n;
  const value = BigInt(`0x${digits}`);
  const hex = (n: bigint) => n.toString(16).toUpperCase().padStart(digits.length, '0');
  return { lower: hex(value & ~host), lowerIncluded: true, upper: hex(value | host), upperIncluded: true };
}

/**
 * True if AWS's matcher finds the text in the range. It walks digit by digit and stops as soon as the digits read decide,
 * so lengths are not compared: 32.1.0.1 (20010001) lies in 2001::/16, as does the number 2001 in the absence of numeric tests.
 */
export function inIpRange(text: string, range: IpRange): boolean {
  let onLower = true;
  let onUpper = true;
  const end = range.lower.length - 1;
  for (let i = 0; i < text.length && i <= end; i++) {
    const digit = text[i];
    if (!/^[0-9A-F]$/.test(digit)) { return false; }
    if (onLower && digit < range.lower[i] || onUpper && digit > range.upper[i]) { return false; }
    onLower &&= digit === range.lower[i];
    onUpper &&= digit === range.upper[i];
    if (!onLower && !onUpper) { return true; }
    if (i === end) { return onLower ? range.lowerIncluded : range.upperIncluded; }
  }
  return false;
}
