import { Aspects } from 'aws-cdk-lib';
import { Synthesis } from './synthesis';
import { ValidationTarget } from './targets';
import { stagesIn } from '../../cdk/stages';
import { Finding, FindingSeverity } from '../finding';
import { blockOf } from '../layout';

/** The indentation of the list that the CDK makes of the errors of a Stage. */
const LIST = '\n  ';

/** A target of a Stage with its findings. */
interface Judged {
  readonly target: ValidationTarget;
  /** The path of the Stage. */
  readonly stage: string;
  readonly findings: readonly Finding[];
}

/**
 * What a synthesis that fails tells.
 *
 * The CDK lists the errors of one Stage, each under the path of its construct, and throws. The warnings, and the findings of the other
 * Stages, would come to light only once those are mended: they follow after the last error, each under its own path.
 */
export class FailureReport {
  private readonly ofStage: readonly Judged[];
  private readonly others: readonly Judged[];
  private readonly last: ValidationTarget | undefined;
  /** The other Stages that have the same finding, by what is the same. */
  private readonly alsoIn = new Map<string, Set<string>>();

  /** @param findingsOf the findings for a target that are not acknowledged */
  public constructor(synthesis: Synthesis, findingsOf: (target: ValidationTarget) => readonly Finding[]) {
    const judged = ({ targets, stage }: Synthesis) => targets.filter(({ validatesItself }) => validatesItself)
      .map(target => ({ target, stage: stage.node.path, findings: findingsOf(target) }));
    this.ofStage = judged(synthesis);
    this.last = this.ofStage.filter(({ findings }) => findings.some(isError)).pop()?.target;
    const told = new Set(this.ofStage.flatMap(({ stage, findings }) => findings.map(finding => keyOf(finding, stage))));
    const stages = stagesIn(synthesis.stage.node.root).filter(stage => stage !== synthesis.stage);
    this.others = stages.flatMap(stage => {
      const untold = judged(new Synthesis(stage))
        .map(each => ({ ...each, findings: each.findings.filter(finding => this.isUntold(finding, each, told)) }));
      // Within a Stage each is told, however many lines of code have several.
      untold.forEach(({ stage: path, findings }) => findings.forEach(finding => told.add(keyOf(finding, path))));
      return untold;
    });
  }

  /** Whether a finding of another Stage is news. */
  private isUntold(finding: Finding, { target, stage }: Judged, told: ReadonlySet<string>): boolean {
    const key = keyOf(finding, stage);
    // What the synthesis of that Stage has yet to do may still answer a warning.
    if (!told.has(key)) { return isError(finding); }
    const name = `${stage || 'the app'}${aspectsAreDue(target) ? ' (its aspects have not run yet)' : ''}`;
    this.alsoIn.set(key, (this.alsoIn.get(key) ?? new Set()).add(name));
    return false;
  }

  /** The errors of a target, as the CDK lists them. */
  public errorsOf(target: ValidationTarget): string[] {
    const { stage = '', findings = [] } = this.ofStage.find(judged => judged.target === target) ?? {};
    const texts = findings.filter(isError).map(finding => `${this.blockOf(finding, stage)}\n`);
    if (target === this.last) { texts.push(`${texts.pop()}${this.rest()}`); }
    return texts;
  }

  private rest(): string {
    const entry = (finding: Finding, stage: string, note?: string) => `[${finding.path}] ${this.blockOf(finding, stage, note)}\n`;
    const texts = [
      ...this.ofStage.flatMap(({ stage, findings }) => findings.filter(finding => !isError(finding)).map(finding => entry(finding, stage))),
      ...this.others.flatMap(({ target, stage, findings }) =>
        findings.map(finding => entry(finding, stage, aspectsAreDue(target) ? ' (The aspects of that stage have not run yet.)' : ''))),
      this.count(),
    ];
    return texts.map(text => `${LIST}${text}`).join('');
  }

  private count(): string {
    const all = [...this.ofStage, ...this.others].flatMap(({ findings }) => findings);
    const errors = all.filter(isError).length;
    return `${countOf(errors, 'error')} and ${countOf(all.length - errors, 'warning')} of event sources`;
  }

  private blockOf(finding: Finding, stage: string, note = ''): string {
    const also = [...this.alsoIn.get(keyOf(finding, stage)) ?? []];
    return blockOf({ ...finding, why: `${finding.why}${note}`, also });
  }
}

/** What is the same in several Stages: the rule, at one place of the code, or at one path within the Stage where nobody noted the place. */
function keyOf({ ruleId, location, path }: Finding, stage: string): string {
  return `${ruleId} ${location ?? path.slice(stage === '' ? 0 : stage.length + 1)}`;
}

function isError({ severity }: Finding): boolean {
  return severity === FindingSeverity.ERROR;
}

function aspectsAreDue({ construct }: ValidationTarget): boolean {
  return construct.node.scopes.some(scope => Aspects.of(scope).all.length > 0);
}

function countOf(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
