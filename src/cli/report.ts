import { Finding, FindingSeverity } from '../validation/finding';

/** A finding with where it was found. */
export interface LocatedFinding {
  readonly finding: Finding;
  readonly template: string;
  readonly resourceType: string;
  /** The line of the property in its file, or else of the resource, counted from 1; undefined where it is not known. */
  readonly line?: number;
  /** The path of the construct that the resource comes from, if the CDK wrote the template. */
  readonly constructPath?: string;
  /** File, line and column of the code that made that construct, where the output of the app has it: `lib/orders.ts:43:17`. */
  readonly location?: string;
}

/** Checks of one resource that wait for the same property, which only the deployment knows. */
export interface WaitingChecks {
  readonly template: string;
  readonly logicalId: string;
  readonly constructPath?: string;
  readonly resourceType: string;
  readonly line?: number;
  /** The property; undefined where several resources decide together. */
  readonly property?: string;
  /** The resource that has the property, if it is another one. */
  readonly of?: string;
  /** What the template has there. */
  readonly value?: unknown;
  readonly ruleIds: readonly string[];
}

/** The counts and findings of one run of the command. */
export interface Report {
  readonly checked: {
    readonly templates: number;
    readonly mappings: number;
    readonly invokeConfigs: number;
    readonly notifications: number;
    readonly subscriptions: number;
    readonly undecided: number;
  };
  readonly findings: readonly LocatedFinding[];
  /** What stayed undecided; only if asked for. */
  readonly undecided?: readonly WaitingChecks[];
  /** The parts that were not read, each with its file. */
  readonly unread: readonly string[];
  /** The input that could not be read, and why. The rest was checked all the same. */
  readonly unreadable: readonly string[];
}

export function errorsIn(report: Report): number {
  return report.findings.filter(({ finding }) => finding.severity === FindingSeverity.ERROR).length;
}
