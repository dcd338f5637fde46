import { Stage } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { forgetSynthesis, withoutTemplateValidation } from '../cdk/internals';
import { stagesIn } from '../cdk/stages';
import { findingsBelow } from '../validation/app/validate-app';
import { Finding, FindingSeverity } from '../validation/finding';
import { didYouMean } from '../validation/nearest-rule';
import { RuleCatalogue } from '../validation/rule-catalogue';
import { ownId } from '../validation/rule-id';

/**
 * The findings of the library in an app, for unit tests. Nothing is thrown, so that a test can state the findings that it expects.
 *
 *     testing.Findings.of(stack).assertOnly('sqs-redrive-policy-missing');
 */
export class Findings {
  /**
   * The findings of all event source mappings below a construct.
   *
   * Synthesises the app, with its aspects, but without failing on errors; the next synthesis runs the aspects again.
   * Acknowledged findings are omitted.
   *
   * @param scope an app, stage, stack or any other construct
   * @throws if the construct is in no app or stage
   */
  public static of(scope: IConstruct): Findings {
    const stage = Stage.isStage(scope) ? scope : Stage.of(scope);
    if (!stage) {
      throw new Error(`${scope.node.path || 'The construct'} is in no App, so it cannot be synthesised. Put its stack into an App.`);
    }
    synthesiseUnvalidated(stage);
    return new Findings(scope, findingsBelow(scope));
  }

  private constructor(private readonly scope: IConstruct, private readonly findings: readonly Finding[]) {}

  /** All findings, in the order of the construct tree. */
  public all(): Finding[] {
    return [...this.findings];
  }

  /** The findings that would fail the synthesis. */
  public errors(): Finding[] {
    return this.findings.filter(finding => finding.severity === FindingSeverity.ERROR);
  }

  /** The findings that would not. */
  public warnings(): Finding[] {
    return this.findings.filter(finding => finding.severity === FindingSeverity.WARNING);
  }

  /**
   * Expects no finding at all.
   *
   * @throws if there is any, with all of them
   */
  public assertNone(): void {
    this.assertOnly();
  }

  /**
   * Expects a finding of one rule, whatever else there is.
   *
   * @param ruleId the id of the rule, with or without its namespace
   * @returns the first such finding
   * @throws if there is none, with those that there are
   */
  public assertHas(ruleId: string): Finding {
    const found = this.findings.find(finding => finding.ruleId === ownId(ruleId));
    if (!found) { throw new Error(`Expected a finding of ${ruleId} at ${this.where}, but found ${this.list()}${withAdvice(ruleId)}`); }
    return found;
  }

  /**
   * Expects findings of exactly these rules, once for each mapping and in any order. None means no finding at all.
   *
   * @param ruleIds the ids of the rules, an id as often as it is found
   * @throws if one is missing or there is another, with those that there are
   */
  public assertOnly(...ruleIds: string[]): void {
    const expected = ruleIds.map(ownId).sort();
    const actual = this.findings.map(finding => finding.ruleId).sort();
    if (JSON.stringify(expected) !== JSON.stringify(actual)) {
      const advice = expected.map(withAdvice).join('');
      throw new Error(`Expected ${expected.length > 0 ? `findings of ${expected.join(', ')}` : 'no finding'} at ${this.where}, but found ${this.list()}${advice}`);
    }
  }

  private get where(): string {
    return this.scope.node.path || 'the app';
  }

  private list(): string {
    return this.findings.length > 0 ? `${this.findings.length}:\n${this.findings.map(finding => `- ${finding}`).join('\n')}` : 'none.';
  }
}

/** A line about an id that is no rule. */
function withAdvice(ruleId: string): string {
  return RuleCatalogue.find(ownId(ruleId)) ? '' : `\n${ruleId} is no rule.${didYouMean(ruleId)}`;
}

/** Runs a synthesis and discards it: later results of `synth()` or `Template.fromStack()` must be validated and up to date. */
function synthesiseUnvalidated(stage: Stage): void {
  const stages = stagesIn(stage);
  stages.forEach(forgetSynthesis);
  withoutTemplateValidation(stages, () => { stage.synth({ skipValidation: true, force: true }); });
  stages.forEach(forgetSynthesis);
}
