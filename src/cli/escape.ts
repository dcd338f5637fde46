/**
 * What would do something where it is shown: control characters, which move the cursor or begin a new line, and those that turn the
 * direction of text, so that it reads otherwise than it is.
 */
// eslint-disable-next-line no-control-regex
const ACTIVE = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** Text of a file for a terminal: on one line, and without power over it. Every sink takes such text. */
export function visible(text: string): string {
  return text.replace(ACTIVE, asEscape);
}

/** A value as JSON. What would act in a terminal is written as JSON allows it. */
export function asJson(value: unknown): string {
  return JSON.stringify(value, undefined, 2).replace(ACTIVE, character => character === '\n' ? character : asEscape(character));
}

/** Text of a file as text or attribute of HTML and SVG. */
export function forHtml(text: string): string {
  return visible(text)
    .replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;').replace(/'/g, '&#39;');
}

/** Text of a file for Mermaid, which reads Markdown, HTML and directives of its own. Its way to write a character is its number. */
export function forMermaid(text: string): string {
  return visible(text).replace(/[^\w .,:/()[\]{}=+*@!?$…-]/gu, character => `#${character.codePointAt(0)};`);
}

/** Text of a file for messages of SARIF, which have links in brackets. */
export function forSarif(text: string): string {
  return visible(text).replace(/\](?=\()/g, '] ');
}

function asEscape(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
