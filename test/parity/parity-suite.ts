import { Stack } from 'aws-cdk-lib';
import { Build, compareTemplates, FLAGS, synthesise } from './compare';
import { Difference } from './policies';
import { runExample, Surroundings } from './readme-example';
import { upstreamExamples, upstreamMembers, upstreamProps } from './upstream-assembly';

/** A difference that is meant. */
export interface Deviation {
  readonly text: string;
  readonly because: string;
  /** What the service was recorded to answer without it. Whatever is no tightening needs one. */
  readonly recorded?: string;
}

export interface Scenario<C> {
  readonly build: Build<C>;
  /** All that differs from upstream's template. */
  readonly deviations: readonly Deviation[];
  /** Rules that refuse what upstream accepts. */
  readonly acknowledge?: readonly string[];
}

/** What there is to compare of one class of upstream's. */
export interface ParityTable<C, P> {
  readonly className: string;
  /** The struct of its props, where it is not named after the class. */
  readonly propsName?: string;
  readonly upstream: C;
  readonly ours: C;
  /** For each prop of upstream the values to try, each as all the props of an event source. */
  readonly props: { readonly [path: string]: readonly PropsCase<P>[] };
  /** The app around the props of one case. */
  readonly withProps: (props: (stack: Stack) => P) => Scenario<C>;
  readonly scenarios: { readonly [title: string]: Scenario<C> };
  /** What the examples of upstream's READMEs take for granted, and how each one's templates differ. */
  readonly surroundings: Surroundings;
  readonly exampleDeviations: readonly Deviation[] | ((code: string) => readonly Deviation[]);
  /** What is special about one of them, by its code. */
  readonly exampleOf?: (code: string) => ExampleCase;
  /** An object of our class, to look for upstream's members. */
  readonly instance: (stack: Stack) => object;
}

export interface ExampleCase {
  /** In place of those of all examples. */
  readonly deviations?: readonly Deviation[];
  readonly acknowledge?: readonly string[];
  /** The error with which upstream refuses its own example, and the rule that finds the same here. */
  readonly refused?: { readonly upstream: RegExp; readonly ours: RegExp };
}

export interface PropsCase<P> {
  readonly title: string;
  readonly props: (stack: Stack) => P;
  readonly deviations?: readonly Deviation[];
  readonly acknowledge?: readonly string[];
}

/** The tests of one class: its props, members, scenarios and README examples against upstream's. */
export function parityOf<C, P extends object>(table: ParityTable<C, P>): void {
  const { className, propsName = `${className}Props`, props, scenarios } = table;

  describe(`${className} and upstream's`, () => {
    // The warnings of every scenario, which are no matter of these tests.
    beforeAll(() => { jest.spyOn(console, 'error').mockImplementation(); });
    afterAll(() => jest.restoreAllMocks());

    test('the table has a case for every prop of upstream and for no other', () => {
      expect(coverageErrors(propsName, Object.keys(props), upstreamProps(propsName))).toEqual([]);
    });

    test.each(upstreamMembers(className))('upstream\'s member %s is a member here', member => {
      expect(member in table.instance(new Stack())).toBe(true);
    });

    describe.each(Object.entries(FLAGS))('with %s', (_, context) => {
      const check = (scenario: Scenario<C>) => {
        const { build, deviations, acknowledge } = scenario;
        const differences = compareTemplates(
          synthesise(build, table.upstream, context(), acknowledge),
          synthesise(build, table.ours, context(), acknowledge),
        );
        expect(differences.map(({ text }) => text)).toEqual(deviations.map(({ text }) => text).sort());
        expect(unrecorded(differences, deviations)).toEqual([]);
      };

      const cases = Object.entries(props).flatMap(([path, ofProp]) => ofProp.map(one => ({ ...one, path })));
      test.each(cases)('$path $title gives upstream\'s template', ({ path, props: given, deviations, acknowledge }) => {
        expect(valueAt(given(new Stack()), path)).toBeDefined();
        const scenario = table.withProps(given);
        check({ build: scenario.build, deviations: deviations ?? scenario.deviations, acknowledge });
      });

      test.each(Object.entries(scenarios))('%s gives upstream\'s template', (_title, scenario) => check(scenario));

      const examples = upstreamExamples(className);
      test.each(examples)('the README of $title gives upstream\'s template', ({ code }) => {
        const common = typeof table.exampleDeviations === 'function' ? table.exampleDeviations(code) : table.exampleDeviations;
        const { deviations = common, acknowledge, refused } = table.exampleOf?.(code) ?? {};
        const build: Build<C> = (stack, classes) => runExample(code, stack, classes, table.surroundings);
        if (refused) {
          expect(() => synthesise(build, table.upstream, context())).toThrow(refused.upstream);
          expect(() => synthesise(build, table.ours, context())).toThrow(refused.ours);
        } else {
          check({ build, deviations, acknowledge });
        }
      });
    });
  });
}

/** What keeps a table from covering a struct of upstream: one sentence for each prop. */
export function coverageErrors(struct: string, inTable: readonly string[], upstream: readonly string[]): string[] {
  return [
    ...upstream.filter(path => !inTable.includes(path)).map(path =>
      `aws-cdk-lib's ${struct} has the prop ${path}, which the parity table lacks: add it to our props and a case to the table.`),
    ...inTable.filter(path => !upstream.includes(path)).map(path =>
      `The parity table has ${path}, which aws-cdk-lib's ${struct} does not have: remove the case.`),
  ];
}

/** The differences that are no tightening and whose deviation names no answer of the service. */
export function unrecorded(differences: readonly Difference[], deviations: readonly Deviation[]): string[] {
  return differences
    .filter(({ kind, text }) => kind !== 'tightening' && !deviations.find(deviation => deviation.text === text)?.recorded)
    .map(({ text }) => text);
}

function valueAt(props: unknown, path: string): unknown {
  return path.split('.').reduce((value, key) => (value as Record<string, unknown> | undefined)?.[key], props);
}
