import { SourceKind } from '../aws/source-kinds';

/**
 * Why a rule exists. The reason determines the severity.
 *
 * - `refused`: AWS refuses the deployment, by a recording of the service, its schema or its documentation.
 * - `never-works`: AWS accepts it, and it cannot work for any input.
 * - `risky`: it deploys and may work; AWS advises against it, or it often goes wrong.
 * - `disputed`: the sources disagree, so it might be refused.
 */
export type Reason = 'refused' | 'never-works' | 'risky' | 'disputed';

export interface Citation {
  /** A page on docs.aws.amazon.com, or the CloudFormation registry schema. */
  readonly url: string;
  /** The day on which somebody last read it there, as yyyy-mm-dd. */
  readonly checkedOn: string;
  /** A recorded answer of the service itself. */
  readonly recorded?: string;
}

/**
 * The path of a fact: a CloudFormation property of the validated resource (`BatchSize`, `FilterCriteria.Filters[].Pattern`), a property
 * of a related resource (`function.Timeout`, `queue.VisibilityTimeout`), or something derived (`source.Region`, `deployment.SamePair`).
 * `[]` stands for each item of a list.
 */
export type FactPath = string;

/** A CloudFormation property of the validated resource, such as `BatchSize` or `FilterCriteria.Filters[].Pattern`. It is a fact as well. */
export type PropertyPath = Capitalize<string>;

/** A condition on one fact. With several, all must hold; where a fact is unknown the rule stays silent. */
export interface Condition {
  readonly fact: FactPath;
  readonly present?: boolean;
  readonly equals?: string | number | boolean;
  /** Present, and something else than this. */
  readonly notEquals?: string | number | boolean;
  /** A list with at least one of these. */
  readonly containsAny?: readonly string[];
  readonly above?: number;
  readonly below?: number;
  /** A whole number: the rule of its range refuses a fraction, and nothing follows from one. */
  readonly whole?: true;
  /** At least the value of this other fact. */
  readonly atLeastFact?: FactPath;
}

/** `times` x the fact `of`, plus the fact `plus`. Defaults of AWS count where a fact is absent. */
export interface Term {
  readonly of: FactPath;
  readonly times?: number;
  readonly plus?: FactPath;
}

/** A requirement on a fact. The kinds are few and closed: a rule that needs code is the sign of a missing kind. */
export type Check =
  /** A whole number within bounds; without `max` there is no upper one. */
  | { readonly kind: 'integer-range'; readonly min: number; readonly max?: number; readonly unit: string }
  /** A number within bounds, fractions included. */
  | { readonly kind: 'number-range'; readonly min?: number; readonly max: number; readonly unit: string }
  | { readonly kind: 'at-least'; readonly term: Term; readonly unit: string }
  | { readonly kind: 'at-most'; readonly term: Term; readonly unit: string }
  | { readonly kind: 'equal-to'; readonly fact: FactPath }
  /** `form` names the values where they are too many for a sentence. */
  | { readonly kind: 'one-of'; readonly values: readonly string[]; readonly form?: string }
  /** How many items a list has, or entries a map. */
  | { readonly kind: 'count'; readonly min: number; readonly max: number; readonly unit: string }
  | { readonly kind: 'unique-items' }
  | { readonly kind: 'length'; readonly min: number; readonly max: number }
  /** A regular expression that the whole value must match; `form` says it in words. */
  | { readonly kind: 'pattern'; readonly pattern: string; readonly form: string }
  /** The list has this item. */
  | { readonly kind: 'contains'; readonly value: string }
  | { readonly kind: 'required' }
  | { readonly kind: 'not-allowed' }
  /** Present and not an empty object, list or string: CloudFormation tools drop those without a word. */
  | { readonly kind: 'not-empty' }
  | { readonly kind: 'requires'; readonly fact: FactPath }
  | { readonly kind: 'excludes'; readonly fact: FactPath }
  /** The check of filters finds no issue with this id. */
  | { readonly kind: 'filter'; readonly issue: string }
  /** The fact is absent: it states a mistake that the library observed itself. */
  | { readonly kind: 'observed' };

/** A valid and an invalid case, as facts: a test runs both. Keys are fact paths. */
export interface RuleExample {
  readonly valid: { readonly [path: FactPath]: unknown };
  readonly invalid: { readonly [path: FactPath]: unknown };
}

/** What a rule says of some of its sources in other words, or by another page, than of the rest. */
export interface Variant {
  readonly sources: readonly SourceKind[];
  /** Something else that must be so. */
  readonly when?: Condition;
  /** The prop that sets the fact. */
  readonly prop?: string;
  readonly why?: string;
  readonly fix?: string;
  readonly fixInTemplate?: string;
  readonly unit?: string;
  readonly form?: string;
  readonly source?: Citation;
}

/**
 * One rule of AWS, as data.
 *
 * `id` is the name to acknowledge it by, the anchor of its documentation and the title of its tests; it is never used again for another rule.
 */
interface RuleBase {
  readonly id: string;
  /** Its subject in plain English: a noun phrase or a short sentence, without a dot. */
  readonly title: string;
  readonly severity: 'error' | 'warning';
  readonly because: Reason;
  readonly sources: readonly SourceKind[];
  readonly when?: readonly Condition[];
  readonly check: Check;
  /** Completes "<property> is <value>, but <what is allowed>: ...". `{limit}`, `{value}` and `{detail}` are filled in. */
  readonly why: string;
  /** A sentence that says what to write instead. `{limit}` is filled in. */
  readonly fix: string;
  /** The same for users of templates, where `fix` speaks of classes and constructs. Names of props are always replaced for them. */
  readonly fixInTemplate?: string;
  readonly source: Citation;
  /** The sources for which a part of the above differs. */
  readonly variants?: readonly Variant[];
  readonly example: RuleExample;
}

/**
 * `fact` is what the rule asks, and `property` the CloudFormation property of the validated resource to look at, so that each finding has a
 * place. A fact that is a property itself is its own place. Of several properties, which some sources call differently, the one that is set counts.
 */
type Located =
  | { readonly fact: PropertyPath; readonly property?: undefined }
  | { readonly fact: FactPath; readonly property: PropertyPath | readonly PropertyPath[] };

export type Rule = RuleBase & Located;

/** What AWS assumes when a property is omitted, so that an omitted property is validated as well. */
export interface Default {
  readonly fact: FactPath;
  readonly sources: readonly SourceKind[];
  readonly value: number | boolean | string;
  readonly source: Citation;
}
