import { UNKNOWN, Value } from './value';

/** Stands in text for a part that is known only at deployment. Private use, so that no pattern has it. */
export const PLACEHOLDER = '\uE000';

/** Whether text has a part that is known only at deployment. */
export function hasPlaceholder(text: string): boolean {
  return text.includes('${Token[') || text.includes(PLACEHOLDER);
}

const DYNAMIC_REFERENCE = /\{\{resolve:[^{}]*\}\}/g;

/** Text with placeholders for the values that CloudFormation looks up at deployment: `{{resolve:ssm:/orders/queue}}`. */
export function withoutReferences(text: string): string {
  return text.includes('{{resolve:') ? text.replace(DYNAMIC_REFERENCE, PLACEHOLDER) : text;
}

/** Text that is known; unknown where a part of it is not. */
export function wholeText(text: string): Value {
  return withoutReferences(text).includes(PLACEHOLDER) ? UNKNOWN : text;
}
