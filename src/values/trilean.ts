import { UNKNOWN } from './value';

/** A truth that may be known only at deployment. */
export type Trilean = boolean | typeof UNKNOWN;

/** Whether it is true of any item: unknown where none surely is, and one may be. */
export function anyOf<T>(items: readonly T[], isTrue: (item: T) => Trilean): Trilean {
  let result: Trilean = false;
  for (const item of items) {
    const truth = isTrue(item);
    if (truth === true) { return true; }
    if (truth === UNKNOWN) { result = UNKNOWN; }
  }
  return result;
}

/** Whether all truths hold: false once one is, unknown while one is. */
export function allOf(truths: readonly Trilean[]): Trilean {
  return truths.includes(false) ? false : truths.includes(UNKNOWN) ? UNKNOWN : true;
}
