import { InputError } from './input-error';

/** Deeper than any template is written, and far from what recursion can take. */
export const DEEPEST = 500;

export function tooDeep(file: string, line?: number): InputError {
  return new InputError(file, `is nested more than ${DEEPEST} levels deep, which no template needs.`, line);
}

/** Counts brackets before a parser recurses into them; those inside of texts are counted too, which takes 500 more of them in one place. */
export function refuseDepth(text: string, file: string): void {
  let depth = 0;
  let inText = false;
  for (let i = 0; i < text.length; i++) {
    const character = text[i];
    if (inText) {
      if (character === '\\') { i++; } else if (character === '"') { inText = false; }
    } else if (character === '"') {
      inText = true;
    } else if (character === '{' || character === '[') {
      depth++;
      if (depth > DEEPEST) {
        throw tooDeep(file, text.slice(0, i).split('\n').length);
      }
    } else if (character === '}' || character === ']') {
      depth--;
    }
  }
}
