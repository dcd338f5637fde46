import { Stack } from 'aws-cdk-lib';
import { BOUNDS, BoundsOf } from './bounds';
import { ROWS } from './rows';
import { ABSENT, Situation, UNKNOWN } from './situation';
import { SourceKind } from '../../src/aws/source-kinds';
import { Rule } from '../../src/rules';

export type RuleKind = SourceKind;

/** Why a case cannot be for a row. There are no others, and the test holds each against what the doors tell. */
export const REASONS = [
  /** Absent: what the row asks is that it is there, so that the finding is expected. */
  'absence is the mistake',
  /** Absent: AWS's default, or that there is no limit, breaks the row, so that the finding is expected. */
  'the default is the mistake',
  /** Unknown: AWS refuses any value, so that the finding is expected. */
  'a value is the mistake',
  /** Unknown: what the library sees while the app is built is there or not. */
  'nothing is given',
  /** A door: no template shows it. */
  'only constructs show it',
  /** A door: the class knows what it reads, and writes the property itself. */
  'the class sees to it',
] as const;

export type Reason = typeof REASONS[number];

/** Adds constructs to a stack. */
export type AppCase = (stack: Stack) => void;

/** The cases of a row that its example does not tell. */
export interface RowCases {
  /** The kind of source that shows it. */
  readonly kind?: RuleKind;
  /** At the bounds, or right in another way: the row says nothing. */
  readonly at?: readonly Situation[];
  /** Beyond the bounds, or wrong in another way: the row speaks. */
  readonly beyond?: readonly Situation[];
  /** The first of `beyond` with what the row judges known at deployment only. */
  readonly unknown?: Situation | Reason;
  /** The first of `beyond` with what the row judges left out. */
  readonly absent?: Situation | Reason;
  /** Apps for what situations cannot say, or why no class shows it. The checker gets what they synthesise to. */
  readonly app?: { readonly [name in 'at' | 'beyond' | 'unknown' | 'absent']: AppCase | readonly AppCase[] | Reason } | Reason;
  /** Why no template shows it. */
  readonly template?: Reason;
}

/** All cases of a row, complete. */
export interface Cases extends Required<Omit<RowCases, 'app' | 'template'>>, Pick<RowCases, 'app' | 'template'> {}

/** Puts the cases of a row together: its example, the bounds by hand and what rows/ adds. Throws where one is missing. */
export function casesOf(rule: Rule): Cases {
  const own = ROWS[rule.id] ?? {};
  const { at: atBounds, beyond: beyondBounds } = boundsOf(rule, own);
  const beyond = [...own.beyond ?? [wrongOf(rule)], ...beyondBounds];
  const [first] = beyond;
  return {
    kind: own.kind ?? kindOf(rule),
    at: [...own.at ?? [rule.example.valid], ...atBounds],
    beyond,
    unknown: own.unknown ?? (asksForPresence(rule) ? 'a value is the mistake' : { ...first, [rule.fact]: UNKNOWN }),
    absent: own.absent ?? (rule.check.kind === 'required' ? 'absence is the mistake' : { ...first, [rule.fact]: ABSENT }),
    app: own.app,
    template: own.template,
  };
}

function kindOf(rule: Rule): RuleKind {
  return (rule.example.invalid['example.Source'] ?? rule.sources[0]) as RuleKind;
}

/** What is wrong by the example: of a property that is missing, that the base has it not either. */
function wrongOf(rule: Rule): Situation {
  return rule.check.kind === 'required' ? { [rule.fact]: ABSENT, ...rule.example.invalid } : rule.example.invalid;
}

function asksForPresence(rule: Rule): boolean {
  return ['not-allowed', 'requires', 'excludes'].includes(rule.check.kind);
}

const BOUNDED = ['integer-range', 'number-range', 'count', 'length'];

function boundsOf(rule: Rule, own: RowCases): { readonly at: Situation[]; readonly beyond: Situation[] } {
  const bounds: BoundsOf | undefined = BOUNDS[rule.id];
  if (!bounds) {
    if (BOUNDED.includes(rule.check.kind) && own.beyond === undefined && typeof own.app !== 'object') { throw new Error(`${rule.id}: write its bounds in test/rules/bounds.ts`); }
    return { at: [], beyond: [] };
  }
  const path = bounds.path ?? rule.fact;
  const situation = (value: unknown): Situation => ({ ...(own.beyond ?? [rule.example.invalid])[0], [path]: value });
  return { at: bounds.at.map(situation), beyond: bounds.beyond.map(situation) };
}
