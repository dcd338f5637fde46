import { Value } from '../values/value';

export { PLACEHOLDER as HOLE } from '../values/text';

/** A resource of an app or of a template, as far as it is known. Each door of the engine brings its own. */
export interface Resource {
  /** `AWS::SQS::Queue` */
  readonly type: string;

  /** Tells it from every other resource that the same judgement sees. */
  readonly id: string;

  /** What its user calls it: a construct path or a logical id. */
  readonly name: string;

  /** The Region that it is deployed to. */
  readonly region: Value;

  /** The account that it is deployed to. */
  readonly account: Value;

  /**
   * Tells its Region and account from every other: a name that is written out stands for something else there. What leaves them
   * open shares them only with what is deployed along with it, its own stack.
   */
  readonly place: string;

  /** Whether a condition may leave it out of the deployment. */
  readonly isConditional: boolean;

  /** The views at a path of its properties: one, or one for each item where the path has a `[]`. */
  values(segments: readonly string[]): Value[];

  /** The properties that are not left out, where they can be listed; some that are left out may be among them. */
  definedProperties?(): readonly string[] | undefined;

  /** The view at a path without `[]`. */
  value(segments: readonly string[]): Value;

  /** Whether there surely is a value at a path, though only the deployment may know which. */
  isDefined(segments: readonly string[]): boolean;

  /** Text as far as it is written out, with `HOLE` for the rest; undefined where there is no text. */
  text(segments: readonly string[]): string | undefined;

  /** The resource that the value at a path is a plain reference to. */
  target(segments: readonly string[]): Resource | undefined;

  /** All resources that text is composed of, as the name of an alias is: not through `Fn::If`, which may choose another. */
  targets(segments: readonly string[]): Resource[];

  /** The value as the template has it, with its intrinsic functions. */
  source(segments: readonly string[]): unknown;

  /** The value as it was written: equal for equal values, whatever it is worth at deployment. */
  sourceText(segments: readonly string[]): string;
}
