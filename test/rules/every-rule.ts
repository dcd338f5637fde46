import { AppCase, Reason, REASONS } from './cases';
import { Cases, casesOf } from './complete-cases';
import { isOfConstructs } from './rule-groups';
import { ABSENT, Situation, UNKNOWN } from './situation';
import { untrue } from './untrue';
import { reportedForApp, reportedForTemplatesOf } from './via-app';
import { reportedForClass } from './via-class';
import { Reported, reportedForTemplate } from './via-template';
import { Rule } from '../../src/rules';

/*
 * Every rule, through its class and through the TemplateChecker: at the bound or right, beyond it or wrong, known at deployment
 * only, omitted, and acknowledged. A rule that lacks one of these fails.
 *
 * What a new rule needs:
 * 1. An example whose facts are properties (`BatchSize`, `queue.VisibilityTimeout`, `access.BASIC_AUTH`) is enough: all five cases
 *    come from it. A fact that is derived (`source.Region`) is none of those: write `at`, `beyond`, `unknown` and `absent` in
 *    own-cases/, in the properties that it is derived from (situation.ts lists what they may say).
 * 2. A range, a count or a length has its bounds in bounds.ts, by hand.
 * 3. A case that cannot be has one of the REASONS of cases.ts instead, in own-cases/.
 * 4. What only constructs see has `app` in own-cases/construct.ts: an app for each case. What situations cannot say, a network say,
 *    has `app` as well; the checker then checks the templates of these apps.
 * 5. A new kind of source has a base in bases.ts and a class in via-class.ts.
 */

/** One test for each of these rules. It lists all that is wrong. */
export function testRules(rules: readonly Rule[]): void {
  beforeEach(() => { jest.spyOn(Date, 'now').mockReturnValue(1795000000_000); });
  afterEach(() => jest.restoreAllMocks());

  test.each(rules.map(rule => [rule.id, rule] as const))('%s is reported beyond its bound, and neither at it nor where its value is unknown, absent or acknowledged', (_, rule) => {
    expect(problemsOf(rule)).toEqual([]);
  });
}

/** A way to have something validated. */
interface EntryPoint {
  readonly name: string;
  /** Why it never reports a rule. */
  closedFor(cases: Cases): Reason | undefined;
  /** What is reported for a situation, or for an app that a rule builds itself. */
  report(cases: Cases, input: Situation | AppCase, acknowledged?: string[]): Reported[];
}

const TEMPLATE: EntryPoint = {
  name: 'the checker',
  closedFor: cases => cases.template,
  report: ({ kind }, input, acknowledged) => typeof input === 'function' ? reportedForTemplatesOf(input, acknowledged) : reportedForTemplate(kind, input, acknowledged),
};
const CLASS: EntryPoint = {
  name: 'the class',
  closedFor: cases => typeof cases.app === 'string' ? cases.app : undefined,
  report: ({ kind }, input, acknowledged) => typeof input === 'function' ? reportedForApp(input, acknowledged) : reportedForClass(kind, input, acknowledged),
};

function problemsOf(rule: Rule): string[] {
  const cases = casesOf(rule);
  return [...gapsIn(cases), ...[TEMPLATE, CLASS].flatMap(entryPoint => new RuleTest(rule, cases, entryPoint).problems())];
}

/** Each case is there, and shows what it is called after, or has a reason from the list. */
function gapsIn({ at, beyond, unknown, absent, app, template }: Cases): string[] {
  const reasons = [unknown, absent, template, ...typeof app === 'object' ? Object.values(app).flat() : [app]].filter(item => typeof item === 'string');
  return untrue({
    'there is a case at the bound': at.length > 0,
    'there is a case beyond the bound': beyond.length > 0,
    'each reason is one of REASONS': reasons.every(reason => (REASONS as readonly string[]).includes(reason)),
    'something is unknown in the case that is called so': typeof app === 'object' || typeof unknown === 'string' || contains(unknown, UNKNOWN),
    'something is absent in the case that is called so': typeof app === 'object' || typeof absent === 'string'
      || contains(absent, ABSENT) || Object.keys(beyond[0]).some(path => !(path in absent)),
  });
}

type CaseName = 'at' | 'beyond' | 'unknown' | 'absent';

