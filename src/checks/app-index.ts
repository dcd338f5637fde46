import { CfnResource, Stage } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { L1Resource } from './l1-resource';
import { IndexedMapping, FoundMapping, MappingIndex } from './mapping-index';
import { recordOf } from './mapping-record';
import { Surroundings } from './surroundings';

/** The index of each Stage, for its synthesis in progress. */
const current = new WeakMap<IConstruct, AppIndex>();

/** All event source mappings of one Stage of an app, also those that other libraries made. */
export class AppIndex extends MappingIndex {
  /** The index for the synthesis that now validates `mapping`. To see a mapping for the second time is to be in the next synthesis. */
  public static duringValidationOf(mapping: CfnResource): AppIndex {
    const stage = Stage.of(mapping) ?? mapping.node.root;
    let index = current.get(stage);
    if (!index || index.validated.has(mapping)) {
      index = new AppIndex(stage);
      current.set(stage, index);
    }
    index.validated.add(mapping);
    return index;
  }

  /** Whether the findings of the other stages have been added to those of this one. */
  public toldOfOtherStages = false;

  private readonly validated = new Set<CfnResource>();
  private readonly byL1: Map<CfnResource, IndexedMapping>;

  public constructor(public readonly stage: IConstruct) {
    const l1s = l1sBelow(stage, 'AWS::Lambda::EventSourceMapping');
    const resources = new Map<CfnResource, L1Resource>();
    super(l1s.map(l1 => found(new L1Resource(l1, resources))), surroundingsIn(stage, resources));
    this.byL1 = new Map(l1s.map((l1, i) => [l1, this.mappings[i]]));
  }

  public mappingOf(l1: CfnResource): IndexedMapping | undefined {
    return this.byL1.get(l1);
  }
}

function found(resource: L1Resource): FoundMapping {
  const record = recordOf(resource.l1.node.scope);
  const untouched = record && resource.raw(['FunctionName']) === record.functionName;
  return { resource, record, invoked: untouched ? resource.followValue(record.functionArn) : undefined };
}

/** All resources of a Stage: only an app that has network resources around its mappings pays for them. */
function surroundingsIn(stage: IConstruct, resources: Map<CfnResource, L1Resource>): Surroundings {
  let byType: Map<string, L1Resource[]> | undefined;
  return {
    resourcesOf: type => {
      byType ??= inNetwork(stage, resources);
      return byType.get(type) ?? [];
    },
    isOpenToOthers: () => false, // the whole app is seen
  };
}

function inNetwork(stage: IConstruct, resources: Map<CfnResource, L1Resource>): Map<string, L1Resource[]> {
  const byType = new Map<string, L1Resource[]>();
  for (const l1 of l1sWhere(stage, type => type.startsWith('AWS::EC2::'))) {
    const resource = resources.get(l1) ?? new L1Resource(l1, resources);
    const alike = byType.get(resource.type);
    if (alike) { alike.push(resource); } else { byType.set(resource.type, [resource]); }
  }
  return byType;
}

/** The resources of one type below a construct and in its own Stage, in the order of the tree. */
export function l1sBelow(construct: IConstruct, type: string): CfnResource[] {
  return l1sWhere(construct, each => each === type);
}

function l1sWhere(construct: IConstruct, isWanted: (type: string) => boolean): CfnResource[] {
  const l1s: CfnResource[] = [];
  const visit = (child: IConstruct) => {
    if (CfnResource.isCfnResource(child) && isWanted(child.cfnResourceType)) { l1s.push(child); }
    child.node.children.filter(grandchild => !Stage.isStage(grandchild)).forEach(visit);
  };
  visit(construct);
  return l1s;
}
