import { CfnResource, Reference, Token, Tokenization } from 'aws-cdk-lib';

/** The resource whose attribute a value is, where it is nothing but that. This layer knows nothing of `checks`, which look in their own way. */
export function referredBy(value: unknown): CfnResource | undefined {
  if (typeof value === 'string' && !Token.isUnresolved(value)) { return undefined; }
  const fragments = typeof value === 'string' ? Tokenization.reverseString(value) : undefined;
  const token = fragments ? fragments.length === 1 && fragments.firstToken : value;
  return Reference.isReference(token) && CfnResource.isCfnResource(token.target) ? token.target : undefined;
}
