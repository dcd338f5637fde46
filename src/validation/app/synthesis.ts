import { Stage } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { targetsOf, ValidationTarget } from './targets';
import { Deployment } from '../../model/deployment';
import { AppReader } from '../../readers/app/read-app';

/** The synthesis in progress of each Stage. */
const current = new WeakMap<IConstruct, Synthesis>();

/** One synthesis of a Stage: its deployment, and all that is validated of it, also what other libraries made. */
export class Synthesis {
  /** The current synthesis. A construct is validated once per synthesis: asking twice, or for an unknown construct, starts a new one. */
  public static validating(construct: IConstruct): Synthesis {
    const stage = Stage.of(construct) ?? construct.node.root;
    let synthesis = current.get(stage);
    if (!synthesis || synthesis.validated.has(construct) || !synthesis.has(construct)) {
      synthesis = new Synthesis(stage);
      current.set(stage, synthesis);
    }
    synthesis.validated.add(construct);
    return synthesis;
  }

  public readonly deployment: Deployment;

  /** All that is validated, in the order of the tree. */
  public readonly targets: readonly ValidationTarget[];

  private readonly reader: AppReader;
  private readonly validated = new Set<IConstruct>();
  private readonly byConstruct: ReadonlyMap<IConstruct, ValidationTarget>;

  public constructor(public readonly stage: IConstruct) {
    this.reader = new AppReader(stage);
    this.deployment = new Deployment(this.reader);
    this.targets = targetsOf(this.reader, this.deployment);
    this.byConstruct = new Map(this.targets.map(target => [target.construct, target]));
  }

  /** All constructs of the Stage, in the order of the tree. */
  public get constructs(): readonly IConstruct[] {
    return this.reader.constructs;
  }

  public targetOf(construct: IConstruct): ValidationTarget | undefined {
    return this.byConstruct.get(construct);
  }

  /** Looks in the map first, because almost every construct asked for is a validation target. */
  private has(construct: IConstruct): boolean {
    return this.byConstruct.has(construct) || this.reader.constructs.includes(construct);
  }
}
