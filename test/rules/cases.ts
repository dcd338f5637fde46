import { Stack } from 'aws-cdk-lib';
import { Situation } from './situation';
import { SourceKind } from '../../src/aws/source-kinds';

export type RuleKind = SourceKind;

/** Why a case cannot be for a rule. There are no others, and the test holds each against what the entry points report. */
export const REASONS = [
  /** Absent: what the rule asks is that it is there, so that the finding is expected. */
  'absence is the mistake',
  /** Absent: AWS's default, or that there is no limit, breaks the rule, so that the finding is expected. */
  'the default is the mistake',
  /** Unknown: AWS refuses any value, so that the finding is expected. */
  'a value is the mistake',
  /** Unknown: what the library sees while the app is built is there or not. */
  'there is no value',
  /** An entry point: no template shows it. */
  'only constructs show it',
  /** An entry point: the class knows what it reads, and writes the property itself. */
  'the class sees to it',
] as const;

export type Reason = typeof REASONS[number];

/** Adds constructs to a stack. */
export type AppCase = (stack: Stack) => void;

/** The cases of a rule that its example does not tell. */
export interface OwnCases {
  /** The kind of source that shows it. */
  readonly kind?: RuleKind;
  /** At the bounds, or right in another way: the rule says nothing. */
  readonly at?: readonly Situation[];
  /** Beyond the bounds, or wrong in another way: the rule speaks. */
  readonly beyond?: readonly Situation[];
  /** The first of `beyond` with what the rule judges known at deployment only. */
  readonly unknown?: Situation | Reason;
  /** The first of `beyond` with what the rule judges left out. */
  readonly absent?: Situation | Reason;
  /** Apps for what situations cannot say, or why no class shows it. The checker gets what they synthesise to. */
  readonly app?: { readonly [name in 'at' | 'beyond' | 'unknown' | 'absent']: AppCase | readonly AppCase[] | Reason } | Reason;
  /** Why no template shows it. */
  readonly template?: Reason;
}
