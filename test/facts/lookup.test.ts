import { ALL_SOURCES } from '../../src/aws/source-kinds';
import { derivedFact } from '../../src/facts/lookup';
import { RULES } from '../../src/rules';

/** The first words of facts that are never a property of a resource. */
const WORDS = ['access', 'clock', 'deployment', 'destination', 'kafka', 'mapping', 'network', 'registry', 'source'];

/** All facts that the rules of mappings ask for, without the part inside of a derived value. */
const asked = new Set(RULES.filter(({ sources }) => sources.some(kind => ALL_SOURCES.includes(kind)))
  .flatMap(({ fact, when = [], check }) => [fact, JSON.stringify(when), JSON.stringify(check)])
  .flatMap(text => text.match(/\b[a-z]+\.[A-Z]\w*/g) ?? [])
  .filter(path => WORDS.includes(path.split('.')[0])));

test.each([...asked].sort())('%s is answered by a file', path => {
  expect(derivedFact(path)).toBeInstanceOf(Function);
});

test.each(['BatchSize', 'queue.VisibilityTimeout', 'source.Colour', 'access.PASSWORD', 'colour.Region'])('%s is not', path => {
  expect(derivedFact(path)).toBeUndefined();
});
