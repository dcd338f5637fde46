import { Finding } from './finding';

/** What is known of a template beside its text. */
export interface TemplateCheckOptions {
  /**
   * The Region that it is deployed to, `eu-west-1`.
   *
   * @default - unknown: nothing that depends on it is judged
   */
  readonly region?: string;

  /**
   * The account that it is deployed to, twelve digits.
   *
   * @default - unknown: nothing that depends on it is judged
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

/** What was judged in a template, and what was found. */
export interface TemplateCheckResult {
  /** The findings, in the order of the resources. */
  readonly findings: Finding[];

  /** How many event source mappings were judged. */
  readonly mappings: number;

  /** How many configurations of asynchronous invocation were judged. */
  readonly invokeConfigs: number;

  /** How many notifications of buckets to functions were judged. */
  readonly notifications: number;

  /** How many subscriptions of functions to topics were judged. */
  readonly subscriptions: number;

  /** How many checks stayed undecided, because a value is known only at deployment, and event sources that were not judged at all. */
  readonly undecided: number;

  /** What was not judged at all, in words: event sources of untranslated `AWS::Serverless::Function` resources, templates of nested stacks. */
  readonly notJudged: string[];
}

/**
 * Judges the event source mappings of any CloudFormation template, whoever made it, and its asynchronous configurations,
 * notifications of buckets and subscriptions of functions.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lambda-eventsourcemapping.html
 */
export class TemplateChecker {
  /**
   * Judges a template. A pure function: nothing is read or written beside it.
   *
   * Both branches of `Fn::If` are judged. What only holds with the defaults of the template's parameters, or where conditions
   * about different values meet, is a warning.
   *
   * @param template the template, as parsed from JSON
   * @param options what is known beside it
   * @throws if it is no CloudFormation template
   */
  public static check(template: { [key: string]: any }, options: TemplateCheckOptions = {}): TemplateCheckResult {
    return judge().validateTemplate(template, options);
  }

  private constructor() {}
}

/** The engine, loaded when it is first needed. */
function judge(): typeof import('./template/validate-template') {
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  return require('./template/validate-template');
}
