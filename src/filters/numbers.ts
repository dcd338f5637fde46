/* eslint-disable no-bitwise -- the subject is bits */
/**
 * The value of a number if AWS's matcher can compare it: only where a double holds the decimal exactly as written.
 * Others (more digits than a double has, beyond its range) are compared as text.
 */
export function comparableNumber(text: string): number | undefined {
  const value = Number(text);
  if (!Number.isFinite(value)) { return undefined; }
  const written = decimal(text);
  const held = decimal(String(value));
  if (written.digits !== held.digits || written.exponent !== held.exponent || Math.abs(written.power) > MAX_POWER) { return undefined; }
  return value === 0 ? 0 : value; // no negative zero
}

/** The largest exponent that Java's decimals hold. */
const MAX_POWER = 2 ** 31 - 1;

/** True for the spelling that JSON writers produce: 300, not 300.0, 3e2 or 0300. */
export function hasShortestSpelling(text: string): boolean {
  return String(Number(text)) === text;
}

/** A decimal without leading and trailing zeros: its sign and digits as an integer, times ten to the power of `exponent`. */
function decimal(text: string): { digits: string; exponent: number; power: number } {
  const [, sign, whole, fraction = '', power = '0'] = /^(-?)([0-9]+)(?:\.([0-9]+))?(?:[eE]([-+]?[0-9]+))?$/.exec(text)!;
  const significant = stripTrailingZeros((whole + fraction).replace(/^0+/, ''));
  if (significant === '') { return { digits: '0', exponent: 0, power: Number(power) }; }
  const zeros = whole.length + fraction.length - significant.length - leadingZeros(whole + fraction);
  return { digits: sign + significant, exponent: Number(power) - fraction.length + zeros, power: Number(power) };
}

function leadingZeros(digits: string): number {
  return /^0*/.exec(digits)![0].length;
}

/** By hand: the regular expression for it takes quadratic time on long runs of zeros. */
function stripTrailingZeros(digits: string): string {
  let end = digits.length;
  while (end > 0 && digits[end - 1] === '0') { end--; }
  return digits.slice(0, end);
}

/**
 * The ten characters, each below 128, by which AWS's matcher orders numbers. Only a suffix test ever sees them: it looks at numbers too
 * where the same field also has a numeric test.
 */
export function sortableText(value: number): string {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value);
  const raw = view.getBigUint64(0);
  const negative = raw >> 63n === 1n;
  let bits = negative ? ~raw & 0xffffffffffffffffn : raw | 1n << 63n;
  let text = '';
  for (let i = 0; i < 10; i++) {
    text = String.fromCharCode(Number(bits & 0x7fn)) + text;
    bits >>= 7n;
  }
  return text;
}
