import { BOUNDS } from './bounds';
import { AppCase, Cases, casesOf, Reason, REASONS } from './cases';
import { ROWS } from './rows';
import { ABSENT, Situation, UNKNOWN } from './situation';
import { toldOfApp, toldOfTemplatesOf } from './via-app';
import { toldOfClass } from './via-class';
import { Told, toldOfTemplate } from './via-template';
import { Rule, RULES } from '../../src/rules';

/*
 * Every row of the catalogue, through its class and through the TemplateChecker: at the bound or right, beyond it or wrong, known
 * at deployment only, left out, and acknowledged. A row that lacks one of these fails here.
 *
 * What a new row needs:
 * 1. An example whose facts are properties (`BatchSize`, `queue.VisibilityTimeout`, `access.BASIC_AUTH`) is enough: all five cases
 *    come from it. A fact that is derived (`source.Region`) is none of those: write `at`, `beyond`, `unknown` and `absent` in rows/,
 *    in the properties that it is derived from (situation.ts lists what they may say).
 * 2. A range, a count or a length has its bounds in bounds.ts, by hand.
 * 3. A case that cannot be has one of the REASONS of cases.ts instead, in rows/.
 * 4. What only constructs see has `app` in rows/seen.ts: an app for each case. What situations cannot say, a network say, has
 *    `app` as well; the checker then judges the templates of these apps.
 * 5. A new kind of source has a base in bases.ts and a class in class-door.ts.
 */

beforeEach(() => { jest.spyOn(Date, 'now').mockReturnValue(1795000000_000); });
afterEach(() => jest.restoreAllMocks());

const CASES = new Map<string, Cases | Error>(RULES.map(rule => {
  try {
    return [rule.id, casesOf(rule)];
  } catch (error) {
    return [rule.id, error as Error];
  }
}));

function cases(rule: Rule): Cases {
  const found = CASES.get(rule.id)!;
  if (found instanceof Error) { throw found; }
  return found;
}

/** Asks a door for what it tells: of a situation, or of an app that a row builds itself. */
interface Door {
  readonly name: string;
  /** Why it cannot tell of a row. */
  closedFor(row: Cases): Reason | undefined;
  tell(row: Cases, asked: Situation | AppCase, acknowledged?: string[]): Told[];
}

const TEMPLATE: Door = {
  name: 'the checker',
  closedFor: row => row.template,
  tell: (row, asked, acknowledged) => typeof asked === 'function' ? toldOfTemplatesOf(asked, acknowledged) : toldOfTemplate(row.kind, asked, acknowledged),
};
const CLASS: Door = {
  name: 'the class',
  closedFor: row => typeof row.app === 'string' ? row.app : undefined,
  tell: (row, asked, acknowledged) => typeof asked === 'function' ? toldOfApp(asked, acknowledged) : toldOfClass(row.kind, asked, acknowledged),
};

type Case = 'at' | 'beyond' | 'unknown' | 'absent';

/** What there is for a case: several for bounds, and a reason where there is nothing. */
function given(row: Cases, name: Case): readonly (Situation | AppCase)[] | Reason {
  const found = typeof row.app === 'object' ? row.app[name] : row[name];
  return typeof found === 'string' || Array.isArray(found) ? found : [found as Situation | AppCase];
}

const lineOf = ({ severity, id }: Rule) => `${severity} ${id}`;

function expectTold(rule: Rule, door: Door, name: Case, isTold: boolean): void {
  const row = cases(rule);
  const situations = given(row, name);
  if (typeof situations === 'string') { return expectReason(rule, door, situations); }
  for (const situation of situations) {
    expect([shown(situation), door.tell(row, situation).includes(lineOf(rule))]).toEqual([shown(situation), isTold]);
  }
}

