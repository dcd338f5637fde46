/* eslint-disable no-console */
import { spawn } from 'child_process';
import { once } from 'events';
import { createInterface } from 'readline';
import { Generator } from './generate';
import { Random } from './random';
import { readJson } from '../../src/filters/json';
import { matcher, matches } from '../../src/filters/match';
import { parsePattern } from '../../src/filters/parse';

/**
 * Asks AWS's event-ruler and this library the same questions, and fails on the first seed with different answers.
 *
 *     compare.ts <class path> <number of pairs> [seed ...]
 */
const EVENTS_PER_PATTERN = 4;
const SHOWN = 20;

interface Question {
  readonly pattern: string;
  readonly events: string[];
}

interface Answer {
  readonly refused?: string;
  readonly failed?: string;
  /** One digit per event: 1 matched, 0 not, ? where event-ruler does not agree with itself. */
  readonly matched?: string;
}

function ours({ pattern, events }: Question): Answer {
  const parsed = parsePattern(pattern);
  if (!parsed.pattern) { return { refused: parsed.issues.map(found => found.id).join(', ') }; }
  const ready = matcher(parsed.pattern);
  return { matched: events.map(event => matches(ready, readJson(event)) ? '1' : '0').join('') };
}

async function theirs(classPath: string, questions: Question[]): Promise<Answer[]> {
  const judge = spawn('java', ['-cp', classPath, 'Judge'], { stdio: ['pipe', 'pipe', 'inherit'] });
  const answers: Answer[] = [];
  const lines = createInterface({ input: judge.stdout });
  lines.on('line', line => answers.push(JSON.parse(line)));
  judge.stdin.end(questions.map(question => `${JSON.stringify(question)}\n`).join(''));
  await Promise.all([once(judge, 'close'), once(lines, 'close')]);
  if (answers.length !== questions.length) {
    throw new Error(`The judge answered ${answers.length} of ${questions.length} questions.`);
  }
  return answers;
}

async function main() {
  const [classPath, pairs, ...given] = process.argv.slice(2);
  const seeds = given.length > 0 ? given.map(Number) : [20261121, Date.now() % 2 ** 31];
  let differences = 0;
  for (const seed of seeds) {
    const generator = new Generator(new Random(seed));
    const questions = Array.from({ length: Math.ceil(Number(pairs) / seeds.length / EVENTS_PER_PATTERN) }, () => {
      const pattern = generator.pattern();
      return { pattern, events: Array.from({ length: EVENTS_PER_PATTERN }, () => generator.event(pattern)) };
    });
    const answers = await theirs(classPath, questions);
    const counts = { pairs: 0, matched: 0, refused: 0, undecided: 0, tooLarge: 0, different: 0 };
    const show = (pattern: string, event: string, they: unknown, we: unknown) => {
      counts.different++;
      if (counts.different <= SHOWN) {
        console.log(`DIFFERENCE (seed ${seed})\n  pattern ${pattern}\n  event   ${event}\n  event-ruler: ${they}\n  ours:        ${we}`);
      }
    };
    questions.forEach((question, i) => {
      const answer = answers[i];
      const own = ours(question);
      if (answer.failed?.includes('parts')) {
        counts.tooLarge += question.events.length;
      } else if (answer.refused && own.refused) {
        counts.refused++;
      } else if (!answer.matched || !own.matched) {
        show(question.pattern, '-', answer.failed ?? answer.refused ?? 'accepted', own.refused ?? 'accepted');
      } else {
        question.events.forEach((event, k) => {
          const [they, we] = [answer.matched![k], own.matched![k]];
          if (they === '?') {
            counts.undecided++;
            return;
          }
          counts.pairs++;
          if (they === '1') { counts.matched++; }
          if (they !== we) { show(question.pattern, event, they, we); }
        });
      }
    });
    differences += counts.different;
    console.log(`seed ${seed}: ${counts.pairs} pairs compared, ${counts.matched} of them match; ${counts.refused} patterns refused by both; `
      + `left out: ${counts.undecided} pairs on which event-ruler does not agree with itself, ${counts.tooLarge} of patterns with too many parts; `
      + `${counts.different} differences`);
  }
  process.exitCode = differences > 0 ? 1 : 0;
}

main().catch(error => {
  console.error(error);
  process.exitCode = 2;
});
