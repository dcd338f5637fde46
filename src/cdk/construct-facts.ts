import { IConstruct } from 'constructs';
import { SourceKind } from '../aws/source-kinds';

/**
 * What an event source knows of what it made, a mapping, subscription or asynchronous configuration, and the template no longer tells.
 *
 * Kept on the construct around the L1, so that the engine finds it without knowing the sources.
 */
export interface ConstructFacts {
  /** Of a mapping, the function, version or alias: one reference, where its `FunctionName` may be a composed name. */
  readonly invoked?: { readonly functionArn: string; readonly functionName: string };
  /** What the source of a mapping may be, where its ARN does not tell. */
  readonly kinds?: readonly SourceKind[];
  /** What the library itself saw while the app was built, by the name that rules have for it (`construct.<name>`). */
  fact(name: string): string | undefined;
  /** The names of all that it may have seen: rules on others are not asked. */
  factNames(): readonly string[];
}

const RECORD = Symbol.for('cdk-lambda-event-sources.SourceRecord');

export function constructFactsOf(construct: IConstruct | undefined): ConstructFacts | undefined {
  return (construct as { [RECORD]?: ConstructFacts } | undefined)?.[RECORD];
}

export function attachConstructFacts(construct: IConstruct, record: ConstructFacts): void {
  Object.defineProperty(construct, RECORD, { value: record });
}
