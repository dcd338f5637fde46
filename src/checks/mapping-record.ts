import { IConstruct } from 'constructs';
import { SourceKind } from '../limits/source-kind';

/**
 * What an event source knows of the mapping it made and the template no longer tells.
 *
 * Kept on the construct of the mapping, so that the engine finds it without knowing the sources.
 */
export interface MappingRecord {
  /** The ARN of function, version or alias: one reference, where the `FunctionName` of a mapping may be a composed name. */
  readonly functionArn: string;
  /** What was written to `FunctionName`. While it still stands there, `functionArn` says whose it is. */
  readonly functionName: string;
  /** What the source may be, where its ARN does not tell. */
  readonly kinds: readonly SourceKind[];
  /** What the library itself saw while the app was built, by the name that rules have for it (`seen.<name>`). */
  seen(name: string): string | undefined;
  /** The names of all that it saw. */
  noted(): readonly string[];
}

const RECORD = Symbol.for('cdk-lambda-event-sources.MappingRecord');

export function recordOf(construct: IConstruct | undefined): MappingRecord | undefined {
  return (construct as { [RECORD]?: MappingRecord } | undefined)?.[RECORD];
}

export function keepRecord(construct: IConstruct, record: MappingRecord): void {
  Object.defineProperty(construct, RECORD, { value: record });
}
