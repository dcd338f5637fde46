/** Twice the work takes twice the time where time grows in proportion, and four times the time where it grows with the square. */
const MOST = 3;
/** Less than this is too little to compare. */
const NOISE_MILLIS = 30;
const TRIES = 6;

/** Time that the processor spends on it. What else the machine does meanwhile does not count. */
function millisecondsOf(work: () => void): number {
  const started = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(started);
  return (user + system) / 1000;
}

/**
 * Throws unless the time of some work grows in proportion to its size.
 *
 * It compares a size with twice that size, so that a slow machine changes nothing. A busy one disturbs single measurements: the
 * shortest of several counts, and the first that shows the proportion is enough.
 *
 * @param workOf prepares the work on a size, which is not measured
 */
export function expectProportionalTime(size: number, workOf: (size: number) => () => void): void {
  const [once, twice] = [workOf(size), workOf(2 * size)];
  once(); // Compiled code is faster.
  let [timeOfOnce, timeOfTwice] = [Infinity, Infinity];
  for (let i = 0; i < TRIES; i++) {
    timeOfOnce = Math.min(timeOfOnce, millisecondsOf(once));
    timeOfTwice = Math.min(timeOfTwice, millisecondsOf(twice));
    if (timeOfTwice <= MOST * timeOfOnce + NOISE_MILLIS) { return; }
  }
  throw new Error(`Size ${size} takes ${timeOfOnce.toFixed(0)} ms, and twice that size ${timeOfTwice.toFixed(0)} ms: more than in proportion`);
}
