import { Assignment, UndecidedComparisons } from './conditions';

/** What is assumed while a template is read, and which assumptions mattered. */
export class Assumptions {
  /** The comparisons that the reader came upon and that are not assumed either way. */
  public readonly undecidedComparisons: UndecidedComparisons = new Set();
  /** Whether the reader came upon a parameter that has a default, whether it is assumed or not. */
  public usedDefault = false;

  /**
   * @param assignment which way comparisons of conditions turn out
   * @param withDefaults whether parameters have their defaults
   */
  public constructor(public readonly assignment: Assignment, public readonly withDefaults: boolean) {}

  /** Adds what mattered to another reading under the same assumptions. */
  public include(other: Assumptions): void {
    other.undecidedComparisons.forEach(comparison => this.undecidedComparisons.add(comparison));
    this.usedDefault ||= other.usedDefault;
  }
}
