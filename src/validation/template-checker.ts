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

/**
 * Validates the event source mappings of any CloudFormation template, of any origin, and its asynchronous configurations,
 * notifications of buckets and subscriptions of functions.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lambda-eventsourcemapping.html
 */
export class TemplateChecker {
  /**
   * Validates a template. A pure function: it reads and writes nothing else.
   *
   * Both branches of `Fn::If` are validated. A finding that depends on the defaults of the template's parameters, or on conditions
   * about different values that hold together, is a warning.
   *
   * @param template the template, as parsed from JSON
   * @param options facts that its text does not have
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
