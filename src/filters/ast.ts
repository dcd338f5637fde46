import { IpRange } from './ip';

/** A number as it was spelled, with its value where AWS's matcher can compare it exactly. */
export interface PatternNumber {
  readonly text: string;
  readonly value?: number;
}

/** A condition on a value: one entry of a field's array. */
export type ValueTest =
  | { readonly op: 'text'; readonly text: string }
  | { readonly op: 'ip'; readonly text: string; readonly range: IpRange }
  | { readonly op: 'number'; readonly number: PatternNumber }
  | { readonly op: 'literal'; readonly text: 'true' | 'false' | 'null' }
  | { readonly op: 'prefix' | 'suffix'; readonly text: string }
  | { readonly op: 'prefix-ignore-case' | 'suffix-ignore-case' | 'equals-ignore-case'; readonly text: string }
  | { readonly op: 'wildcard'; readonly text: string; readonly pieces: readonly string[] }
  | { readonly op: 'numeric'; readonly range: NumericRange }
  | { readonly op: 'cidr'; readonly text: string; readonly range: IpRange }
  | { readonly op: 'exists' }
  | { readonly op: 'absent' }
  | { readonly op: 'anything-but-text'; readonly texts: ReadonlySet<string> }
  | { readonly op: 'anything-but-number'; readonly numbers: ReadonlySet<number> }
  | { readonly op: 'anything-but'; readonly tests: readonly ValueTest[] };

/** Numbers from `lower` to `upper`; a bound that is missing does not bound. */
export interface NumericRange {
  readonly lower?: number;
  readonly lowerIncluded: boolean;
  readonly upper?: number;
  readonly upperIncluded: boolean;
}

/** A field and the tests of which at least one must hold. */
export interface Condition {
  readonly kind: 'condition';
  /** The path joined by dots: "a.b" and {"a": {"b": ...}} name the same field. */
  readonly name: string;
  /** The path as written, for messages. */
  readonly path: string;
  /** True if a key has a dot in it, so that the name does not show where keys end. */
  readonly dotted: boolean;
  readonly tests: readonly ValueTest[];
}

/** `$or`: at least one of the groups must hold. */
export interface Alternatives {
  readonly kind: 'alternatives';
  readonly groups: readonly Group[];
}

/** Conditions that must hold together, in the order of the text, with objects flattened. */
export type Group = ReadonlyArray<Condition | Alternatives>;
