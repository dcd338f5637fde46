import { CfnResource, IResolvable, Stack, Token, Tokenization } from 'aws-cdk-lib';
import { EMPTY_MEANS_UNSET } from '../../aws/special-values';
import { callSiteOf } from '../../cdk/call-site';
import { ConstructFacts } from '../../cdk/construct-facts';
import { overridesOf, propertiesOf, templateOf, withCloudFormationNames } from '../../cdk/internals';
import { targetOf, targetsIn, targetsWithin } from '../../cdk/references';
import { Resource } from '../../model/resource';
import { Environment } from '../../values/arn';
import { isIntrinsic, isNoValue, isNeverEmpty, markIncomplete, mayBeNothing, INCOMPLETE } from '../../values/intrinsics';
import { valuesAt } from '../../values/path';
import { asText, PLACEHOLDER, wholeText, withoutReferences } from '../../values/text';
import { ABSENT, UNKNOWN, Value } from '../../values/value';

/**
 * The properties of an L1 as they will be rendered: with all that aspects, tags and escape hatches did to it.
 *
 * Reads tokens late and one by one: resolving all properties of all resources would cost more than the whole validation.
 */
export class L1Resource implements Resource {
  private rendered?: Record<string, unknown>;
  private path?: string;
  private environmentOfStack?: Environment;
  private propertyNames?: readonly string[];

  /** Properties with their tokens resolved: rules ask for the same few properties again and again. */
  private readonly decoded = new Map<string, Value>();

  /**
   * @param l1 the resource
   * @param reader has the other resources
   */
  public constructor(public readonly l1: CfnResource, private readonly reader: L1Reader = new L1Reader()) {}

  public get type(): string {
    return this.l1.cfnResourceType;
  }

  public get id(): string {
    return this.path ??= this.l1.node.path; // put together anew whenever it is read
  }

  /** The path that its user knows: of the L2 around it, where there is one. */
  public get name(): string {
    return this.id.replace(/\/(Resource|Default)$/, '');
  }

  public get environment(): Environment {
    return this.environmentOfStack ??= environmentOf(Stack.of(this.l1));
  }

  public get callSite(): string | undefined {
    return callSiteOf(this.l1);
  }

  public get constructFacts(): ConstructFacts | undefined {
    return ConstructFacts.of(this.l1.node.scope);
  }

  public get condition(): string | undefined {
    const { condition } = this.l1.cfnOptions;
    return overridesOf(this.l1).Condition ?? (condition && Stack.of(this.l1).resolve(condition.logicalId) as string);
  }

  public get isConditional(): boolean {
    return this.l1.cfnOptions.condition !== undefined || overridesOf(this.l1).Condition !== undefined;
  }

  public values(segments: readonly string[]): Value[] {
    const property = segments[0];
    let value = this.decoded.get(property);
    if (value === undefined) {
      value = this.decode(valuesAt(this.properties, [property])[0]);
      this.decoded.set(property, value);
    }
    return valuesAt(value, segments, 1);
  }

  public value(segments: readonly string[]): Value {
    return this.values(segments)[0];
  }

  public definedProperties(): readonly string[] | undefined {
    const { properties } = this;
    if (isIntrinsic(properties) || Object.hasOwn(properties, INCOMPLETE)) { return undefined; }
    return this.propertyNames ??= Object.entries(properties).filter(([, value]) => value !== undefined).map(([property]) => property);
  }

  public isDefined(segments: readonly string[]): boolean {
    const raw = this.raw(segments);
    if (raw === ABSENT || raw === UNKNOWN) { return false; }
    if (targetOf(raw)) { return true; } // a plain reference is something, in its own stack and in another
    const resolved = Token.isUnresolved(raw) ? Stack.of(this.l1).resolve(raw) : raw;
    if (typeof resolved !== 'object' || resolved === null) { return resolved !== undefined && resolved !== null; }
    if (EMPTY_MEANS_UNSET.has(segments.join('.'))) { return isNeverEmpty(resolved) || this.target(segments) !== undefined; }
    return !mayBeNothing(resolved);
  }

  public text(segments: readonly string[]): string | undefined {
    const raw = this.raw(segments);
    if (typeof raw === 'string') { return this.textOf(raw); }
    return piecesOf(raw)?.map(piece => typeof piece === 'string' ? piece : PLACEHOLDER).join('');
  }

