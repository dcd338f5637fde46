import { Finding } from './finding';

/** Facts about a template that its text does not have. */
export interface TemplateCheckOptions {
  /**
   * The Region that it is deployed to, `eu-west-1`.
   *
   * @default - unknown: rules that depend on it are silent
   */
  readonly region?: string;

  /**
   * The account that it is deployed to, twelve digits.
   *
   * @default - unknown: rules that depend on it are silent
   */
  readonly account?: string;

  /**
   * Rules that are acknowledged for the whole template, by id.
   *
   * A resource acknowledges rules for itself in its metadata: `Metadata: { EventSources: { acknowledge: { '<rule id>': '<reason>' } } }`.
   *
   * @default - none
   */
  readonly acknowledge?: string[];
}

/** The counts and findings of one template. */
export interface TemplateCheckResult {
  /** The findings, in the order of the resources. */
  readonly findings: Finding[];

  /** How many event source mappings were validated. */
  readonly mappings: number;

  /** How many configurations of asynchronous invocation were validated. */
  readonly invokeConfigs: number;

  /** How many notifications of buckets to functions were validated. */
  readonly notifications: number;

  /** How many subscriptions of functions to topics were validated. */
  readonly subscriptions: number;

  /** How many checks stayed undecided, because a value is known only at deployment, and event sources that were not read. */
  readonly undecided: number;

  /** The parts that were not read, in words: event sources of untranslated `AWS::Serverless::Function` resources, templates of nested stacks. */
  readonly notJudged: string[];
}
