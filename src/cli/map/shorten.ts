/** The text, without its middle where it is longer. */
export function shorten(text: string, longest: number): string {
  const characters = [...text];
  if (characters.length <= longest) { return text; }
  const start = Math.ceil((longest - 1) / 2);
  return `${characters.slice(0, start).join('')}…${characters.slice(characters.length - (longest - 1 - start)).join('')}`;
}
