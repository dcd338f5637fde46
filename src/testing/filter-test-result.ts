/** The fate of a record. */
export enum FilterOutcome {
  /** A filter matches: the function receives the record. */
  PASSED = 'PASSED',
  /** No filter matches: the function does not receive the record, and the poller goes on after it. */
  DROPPED = 'DROPPED',
  /** No filter matches, and the source is SQS: Lambda deletes the message from the queue. */
  DELETED = 'DELETED',
}

/** One reason why a filter does not match a record. */
export interface FilterMismatch {
  /** Position of the filter in the list, from 0. */
  readonly filter: number;
  /** Field of the record, with dots between its steps. */
  readonly path: string;
  /** The expectation of the filter, in words. */
  readonly expected: string;
  /** The value of the record there, as JSON or in words. */
  readonly found: string;
}

/** The outcome of one record, and why. */
export class FilterTestResult {
  /**
   * Only testers make results.
   *
   * @internal
   */
  public static _of(outcome: FilterOutcome, mismatches: FilterMismatch[], notes: string[], matchedFilter?: number): FilterTestResult {
    return new FilterTestResult(outcome, mismatches, notes, matchedFilter);
  }

  /** True if a filter matches, or if there are no filters. */
  public readonly passed: boolean;
  /** The fate of the record. */
  public readonly outcome: FilterOutcome;
  /**
   * Position of the first filter that matches, from 0.
   *
   * @default - no filter matches, or there are none
   */
  public readonly matchedFilter?: number;
  /** Why the filters do not match, in the order of the list. Empty if one does. For a filter with `$or` it has the closest alternative. */
  public readonly mismatches: FilterMismatch[];
  /** The parts of a filter that Lambda ignores, because they do not suit the format of the payload (Kafka, Amazon MQ). */
  public readonly notes: string[];

  private constructor(outcome: FilterOutcome, mismatches: FilterMismatch[], notes: string[], matchedFilter?: number) {
    this.passed = outcome === FilterOutcome.PASSED;
    this.outcome = outcome;
    this.matchedFilter = matchedFilter;
    this.mismatches = mismatches;
    this.notes = notes;
  }

  /**
   * The outcome and its reasons, a line for each, to print when a test fails.
   */
  public toString(): string {
    const matched = this.matchedFilter === undefined ? '' : ` by filter ${this.matchedFilter}`;
    const reasons = this.mismatches.map(({ filter, path, expected, found }) => `filter ${filter}: ${path}: expected ${expected}, found ${found}`);
    return [`${this.outcome}${matched}`, ...reasons, ...this.notes].join('\n');
  }
}