  public target(segments: readonly string[]): L1Resource | undefined {
    const raw = this.raw(segments);
    return this.invokedAt(segments, raw) ?? this.targetOfValue(raw) ?? this.resourceOf(this.targetOfIntrinsic(raw));
  }

  public targets(segments: readonly string[]): L1Resource[] {
    const raw = this.raw(segments);
    if (typeof raw === 'string') { return targetsWithin(raw, Stack.of(this.l1)).flatMap(target => this.resourceOf(target) ?? []); }
    return (piecesOf(raw) ?? []).flatMap(piece => this.resourceOf(this.targetOfIntrinsic(piece)) ?? []);
  }

  public source(segments: readonly string[]): unknown {
    const raw = this.raw(segments);
    return raw === ABSENT ? undefined : Stack.of(this.l1).resolve(raw);
  }

  public sourceText(segments: readonly string[]): string {
    return this.sourceTextOf(this.raw(segments));
  }

  /** A value as it would stand in the template of this resource. */
  public sourceTextOf(value: unknown): string {
    return `${Stack.of(this.l1).node.path} ${JSON.stringify(Stack.of(this.l1).resolve(value))}`;
  }

  /** All resources that its properties refer to, however deep. */
  public allTargets(): CfnResource[] {
    return targetsIn([propertiesOf(this.l1), overridesOf(this.l1)], Stack.of(this.l1));
  }

  /** The value at a path before tokens are resolved: a reference in it still knows its target. */
  private raw(segments: readonly string[]): Value {
    return valuesAt(this.properties, segments)[0];
  }

  /** Text with its tokens resolved where that gives text, and placeholders elsewhere. */
  private textOf(raw: string): string {
    if (!Token.isUnresolved(raw)) { return withoutReferences(raw); }
    return withoutReferences(Tokenization.reverseString(raw).mapTokens({
      mapToken: token => {
        const resolved = Stack.of(this.l1).resolve(token);
        return typeof resolved === 'string' ? resolved : PLACEHOLDER;
      },
    }).join({ join: (left, right) => `${asText(left)}${asText(right)}` }));
  }

  /** The resource that a value is a plain reference to. */
  private targetOfValue(value: Value): L1Resource | undefined {
    return this.resourceOf(targetOf(value));
  }

  /** The function, version or alias of an event source, which knows it better than a composed name, unless that was changed since. */
  private invokedAt([property]: readonly string[], raw: Value): L1Resource | undefined {
    if (property !== 'FunctionName') { return undefined; }
    const invoked = this.constructFacts?.invoked;
    return invoked && invoked.functionName === raw ? this.targetOfValue(invoked.functionArn) : undefined;
  }

  private resourceOf(l1: CfnResource | undefined): L1Resource | undefined {
    return l1 && this.reader.resource(l1);
  }

  private get properties(): Record<string, unknown> {
    this.rendered ??= this.render();
    return this.rendered;
  }

  private render(): Record<string, unknown> {
    if (Object.keys(overridesOf(this.l1)).length > 0) {
      const template = Stack.of(this.l1).resolve(templateOf(this.l1)) as { Resources?: Record<string, { Properties?: Record<string, unknown> }> };
      return markIncomplete(Object.values(template.Resources ?? {})[0]?.Properties ?? {});
    }
    // Unlike the template this still has the empty lists and objects that a user wrote.
    return withCloudFormationNames(this.l1, this.resolveObjects(propertiesOf(this.l1)) as Record<string, unknown>);
  }

  /** Tokens in the shape of text and numbers may stay for later; an object token stands for the structure that is needed now. */
  private resolveObjects(value: unknown): unknown {
    if (typeof value !== 'object' || value === null) { return value; }
    if (isResolvable(value)) { return Stack.of(this.l1).resolve(value); }
    // A whole list may be one token.
    if (Array.isArray(value)) { return Token.isUnresolved(value) ? Stack.of(this.l1).resolve(value) : value.map(item => this.resolveObjects(item)); }
    const items = Object.entries(value);
    const resolved = items.map(([key, item]): [string, unknown] => [key, this.resolveObjects(item)]);
    return resolved.some(([, item], i) => item !== items[i][1]) ? Object.fromEntries(resolved) : value;
  }

