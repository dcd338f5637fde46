import { BOUNDS, BoundsOf } from './bounds';
import { OwnCases, RuleKind } from './cases';
import { OWN_CASES } from './own-cases';
import { ABSENT, Situation, UNKNOWN } from './situation';
import { Rule } from '../../src/rules';

/** All cases of a rule, complete. */
export interface Cases extends Required<Omit<OwnCases, 'app' | 'template'>>, Pick<OwnCases, 'app' | 'template'> {}

/** Puts the cases of a rule together: its example, the bounds by hand and what own-cases/ adds. Throws where one is missing. */
export function casesOf(rule: Rule): Cases {
  const own = OWN_CASES[rule.id] ?? {};
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

function boundsOf(rule: Rule, own: OwnCases): { readonly at: Situation[]; readonly beyond: Situation[] } {
  const bounds: BoundsOf | undefined = BOUNDS[rule.id];
  if (!bounds) {
    if (BOUNDED.includes(rule.check.kind) && own.beyond === undefined && typeof own.app !== 'object') { throw new Error(`${rule.id}: write its bounds in test/rules/bounds.ts`); }
    return { at: [], beyond: [] };
  }
  const path = bounds.path ?? rule.fact;
  const situation = (value: unknown): Situation => ({ ...(own.beyond ?? [rule.example.invalid])[0], [path]: value });
  return { at: bounds.at.map(situation), beyond: bounds.beyond.map(situation) };
}
