import { Aspects } from 'aws-cdk-lib';
import { Synthesis } from './synthesis';
import { ValidationTarget } from './targets';
import { stagesIn } from '../../cdk/stages';
import { Finding, FindingSeverity } from '../finding';
import { blockOf } from '../layout';

/** The indentation of the list that the CDK makes of the errors of a Stage. */
const LIST = '\n  ';

/** A target with its findings. */
interface Judged {
  readonly target: ValidationTarget;
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
  public constructor(private readonly synthesis: Synthesis, findingsOf: (target: ValidationTarget) => readonly Finding[]) {
    const judged = ({ targets }: Synthesis) => targets.filter(({ validatesItself }) => validatesItself)
      .map(target => ({ target, findings: findingsOf(target) }));
    this.ofStage = judged(synthesis);
    this.last = this.ofStage.filter(({ findings }) => findings.some(isError)).pop()?.target;
    const told = new Set(this.ofStage.flatMap(({ findings }) => findings.map(finding => keyOf(finding, synthesis.stage.node.path))));
    this.others = stagesIn(synthesis.stage.node.root).filter(stage => stage !== synthesis.stage).flatMap(stage => {
      const nameOf = (target: ValidationTarget) => `${stage.node.path || 'the app'}${aspectsAreDue(target) ? ' (its aspects have not run yet)' : ''}`;
      const untold = judged(new Synthesis(stage)).map(({ target, findings }) => ({
        target,
        findings: findings.filter(finding => {
          const key = keyOf(finding, stage.node.path);
          // What the synthesis of that Stage has yet to do may still answer a warning.
          if (!told.has(key)) { return isError(finding); }
          this.alsoIn.set(key, (this.alsoIn.get(key) ?? new Set()).add(nameOf(target)));
          return false;
        }).map(finding => ({ finding, key: keyOf(finding, stage.node.path) })),
      }));
      untold.forEach(({ findings }) => findings.forEach(({ key }) => told.add(key)));
      return untold.map(({ target, findings }) => ({ target, findings: findings.map(({ finding }) => finding) }));
    });
  }

  /** The errors of a target, as the CDK lists them. */
  public errorsOf(target: ValidationTarget): string[] {
    const { findings = [] } = this.ofStage.find(judged => judged.target === target) ?? {};
    const texts = findings.filter(isError).map(finding => `${this.blockOf(finding)}\n`);
    if (target === this.last) { texts.push(`${texts.pop()}${this.rest()}`); }
    return texts;
  }

  private rest(): string {
    const warnings = this.ofStage.flatMap(({ findings }) => findings.filter(finding => !isError(finding)));
    const others = this.others.flatMap(({ target, findings }) => findings.map(finding => ({ finding, later: aspectsAreDue(target) })));
    const texts = [
      ...warnings.map(finding => `[${finding.path}] ${this.blockOf(finding)}\n`),
      ...others.map(({ finding, later }) => `[${finding.path}] ${this.blockOf(finding, later ? ' (The aspects of that stage have not run yet.)' : '')}\n`),
      this.count(),
    ];
    return texts.map(text => `${LIST}${text}`).join('');
  }

  private count(): string {
    const all = [...this.ofStage, ...this.others].flatMap(({ findings }) => findings);
    const errors = all.filter(isError).length;
    return `${countOf(errors, 'error')} and ${countOf(all.length - errors, 'warning')} of event sources`;
  }

  private blockOf(finding: Finding, note = ''): string {
    const also = [...this.alsoIn.get(keyOf(finding, this.stageOf(finding))) ?? []];
    return blockOf({ ...finding, why: `${finding.why}${note}`, also });
  }

  private stageOf({ path }: Finding): string {
    const paths = stagesIn(this.synthesis.stage.node.root).map(stage => stage.node.path);
    return paths.filter(stage => stage === '' || path.startsWith(`${stage}/`)).reduce((longest, stage) => stage.length > longest.length ? stage : longest, '');
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