/** A reason is one only as long as it is true. */
function expectReason(rule: Rule, door: Door, reason: Reason): void {
  const row = cases(rule);
  const [first] = row.beyond;
  const tells = (situation: Situation) => door.tell(row, situation).includes(lineOf(rule));
  const isProperty = /^([A-Z]|access\.|registry\.|queue\.|function\.|broker\.|cluster\.[EG]|table\.)/.test(rule.fact);
  switch (reason) {
    case 'absence is the mistake':
      return expect(isSeen(rule) || Object.values(first).includes(ABSENT)).toBe(true);
    case 'the default is the mistake':
      return expect(tells(isProperty ? { ...first, [rule.fact]: ABSENT } : first)).toBe(true);
    case 'a value is the mistake':
      return expect(tells({ ...first, [rule.fact]: UNKNOWN })).toBe(true);
    case 'nothing is given':
      return expect(isSeen(rule)).toBe(true);
    default:
      throw new Error(`${reason} is no reason for a case`);
  }
}

/** Whether it is about what the library sees while the app is built. */
function isSeen({ fact: own, when = [], check }: Rule): boolean {
  return [own, ...when.map(({ fact }) => fact), 'fact' in check ? check.fact : ''].some(fact => fact.startsWith('construct.'));
}

function shown(situation: unknown): string {
  return typeof situation === 'function' ? 'app' : JSON.stringify(situation, (_, value) => typeof value === 'symbol' ? String(value) : value).slice(0, 300);
}

function contains(situation: unknown, value: symbol): boolean {
  return situation === value || (typeof situation === 'object' && situation !== null && Object.values(situation).some(item => contains(item, value)));
}

const eachRow = RULES.map(rule => [rule.id, rule] as const);

describe.each(eachRow)('%s', (_, rule) => {
  test('has a case for everything, or a reason from the list', () => {
    const { at, beyond, unknown, absent, app, template } = cases(rule);
    expect(at.length).toBeGreaterThan(0);
    expect(beyond.length).toBeGreaterThan(0);
    const apps = typeof app === 'object' ? Object.values(app).flat() : [app];
    for (const reason of [unknown, absent, template, ...apps].filter(item => typeof item === 'string')) { expect(REASONS).toContain(reason); }
    if (typeof app === 'object') { return; }
    if (typeof unknown === 'object') { expect(contains(unknown, UNKNOWN)).toBe(true); }
    if (typeof absent === 'object') { expect(contains(absent, ABSENT) || Object.keys(beyond[0]).some(path => !(path in absent))).toBe(true); }
  });

  test.each([TEMPLATE, CLASS].map(door => [door.name, door] as const))('%s tells it beyond the bound, and neither at it nor of what is unknown or absent', (__, door) => {
    const row = cases(rule);
    const closed = door.closedFor(row);
    if (closed !== undefined) { return expectClosed(rule, door, closed); }
    expectTold(rule, door, 'at', false);
    expectTold(rule, door, 'beyond', true);
    expectTold(rule, door, 'unknown', false);
    expectTold(rule, door, 'absent', false);
  });

  test.each([TEMPLATE, CLASS].map(door => [door.name, door] as const))('acknowledged, %s leaves it out and nothing else', (__, door) => {
    const row = cases(rule);
    if (door.closedFor(row) !== undefined) { return; }
    const [beyond] = given(row, 'beyond') as readonly (Situation | AppCase)[];
    const told = door.tell(row, beyond);
    expect(door.tell(row, beyond, [rule.id])).toEqual(told.filter(line => line !== lineOf(rule)));
  });
});

/** What is said not to show behind a door does not. */
function expectClosed(rule: Rule, door: Door, reason: Reason): void {
  expect(reason).toBe(door === TEMPLATE ? 'only constructs show it' : 'the class sees to it');
  if (door === TEMPLATE) { return expect(isSeen(rule)).toBe(true); }
  const row = cases(rule);
  row.beyond.forEach(situation => expect(door.tell(row, situation)).not.toContain(lineOf(rule)));
}

test('no cases are left of a row that is gone', () => {
  const ids = RULES.map(({ id }) => id);
  expect([...Object.keys(ROWS), ...Object.keys(BOUNDS)].filter(id => !ids.includes(id))).toEqual([]);
});
