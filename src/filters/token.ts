/** True if a token of the CDK stands in the text: its value is known only at deployment. */
export function holdsToken(text: string): boolean {
  return text.includes('${Token[');
}
