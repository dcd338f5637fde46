import {
  CfnResource, DefaultTokenResolver, IPostProcessor, IResolvable, IResolveContext, Reference, Stack, StringConcat, Token, Tokenization,
} from 'aws-cdk-lib';
import { IConstruct } from 'constructs';

/** The construct that a value is a plain reference to, a resource or a parameter. Text around it, `Fn::If` or `Fn::Join` make it another value. */
export function referencedConstruct(value: unknown): IConstruct | undefined {
  const token = typeof value === 'string' ? onlyTokenOf(value) : value;
  return Reference.isReference(token) ? token.target : undefined;
}

/** The resource that a value is a plain reference to. */
export function targetOf(value: unknown): CfnResource | undefined {
  const target = referencedConstruct(value);
  return CfnResource.isCfnResource(target) ? target : undefined;
}

function onlyTokenOf(value: string): IResolvable | undefined {
  if (!Token.isUnresolved(value)) { return undefined; }
  const fragments = Tokenization.reverseString(value);
  return fragments.length === 1 ? fragments.firstToken : undefined;
}

/**
 * All resources that text refers to, however deep: the name of an alias is cut from its ARN, that of a version is the name of
 * its function and a number. The resolved text does not help, because references to other stacks are imports in it.
 */
export function targetsWithin(text: string, stack: Stack): CfnResource[] {
  return Token.isUnresolved(text) ? targetsIn(text, stack) : [];
}

/**
 * All resources that any value refers to, however deep.
 *
 * @param preparing whether the synthesis is still to resolve references between stacks, as it is when aspects run
 */
export function targetsIn(value: unknown, scope: IConstruct, preparing = false): CfnResource[] {
  const collector = new ReferenceCollector();
  Tokenization.resolve(value, { scope, resolver: collector, preparing });
  return [...collector.targets];
}

class ReferenceCollector extends DefaultTokenResolver {
  public readonly targets = new Set<CfnResource>();

  public constructor() {
    super(new StringConcat());
  }

  public resolveToken(token: IResolvable, context: IResolveContext, postProcessor: IPostProcessor): any {
    if (Reference.isReference(token) && CfnResource.isCfnResource(token.target)) { this.targets.add(token.target); }
    return super.resolveToken(token, context, postProcessor);
  }
}
