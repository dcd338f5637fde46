import type { IPolicyValidationContext, IPolicyValidationPlugin, PolicyValidationPluginReport, PolicyViolation } from 'aws-cdk-lib';
import { findingsOfOthers } from './validate-app';
import { RULES } from '../../rules';
import { FindingSeverity } from '../finding';
import { reasonOf } from '../layout';

/**
 * Validates every event source mapping, asynchronous configuration, notification of a bucket and subscription of a function in an app,
 * also those made with L1s, with aws-cdk-lib's own classes or with included templates.
 *
 *     Validations.of(app).addPlugins(new rules.EventSourceRules());
 *
 * The constructs of this library validate themselves, and are not reported twice. Acknowledged findings are omitted.
 */
export class EventSourceRules implements IPolicyValidationPlugin {
  /** The name of the plugin in reports, and the namespace that its rules are acknowledged in. */
  public readonly name: string = 'EventSources';

  /**
   * The ids of the rules, as they are acknowledged.
   *
   * @default - never omitted
   */
  public readonly ruleIds?: string[];

  public constructor() {
    this.ruleIds = RULES.map(({ id }) => id);
  }

  /**
   * Called by the CDK at the end of a synthesis.
   *
   * @param context the app and its templates
   */
  public validate(context: IPolicyValidationContext): PolicyValidationPluginReport {
    const findings = findingsOfOthers(context.appConstruct);
    return {
      success: findings.every(({ finding }) => finding.severity !== FindingSeverity.ERROR),
      violations: findings.map(({ finding, l1 }): PolicyViolation => ({
        ruleName: finding.ruleId,
        description: reasonOf(finding),
        fix: `${finding.fix} See ${finding.url}`,
        severity: finding.severity,
        violatingResources: [{ constructPath: l1.node.path, locations: [locationOf(finding.property)] }],
      })),
    };
  }
}

function locationOf(property: string): string {
  return `Properties/${property.replace(/\[\]/g, '').replace(/\./g, '/')}`;
}
