import { UNKNOWN, Value } from './value';

/** Stands in text for a part that is known only at deployment. Private use, so that no pattern has it. */
export const PLACEHOLDER = '\uE000';

/** Whether text has a part that is known only at deployment. */
export function hasPlaceholder(text: string): boolean {
  return text.includes('${Token[') || text.includes(PLACEHOLDER);
}

/** Whether a list is one that is known only at deployment, as the CDK writes it. */
export function isListToken(list: readonly unknown[]): boolean {
  return list.length === 1 && typeof list[0] === 'string' && list[0].startsWith('#{Token[');
}

const DYNAMIC_REFERENCE = /\{\{resolve:[^{}]*\}\}/g;

/** Text with placeholders for the values that CloudFormation looks up at deployment: `{{resolve:ssm:/orders/queue}}`. */
export function withoutReferences(text: string): string {
  return text.includes('{{resolve:') ? text.replace(DYNAMIC_REFERENCE, PLACEHOLDER) : text;
}

/** The text of a value that can be one; empty for lists, objects and what is not known, which have none. */
export function asText(value: Value): string {
  return typeof value === 'string' ? value : typeof value === 'number' || typeof value === 'boolean' ? `${value}` : '';
}

/** Text of at most so many characters, which says so where it was longer. */
export function cut(text: string, longest: number): string {
  return text.length > longest ? `${text.slice(0, longest - 1)}…` : text;
}

/** Text that is known; unknown where a part of it is not. */
export function wholeText(text: string): Value {
  return withoutReferences(text).includes(PLACEHOLDER) ? UNKNOWN : text;
}
