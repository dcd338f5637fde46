/** A sentence of a rule for who has no finding to fill it in. */
export function inGeneral(text: string): string {
  return text
    .replace(/: \{detail\}$/, '')
    .replace(/has \{detail\}/, 'has what the message shows')
    .replace('{detail}', 'what the message names')
    .replace('{limit}', 'the bound in the message');
}