  private decode(value: Value): Value {
    switch (typeof value) {
      case 'string':
      case 'number': {
        if (!Token.isUnresolved(value)) { return typeof value === 'string' ? wholeText(value) : value; }
        // Within a stack a plain reference stays one: it is not worth the resolving.
        if (targetOf(value)?.stack === this.l1.stack) { return UNKNOWN; }
        const resolved = Stack.of(this.l1).resolve(value) ?? ABSENT;
        return typeof resolved === 'object' ? valueOfIntrinsic(resolved) : typeof resolved === 'string' ? wholeText(resolved) : resolved;
      }
      case 'object': {
        if (value === null) { return ABSENT; }
        if (Token.isUnresolved(value)) { return this.decode(Stack.of(this.l1).resolve(value)); }
        if (isIntrinsic(value)) { return valueOfIntrinsic(value); }
        if (Array.isArray(value)) { return value.map(item => this.decodeItem(item)); }
        // L1s list every property that they know, absent or not.
        const defined = Object.entries(value).filter(([, item]) => item !== undefined);
        return markIncomplete(Object.fromEntries(defined.map(([key, item]) => [key, this.decode(item)])));
      }
      default:
        return value;
    }
  }

  /** An absent list item becomes UNKNOWN, so that the indexes of the other items do not shift. */
  private decodeItem(item: Value): Value {
    const value = this.decode(item);
    return value === ABSENT ? UNKNOWN : value;
  }

  /** An override names a resource of its own stack by logical id. */
  private targetOfIntrinsic(value: Value): CfnResource | undefined {
    if (typeof value !== 'object' || value === null) { return undefined; }
    const { Ref: ref, 'Fn::GetAtt': attribute } = value as { 'Ref'?: string; 'Fn::GetAtt'?: string | string[] };
    const logicalId = ref ?? (Array.isArray(attribute) ? attribute[0] : attribute?.split('.')[0]);
    if (logicalId === undefined) { return undefined; }
    return this.reader.logicalIdsOf(Stack.of(this.l1)).get(logicalId);
  }
}

function environmentOf(stack: Stack): Environment {
  const { account, region } = stack;
  return {
    region: Token.isUnresolved(region) ? UNKNOWN : region,
    account: Token.isUnresolved(account) ? UNKNOWN : account,
    key: environmentKey(stack),
  };
}

function environmentKey(stack: Stack): string {
  const { account, region, nestedStackParent } = stack;
  if (nestedStackParent) { return environmentKey(nestedStackParent); }
  return Token.isUnresolved(account) || Token.isUnresolved(region) ? stack.node.path : `${account} ${region}`;
}

function isResolvable(value: object): value is IResolvable {
  return typeof (value as IResolvable).resolve === 'function' && 'creationStack' in value;
}

function valueOfIntrinsic(intrinsic: object): Value {
  return isNoValue(intrinsic) ? ABSENT : UNKNOWN;
}

/** What text that is resolved already is joined of; undefined where the value is no such text. */
function piecesOf(value: Value): readonly unknown[] | undefined {
  const join = typeof value === 'object' && value !== null ? (value as { readonly 'Fn::Join'?: unknown })['Fn::Join'] : undefined;
  if (!Array.isArray(join) || typeof join[0] !== 'string' || !Array.isArray(join[1])) { return undefined; }
  const [separator, list] = join as [string, unknown[]];
  return list.flatMap((item, i) => i === 0 || separator === '' ? [item] : [separator, item]);
}

/** Reads each L1 once. For one synthesis, because logical ids change between one and the next. */
export class L1Reader {
  private readonly read = new Map<CfnResource, L1Resource>();
  private readonly byLogicalId = new Map<Stack, ReadonlyMap<string, CfnResource>>();

  public resource(l1: CfnResource): L1Resource {
    let resource = this.read.get(l1);
    if (!resource) {
      resource = new L1Resource(l1, this);
      this.read.set(l1, resource);
    }
    return resource;
  }

  public logicalIdsOf(stack: Stack): ReadonlyMap<string, CfnResource> {
    let ids = this.byLogicalId.get(stack);
    if (!ids) {
      ids = new Map(stack.node.findAll().filter(CfnResource.isCfnResource).filter(l1 => l1.stack === stack)
        .map(l1 => [stack.resolve(l1.logicalId) as string, l1]));
      this.byLogicalId.set(stack, ids);
    }
    return ids;
  }
}
