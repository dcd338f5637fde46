/** Stands in text for what only the deployment knows, where a template or the engine reads it. Private use, so that no pattern has it. */
export const PLACEHOLDER = '\uE000';

/** True if the text has a part that is known only at deployment. */
export function hasPlaceholder(text: string): boolean {
  return text.includes('${Token[') || text.includes(PLACEHOLDER);
}
