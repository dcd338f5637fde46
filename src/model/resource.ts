import { ConstructFacts } from './construct-facts';
import { Environment } from '../values/arn';
import { Value } from '../values/value';

/** A resource of an app or of a template, as far as it is known. Each reader has its own. */
export interface Resource {
  /** `AWS::SQS::Queue` */
  readonly type: string;

  /** Differs from every other resource of the deployment. The same resource under other assumptions has the same. */
  readonly id: string;

  /** Its name in messages: a construct path or a logical id. */
  readonly name: string;

  readonly environment: Environment;

  /** Whether a condition may omit it from the deployment. */
  readonly isConditional: boolean;

  /** The logical id of that condition. */
  readonly condition?: string;

  /** The path of its construct, if the CDK wrote the template. */
  readonly constructPath?: string;

  /** File, line and column of the code that made it, if the app knows them. */
  readonly callSite?: string;

  /** What only the construct around it knows; in apps. */
  readonly constructFacts?: ConstructFacts;

  /** The values at a path of its properties: one, or one for each item where the path has a `[]`. */
  values(segments: readonly string[]): Value[];

  /** The properties that are not absent, where they can be listed; some absent ones may be among them. */
  definedProperties?(): readonly string[] | undefined;

  /** The value at a path without `[]`. */
  value(segments: readonly string[]): Value;

  /** Whether there surely is a value at a path, though only the deployment may know which. */
  isDefined(segments: readonly string[]): boolean;

  /** Text as far as it is known, with a placeholder for the rest; undefined where there is no text. */
  text(segments: readonly string[]): string | undefined;

  /** The resource that the value at a path is a plain reference to. */
  target(segments: readonly string[]): Resource | undefined;

  /** All resources that text is composed of, as the name of an alias is: not through `Fn::If`, which may choose another. */
  targets(segments: readonly string[]): Resource[];

  /** The value as the template has it, with its intrinsic functions. */
  source(segments: readonly string[]): unknown;

  /** The source as text: equal for equal values, whatever they are at deployment. */
  sourceText(segments: readonly string[]): string;
}

/** The name of a resource, with the code that made it: two of the same type look alike. */
export function placeOf(resource: Resource | undefined): string | undefined {
  return resource?.callSite === undefined ? resource?.name : `${resource.name} (${resource.callSite})`;
}
