/* eslint-disable no-bitwise -- the subject is bits */
/** Numbers that look random and are the same for the same seed. */
export class Random {
  constructor(private state: number) {}

  /** From 0 up to, but not including, 1. */
  public fraction(): number {
    this.state = this.state + 0x6d2b79f5 | 0;
    let mixed = Math.imul(this.state ^ this.state >>> 15, 1 | this.state);
    mixed = mixed + Math.imul(mixed ^ mixed >>> 7, 61 | mixed) ^ mixed;
    return ((mixed ^ mixed >>> 14) >>> 0) / 2 ** 32;
  }

  /** A whole number below `limit`. */
  public below(limit: number): number {
    return Math.floor(this.fraction() * limit);
  }

  public chance(probability: number): boolean {
    return this.fraction() < probability;
  }

  public pick<T>(from: readonly T[]): T {
    return from[this.below(from.length)];
  }

  /** `least` to `most` results of `make`. */
  public list<T>(least: number, most: number, make: () => T): T[] {
    return Array.from({ length: least + this.below(most - least + 1) }, make);
  }
}
