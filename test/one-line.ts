/** A block of text on one line, for tests that are about its words. */
export function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
