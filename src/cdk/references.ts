import { CfnResource, DefaultTokenResolver, IPostProcessor, IResolvable, IResolveContext, Reference, Stack, StringConcat, Token, Tokenization } from 'aws-cdk-lib';

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

/**
 * All resources that text refers to, however deep: the name of an alias is cut from its ARN, that of a version is the name of
 * its function and a number. What the text resolves to is of no use: references to other stacks are imports by then.
 */
export function targetsWithin(text: string, stack: Stack): CfnResource[] {
  return Token.isUnresolved(text) ? targetsIn(text, stack) : [];
}

/** All resources that any value refers to, however deep. */
export function targetsIn(value: unknown, stack: Stack): CfnResource[] {
  const collector = new ReferenceCollector();
  Tokenization.resolve(value, { scope: stack, resolver: collector, preparing: false });
  return [...collector.targets];
}

export class ReferenceCollector extends DefaultTokenResolver {
  public readonly targets = new Set<CfnResource>();

  public constructor() {
    super(new StringConcat());
  }

  public resolveToken(token: IResolvable, context: IResolveContext, postProcessor: IPostProcessor): any {
    if (Reference.isReference(token) && CfnResource.isCfnResource(token.target)) { this.targets.add(token.target); }
    return super.resolveToken(token, context, postProcessor);
  }
}
