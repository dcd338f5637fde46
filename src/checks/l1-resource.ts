import { CfnResource, IResolvable, Stack, Token } from 'aws-cdk-lib';
import { targetOf } from './reference';
import { ABSENT, isIntrinsic, UNKNOWN, View, viewsAt } from './view';

/** What of `CfnResource` is not public, and is the only way to see what it will render. */
interface Internals {
  readonly cfnProperties: Record<string, unknown>;
  readonly rawOverrides: { readonly Properties?: Record<string, unknown> };
  renderProperties(properties: Record<string, unknown>): Record<string, unknown>;
  _toCloudFormation(): unknown;
}

/**
 * The properties of an L1 as they will be rendered: with all that aspects, tags and escape hatches did to it.
 *
 * Reads tokens late and one by one: resolving all properties of all resources would cost more than the whole validation.
 */
export class L1Resource {
  private rendered?: Record<string, unknown>;

  public constructor(public readonly l1: CfnResource) {}

  /** The path that its user knows: of the L2 around it, where there is one. */
  public get path(): string {
    return this.l1.node.path.replace(/\/(Resource|Default)$/, '');
  }

  public get region(): View {
    const { region } = Stack.of(this.l1);
    return Token.isUnresolved(region) ? UNKNOWN : region;
  }

  public views(segments: readonly string[]): View[] {
    return viewsAt(this.properties, segments).map(view => this.decode(view));
  }

  public view(segments: readonly string[]): View {
    return this.views(segments)[0];
  }

  /** What stands at a path before tokens are resolved: a reference in it still knows its target. */
  public raw(segments: readonly string[]): View {
    return viewsAt(this.properties, segments)[0];
  }

  /** The resource that the value at a path is a reference to, also in another stack. */
  public follow(segments: readonly string[]): CfnResource | undefined {
    return targetOf(this.raw(segments)) ?? this.followIntrinsic(this.raw(segments));
  }

  private get properties(): Record<string, unknown> {
    this.rendered ??= this.render();
    return this.rendered;
  }

  private render(): Record<string, unknown> {
    const l1 = this.l1 as unknown as Internals;
    if (Object.keys(l1.rawOverrides).length > 0) {
      const template = Stack.of(this.l1).resolve(l1._toCloudFormation()) as { Resources?: Record<string, { Properties?: Record<string, unknown> }> };
      return Object.values(template.Resources ?? {})[0]?.Properties ?? {};
    }
    // Unlike the template this still has the empty lists and objects that a user wrote.
    return l1.renderProperties(this.resolveObjects(l1.cfnProperties) as Record<string, unknown>) ?? {};
  }

  /** Tokens in the shape of text and numbers may stay for later; an object token stands for the structure that is needed now. */
  private resolveObjects(value: unknown): unknown {
    if (typeof value !== 'object' || value === null) { return value; }
    if (isResolvable(value)) { return Stack.of(this.l1).resolve(value); }
    if (Array.isArray(value)) { return value.map(item => this.resolveObjects(item)); }
    const copy: Record<string, unknown> = {};
    for (const [key, item] of Object.entries(value)) {
      if (item !== undefined) { copy[key] = this.resolveObjects(item); }
    }
    return copy;
  }

  private decode(value: View): View {
    switch (typeof value) {
      case 'string':
      case 'number': {
        if (!Token.isUnresolved(value)) { return value; }
        const resolved = Stack.of(this.l1).resolve(value) ?? ABSENT;
        return typeof resolved === 'object' ? UNKNOWN : resolved;
      }
      case 'object': {
        if (value === null) { return ABSENT; }
        if (Token.isUnresolved(value)) { return this.decode(Stack.of(this.l1).resolve(value)); }
        if (isIntrinsic(value)) { return UNKNOWN; }
        if (Array.isArray(value)) { return value.map(item => this.decode(item)); }
        return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, this.decode(item)]));
      }
      default:
        return value;
    }
  }

  /** An override names a resource of its own stack by logical id. */
  private followIntrinsic(value: View): CfnResource | undefined {
    if (typeof value !== 'object' || value === null) { return undefined; }
    const { Ref: ref, 'Fn::GetAtt': attribute } = value as { 'Ref'?: string; 'Fn::GetAtt'?: string | string[] };
    const logicalId = ref ?? (Array.isArray(attribute) ? attribute[0] : attribute?.split('.')[0]);
    if (logicalId === undefined) { return undefined; }
    const stack = Stack.of(this.l1);
    return stack.node.findAll().find((construct): construct is CfnResource =>
      CfnResource.isCfnResource(construct) && construct.stack === stack && stack.resolve(construct.logicalId) === logicalId);
  }
}

function isResolvable(value: object): value is IResolvable {
  return typeof (value as IResolvable).resolve === 'function' && 'creationStack' in value;
}
