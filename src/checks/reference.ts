import { CfnResource, IResolvable, Reference, Token, Tokenization } from 'aws-cdk-lib';

/** The resource that a token is a plain reference to. Text around it, `Fn::If` or `Fn::Join` make it another value. */
export function targetOf(value: unknown): CfnResource | undefined {
  const token = typeof value === 'string' ? onlyTokenOf(value) : value;
  if (!Reference.isReference(token)) { return undefined; }
  return CfnResource.isCfnResource(token.target) ? token.target : undefined;
}

function onlyTokenOf(value: string): IResolvable | undefined {
  if (!Token.isUnresolved(value)) { return undefined; }
  const fragments = Tokenization.reverseString(value);
  return fragments.length === 1 ? fragments.firstToken : undefined;
}
