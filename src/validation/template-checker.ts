import { validateTemplate } from './template/validate-template';
import { TemplateCheckOptions, TemplateCheckResult } from './template-check-result';

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
    return validateTemplate(template, options);
  }

  private constructor() {}
}
