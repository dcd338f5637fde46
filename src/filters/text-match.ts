/** The forms of one UTF-16 unit of a pattern that AWS's matcher accepts: both cases; a surrogate stands for "?". */
function spellings(unit: string): string[] {
  if (unit >= '\ud800' && unit <= '\udfff') { return ['?']; }
  const lower = unit.toLowerCase();
  const upper = unit.toUpperCase();
  return lower === upper ? [lower] : [lower, upper];
}

/** Characters of `text` that `pattern` covers from the front in any case, or -1. The two cases of a unit never share their first character. */
export function coveredIgnoringCase(text: string, pattern: string): number {
  let at = 0;
  for (let i = 0; i < pattern.length; i++) {
    const found = spellings(pattern[i]).find(spelling => text.startsWith(spelling, at));
    if (found === undefined) { return -1; }
    at += found.length;
  }
  return at;
}

/** True if `text` ends with `pattern` in any case. */
export function endsIgnoringCase(text: string, pattern: string): boolean {
  let end = text.length;
  for (let i = pattern.length - 1; i >= 0; i--) {
    const found = spellings(pattern[i]).find(spelling => text.endsWith(spelling, end));
    if (found === undefined) { return false; }
    end -= found.length;
  }
  return true;
}

/** The literal pieces between the asterisks of a wildcard, or undefined for "**" and for a backslash before anything but "*" and "\". */
export function wildcardPieces(pattern: string): string[] | undefined {
  const pieces = [''];
  for (let i = 0; i < pattern.length; i++) {
    let unit = pattern[i];
    if (unit === '*') {
      if (pattern[i + 1] === '*') { return undefined; }
      pieces.push('');
      continue;
    }
    if (unit === '\\') {
      unit = pattern[++i];
      if (unit !== '*' && unit !== '\\') { return undefined; }
    }
    pieces[pieces.length - 1] += unit;
  }
  return pieces;
}

/** True if the pieces appear in this order, the first at the front and the last at the end. */
export function matchesWildcard(text: string, pieces: readonly string[]): boolean {
  const first = pieces[0];
  const last = pieces[pieces.length - 1];
  if (pieces.length === 1) { return text === first; }
  if (!text.startsWith(first) || !text.endsWith(last) || first.length + last.length > text.length) { return false; }
  let at = first.length;
  for (const piece of pieces.slice(1, -1)) {
    const found = text.indexOf(piece, at);
    if (found < 0) { return false; }
    at = found + piece.length;
  }
  return at <= text.length - last.length;
}
