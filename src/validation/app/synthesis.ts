import { CfnResource, Stage } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { ValidationTarget } from './targets';
import { ASYNCHRONOUS, MAPPING } from '../../aws/resource-types';
import { constructFactsOf } from '../../cdk/construct-facts';
import { notificationFactsOf } from '../../cdk/notification-facts';
import { MappingFacts } from '../../facts/mapping';
import { IndexedMapping, FoundMapping, MappingIndex } from '../../model/mapping-groups';
import { L1Resource } from '../../readers/app/l1-resource';
import { resourcesOfApp } from '../../readers/app/read-app';

/** The index of each Stage, for its synthesis in progress. */
const current = new WeakMap<IConstruct, AppIndex>();

/** All that is judged of one Stage of an app, also what other libraries made. */
export class AppIndex extends MappingIndex {
  /** The index for the synthesis that now validates `judged`. To see it for the second time, or to see what was not there, is to be in the next synthesis. */
  public static duringValidationOf(judged: IConstruct): AppIndex {
    const stage = Stage.of(judged) ?? judged.node.root;
    let index = current.get(stage);
    if (!index || index.validated.has(judged) || !index.has(judged)) {
      index = new AppIndex(stage);
      current.set(stage, index);
    }
    index.validated.add(judged);
    return index;
  }

  /** Whether the findings of the other stages have been added to those of this one. */
  public otherStagesReported = false;

  /** All that is judged, in the order of the tree. */
  public readonly targets: readonly ValidationTarget[];

  private readonly constructs: readonly IConstruct[];
  private readonly validated = new Set<IConstruct>();
  private readonly byL1: Map<CfnResource, IndexedMapping>;
  private readonly byConstruct: Map<IConstruct, ValidationTarget>;

  public constructor(public readonly stage: IConstruct) {
    const constructs = constructsBelow(stage);
    const resources = new Map<CfnResource, L1Resource>();
    const read = (l1: CfnResource) => resources.get(l1) ?? new L1Resource(l1, resources);
    const mappings = constructs.filter(isMapping);
    super(mappings.map(l1 => found(read(l1))), resourcesOfApp(constructs, read));
    this.constructs = constructs;
    this.byL1 = new Map(mappings.map((l1, i) => [l1, this.mappings[i]]));

    const others = constructs.some(isAsynchronous) ? asynchronous().asyncTargets(constructs, read) : () => [];
    this.targets = constructs.flatMap(construct => {
      const mapping = this.byL1.get(construct as CfnResource);
      return mapping ? [{ construct, validatesItself: mapping.constructFacts !== undefined, facts: () => new MappingFacts(mapping, this) }] : others(construct);
    });
    this.byConstruct = new Map(this.targets.map(subject => [subject.construct, subject]));
  }

  public mappingOf(l1: CfnResource): IndexedMapping | undefined {
    return this.byL1.get(l1);
  }

  public targetOf(construct: IConstruct): ValidationTarget | undefined {
    return this.byConstruct.get(construct);
  }

  /** Few of those that are asked for are no subjects. */
  private has(construct: IConstruct): boolean {
    return this.byConstruct.has(construct) || this.constructs.includes(construct);
  }
}

function found(resource: L1Resource): FoundMapping {
  const record = constructFactsOf(resource.l1.node.scope);
  const invoked = record?.invoked;
  const isUntouched = invoked && resource.raw(['FunctionName']) === invoked.functionName;
  return { resource, constructFacts: record, invoked: isUntouched ? resource.targetOfValue(invoked.functionArn) : undefined };
}

function isMapping(construct: IConstruct): construct is CfnResource {
  return CfnResource.isCfnResource(construct) && construct.cfnResourceType === MAPPING;
}

/** Whether a construct has to do with asynchronous invocation. */
function isAsynchronous(construct: IConstruct): boolean {
  return CfnResource.isCfnResource(construct) ? ASYNCHRONOUS.includes(construct.cfnResourceType) : notificationFactsOf(construct) !== undefined;
}

/** Loaded by an app that has any. */
function asynchronous(): typeof import('./async-targets') {
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  return require('./async-targets');
}

/** All constructs below one and in its own Stage, in the order of the tree. */
function constructsBelow(construct: IConstruct): IConstruct[] {
  const below: IConstruct[] = [];
  const visit = (child: IConstruct) => {
    below.push(child);
    child.node.children.filter(grandchild => !Stage.isStage(grandchild)).forEach(visit);
  };
  visit(construct);
  return below;
}
