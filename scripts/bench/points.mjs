/** The apps of the race: how many stacks, functions in a stack, and sources of a function. */
const shape = (stacks, functions, sources, more = {}) => ({ stacks, functions, sources, ...more });

const IMPORTED = { imported: true };

/** The ways to make an app, in the order of the tables; `none` is the same app without sources. */
export const WAYS = ['none', 'raw', 'theirs', 'ours'];

export const POINTS = [
  { name: '1 source', shape: shape(1, 1, 1), quick: true },
  { name: '1 function x 10', shape: shape(1, 1, 10), quick: true },
  { name: '1 function x 100', shape: shape(1, 1, 100) },
  { name: '1 function x 200', shape: shape(1, 1, 200) },
  { name: '10 functions x 10', shape: shape(1, 10, 10), quick: true },
  { name: '50 stacks x 3', shape: shape(50, 1, 3) },
  // Growth: the queues are imported, so that hardly anything but mappings and policies is there.
  { name: '1 function x 400', shape: shape(1, 1, 400, IMPORTED), growth: 400, quick: true },
  { name: '1 function x 1,600', shape: shape(1, 1, 1600, IMPORTED), growth: 1600, quick: true },
  { name: '1 function x 3,200', shape: shape(1, 1, 3200, IMPORTED), growth: 3200 },
  // Nothing else in the app asks for the facts of Regions.
  { name: '1 source, Region facts not loaded', shape: shape(1, 1, 1, { facts: 'not loaded' }) },
  { name: '1 function x 10, Region facts not loaded', shape: shape(1, 1, 10, { facts: 'not loaded' }) },
  // As users run it: with the CDK's own linter.
  { name: '1 source, as users run it', shape: shape(1, 1, 1), linted: true },
  { name: '1 function x 10, as users run it', shape: shape(1, 1, 10), linted: true, quick: true },
  { name: '10 functions x 10, as users run it', shape: shape(1, 10, 10), linted: true },
  // Nothing but loading.
  { name: 'import alone', shape: shape(0, 0, 0), ways: ['none', 'import-theirs', 'import-ours'] },
];