/** The questions that are asked of a rule at one entry point. */
class RuleTest {
  private readonly line: string;
  private readonly reports = new Map<Situation | AppCase, Reported[]>();

  public constructor(private readonly rule: Rule, private readonly cases: Cases, private readonly entryPoint: EntryPoint) {
    this.line = `${rule.severity} ${rule.id}`;
  }

  public problems(): string[] {
    const closed = this.entryPoint.closedFor(this.cases);
    const problems = closed !== undefined ? this.falselyClosed(closed) : [
      ...this.wrongly('at', false), ...this.wrongly('beyond', true), ...this.wrongly('unknown', false), ...this.wrongly('absent', false),
      ...this.notAcknowledged(),
    ];
    return problems.map(problem => `${this.entryPoint.name}: ${problem}`);
  }

  /** The inputs of a case that are reported although they should not be, or the other way around. */
  private wrongly(name: CaseName, expected: boolean): string[] {
    const inputs = this.inputs(name);
    if (typeof inputs === 'string') { return untrue({ [`${name}: ${inputs}`]: this.isTrue(inputs) }); }
    return inputs.filter(input => this.isReported(input) !== expected).map(input => `${name}: ${expected ? 'not ' : ''}reported for ${shown(input)}`);
  }

  /** Acknowledged, it is not reported, and all else is. */
  private notAcknowledged(): string[] {
    const [beyond] = this.inputs('beyond') as readonly (Situation | AppCase)[];
    const expected = this.report(beyond).filter(line => line !== this.line);
    const reported = this.entryPoint.report(this.cases, beyond, [this.rule.id]);
    return same(reported, expected) ? [] : [`acknowledged: reports ${shown(reported)}, but must report ${shown(expected)}`];
  }

  /** What is said not to show at an entry point does not. */
  private falselyClosed(reason: Reason): string[] {
    const isTemplate = this.entryPoint === TEMPLATE;
    if (reason !== (isTemplate ? 'only constructs show it' : 'the class sees to it')) { return [`${reason} is no reason for an entry point`]; }
    if (isTemplate) { return untrue({ [reason]: isOfConstructs(this.rule) }); }
    return this.cases.beyond.filter(situation => this.isReported(situation)).map(situation => `reported for ${shown(situation)}`);
  }

  /** A reason is one only as long as it is true. */
  private isTrue(reason: Reason): boolean {
    const { fact } = this.rule;
    const [first] = this.cases.beyond;
    const isProperty = /^([A-Z]|access\.|registry\.|queue\.|function\.|broker\.|cluster\.[EG]|table\.)/.test(fact);
    switch (reason) {
      case 'absence is the mistake': return isOfConstructs(this.rule) || Object.values(first).includes(ABSENT);
      case 'the default is the mistake': return this.isReported(isProperty ? { ...first, [fact]: ABSENT } : first);
      case 'a value is the mistake': return this.isReported({ ...first, [fact]: UNKNOWN });
      case 'there is no value': return isOfConstructs(this.rule);
      default: return false;
    }
  }

  /** The inputs of a case, several for bounds, and a reason where there is none. */
  private inputs(name: CaseName): readonly (Situation | AppCase)[] | Reason {
    const found = typeof this.cases.app === 'object' ? this.cases.app[name] : this.cases[name];
    return typeof found === 'string' || Array.isArray(found) ? found : [found as Situation | AppCase];
  }

  private isReported(input: Situation | AppCase): boolean {
    return this.report(input).includes(this.line);
  }

  /** Several questions are about the same input. */
  private report(input: Situation | AppCase): Reported[] {
    const reported = this.reports.get(input) ?? this.entryPoint.report(this.cases, input);
    this.reports.set(input, reported);
    return reported;
  }
}

function same(left: readonly Reported[], right: readonly Reported[]): boolean {
  return left.join('\n') === right.join('\n');
}

function shown(input: unknown): string {
  return typeof input === 'function' ? 'the app' : JSON.stringify(input, (_, value) => typeof value === 'symbol' ? String(value) : value).slice(0, 300);
}

function contains(situation: unknown, value: symbol): boolean {
  return situation === value || (typeof situation === 'object' && situation !== null && Object.values(situation).some(item => contains(item, value)));
}
