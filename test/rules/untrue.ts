/** The claims that are not true. */
export function untrue(claims: { readonly [claim: string]: boolean }): string[] {
  return Object.entries(claims).filter(([, isTrue]) => !isTrue).map(([claim]) => `it is not true that ${claim}`);
}
