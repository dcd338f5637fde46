/* eslint-disable no-console */
import { readJson } from '../../src/filters/json';
import { matcher, matches } from '../../src/filters/match';
import { parsePattern } from '../../src/filters/parse';
import { renderPattern } from '../../src/filters/render';
import { FilterMatch } from '../../src/sources/filter-match';
import { FilterTester, SampleRecords } from '../../src/testing';

/**
 * Measures a typical filter of SQS on two records in turn, one that passes and one that does not. Fails if 100,000 evaluations take a second.
 *
 *     node -r ts-node/register/transpile-only scripts/bench/bench-filters.ts
 */
const EVALUATIONS = 100_000;
const MOST_MILLIS = 1000;

const filter = {
  body: {
    type: ['order'],
    status: ['paid', FilterMatch.prefix('pre')],
    total: FilterMatch.greaterThanOrEqualTo(100),
    customer: { country: FilterMatch.anythingBut('XX', 'YY'), vip: [true] },
  },
};
const order = {
  type: 'order', id: '059f36b4', status: 'paid', total: 120.5, customer: { id: 'c-1', country: 'DE', vip: true }, items: [{ sku: 'a', count: 1 }, { sku: 'b', count: 2 }],
};
const bodies = [order, { ...order, status: 'open' }];

function measure(name: string, run: (i: number) => boolean): number {
  for (let i = 0; i < EVALUATIONS / 10; i++) { run(i); }
  const start = performance.now();
  let passed = 0;
  for (let i = 0; i < EVALUATIONS; i++) { passed += run(i) ? 1 : 0; }
  const millis = performance.now() - start;
  if (passed !== EVALUATIONS / 2) { throw new Error(`${name}: ${passed} of ${EVALUATIONS} passed, but every second should`); }
  console.log(`${name}: ${EVALUATIONS.toLocaleString('en')} evaluations in ${Math.round(millis)} ms`);
  return millis;
}

const ready = matcher(parsePattern(renderPattern(filter)).pattern!);
const read = bodies.map(body => readJson(JSON.stringify({ body })));
const evaluation = measure('evaluation of a record that was read', i => matches(ready, read[i % 2]));

const tester = FilterTester.sqs([filter]);
const records = bodies.map(body => SampleRecords.sqs(body));
measure('FilterTester.test, with reading the record and telling why', i => tester.test(records[i % 2]).passed);

process.exitCode = evaluation < MOST_MILLIS ? 0 : 1;
